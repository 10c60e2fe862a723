### Kollegen, die gerade da sind.

colleagues-online = Jetzt da
colleague-go = { $name }: zur Seite gehen, auf der sie gerade sind
colleague-closed = { $name } ist auf einer Seite, die Ihnen nicht offensteht
colleague-gone = Sie sind nicht mehr da.
presence-hide = Verbergen, wo ich bin
presence-show = Zeigen, wo ich bin
presence-hidden = Ihre Kollegen sehen nicht mehr, wo Sie sind.
presence-shown = Ihre Kollegen sehen, auf welcher Seite Sie sind.

## What the keyboard does

shortcuts-title = Tastenkürzel
shortcut-search = Zur Suche gehen
shortcut-help = Dies zeigen
shortcut-menu = Ein Menü öffnen und sich darin bewegen
shortcut-range-key = Umschalt + Klick
shortcut-range = Alle Zeilen von der letzten bis zu dieser auswählen
shortcut-escape = Seitenleiste, Dialog oder Menü schließen
