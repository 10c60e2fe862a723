### Was außer den Rechten von einem Benutzer bekannt ist: Namen, Firma, Profilfelder.

given-name = Vorname
family-name = Nachname
choose-none = —
field-family_name = Nachname
problem-not_with_parts = Der Name als Ganzes, oder Vor- und Nachname, nicht beides.
problem-not_a_text = Hier wird ein Text erwartet.
problem-not_a_number = Hier wird eine Zahl erwartet, etwa 12 oder 2.5.
problem-not_a_date = Hier wird ein Tag erwartet, in der Form 2026-11-30.
problem-unknown_choice = „{ $value }“ steht nicht zur Wahl.
