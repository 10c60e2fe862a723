### Was über das Konto bekannt ist: sein Name und wonach sein Modell fragt.

details-title = Angaben zum Konto
details-name = Name
details-edit = Angaben bearbeiten
details-saved = Die Angaben sind gespeichert.
details-stale = Jemand anderes hat die Angaben inzwischen geändert. Speichern Sie noch einmal, wenn Ihre gelten sollen.
details-none = Keine Angabe
details-history = Was sich geändert hat
event-account_edited = { $actor } hat die Angaben zu { $subject } geändert.
    .kind = Angaben zum Konto geändert
problem-unknown_detail = Das Konto hat kein Feld „{ $value }“.
problem-not_a_day = Das ist kein Tag. Schreiben Sie ihn so: 2026-11-30.
problem-unknown_choice = „{ $value }“ kann nicht gewählt werden. Das geht: { $known }.
problem-not_a_number = Das ist keine Zahl. Schreiben Sie Ziffern, etwa 12 oder 12.5.
