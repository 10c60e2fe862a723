### The audit log: who did what, to whom, when.

audit-title = Audit log
audit-who = Who
audit-what = What
audit-whom = To whom
audit-when = When
audit-from-where = From where
audit-before = Before
audit-after = After
audit-on-behalf-of = on behalf of { $name }
audit-empty = Nothing has happened yet
