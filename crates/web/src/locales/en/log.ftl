### The audit log beyond its list: searching it, one event, what happens meanwhile.

log-search = Search names, values, addresses
log-to-whom = To whom
log-to-anybody = To anybody
log-from = From
log-until = To
log-none-match = Nothing matches
log-looked-through = Nothing among the { $count } events that were looked through. Older ones may fit.
log-changed = What changed
log-number = Number in the log
log-client = Client
log-all-by = All by the same
log-all-about = All about the same
field-presence = Where they are
field-presence-hidden = Hidden
field-presence-shown = Shown
event-audit_exported = { $actor } exported the audit log of { $subject }.
    .kind = Audit log exported
