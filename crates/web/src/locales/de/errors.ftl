### Seiten, die Nein sagen: ein Titel, ein Satz, und wie es weitergeht. Dann, was an einem Feld falsch sein kann.

error-403-title = Sie haben keinen Zugriff auf diese Seite
error-403 = Ihre Rolle enthält sie nicht.
error-403-next = Fragen Sie einen Admin Ihres Kontos, wenn Sie sie brauchen.
error-404-title = Hier ist nichts
error-404 = Die Seite gibt es nicht, oder Sie können sie nicht sehen.
error-404-next = Prüfen Sie die Adresse, oder gehen Sie zum Anfang.
error-410-title = Dieser Link gilt nicht mehr
error-410 = Er galt eine Zeit lang, und die ist vorbei.
error-410-next = Bitten Sie, wer ihn geschickt hat, um einen neuen.
error-429-title = Bitte etwas langsamer
error-429 = Das waren zu viele Versuche in kurzer Zeit.
error-429-next = Warten Sie { $wait } und versuchen Sie es noch einmal.
error-500-title = Bei uns ist etwas schiefgegangen
error-500 = Es liegt nicht an Ihnen, und nichts wurde halb getan.
error-500-next = Versuchen Sie es noch einmal. Geschieht es wieder, nennen Sie Ihrem Admin diese Nummer: { $request }
error-go-to-start = Zum Anfang
error-summary =
    { $count ->
        [one] Bitte sehen Sie sich ein Feld noch einmal an:
       *[other] Bitte sehen Sie sich { $count } Felder noch einmal an:
    }

## Was an einer E-Mail-Adresse falsch sein kann

email-problem-empty = Bitte geben Sie eine E-Mail-Adresse ein.
email-problem-no_at = Das @ fehlt.
email-problem-several_at = Da ist mehr als ein @. Wenn es mehrere Adressen sind, schreiben Sie jede auf eine eigene Zeile.
email-problem-space_inside = In der Adresse steht ein Leerzeichen.
email-problem-control_character = In der Adresse steht ein Zeichen, das man nicht tippen kann.
email-problem-invisible_character = In der Adresse steht ein unsichtbares Zeichen. Tippen Sie sie, statt sie zu kopieren.
email-problem-nothing_before_at = Vor dem @ steht nichts.
email-problem-too_long_before_at = Der Teil vor dem @ ist zu lang; 64 Zeichen sind die Grenze.
email-problem-bad_character = Vor dem @ steht ein Zeichen, das dort nicht stehen kann.
email-problem-misplaced_dot = Da steht ein Punkt, wo keiner stehen kann.
email-problem-nothing_after_at = Nach dem @ steht nichts.
email-problem-domain_without_dot = Der Teil nach dem @ ist nicht vollständig, wie etwa „example.com“.
email-problem-bad_domain = Der Teil nach dem @ ist kein Domainname.
email-problem-too_long = Die Adresse ist zu lang; 254 Zeichen sind die Grenze.
email-problem-unpaired_bracket = Ein < oder > steht allein.

## Was an einem Passwort falsch sein kann

password-problem-too_short = Dieses Passwort ist zu kurz. Es braucht mindestens 12 Zeichen.
password-problem-too_long = Dieses Passwort ist zu lang. Es kann bis zu 256 Zeichen haben.
password-problem-made_of_known_words = Dieses Passwort besteht aus Ihrem Namen oder Ihrer Adresse. Wählen Sie eines, das nichts von Ihnen verrät.
password-problem-too_weak = Dieses Passwort ist leicht zu erraten. Fügen Sie ein paar Wörter an, die nicht zusammengehören.
