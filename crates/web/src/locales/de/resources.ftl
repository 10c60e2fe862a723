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
