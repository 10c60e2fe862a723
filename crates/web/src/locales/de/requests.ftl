### Einen Admin um das bitten, was man nicht darf, und antworten.

ask-title = Einen Admin fragen
ask-lead = Wer es Ihnen geben kann, erfährt davon, und Sie bekommen die Antwort per Mail.
ask-word = Wofür brauchen Sie es?
ask-button = Einen Admin fragen
ask-sent = Die Admins wissen davon. Sie bekommen eine Mail, wenn sie antworten.

requests-title = Anfragen
requests-title-count = Anfragen ({ $count })
requests-lead = Was Mitglieder nicht öffnen können und worum sie bitten.
requests-empty = Niemand wartet auf eine Antwort
requests-empty-hint = Wer auf eine Seite kommt, die er nicht sehen darf, kann darum bitten. Es steht dann hier.
requests-asks-for = bittet um
requests-gone = etwas, das es hier nicht oder nicht mehr gibt
requests-page = die Seite
requests-role = Die Rolle { $role }
requests-give-what = Was gegeben wird
requests-give = Zugriff geben
requests-word = Ein Wort an { $name }
requests-decline = Ablehnen
requests-nothing-to-give = Hier gibt es nichts, das Sie mit einem Klick geben könnten. Ändern Sie Rolle oder Zugriff auf der Seite des Mitglieds, oder lehnen Sie mit einem Wort ab.
requests-given = Gegeben. Das Mitglied weiß davon.
requests-declined = Abgelehnt. Das Mitglied weiß davon.
requests-answered = Das ist schon beantwortet.

second-title = Noch jemanden als „{ $role }“ hinzufügen
second-text = Nur Sie können dieses Konto verwalten. Wenn Sie sich nicht anmelden können, kann es niemand. Laden Sie noch eine Person mit Ihrer Rolle ein.
