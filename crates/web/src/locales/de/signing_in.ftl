### Anmelden: ob es jemand kann, wo man angemeldet ist, und Adressen, die Admins vorschlagen.

can-sign-in = Anmeldung
can-sign-in-title = Kann { $name } sich anmelden?
can-sign-in-yes = Ja. Nichts steht im Weg.
can-sign-in-invited = Die Einladung ist noch nicht angenommen.
can-sign-in-expired = Die Einladung ist abgelaufen.
can-sign-in-disabled = Hier deaktiviert.
can-sign-in-archived = Nicht mehr dabei.
can-sign-in-deleted = Hier gelöscht.
can-sign-in-no_password = Es ist noch kein Passwort gewählt.
can-sign-in-blocked = Zu viele falsche Passwörter: eine Weile abgewiesen.
can-sign-in-again = Wieder möglich
can-sign-in-unblock = Jetzt wieder versuchen lassen
can-sign-in-unblocked = Ein neuer Versuch ist möglich.
can-sign-in-last = Zuletzt angemeldet
can-sign-in-failures = Gescheitert binnen einer Woche
can-sign-in-no-failures = Nichts
can-sign-in-failed-wrong_password = Falsches Passwort
can-sign-in-failed-throttled = Nach zu vielen Versuchen abgewiesen
can-sign-in-times =
    { $count ->
        [one] Einmal
       *[other] { $count }-mal
    }
can-sign-in-last-time = zuletzt
can-sign-in-no-links = Keine weiteren Links für ein neues Passwort bis
can-sign-in-mail-invitation = Einladung
can-sign-in-mail-password_reset = Link für ein neues Passwort
can-sign-in-mail-prove_email = Link zum Bestätigen einer Adresse
can-sign-in-mail-proposed_email = Link zum Bestätigen einer vorgeschlagenen Adresse
can-sign-in-mail-state-queued = Wartet auf den Versand
can-sign-in-mail-state-sending = Wird gerade gesendet
can-sign-in-mail-state-sent = Gesendet
can-sign-in-mail-state-refused = Vom Mailserver abgewiesen
can-sign-in-mail-state-dropped = Nicht gesendet: Der Link wurde ersetzt
can-sign-in-link-used = Geöffnet und benutzt
can-sign-in-link-over = Der Link ist abgelaufen.

address-propose = Andere Adresse vorschlagen
address-title = Andere Anmeldeadresse für { $name }
address-means = { $name } bekommt an der neuen Adresse einen Link und bestätigt ihn binnen { $time } mit dem eigenen Passwort. Bis dahin bleibt die Anmeldung, wie sie ist. Die alte Adresse wird benachrichtigt.
address-send = Link senden
address-proposed = Ein Link an { $email } ist unterwegs.
address-waits = Vorgeschlagen, wartet auf Bestätigung: { $email }
address-not-confirmed = Vorgeschlagen, aber nicht rechtzeitig bestätigt: { $email }
address-withdraw = Zurücknehmen
address-proposal-withdrawn = Zurückgenommen.
prove-password-hint = Ihr Passwort zeigt, dass Sie es sind: Ein Admin hat diese Adresse vorgeschlagen.

session-on = { $browser } auf { $system }
session-unknown = Ein unbekannter Browser
session-current = Dieser hier
session-now = jetzt in Gebrauch
session-seen = zuletzt benutzt { $when }
session-end-of = { $name } abmelden
session-ended = Dort sind Sie abgemeldet.
session-end-others = Alle anderen abmelden
session-others-ended = Sie sind überall sonst abgemeldet.

restore-lost =
    { $count ->
        [one] Das kann nicht zurückkommen, weil es inzwischen gelöscht wurde:
       *[other] Diese können nicht zurückkommen, weil sie inzwischen gelöscht wurden:
    }
restore-many-refused =
    { $count ->
        [one] Einer davon kommt nicht zurück:
       *[other] { $count } davon kommen nicht zurück:
    }
restore-many-lost = Diese kommen ohne das zurück, was inzwischen gelöscht wurde:
restore-unseen = Etwas, das Sie nicht sehen können
restore-fate-over = kommt nicht zurück: Die Zeit ist abgelaufen
restore-fate-gone = kommt nicht zurück: Das gibt es nicht mehr
restore-fate-not_yours = das dürfen Sie nicht geben

event-address_proposed = { $actor } schlug für { $subject } eine andere Anmeldeadresse vor.
    .kind = Anmeldeadresse vorgeschlagen
event-address_proposal_withdrawn = { $actor } nahm die für { $subject } vorgeschlagene Anmeldeadresse zurück.
    .kind = Vorgeschlagene Adresse zurückgenommen
event-sign_in_unblocked = { $actor } ließ { $subject } wieder Passwörter versuchen.
    .kind = Anmeldung wieder freigegeben

mail-proposed-subject = { $by } schlägt diese Adresse für Ihre Anmeldung vor
mail-proposed-preview = Bestätigen Sie sie, dann melden Sie sich mit { $email } an.
mail-proposed-heading = Eine andere Adresse für Ihre Anmeldung
mail-proposed-text = { $by } ({ $account }) schlägt vor, dass Sie sich bei { $product } von jetzt an mit { $email } anmelden. Öffnen Sie zum Bestätigen den Link und geben Sie das Passwort ein, mit dem Sie sich jetzt anmelden.
mail-proposed-ignore = Wenn Sie das nicht möchten oder nicht wissen, worum es geht, ist nichts zu tun.
mail-proposed-too-subject = { $by } schlägt eine andere Adresse für Ihre Anmeldung vor
mail-proposed-too-preview = Bis Sie sie bestätigen, bleibt alles, wie es ist.
mail-proposed-too-text = { $by } ({ $account }) schlägt vor, dass Sie sich bei { $product } mit { $new } statt mit { $email } anmelden. Dort haben Sie einen Link, mit dem Sie das bestätigen. Bis dahin bleibt alles, wie es ist.
mail-proposed-too-not-you = Wenn { $new } nicht Ihnen gehört, ist das kein Grund zur Sorge: Ohne Ihr Passwort kann niemand sie bestätigen. Sagen Sie aber { $by } Bescheid.
