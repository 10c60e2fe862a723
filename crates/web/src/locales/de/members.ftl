### Die Liste der Mitglieder eines Kontos, und neue einladen. Titel und Knöpfe, die ein Modell benennt, kommen aus dem Modell.

members-title = Benutzer
members-search = Nach Name oder E-Mail suchen
members-empty = Noch niemand hier
members-empty-hint = Laden Sie ein, mit wem Sie arbeiten.
members-count =
    { $count ->
        [one] { $count } Benutzer
       *[other] { $count } Benutzer
    }
members-invited-by = Eingeladen von
members-sent = Gesendet
members-delivered = Zugestellt
members-expires = Läuft ab
members-last-active = Zuletzt aktiv
members-actions-for = Aktionen für { $name }

invite-addresses = E-Mail-Adressen
invite-addresses-hint = Eine je Zeile.
invite-again = Noch einmal einladen
invite-resend = Erneut senden
invite-withdraw = Zurückziehen
invite-verdict-good = Wird eingeladen
invite-verdict-duplicate = Dieselbe Adresse steht auf Zeile { $line }
invite-verdict-over-limit = Mehr als { $limit } auf einmal geht nicht
invite-verdict-slip = Meinten Sie { $suggestion }?
