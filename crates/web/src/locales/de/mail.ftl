### Mails. Jede hat einen Betreff, eine Zeile, die Mailprogramme daneben zeigen, eine Überschrift, was sie sagt, und warum man sie bekommt.

mail-greeting = Guten Tag { $name },
mail-greeting-nobody = Guten Tag,
mail-link-beneath = Falls der Knopf nicht geht, kopieren Sie diesen Link in Ihren Browser:
mail-link-once-until = Der Link gilt einmal, bis { $until }.
mail-open = { $name } öffnen
mail-was-not-you = Wenn Sie das nicht waren, benutzt vielleicht jemand anderes Ihre Anmeldung: Wählen Sie jetzt ein neues Passwort und sagen Sie einem Admin Ihres Kontos Bescheid.

mail-invitation-subject = { $inviter } lädt Sie zu { $account } ein
mail-invitation-preview = Ihre Rolle: { $role }. Sie können bis { $until } annehmen.
mail-invitation-heading = { $account } beitreten
mail-invitation-text = { $inviter } lädt Sie zu { $account } bei { $product } ein. Ihre Rolle dort: { $role }.
mail-invitation-known = Sie haben bei { $product } schon eine Anmeldung. Nehmen Sie die Einladung damit an; ein neues Passwort brauchen Sie nicht.
mail-invitation-message = { $inviter } schreibt:
mail-invitation-button = Einladung annehmen
mail-invitation-button-known = Anmelden und annehmen
mail-invitation-ignore = Wenn Sie das nicht erwartet haben, können Sie diese Mail ignorieren: Niemand tritt bei, ohne anzunehmen.
mail-invitation-reason = Sie erhalten diese Mail, weil { $inviter } die Adresse { $email } zu { $account } eingeladen hat.

mail-accepted-subject = { $name } gehört jetzt zu { $account }
mail-accepted-preview = Ihre Einladung an { $email } wurde angenommen.
mail-accepted-heading = { $name } ist dabei
mail-accepted-text = { $name } ({ $email }) hat Ihre Einladung zu { $account } angenommen. Die Rolle dort: { $role }.
mail-accepted-lost = Was Sie angeboten hatten und vorher gelöscht wurde:
mail-accepted-lost-one = { $name }
mail-inviter-reason = Sie erhalten diese Mail, weil Sie diese Einladung geschickt haben.

mail-expired-subject = Ihre Einladung an { $email } ist abgelaufen
mail-expired-preview = Sie wurde nicht rechtzeitig angenommen.
mail-expired-heading = Eine Einladung ist abgelaufen
mail-expired-text = { $email } hat Ihre Einladung zu { $account } (Rolle: { $role }) nicht rechtzeitig angenommen. Der Link darin gilt nicht mehr.
mail-expired-next = Sie können noch einmal einladen, mit derselben Rolle und demselben Zugriff.
mail-expired-button = Noch einmal einladen

mail-refused-subject = Ihre Einladung an { $email } ließ sich nicht zustellen
mail-refused-preview = Der Mailserver dort hat sie abgelehnt.
mail-refused-heading = Eine Einladung ist nicht angekommen
mail-refused-text = Der Mailserver von { $email } hat Ihre Einladung zu { $account } abgelehnt. Er antwortete:
mail-refused-next = Oft ist es ein Tippfehler in der Adresse. Prüfen Sie sie und laden Sie noch einmal ein.
mail-refused-button = Einladung ansehen

mail-wanted-subject = { $email } bittet um eine neue Einladung zu { $account }
mail-wanted-preview = Die alte ist abgelaufen.
mail-wanted-heading = Jemand bittet um eine neue Einladung
mail-wanted-text = Die Einladung von { $email } zu { $account }, geschickt von { $inviter }, ist abgelaufen. Jemand hat ihren Link geöffnet und bittet um eine neue.
mail-wanted-next = Wenn Sie wissen, wer das ist, laden Sie noch einmal ein. Sonst ist nichts zu tun.
mail-wanted-button = Noch einmal einladen
mail-wanted-reason = Sie erhalten diese Mail, weil Sie zu { $account } einladen dürfen.

mail-merge-offered-subject = Bringen Sie Ihren Account zu { $account } mit
mail-merge-offered-preview = Sie sehen zuerst, was umzieht und was nicht.
mail-merge-offered-heading = Bringen Sie Ihren Account zu { $account } mit
mail-merge-offered-text = { $by } bietet Ihnen an, einen Account, in dem Sie allein sind, mit { $account } zusammenzuführen. Sie werden dort Mitglied, und übrige Credits ziehen mit um.
mail-merge-offered-next = Nichts geschieht, bevor Sie gesehen haben, was umzieht und was nicht, und mit Ihrem Passwort zugestimmt haben.
mail-merge-offered-download = Was in Ihrem Account liegt, kommt nicht mit und ist danach weg. Laden Sie vorher herunter, was Sie behalten wollen: Auf der Seite hinter dem Link steht dafür „{ $download }“.
mail-merge-offered-for-good = Es lässt sich nicht rückgängig machen: nicht von Ihnen, nicht von { $by } und nicht von uns. Sie können auch einfach beitreten und Ihren Account behalten.
mail-merge-offered-button = Zeigen, was umziehen würde
mail-merge-offered-until = Der Link gilt bis { $until }.
mail-merge-offered-reason = Sie erhalten diese Mail, weil Sie zu { $account } eingeladen sind.

mail-account-merged-subject = { $former } ist jetzt ein Teil von { $account }
mail-account-merged-preview = Sie sind dort Mitglied.
mail-account-merged-heading = Ihr Account ist umgezogen
mail-account-merged-text = Sie haben { $former } mit { $account } zusammengeführt und sind jetzt dort Mitglied, als { $role }. Melden Sie sich an wie bisher; Sie finden sich dort wieder.
mail-account-merged-by = { $by } hatte es angeboten.
mail-account-merged-credits = { $amount } sind zu { $account } mitgekommen.
mail-account-merged-no-credits = Zu { $account } sind keine Credits mitgekommen.
mail-account-merged-gone = Mit { $former } ist dies weg:
mail-account-merged-lost = { $amount }: { $account } hat keine solchen Credits
mail-account-merged-stayed = { $label }: { $count }
mail-account-merged-keys = { $count ->
    [one] 1 API-Schlüssel
   *[other] { $count } API-Schlüssel
}
mail-amount = { $amount } Credits

mail-account-joined-subject = { $name } hat { $former } zu { $account } mitgebracht
mail-account-joined-preview = { $former } ist jetzt ein Teil von { $account }.
mail-account-joined-heading = Ein Account wurde zusammengeführt
mail-account-joined-text = { $name } ({ $email }) ist { $account } als { $role } beigetreten und hat den eigenen Account { $former } damit zusammengeführt. Es lässt sich nicht rückgängig machen.
mail-account-joined-credits = { $amount } sind mitgekommen und können von allen ausgegeben werden, die das dürfen.
mail-account-joined-no-credits = Es sind keine Credits mitgekommen.

mail-member-left-subject = { $name } hat { $account } verlassen
mail-member-left-preview = Der Zugriff ist beendet.
mail-member-left-heading = { $name } hat { $account } verlassen
mail-member-left-text = { $name } ({ $email }) hat { $account } aus eigenem Willen verlassen und erreicht dort nichts mehr.
mail-member-left-next = Was { $name } gehörte, bleibt im Account. Auf dem Profil sehen Sie, was das ist, und können es übergeben.
mail-member-left-handed = Was { $name } gehörte, gehört jetzt { $to }.

mail-access-wanted-subject = { $by } bittet um Zugriff in { $account }
mail-access-wanted-preview = Ein Klick gibt ihn, oder lehnt mit einem Wort ab.
mail-access-wanted-heading = Jemand bittet um Zugriff
mail-access-wanted-text = { $by } kann „{ $what }“ in { $account } nicht öffnen und bittet darum.
mail-access-wanted-gone = { $by } bittet in { $account } um etwas, das es nicht oder nicht mehr gibt.
mail-access-wanted-button = Antworten
mail-access-wanted-reason = Sie erhalten diese Mail, weil Sie in { $account } Zugriff geben dürfen.

mail-access-declined-subject = Ihre Bitte in { $account }
mail-access-declined-preview = Sie wurde abgelehnt.
mail-access-declined-heading = Ihre Bitte wurde abgelehnt
mail-access-declined-text = Am { $at } haben Sie in { $account } um Zugriff gebeten. { $by } hat abgelehnt.
mail-access-declined-word = Dazu geschrieben:

mail-reset-subject = Neues Passwort wählen
mail-reset-preview = Der Link gilt einmal, bis { $until }.
mail-reset-heading = Neues Passwort wählen
mail-reset-text = Jemand, vermutlich Sie selbst, hat um ein neues Passwort für { $email } bei { $product } gebeten.
mail-reset-button = Neues Passwort wählen
mail-reset-ignore = Wenn Sie das nicht waren, ist nichts zu tun: Ihr Passwort bleibt, wie es ist.
mail-reset-reason = Sie erhalten diese Mail, weil für { $email } um ein neues Passwort gebeten wurde.

mail-password-changed-subject = Ihr Passwort wurde geändert
mail-password-changed-preview = Bei { $product }, { $at }.
mail-password-changed-heading = Ihr Passwort wurde geändert
mail-password-changed-text = Das Passwort für { $email } bei { $product } wurde geändert ({ $at }). Überall sonst wurden Sie abgemeldet. Ihre API-Schlüssel gelten weiter; waren Sie das nicht, widerrufen Sie auch diese.
mail-password-changed-button = Neues Passwort wählen
mail-sign-in-reason = Sie erhalten diese Mail, weil { $email } eine Anmeldung bei { $product } ist.

mail-prove-subject = Bestätigen Sie Ihre Adresse
mail-prove-preview = Dann können Sie sich mit { $email } anmelden.
mail-prove-heading = Bestätigen Sie Ihre Adresse
mail-prove-text = Sie möchten sich bei { $product } mit { $email } anmelden. Bitte bestätigen Sie, dass diese Adresse Ihnen gehört.
mail-prove-button = Diese Adresse bestätigen
mail-prove-ignore = Wenn Sie das nicht waren, ist nichts zu tun: Die Adresse bleibt unbenutzt.
mail-prove-reason = Sie erhalten diese Mail, weil { $email } als Adresse zum Anmelden angegeben wurde.

mail-address-changed-subject = Ihre Adresse zum Anmelden wurde geändert
mail-address-changed-preview = Von jetzt an ist es { $new }.
mail-address-changed-heading = Ihre Adresse zum Anmelden wurde geändert
mail-address-changed-text = Die Adresse Ihrer Anmeldung bei { $product } wurde von { $email } zu { $new } geändert ({ $at }).
mail-address-changed-not-you = Wenn Sie das nicht waren, sagen Sie sofort einem Admin Ihres Kontos Bescheid.
mail-address-changed-reason = Sie erhalten diese Mail, weil { $email } bis jetzt eine Anmeldung bei { $product } war.

mail-in-use-subject = Jemand wollte sich mit Ihrer Adresse anmelden
mail-in-use-preview = Sie gehört schon zu Ihrer Anmeldung, und nichts hat sich geändert.
mail-in-use-heading = Nichts hat sich geändert
mail-in-use-text = Jemand wollte sich bei { $product } mit { $email } anmelden ({ $at }). Das ist schon die Adresse Ihrer Anmeldung, deshalb wurde nichts geändert.
mail-in-use-next = Wenn Sie es waren, melden Sie sich mit dieser Adresse an. Wenn nicht, ist nichts zu tun.

mail-role-subject = Ihre Rolle in { $account } ist jetzt { $after }
mail-role-preview = { $by } hat sie geändert.
mail-role-heading = Ihre Rolle hat sich geändert
mail-role-text = { $by } hat Ihre Rolle in { $account } von { $before } zu { $after } geändert.
mail-role-until = Sie sind { $after } bis { $until }.
mail-role-lost = Das hatten Sie über die frühere Rolle hinaus, und diese bietet es nicht:
mail-member-reason = Sie erhalten diese Mail, weil Sie zu { $account } gehören.

mail-access-subject = Ihr Zugriff in { $account } hat sich geändert
mail-access-preview = { $by } hat geändert, was Sie erreichen.
mail-access-heading = Ihr Zugriff hat sich geändert
mail-access-text = { $by } hat geändert, was Sie in { $account } erreichen:
mail-access-given = { $resource }: { $after } (neu)
mail-access-changed = { $resource }: { $after } (bisher { $before })
mail-access-taken = { $resource }: kein Zugriff mehr (bisher { $before })
mail-access-until = { $level } bis { $until }

mail-permissions-subject = Was Sie in { $account } dürfen, hat sich geändert
mail-permissions-preview = { $by } hat Ihre Berechtigungen geändert.
mail-permissions-heading = Ihre Berechtigungen haben sich geändert
mail-permissions-text = { $by } hat geändert, was Sie in { $account } dürfen.
mail-permissions-given = Über Ihre Rolle hinaus dürfen Sie jetzt:
mail-permissions-until = { $label } bis { $until }
mail-permissions-taken = Sie dürfen nicht mehr:
mail-permissions-all = In den Anwendungen dürfen Sie alles, auch was später dazukommt.
mail-permissions-none = In den Anwendungen dürfen Sie nichts mehr.
mail-permissions-custom = In den Anwendungen dürfen Sie dies und sonst nichts:

mail-removed-subject = Sie gehören nicht mehr zu { $account }
mail-removed-preview = { $by } hat Ihren Zugriff beendet.
mail-removed-heading = Sie gehören nicht mehr zu { $account }
mail-removed-text = { $by } hat Sie aus { $account } entfernt. Sie erreichen dort nichts mehr. Ihre Anmeldung und Ihre anderen Konten bleiben, wie sie sind.
mail-removed-next = Wenn Sie das für einen Irrtum halten, sprechen Sie mit { $by }.
mail-removed-reason = Sie erhalten diese Mail, weil Sie bis jetzt zu { $account } gehörten.

mail-disabled-subject = Ihr Zugriff auf { $account } ruht
mail-disabled-preview = { $by } lässt Ihren Zugriff ruhen.
mail-disabled-heading = Ihr Zugriff auf { $account } ruht
mail-disabled-text = { $by } lässt Ihren Zugriff auf { $account } ruhen. Sie erreichen dort vorerst nichts, und API-Schlüssel, die Sie dort angelegt haben, gelten nicht mehr. Ihre Anmeldung und Ihre anderen Konten bleiben, wie sie sind.
mail-disabled-next = Nichts von Ihnen geht verloren: Sobald Sie wieder hineingelassen werden, ist alles, wie es war. Wenn Sie eine Frage haben, sprechen Sie mit { $by }.

mail-back-subject = Sie sind zurück in { $account }
mail-back-preview = { $by } hat Sie wieder hineingelassen.
mail-back-heading = Sie sind zurück in { $account }
mail-back-text = { $by } hat Sie wieder hineingelassen, als { $role } und mit allem Zugriff, den Sie hatten. API-Schlüssel von früher bleiben aus; Sie können neue anlegen.
## Jemand handelt als ein Mitglied

mail-acted-as-subject = { $by } handelt in { $account } gerade als Sie
mail-acted-as-preview = Längstens bis { $until }, um für Sie etwas nachzusehen.
mail-acted-as-heading = Jemand handelt gerade als Sie
mail-acted-as-text = { $by } sieht und tut in { $account } jetzt, was Sie dort dürfen, längstens bis { $until }. Als Grund ist angegeben:
mail-acted-as-limits = Ihr Passwort, Ihr Profil, Ihre Schlüssel und Ihre anderen Konten bleiben { $by } verschlossen, und alles wird mit beiden Namen festgehalten.
mail-acted-as-note = Sie müssen nichts tun. Wenn Sie damit nicht gerechnet haben, sprechen Sie mit { $by }; auf Ihrer Seite in { $account } sehen Sie, wann es war und warum.

mail-left-subject = Sie haben { $account } verlassen
mail-left-preview = Ihr Zugriff dort ist beendet.
mail-left-heading = Sie haben { $account } verlassen
mail-left-text = Sie haben { $account } verlassen und erreichen dort nichts mehr. Ihre Anmeldung und Ihre anderen Konten bleiben, wie sie sind. Wenn Sie das nicht waren, ändern Sie Ihr Passwort und sprechen Sie dort mit einem Admin.

mail-handed-over-subject = In { $account } gehört jetzt Ihnen, was { $from } gehörte
mail-handed-over-preview = { $by } hat es Ihnen übergeben.
mail-handed-over-heading = Das gehört jetzt Ihnen
mail-handed-over-text = { $by } hat Ihnen übergeben, was { $from } in { $account } gehörte:
mail-handed-over-more =
    { $count ->
        [one] und { $count } weiteres
       *[other] und { $count } weitere
    }
mail-welcome-subject = Willkommen bei { $account }
mail-welcome-preview = { $by } hat Sie hinzugefügt. Der Link gilt bis { $until }.
mail-welcome-heading = Willkommen bei { $account }
mail-welcome-text = { $by } hat Sie bei { $product } zu { $account } hinzugefügt.
mail-welcome-message = { $by } schreibt:
mail-welcome-new = Wählen Sie ein Passwort, dann sind Sie drin. Sie melden sich mit { $email } an.
mail-welcome-known = Sie haben bei { $product } schon eine Anmeldung. Melden Sie sich damit an und bestätigen Sie; ein neues Passwort brauchen Sie nicht.
mail-welcome-button = Passwort wählen
mail-welcome-button-known = Anmelden und bestätigen
mail-welcome-reason = Sie erhalten diese Mail, weil { $by } { $email } zu { $account } hinzugefügt hat.
mail-welcome-copy-subject = Kopie: { $subject }
mail-welcome-copy-of = Das ist eine Kopie dessen, was an { $to } ging:
mail-welcome-copy-no-link = Der Link in der Mail ist persönlich und fehlt in dieser Kopie.
mail-welcome-copy-reason = Sie erhalten diese Mail, weil Sie um eine Kopie baten, als Sie { $to } zu { $account } hinzufügten.

mail-sign-up-subject = Ihr Weg zu { $account }
mail-sign-up-preview = Öffnen Sie den Link, um weiterzumachen. Er gilt bis { $until }.
mail-sign-up-heading = Fast geschafft
mail-sign-up-text = Sie möchten bei { $product } mit { $email } zu { $account }. Öffnen Sie den Link: So zeigen Sie, dass diese Adresse Ihre ist, und es geht weiter.
mail-sign-up-button = Weiter
mail-sign-up-ignore = Wenn Sie das nicht waren, müssen Sie nichts tun: Ohne Sie geschieht nichts.
mail-sign-up-reason = Sie erhalten diese Mail, weil { $email } eingegeben wurde, um zu { $account } zu kommen.
mail-sign-up-not-needed-subject = Sie sind schon bei { $account }
mail-sign-up-not-needed-preview = Melden Sie sich einfach an.
mail-sign-up-not-needed-heading = Sie sind schon dabei
mail-sign-up-not-needed-text = { $email } hat bei { $product } schon einen Platz in { $account }. Melden Sie sich einfach an; wenn Sie das Passwort vergessen haben, bitten Sie dort um ein neues.
mail-sign-up-closed-subject = Zu Ihrem Platz bei { $account }
mail-sign-up-closed-preview = Nur ein Admin kann Sie wieder hereinlassen.
mail-sign-up-closed-heading = Sie waren schon bei { $account }
mail-sign-up-closed-text = { $email } hatte bei { $account } einen Platz, der beendet wurde. Nur ein Admin von { $account } kann Sie wieder hereinlassen; bitte fragen Sie einen.

mail-member-address-subject = { $name } meldet sich jetzt mit einer anderen Adresse an
mail-member-address-preview = { $after } statt { $before }.
mail-member-address-heading = Eine Adresse hat sich geändert
mail-member-address-text = { $name } bei { $account } meldet sich jetzt mit { $after } an; vorher war es { $before }. Die neue Adresse wurde per Mail bestätigt.
mail-member-address-next = Kommt Ihnen das falsch vor, fragen Sie { $name } persönlich.
mail-member-address-button = Zum Profil
mail-member-address-reason = Sie erhalten diese Mail, weil Sie die Benutzer von { $account } verwalten.

mail-reset-text-by = { $by } von { $account } schickt Ihnen einen Link, mit dem Sie ein neues Passwort für { $email } bei { $product } wählen.
