### Das Konto: sein Name, und das Wechseln zwischen mehreren.

account-title = Konto
account-your-role = Ihre Rolle
account-last-used = Zuletzt benutzt
account-none = Sie sind noch in keinem Konto
account-none-hint = Wenn Sie jemand einlädt, kommt eine Mail mit einem Link zu Ihnen. Waren Sie schon in einem? Dann wurde es geschlossen, oder Ihr Zugriff ist beendet: Fragen Sie, wer es führt.
account-none-left = Sie sind in keinem Konto mehr
account-none-left-hint = Ein Admin des Kontos, das Sie verlassen haben, kann Ihre Adresse wieder einladen. Ihre Anmeldung bleibt: Sie können ein eigenes Konto anlegen, auf eine andere Einladung warten oder Ihre Anmeldung im Profil löschen.
account-all-closed = Ihre Konten sind geschlossen
account-all-closed-hint = Noch ist nichts verloren: Bis zu der Zeit unten können Sie jedes so zurückholen, wie es war.
