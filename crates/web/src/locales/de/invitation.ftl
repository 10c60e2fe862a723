### Eine Einladung annehmen, und der Link, der ins Leere führt.

invitation-title = { $account } beitreten
invitation-from = { $inviter } lädt Sie zu { $account } ein, als { $role }.
invitation-from-nobody = Sie sind zu { $account } eingeladen, als { $role }.
invitation-message = { $inviter } schreibt:
invitation-valid-until = Sie können bis { $until } annehmen.
invitation-name = Ihr Name
invitation-email = E-Mail
invitation-email-hint = Wenn Sie eine andere als die eingeladene Adresse eingeben, schicken wir einen Link dorthin. Bis Sie ihn öffnen, melden Sie sich mit { $email } an.
invitation-signs-in-with = Sie melden sich mit { $email } an.
invitation-password = Passwort wählen
invitation-country = Land
invitation-country-choose = Wählen Sie Ihr Land
invitation-language = Sprache
invitation-language-hint = In ihr spricht die Konsole mit Ihnen.
invitation-accept = Einladung annehmen
invitation-welcome = Willkommen bei { $account }!
invitation-address-sent = Wir haben einen Link an { $email } geschickt. Öffnen Sie ihn, um sich von da an mit dieser Adresse anzumelden.
invitation-lost =
    { $more ->
        [0] Inzwischen gelöscht ist, wozu Sie eingeladen wurden: { $names }.
       *[other] Inzwischen gelöscht ist, wozu Sie eingeladen wurden: { $names } und { $more } weitere.
    }

invitation-known-person = Sie haben hier schon eine Anmeldung. Nehmen Sie die Einladung damit an.
invitation-have-sign-in = Haben Sie sich hier schon einmal angemeldet?
invitation-has-sign-in = { $email } hat hier schon eine Anmeldung. Melden Sie sich damit an, dann kommen Sie zur Einladung zu { $account } zurück.
invitation-sign-in-to-accept = Anmelden und annehmen
invitation-join = { $account } beitreten
invitation-join-as = Sie sind als { $email } angemeldet.
invitation-other-person = Diese Einladung ist für { $email }. Angemeldet sind Sie als { $signed_in }.
invitation-sign-out-first = Abmelden und anders anmelden

invitation-expired-title = Diese Einladung ist abgelaufen
invitation-expired = Eine Einladung gilt nur eine Zeit lang, und die ist vorbei. Mit einem Klick können Sie um eine neue bitten.
invitation-ask-again = Um eine neue Einladung bitten
invitation-asked-title = Wir haben es weitergegeben
invitation-asked = Wenn der Link zu einer Einladung gehört, wissen jetzt alle, die Sie neu einladen können, von Ihrem Wunsch. Eine neue Einladung kommt per Mail.
invitation-used-title = Diese Einladung wurde schon angenommen
invitation-used = Jede Einladung gilt einmal. Wenn Sie es waren, melden Sie sich an.
invitation-dead-title = Dieser Link gilt nicht
invitation-dead = Vielleicht wurde er beim Kopieren abgeschnitten, durch eine neuere Mail ersetzt oder zurückgezogen. Öffnen Sie die neueste Mail oder fragen Sie, wer Sie eingeladen hat.
invitation-impossible-title = Diese Einladung lässt sich nicht annehmen
invitation-impossible = Etwas, das sie versprach, hat sich seither geändert. Mit einem Klick können Sie um eine neue bitten.
invitation-in-already-title = Sie sind schon in diesem Konto
invitation-in-already = Es gibt nichts anzunehmen: Das Konto ist eines von Ihren.
invite-add = Hinzufügen
invite-list = Wird eingeladen
invite-drop = { $name } entfernen

invitation-created-title = Willkommen bei { $account }
invitation-created = { $inviter } hat Sie zu { $account } hinzugefügt.
invitation-created-accept = Speichern und hinein

sign-up-title = Zu { $account }
sign-up-lead = Geben Sie Ihre Adresse ein. Wir senden Ihnen einen Link, mit dem es weitergeht.
sign-up-submit = Link senden
sign-up-have-one = Sie haben dort schon einen Platz?
sign-up-sent-title = Sehen Sie in Ihre Mail
sign-up-sent = Eine Mail ist unterwegs an { $email }. Der Link darin gilt einen Tag. Nichts da? Sehen Sie bei den unerwünschten Mails nach.
sign-up-as = Sie kommen als { $role } hinzu.
sign-up-complete = Beitreten
sign-up-done = Sie sind dabei.
sign-up-other-person = Dieser Link ging an { $email }. Sie sind als { $signed_in } angemeldet.
sign-up-dead-title = Dieser Link gilt nicht mehr
sign-up-dead = Ein Link zum Beitreten gilt einmal und einen Tag lang. Auf der Seite, auf der Sie begonnen haben, können Sie sich einen neuen senden lassen.
sign-up-used-title = Dieser Link wurde schon benutzt
sign-up-used = Wenn Sie das waren, sind Sie dabei: Melden Sie sich an.
sign-up-here-already-title = Sie haben hier schon einen Platz
sign-up-here-already = Melden Sie sich damit an, oder öffnen Sie die neueste Mail, die Sie einlädt. Wurde Ihr Platz beendet, kann nur ein Admin Sie wieder hereinlassen.
members-sign-up = Man kann sich selbst anmelden unter
