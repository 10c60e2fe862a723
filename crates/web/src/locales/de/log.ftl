### Das Protokoll über seine Liste hinaus: Suchen, ein einzelnes Ereignis, was inzwischen geschieht.

log-search = Namen, Werte, Adressen suchen
log-to-whom = Wem
log-to-anybody = Allen
log-from = Von
log-until = Bis
log-none-match = Nichts passt dazu
log-looked-through = Nichts unter den { $count } durchgesehenen Ereignissen. Ältere können passen.
log-changed = Was sich änderte
log-number = Nummer im Protokoll
log-client = Programm
log-all-by = Alles vom selben Urheber
log-all-about = Alles zum selben Ziel
field-presence = Wo sie sind
field-presence-hidden = Verborgen
field-presence-shown = Gezeigt
event-audit_exported = { $actor } hat das Protokoll von { $subject } exportiert.
    .kind = Protokoll exportiert
