### Das Protokoll: wer was tat, an wem, wann.

audit-title = Protokoll
audit-who = Wer
audit-what = Was
audit-whom = Wem
audit-when = Wann
audit-from-where = Von wo
audit-before = Vorher
audit-after = Nachher
audit-on-behalf-of = im Namen von { $name }
audit-empty = Noch ist nichts geschehen
