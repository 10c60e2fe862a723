### Worauf Zugriff gegeben wird. Wie es heißt, sagt das Modell.

resources-empty = Noch nichts hier
resources-empty-hint = Worauf Sie Zugriff bekommen, erscheint hier.
resources-your-access = Ihr Zugriff
resources-change = Sehen und ändern
resources-see = Sehen
resources-new = Neu: { $kind }
resources-create = Anlegen
resources-created = { $name } ist angelegt.
resources-rename = Umbenennen
resources-rename-title = { $name } umbenennen
resources-renamed = Es heißt jetzt { $name }.
resources-stale = Es heißt inzwischen { $name }. Speichern Sie noch einmal, um ihm Ihren Namen zu geben.
resources-delete-means = Jeder Zugriff darauf endet sofort. Das lässt sich nicht rückgängig machen.
resources-deleted = { $name } ist gelöscht.
resources-delete-members =
    { $count ->
        [one] { $count } Benutzer verliert den Zugriff.
       *[other] { $count } Benutzer verlieren den Zugriff.
    }
resources-delete-invitations =
    { $count ->
        [one] { $count } Eingeladener bekommt den angebotenen Zugriff nicht und erfährt es.
       *[other] { $count } Eingeladene bekommen den angebotenen Zugriff nicht und erfahren es.
    }
resources-move = Verschieben
resources-move-title = { $name } verschieben
resources-move-look = Zeigen, wer gewinnt und verliert
resources-move-choose = Wählen …
resources-move-nowhere = Es gibt nichts anderes, wohin Sie es verschieben könnten.
resources-move-who = Wer gewinnt und wer verliert
resources-move-gains = Gewinnt
resources-move-loses = Verliert
resources-move-along =
    { $count ->
        [one] { $count } Ding liegt darunter und kommt mit.
       *[other] { $count } Dinge liegen darunter und kommen mit.
    }
resources-move-counts =
    { $gain ->
        [0] Niemand gewinnt etwas
        [one] { $gain } Benutzer gewinnt etwas
       *[other] { $gain } Benutzer gewinnen etwas
    }, { $lose ->
        [0] niemand verliert etwas.
        [one] { $lose } Benutzer verliert etwas.
       *[other] { $lose } Benutzer verlieren etwas.
    }
resources-move-more =
    { $count ->
        [one] Und { $count } weiterer.
       *[other] Und { $count } weitere.
    }
resources-moved = { $name } ist verschoben.
