### Colleagues who are online.

colleagues-online = Online now
colleague-go = { $name }: go to the page they are on
colleague-closed = { $name } is on a page that isn’t open to you
colleague-gone = They are not online any more.
presence-hide = Hide where I am
presence-show = Show where I am
presence-hidden = Your colleagues don’t see any more where you are.
presence-shown = Your colleagues see which page you are on.

## What the keyboard does

shortcuts-title = Keyboard shortcuts
shortcut-search = Go to the search
shortcut-help = Show this
shortcut-menu = Open a menu, and move in it
shortcut-range-key = Shift + click
shortcut-range = Select all rows from the last one to this one
shortcut-escape = Close a panel, a dialog or a menu
