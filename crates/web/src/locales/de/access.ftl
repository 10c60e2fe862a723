### Wer was erreicht.

access-title = Zugriff
access-of = Zugriff von { $name }
access-level = Stufe
access-change = Zugriff ändern
access-not-given = Nicht vergeben
access-to = Zugriff auf { $name }
access-from = Von { $name }: { $level }
access-find = Nach Namen suchen
access-nothing-there = Noch gibt es nichts, worauf Zugriff gegeben werden könnte.
access-cut = Es gibt mehr, als hier auf einmal gezeigt werden kann.
access-sleeps = Als { $roles } erreicht dieser Benutzer alles. Was hier gewählt ist, schläft, bis die Rolle sich ändert.
access-revived = Die Rolle erreicht nicht mehr alles. Dies wurde früher gegeben und gilt von jetzt an wieder.
access-revived-nothing = Die Rolle erreicht nicht mehr alles, und früher wurde nichts gegeben. Wählen Sie, was dieser Benutzer erreichen soll.
access-done = Der Zugriff von { $name } ist gespeichert.
reach-all = Alle
reach-all-of = Alle ({ $count })
