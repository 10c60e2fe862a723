### Wer was erreicht.

access-title = Zugriff
access-of = Zugriff von { $name }
access-level = Stufe
access-change = Zugriff ändern
access-not-given = Nicht vergeben
access-to = Zugriff auf { $name }
access-role-on = Rolle in { $name }
access-singly = Einzelne Berechtigungen
access-singly-on = Einzelne Berechtigungen in { $name }
access-from = Von { $name }: { $level }
access-find = Nach Namen suchen
access-nothing-there = Noch gibt es nichts, worauf Zugriff gegeben werden könnte.
access-cut = Es gibt mehr, als zu sehen ist. Suchen Sie das Übrige nach Namen.
access-sleeps = Als { $roles } erreicht dieser Benutzer alles. Was hier gewählt ist, schläft, bis die Rolle sich ändert.
access-revived = Die Rolle erreicht nicht mehr alles. Dies wurde früher gegeben und gilt von jetzt an wieder.
access-revived-nothing = Die Rolle erreicht nicht mehr alles, und früher wurde nichts gegeben. Wählen Sie, was dieser Benutzer erreichen soll.
access-done = Der Zugriff von { $name } ist gespeichert.
reach-all = Alle
reach-all-of = Alle ({ $count })
access-search = Suchen
access-until = bis
access-last-day-of = Letzter Tag des Zugriffs auf { $name }
access-created = Seit { $day }
access-ends-raises = Wenn das endet, gilt mehr: { $level }, von { $name }.
access-raises = Hier endet etwas, während darüber mehr gegeben ist. Wenn es endet, hat der Benutzer mehr als vorher: siehe die Zeilen in Rot. Speichern Sie noch einmal, wenn das so gemeint ist.
access-kept =
    { $count ->
        [one] { $count } weiterer Zugriff ist gewählt und hier nicht zu sehen. Er bleibt, wie er ist.
       *[other] { $count } weitere Zugriffe sind gewählt und hier nicht zu sehen. Sie bleiben, wie sie sind.
    }
same-as = Gleicher Zugriff wie …
same-as-who = Name oder Adresse eines Kollegen
same-as-fill = Eintragen
same-as-filled = Das ist, was { $name } hat. Noch ist nichts gespeichert.
same-as-left-out = Weggelassen, weil Sie es nicht geben können:
same-as-more =
    { $count ->
        [one] { $count } weiteres
       *[other] { $count } weitere
    }
same-as-access-too = Den Zugriff auf Einzelnes übernimmt man hier:
same-as-nobody = Hier gibt es niemanden dieses Namens.
same-as-which = Davon gibt es mehrere. Wen meinen Sie?
