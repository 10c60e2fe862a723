### Die Liste der Benutzer: Exporte, Filter und Spalten.

## Exporte

users-export-all = Alle Benutzer exportieren
users-export-these =
    { $count ->
        [one] Diesen 1 Benutzer exportieren
       *[other] Diese { $number } Benutzer exportieren
    }
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

## Filter

users-filter = Filter
users-filter-clear = Filter zurücksetzen
users-any-status = Jeder Status
users-active-any = Jederzeit
users-active-30 = Seit 30 Tagen nicht
users-active-90 = Seit 90 Tagen nicht
users-active-never = Nie
users-any-resource = Beliebig
users-more-resources = Weitere finden Sie auf ihren eigenen Seiten: „Wer hat Zugriff“ führt hierher.
users-who-reach = In der Liste der Benutzer zeigen
users-archived = Archivierte Benutzer
users-yes = Ja
users-no = Nein
users-show-disabled = Deaktivierte Benutzer zeigen
users-hide-disabled = Deaktivierte Benutzer verbergen
users-show-former = Ehemalige Benutzer zeigen
users-hide-former = Ehemalige Benutzer verbergen

## Spalten

users-columns = Spalten
users-columns-model = Zurücksetzen

## Zeilen

users-edit = { $name } bearbeiten
