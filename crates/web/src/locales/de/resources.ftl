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
resources-delete-type = Geben Sie den Namen ein, um es zu löschen: { $name }
resources-delete-typed = Das ist nicht der Name.
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

## Wer Zugriff hat

resources-all = Alle
resources-search = Nach Namen suchen
resources-none-found = Nichts heißt so
resources-owner = Gehört
resources-type = Art
resources-size = Größe
resources-open = Öffnen
resources-hand-over = Übergeben
resources-hand-over-title = { $name } übergeben
resources-hand-over-means = Es gehört dann der anderen Person, mit allem, was darin liegt. Sie bekommt eine Mail.
resources-hand-over-to = An wen?
resources-handed-over = { $name } ist übergeben.

who-title = Wer Zugriff hat
who-title-of = Wer Zugriff auf { $name } hat
who-how = Wodurch
who-may = Was sie dürfen
who-any-permission = Jeder Zugriff
who-empty = Niemand hat Zugriff
who-count =
    { $count ->
        [one] { $count } Benutzer hat Zugriff
       *[other] { $count } Benutzer haben Zugriff
    }
who-count-more =
    { $count ->
        [one] Mehr als { $count } Benutzer hat Zugriff
       *[other] Mehr als { $count } Benutzer haben Zugriff
    }
who-give = Zugriff geben
who-give-title = Zugriff auf { $name } geben
who-whom = Wem?
who-more = Es gibt mehr, als zu sehen ist. Suchen Sie die Übrigen.
who-reaches-all = Erreicht hier schon alles: { $roles }
who-replaces = { $name } hat hier schon Zugriff: { $what }. Geben Sie den Zugriff noch einmal, um das zu ersetzen.
who-given-invited = { $name } hat Zugriff auf { $resource }, sobald die Einladung angenommen ist.
who-given-disabled = { $name } hat Zugriff auf { $resource }, sobald der Zugang wieder offen ist.
who-given = { $name } hat jetzt Zugriff auf { $resource }.
who-remove-title = { $name } den Zugriff auf { $resource } nehmen?
who-remove-means = Damit endet, was hier gegeben wurde. Was eine Rolle gibt oder was weiter oben gegeben ist, gilt weiter.
who-edit = Zugriff ändern
who-email = Oder jemand Neues, per E-Mail-Adresse
who-email-of-user = Die Adresse eines Benutzers dieses Kontos.
who-email-hint = Wer noch kein Benutzer ist, wird eingeladen und kommt als { $role } dazu, mit diesem Zugriff.
who-invited = { $email } ist eingeladen, mit Zugriff auf { $resource }.
who-assign = Zum { $role } machen
who-assigned = { $name } ist jetzt { $role } von { $resource }.
who-not-assigned = { $name } kann das noch nicht haben
who-awaited = Eingeladen
who-select-one = Wählen Sie zuerst mindestens einen Benutzer aus.
who-select-only-one = Das geht nur für einen Benutzer auf einmal. Wählen Sie nur einen aus.
who-remove-many-title =
    { $count ->
        [one] { $count } Benutzer den Zugriff auf { $resource } nehmen?
       *[other] { $count } Benutzern den Zugriff auf { $resource } nehmen?
    }
gift-title = Zugriff von { $name } auf { $resource }
gift-role = Rolle hier
gift-held-alone = Das hat nur ein Benutzer. Um es zu ändern, geben Sie es zuerst jemand anderem.
gift-permissions = Berechtigungen hier
gift-permissions-hint = Ein Datum ist der letzte Tag, an dem die Berechtigung gilt. Ohne Datum hat sie kein Ende.
gift-not-held = Sie können nur geben, was Sie hier selbst dürfen. Darum stehen einige Berechtigungen nicht zur Wahl.
gift-anyway = Gilt schon, ohne hier gegeben zu sein.
gift-last-day = Letzter Tag
gift-saved = Der Zugriff von { $name } auf { $resource } ist gespeichert.
who-removed = Was { $name } auf { $resource } gegeben wurde, ist weggenommen.
way-role = Als { $role }
way-owns = Ist Inhaber
way-owns-above = Ist Inhaber von { $name }
way-extra = Zusätzliche Berechtigung: { $permission }
way-given-here = { $what }, hier gegeben
way-given-on = { $what }, auf { $name } gegeben
way-since = seit { $day }
way-by = gegeben von { $name }
reach-link = Was erreicht wird
reach-title = Was { $name } erreicht
reach-nothing = Hier wird nichts erreicht
former-member = nicht mehr dabei
owns-left-behind = Besitzt noch, obwohl nicht mehr dabei:
