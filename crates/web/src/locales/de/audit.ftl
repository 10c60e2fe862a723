### Das Protokoll: wer was tat, an wem, wann.

audit-title = Protokoll
audit-who = Wer
audit-what = Was
audit-when = Wann
audit-from-where = Von wo
audit-any-kind = Alles, was geschah
audit-any-person = Von allen
audit-any-time = Jederzeit
audit-last-days =
    { $count ->
        [one] In den letzten 24 Stunden
       *[other] In den letzten { $count } Tagen
    }
audit-about-one = Nur was einen Benutzer betrifft, wird gezeigt.
audit-show-all = Alles zeigen
audit-empty = Noch ist nichts geschehen
audit-newest = Neueste
audit-older = Ältere
audit-operator = Der Betreiber
audit-somebody = Jemand
audit-somebody-gone = Jemand, der nicht mehr da ist
audit-with-key = mit einem API-Schlüssel
audit-erased = Die Einzelheiten wurden gelöscht.

## Was sich änderte

field-role = Rolle
field-name = Name
field-company = Firma
field-note = Notiz
field-status = Status
field-email = E-Mail
field-access = Zugriff auf
field-access_from = Von da an Zugriff auf
field-access_until = Bis dahin Zugriff auf
field-access_of = Zugriff von
field-access_lost = Vorher gelöscht
field-former_holder = Vorher hatte das in
field-joined = Durch ihre Rolle dabei
field-role_from = Rolle ab
field-role_until = Rolle bis
field-parent = Liegt unter
field-members_with_access = Benutzer mit Zugriff
field-invited_with_access = Eingeladene mit Zugriff
field-members_gained = Benutzer, die etwas dazubekamen
field-members_lost = Benutzer, die etwas verloren
field-created = Neu
field-renamed = Umbenannt
field-permissions = Darf
field-extra = Über die Rolle hinaus
field-extra_from = Ab dann, über die Rolle hinaus
field-extra_until = Bis dann, über die Rolle hinaus
field-custom = In den Anwendungen
audit-all = Alles

## Versuche, die aus anderem Grund als einer fehlenden Berechtigung abgelehnt wurden

denied-rank_too_high = an einem Benutzer höheren Ranges zu handeln
denied-not_yourself = an sich selbst zu handeln
denied-role_not_removable = einen Benutzer zu entfernen, dessen Rolle erst geändert werden muss
denied-role_not_assignable = eine Rolle zu vergeben
denied-not_held = zu geben, was sie nicht haben

## Ereignisse

event-account_created = { $actor } hat das Konto { $subject } angelegt.
    .kind = Konto angelegt
event-model_applied = { $actor } hat die Rollen und Regeln von { $subject } geändert.
    .kind = Rollen und Regeln geändert
event-member_invited = { $actor } hat { $subject } eingeladen.
    .kind = Eingeladen
event-invitation_resent = { $actor } hat die Einladung von { $subject } erneut gesendet.
    .kind = Einladung erneut gesendet
event-invitation_edited = { $actor } hat die Einladung von { $subject } geändert.
    .kind = Einladung geändert
event-invitation_withdrawn = { $actor } hat die Einladung von { $subject } zurückgezogen.
    .kind = Einladung zurückgezogen
event-invitation_expired = Die Einladung von { $subject } ist abgelaufen.
    .kind = Einladung abgelaufen
event-invitation_requested = { $subject } hat um eine neue Einladung gebeten.
    .kind = Um neue Einladung gebeten
event-invitation_accepted = { $subject } hat die Einladung angenommen.
    .kind = Einladung angenommen
event-invitation_link_copied = { $actor } hat einen Link für die Einladung von { $subject } kopiert.
    .kind = Einladungslink kopiert
event-invitation_refused = Der Mailserver hat die Einladung von { $subject } abgelehnt.
    .kind = Einladung vom Mailserver abgelehnt
event-member_edited = { $actor } hat { $subject } bearbeitet.
    .kind = Benutzer bearbeitet
event-roles_changed = { $actor } hat die Rolle von { $subject } geändert.
    .kind = Rolle geändert
event-permissions_changed = { $actor } hat die Berechtigungen von { $subject } geändert.
    .kind = Berechtigungen geändert
event-access_changed = { $actor } hat den Zugriff von { $subject } geändert.
    .kind = Zugriff geändert
event-member_deleted = { $actor } hat { $subject } gelöscht.
    .kind = Benutzer gelöscht
event-member_disabled = { $actor } hat { $subject } deaktiviert.
    .kind = Benutzer deaktiviert
event-member_enabled = { $actor } hat { $subject } aktiviert.
    .kind = Benutzer aktiviert
event-member_archived = { $actor } hat { $subject } archiviert.
    .kind = Benutzer archiviert
event-member_restored = { $actor } hat { $subject } zurückgeholt.
    .kind = Benutzer zurückgeholt
event-member_address_changed = Die Adresse von { $subject } hat sich geändert.
    .kind = Adresse geändert
event-resource_created = { $actor } hat { $subject } angelegt.
    .kind = Angelegt
event-resource_renamed = { $actor } hat { $subject } umbenannt.
    .kind = Umbenannt
event-resource_moved = { $actor } hat { $subject } verschoben.
    .kind = Verschoben
event-resources_upserted = { $actor } hat vieles auf einmal angemeldet.
    .kind = Vieles angemeldet
event-resource_deleted = { $actor } hat { $subject } gelöscht, mit allem Zugriff darauf.
    .kind = Gelöscht
event-key_created = { $actor } hat den API-Schlüssel { $subject } angelegt.
    .kind = API-Schlüssel angelegt
event-key_revoked = { $actor } hat den API-Schlüssel { $subject } widerrufen.
    .kind = API-Schlüssel widerrufen
event-members_exported = { $actor } hat die Benutzer von { $subject } exportiert.
    .kind = Benutzer exportiert
event-attempt_denied = { $actor } hat versucht, was nicht erlaubt ist: { $subject }.
    .kind = Versuch abgelehnt
event-member_created = { $actor } hat den Benutzer { $subject } angelegt.
    .kind = Benutzer angelegt
event-member_signed_up = { $subject } hat sich selbst angemeldet.
    .kind = Selbst angemeldet
event-password_link_sent = { $actor } hat { $subject } einen Link für ein neues Passwort geschickt.
    .kind = Passwort-Link verschickt
field-message = Persönliche Nachricht
field-no_mails_about = Keine Mails zu
