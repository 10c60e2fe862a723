### Die Liste der Mitglieder eines Kontos, und neue einladen. Titel und Knöpfe, die ein Modell benennt, kommen aus dem Modell.

members-title = Benutzer
members-search = Nach Name oder E-Mail suchen
members-any-role = Alle Rollen
members-empty = Noch niemand hier
members-none-match = Niemand passt dazu
members-empty-hint = Laden Sie ein, mit wem Sie arbeiten.
members-elsewhere =
    { $count ->
        [one] { $count } Treffer in „{ $tab }“
       *[other] { $count } Treffer in „{ $tab }“
    }
members-show-all = Alle zeigen
members-count =
    { $count ->
        [one] { $count } Benutzer
       *[other] { $count } Benutzer
    }
members-you = Sie
members-invited-by = Eingeladen von
members-invited-by-operator = Betreiber
members-sent = Gesendet
members-delivered = Zugestellt
members-mail-queued = Wartet auf den Versand
members-mail-refused = Vom Mailserver abgelehnt
members-expires = Läuft ab
members-expired = Abgelaufen
members-last-active = Zuletzt aktiv
members-actions = Aktionen
members-actions-for = Aktionen für { $name }
members-select = { $name } auswählen
members-selected = Die ausgewählten Benutzer
members-bulk-selected = ausgewählt

## Einladen

invite-title = Benutzer einladen
invite-send = Einladungen senden
invite-lead = Jeder bekommt eine E-Mail mit einem Link, der { $time } lang gilt.
invite-addresses = E-Mail-Adressen
invite-addresses-hint = Eine je Zeile.
invite-message = Persönliche Nachricht
invite-access-not-needed =
    { $count ->
        [one] { $roles }: erreicht ohnehin alles und braucht hier keinen Zugriff.
       *[other] { $roles }: erreichen ohnehin alles und brauchen hier keinen Zugriff.
    }
invite-line = Zeile { $line }: { $text }
invite-again = Noch einmal einladen
invite-resend = Erneut senden
invite-resend-note = Ein neuer Link; der alte ist tot
invite-withdraw = Zurückziehen
invite-offers = Was soll erneut gesendet werden?
invite-foreseen =
    { $good ->
        [0] Niemand wird eingeladen
        [one] { $good } wird eingeladen
       *[other] { $good } werden eingeladen
    }{ $rest ->
        [0] .
        [one] , { $rest } Zeile nicht.
       *[other] , { $rest } Zeilen nicht.
    }
invite-left =
    { $count ->
        [one] { $count } Zeile wurde nicht eingeladen:
       *[other] { $count } Zeilen wurden nicht eingeladen:
    }
invite-sent =
    { $count ->
        [one] { $count } Einladung gesendet.
       *[other] { $count } Einladungen gesendet.
    }
invite-sent-again =
    { $count ->
        [one] { $count } Einladung erneut gesendet.
       *[other] { $count } Einladungen erneut gesendet.
    }
invite-show-invited = Eingeladene zeigen
invite-sent-again-to = Eine neue Einladung an { $name } ist unterwegs.
invite-verdict-good = Wird eingeladen
invite-verdict-member = Ist schon hier ({ $state })
invite-verdict-invited = Ist schon eingeladen
invite-verdict-expired = War eingeladen; die Einladung ist abgelaufen
invite-verdict-former = War schon einmal hier ({ $state })
invite-verdict-duplicate = Dieselbe Adresse steht auf Zeile { $line }
invite-verdict-over-limit = Mehr als { $limit } auf einmal geht nicht
invite-verdict-too-often = Wurde zuletzt zu oft eingeladen; wieder ab { $again }
invite-verdict-slip = Meinten Sie { $suggestion }?

## Zurückziehen, löschen, und viele auf einmal

again-all = Alle erneut einladen
again-all-question =
    { $count ->
        [one] { $count } Benutzer erneut einladen?
       *[other] { $count } Benutzer erneut einladen?
    }
again-all-means = Jeder bekommt eine E-Mail mit einem neuen Link, mit derselben Rolle und demselben Zugriff wie zuvor.
withdraw-question = Die Einladung von { $name } zurückziehen?
withdraw-many-question =
    { $count ->
        [one] { $count } Einladung zurückziehen?
       *[other] { $count } Einladungen zurückziehen?
    }
withdraw-means = Der Link in der E-Mail ist sofort tot. Sie können diese Adresse jederzeit wieder einladen.
withdraw-done = Die Einladung von { $name } ist zurückgezogen.
withdraw-many-done =
    { $count ->
        [one] { $count } Einladung zurückgezogen.
       *[other] { $count } Einladungen zurückgezogen.
    }
delete-question = { $name } löschen?
delete-means = Jeder Zugriff in diesem Konto endet sofort: { $reach }. Schlüssel dieses Benutzers gelten nicht mehr.
delete-means-all = Jeder Zugriff in diesem Konto endet sofort, und Schlüssel dieses Benutzers gelten nicht mehr.
delete-means-more = Rolle, Zugriff, Profil und Notiz bleiben vermerkt: Sie können diesen Benutzer später so zurückholen, wie er war.
delete-means-kept = Rolle, Zugriff, Profil und Notiz bleiben vermerkt.
disable-means-kept = Alles, was eingetragen wurde, bleibt. Seine anderen Konten sind nicht betroffen.
archive-means-kept = Rolle, Zugriff, Profil und Notiz bleiben vermerkt.
out-no-way-back = Sie selbst könnten diesen Benutzer nicht zurückholen
out-question = { $deed }: { $name }?
delete-many-means-more = Rollen, Zugriff, Profile und Notizen bleiben vermerkt: Wer alles geben darf, was diese Benutzer haben, kann sie so zurückholen, wie sie waren.
disable-many-means-more = Alles, was eingetragen wurde, bleibt, und wer alles geben darf, was diese Benutzer haben, kann sie jederzeit wieder aktivieren. Ihre anderen Konten sind nicht betroffen.
archive-many-means-more = Rollen, Zugriff, Profile und Notizen bleiben vermerkt: Sie finden diese Benutzer unter den ehemaligen, und wer alles geben darf, was sie haben, kann sie so zurückholen, wie sie waren.
withdraw-many-means = Die Links in den E-Mails sind sofort tot. Sie können diese Adressen jederzeit wieder einladen.
delete-not-possible = { $name } kann nicht gelöscht werden
delete-done = { $name } ist gelöscht.
disable-question = { $name } deaktivieren?
disable-means-more = Alles, was eingetragen wurde, bleibt, und Sie können diesen Benutzer jederzeit wieder aktivieren. Seine anderen Konten sind nicht betroffen.
archive-question = { $name } archivieren?
archive-means-more = Rolle, Zugriff, Profil und Notiz bleiben vermerkt: Sie finden diesen Benutzer unter den ehemaligen und können ihn so zurückholen, wie er war.
out-recommended = Empfohlen: { $way }
out-done = { $name } ist jetzt „{ $status }“.
out-not-possible = Bei { $name } geht das nicht
enable-question = { $name } wieder hineinlassen?
enable-means = Sofort ist alles wieder, wie es war.
restore-question = { $name } zurückholen?
restore-means = Sofort ist alles wieder, wie es war.
restore-means-asked = Eine Mail mit einem Link geht an { $email }. Sobald sie angenommen ist, ist alles wieder, wie es war.
restore-keys = API-Schlüssel von früher bleiben aus.
owns-title = Was { $name } gehört
owns-mine = Was Ihnen gehört
owns-more =
    { $count ->
        [one] und { $count } weiteres
       *[other] und { $count } weitere
    }
owns-keys =
    { $count ->
        [one] { $count } API-Schlüssel, der widerrufen wird
       *[other] { $count } API-Schlüssel, die widerrufen werden
    }
owns-invitations =
    { $count ->
        [one] { $count } Einladung, die wartet oder abgelaufen ist
       *[other] { $count } Einladungen, die warten oder abgelaufen sind
    }
owns-hand-over = Übergeben an
owns-nobody = Niemanden: es bleibt so und kann später übergeben werden
owns-choose = Wählen Sie, wer es übernimmt
owns-follow = Was nur einer haben kann, muss jemand übernehmen: Wählen Sie, wer.
owns-follow-there = Was nur einer haben kann, muss zuerst jemand übernehmen. Wer das Team leitet, gibt es dort einem anderen:
unfit-title = Speichern ohne das, was dafür nötig ist?
unfit-means = Was nur einer haben kann, verlangt Berechtigungen, die hiermit verloren gehen. Es bleibt trotzdem so, bis es einem anderen gegeben wird. Speichern Sie noch einmal, wenn das so gemeint ist.
out-many-alone = Diese bleiben, bis ein anderer hat, was nur einer haben kann
disable-many-alone = Diese behalten, was nur einer haben kann; solange hat es niemand sonst
owns-still = Ihm gehört hier noch etwas
hand-over = Übergeben
hand-over-done = Was { $name } gehörte, ist übergeben.
leave-account = Dieses Konto verlassen
leave-question = { $account } verlassen?
leave-means = Ihr ganzer Zugriff in diesem Konto endet sofort, und Ihre API-Schlüssel hier gelten nicht mehr. Ihre Anmeldung und Ihre anderen Konten bleiben.
leave-back = Zurückholen kann Sie nur ein Admin.
leave-yes = Verlassen
leave-done = Sie haben { $account } verlassen.
leave-not-possible = Sie können noch nicht gehen
leave-hand-over = Oder übergeben Sie Ihre Rolle { $role }: Der Weg dazu steht auf dem Profil dessen, der sie bekommen soll, unter „{ $more }“. Angenommen werden muss sie auch.
leave-or-close = Oder schließen Sie das Konto, wenn es niemand mehr benutzen soll:
bulk-sent-again = Einladungen erneut gesendet
bulk-withdrawn = Einladungen zurückgezogen
bulk-result = Ergebnis
bulk-reason = Warum

## Bearbeiten, und was jemand anderes inzwischen geändert hat

edit-settings = Einstellungen
edit-note = Notiz
edit-note-hint = Nur wer Benutzer verwaltet, sieht sie. Der Benutzer darf darum bitten, sie zu lesen.
edit-role-until = Letzter Tag in dieser Rolle
edit-role-until-of = Letzter Tag als { $role }
edit-role-until-hint = Danach ist die Rolle { $role }.
role-offered = { $name } wird { $role }, sobald die Einladung angenommen ist.
role-given = { $name } ist jetzt { $role }.
edit-done = { $name } ist gespeichert.
not-saved = Dies wurde nicht gespeichert
stale-title = Jemand anderes hat inzwischen gespeichert
stale-what-now = Nichts ist verloren: Unten steht, was geändert wurde, und das Formular enthält, was Sie eingegeben haben. Speichern Sie noch einmal, um es zu behalten.
stale-field = Feld
stale-was = Vorher
stale-now = Jetzt
stale-mine = Sie
stale-untouched = unverändert

## Das Profil

profile-facts = Angaben
profile-history = Verlauf
profile-joined = Beigetreten
members-company = Firma

## Als ein Benutzer handeln

act-as = Als dieser Benutzer handeln
act-as-title = Als { $name } handeln
act-as-means = Sie sehen und tun in diesem Konto, was { $name } darf, höchstens eine Stunde lang. Profil, Anmeldung, Schlüssel und andere Konten bleiben geschlossen, und nichts kann gelöscht werden. Alles, was Sie tun, wird mit beiden Namen festgehalten.
act-as-reason = Warum?
act-as-reason-hint = { $name } kann das lesen.
act-as-begin = Beginnen
acting-label = Als jemand anderes handeln
acting-banner = Sie handeln als { $name }.
acting-banner-somewhere = Sie handeln als jemand anderes.
acting-end = Beenden
acting-begun = Begonnen. Es endet nach einer Stunde von selbst.
acting-ended = Sie sind wieder Sie selbst.
acted-as-title = Wer als dieser Benutzer gehandelt hat
acted-as-now = jetzt

## Aufträge: was an vielen auf einmal getan wird, und rückgängig machen

job-title =
    { $count ->
        [one] { $count } Benutzer: { $deed }
       *[other] { $count } Benutzer: { $deed }
    }
job-asked-by = Verlangt von { $name }
job-running = { $done } von { $total } sind erledigt. Es geht von selbst weiter; Sie können diese Seite verlassen.
job-done =
    { $refused ->
        [0] Alles ist erledigt.
        [one] Erledigt, bis auf einen, der abgelehnt wurde; unten steht, warum.
       *[other] Erledigt, bis auf { $refused }, die abgelehnt wurden; unten steht, warum.
    }
job-cancelled = Das wurde angehalten: { $done } von { $total } waren erledigt.
job-failed = Das ist immer wieder an einem Fehler von uns gescheitert: { $done } von { $total } waren erledigt. Der Betreiber findet ihn im Protokoll; der Rest kann noch einmal versucht werden.
job-progress = Fortschritt
job-look-again = Noch einmal nachsehen
job-stop = Anhalten
job-stopped = Es ist angehalten. Was getan war, bleibt getan.
job-again = Die Abgelehnten noch einmal versuchen
job-item-done = Erledigt
job-item-unchanged = War schon so
job-item-refused = Abgelehnt
job-item-waiting = Wartet
job-item-cancelled = Nicht getan
job-all-done =
    { $count ->
        [one] Für { $count } Benutzer erledigt: { $deed }.
       *[other] Für { $count } Benutzer erledigt: { $deed }.
    }
bulk-change-title =
    { $count ->
        [one] { $count } Benutzer ändern
       *[other] { $count } Benutzer ändern
    }
bulk-keep-role = Wie sie ist
bulk-take = Wegnehmen, wer immer es hat
bulk-and-more =
    { $count ->
        [one] … und noch { $count }
       *[other] … und noch { $count }
    }
bulk-all-matching = Alle { $count } Treffer auswählen
out-many-question =
    { $count ->
        [one] { $deed }: { $count } Benutzer?
       *[other] { $deed }: { $count } Benutzer?
    }
undo-question = Das rückgängig machen?
undo-means = Es wird, wie es vorher war. Sitzungen, Schlüssel und E-Mails kommen nicht zurück.
undo-done = Rückgängig gemacht.
undo-not-possible = Das lässt sich nicht rückgängig machen
enable-many-question =
    { $count ->
        [one] { $count } Benutzer entsperren?
       *[other] { $count } Benutzer entsperren?
    }
restore-many-question =
    { $count ->
        [one] { $count } Benutzer zurückholen?
       *[other] { $count } Benutzer zurückholen?
    }

## Einladungen, die warten

members-link-copied = Link kopiert
members-unproven = (noch nicht per Mail bestätigt)
invite-look-twice = Bitte sehen Sie sich das noch einmal an
invite-anyway = Trotzdem einladen
new-user-anyway = Trotzdem speichern
invite-verdict-new-domain = Wird eingeladen. Hier hat noch niemand eine Adresse bei { $domain }.
asking-title =
    { $count ->
        [one] Jemand bittet um eine neue Einladung
       *[other] { $count } Personen bitten um eine neue Einladung
    }
asking-more =
    { $count ->
        [one] und { $count } weitere
       *[other] und { $count } weitere
    }
pending-change = Einladung ändern
pending-title = Einladung von { $name }
pending-email-hint = An eine andere Adresse geht ein neuer Link; der alte gilt dann nicht mehr.
pending-mail = Eine Mail mit neuem Link senden
pending-mail-hint = Er gilt { $time }, der alte Link gilt dann nicht mehr. Ohne Mail öffnet der vorhandene Link, was jetzt angeboten wird.
pending-saved = Die Einladung von { $name } ist geändert.
pending-saved-and-sent = Die Einladung von { $name } ist geändert, und eine neue Mail ist unterwegs.
pending-asks = { $email } bittet um eine neue Einladung
copy-link = Link kopieren
copy-link-question = Einen Link für { $name } erstellen?
copy-link-yes = Link erstellen
copy-link-means = Sie bekommen einen neuen Link, den Sie selbst weitergeben. Ein zuvor gemailter Link gilt dann nicht mehr.
copy-link-unproven = Wer damit beitritt, wird gebeten, die Adresse per Mail zu bestätigen.
copy-link-title = Link für { $name }
copy-link-once = Der Link wird nur dieses eine Mal gezeigt und gilt bis { $until }. Geben Sie ihn niemand anderem.
copy-link-label = Link

## Benutzer anlegen

new-user-title = Neuer Benutzer
new-user-tell = Eine Willkommensmail senden
new-user-tell-hint = Empfohlen: Sie enthält den Link zum Wählen eines Passworts, der { $time } gilt. Sonst weiß niemand, wie er hineinkommt.
new-user-subject = Betreff der Mail
new-user-copy = Mir eine Kopie senden
new-user-copy-hint = Ohne den Link.
new-user-preview = Mail ansehen
new-user-preview-of = Die Mail: { $subject }
new-user-roles-hint = Frei gelassen: { $role }.
new-user-see = Ansehen, wer es ist
new-user-told = { $name } ist angelegt, und die Willkommensmail ist unterwegs.
new-user-not-told = { $name } ist angelegt und weiß noch nichts davon.
password-link = Passwort-Link senden
password-link-question = { $name } einen Link für ein neues Passwort senden?
password-link-send = Link senden
password-link-means = Er geht an die Adresse, mit der die Person sich anmeldet, und gilt einmal und eine Stunde lang. Bis dahin gilt das alte Passwort.
password-link-sent = Ein Link für ein neues Passwort ist unterwegs zu { $name }.

## Worüber man Mails bekommt

my-mails-title = Mails an mich
my-mails-lead = Was Sie per Mail über andere in { $account } erfahren.
my-mails-none = Hier gibt es nichts zu wählen.
my-mails-accepted = Jemand nimmt meine Einladung an
my-mails-expired = Eine meiner Einladungen läuft ab
my-mails-refused = Ein Mailserver lehnt eine meiner Einladungen ab
my-mails-requested = Jemand bittet um Zugriff oder um eine neue Einladung
my-mails-address_changed = Ein Benutzer meldet sich mit einer anderen Adresse an
my-mails-merged = Jemand bringt den eigenen Account mit
my-mails-left = Ein Benutzer verlässt den Account
my-mails-others = Was sich für Sie selbst ändert, erfahren Sie immer.
