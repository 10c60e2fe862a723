### Einsicht: Der Betreiber sieht ein Konto an.

support-label = Einsicht des Betreibers
support-banner = Sie sehen dieses Konto als Betreiber ein, bis { $until }. Sie können nichts ändern, und jede Seite, die Sie öffnen, wird festgehalten.
support-line = Der Betreiber kann dieses Konto einsehen, bis { $until }, und nichts ändern.
support-end = Beenden
support-title = { $account } einsehen
support-means = Sie sehen jede Seite wie die Admins und ändern nichts. Die Admins wissen davon, und das Protokoll hält jede Seite fest, die Sie öffnen.
support-reason = Grund
support-until = Bis
support-begin = Beginnen
support-dead-title = Dieser Link gilt nicht mehr
support-dead = Er gilt einmal, bis seine Zeit um ist oder jemand ihn beendet.
support-ended-title = Ihre Einsicht ist beendet
support-ended = Die Einsicht des Betreibers in dieses Konto ist beendet.
support-operator = Betreiber
field-ends_at = Endet
problem-no_active_member = Niemand mit dieser Adresse ist im Konto aktiv.
