### Die Liste der Benutzer: Exporte, Filter und Spalten.

## Exporte

users-export-all = Alle Benutzer exportieren
users-export-these =
    { $count ->
        [one] Diesen 1 Benutzer exportieren
       *[other] Diese { $count } Benutzer exportieren
    }
users-export-matching = Alle Treffer exportieren
users-export-selected = Auswahl exportieren
users-column-name = Name
users-column-email = E-Mail
users-column-status = Status
users-column-company = Firma
users-column-language = Sprache
users-column-country = Land
users-column-created_at = Hinzugefügt
users-column-joined_at = Beigetreten
users-column-last_active_at = Zuletzt aktiv
users-column-left_at = Ausgeschieden
users-column-id = ID
