### Who can reach what.

access-title = Access
access-of = Access of { $name }
access-level = Level
access-change = Change access
access-not-given = Not given
access-to = Access to { $name }
access-from = From { $name }: { $level }
access-find = Find by name
access-nothing-there = There is nothing yet that access could be given to.
access-cut = There is more than can be shown here at once.
access-sleeps = As { $roles } this user reaches everything. What is chosen here sleeps until the role changes.
access-revived = The role no longer reaches everything. This is what was given before, and what holds again from now on.
access-revived-nothing = The role no longer reaches everything, and nothing was given before. Choose what this user shall reach.
access-done = The access of { $name } is saved.
reach-all = All
reach-all-of = All ({ $count })
