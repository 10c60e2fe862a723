### Who can reach what.

access-title = Access
access-of = Access of { $name }
access-add = Add access
access-level = Level
access-none = No access yet
access-inherited-from = From { $resource }
