### Was außer den Rechten von einem Benutzer bekannt ist: Namen, Firma, Profilfelder.

given-name = Vorname
full-name = Vollständiger Name
family-name = Nachname
choose-none = —
field-family_name = Nachname
problem-not_with_parts = Der Name als Ganzes, oder Vor- und Nachname, nicht beides.
problem-not_a_text = Hier wird ein Text erwartet.
