### Wer was erreicht.

access-title = Zugriff
access-of = Zugriff von { $name }
access-add = Zugriff hinzufügen
access-level = Stufe
access-none = Noch kein Zugriff
access-inherited-from = Von { $resource }
