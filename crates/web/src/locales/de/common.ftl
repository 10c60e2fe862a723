### Wörter, die auf vielen Seiten stehen.

## Knöpfe und Verweise

save = Speichern
cancel = Abbrechen
close = Schließen
done = Fertig
add = Hinzufügen
edit = Bearbeiten
change = Ändern
remove = Entfernen
delete = Löschen
disable = Deaktivieren
enable = Aktivieren
archive = Archivieren
restore = Zurückholen
back = Zurück
continue = Weiter
try-again = Noch einmal versuchen
search = Suchen
clear = Leeren
apply = Anwenden
filter = Filtern
sort = Sortieren
copy = Kopieren
copied = Kopiert
more = Mehr
next-page = Weiter
previous-page = Zurück
keep = Behalten
pages = Seiten
first-page = Erste Seite
select-all = Alle auswählen
undo = Rückgängig machen
help = Hilfe

## Einzelne Wörter

yes = Ja
no = Nein
all = Alle
none = Keine
unknown = Unbekannt
optional = freiwillig
required = erforderlich
name = Name
email = E-Mail
role = Rolle
until-day = bis { $day }
from-day = ab { $day }
status = Status
access = Zugriff
country = Land
language = Sprache
password = Passwort
loading = Wird geladen …
saved = Gespeichert
nothing-found = Nichts gefunden
of-total = { $shown } von { $total }
selected =
    { $count ->
        [one] { $count } ausgewählt
       *[other] { $count } ausgewählt
    }

## Der Rahmen um jede Seite

skip-to-content = Zum Inhalt springen
menu = Menü
main-navigation = Hauptmenü
your-account = Ihr Profil
your-place = Ihr Profil in { $account }
switch-account = Konto wechseln
profile = Profil
sign-out = Abmelden
theme = Darstellung
theme-system = Wie das System
theme-light = Hell
theme-dark = Dunkel

## Der Stand eines Mitglieds

status-invited = Eingeladen
status-expired = Abgelaufen
status-active = Aktiv
status-disabled = Gesperrt
status-archived = Archiviert
status-deleted = Gelöscht

## Sprachen, jede in ihren eigenen Worten

language-en = English
language-de = Deutsch

## Zeit

just-now = gerade eben
minutes-ago =
    { $count ->
        [one] vor { $count } Minute
       *[other] vor { $count } Minuten
    }
hours-ago =
    { $count ->
        [one] vor { $count } Stunde
       *[other] vor { $count } Stunden
    }
days-ago =
    { $count ->
        [one] gestern
       *[other] vor { $count } Tagen
    }
in-minutes =
    { $count ->
        [one] in { $count } Minute
       *[other] in { $count } Minuten
    }
in-hours =
    { $count ->
        [one] in { $count } Stunde
       *[other] in { $count } Stunden
    }
in-days =
    { $count ->
        [one] morgen
       *[other] in { $count } Tagen
    }
duration-minutes =
    { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }
duration-hours =
    { $count ->
        [one] { $count } Stunde
       *[other] { $count } Stunden
    }
duration-days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }
never = nie

## Ein ausgefülltes Formular verlassen

discard-question = Ohne Speichern verlassen?
discard-keep = Weiter bearbeiten
discard-discard = Verlassen

## Überschriften im Menü

keys-title = API-Schlüssel
accounts-title = Ihre Konten

## The plural form of a number, by which a model's own words are chosen

plural-category =
    { $count ->
        [zero] zero
        [one] one
        [two] two
        [few] few
        [many] many
       *[other] other
    }
settings = Einstellungen
status-untold = Noch nicht benachrichtigt
