### Who can reach what.

access-title = Access
access-of = Access of { $name }
access-level = Level
access-change = Change access
access-not-given = Not given
access-to = Access to { $name }
access-role-on = Role on { $name }
access-singly = Single permissions
access-singly-on = Single permissions on { $name }
access-from = From { $name }: { $level }
access-find = Find by name
access-nothing-there = There is nothing yet that access could be given to.
access-cut = There is more than is shown. Search for the rest by name.
access-sleeps = As { $roles } this user reaches everything. What is chosen here sleeps until the role changes.
access-revived = The role no longer reaches everything. This is what was given before, and what holds again from now on.
access-revived-nothing = The role no longer reaches everything, and nothing was given before. Choose what this user shall reach.
access-done = The access of { $name } is saved.
reach-all = All
reach-all-of = All ({ $count })
access-search = Search
access-until = until
access-last-day-of = Last day of the access to { $name }
access-created = Since { $day }
access-ends-raises = When this ends, there is more: { $level }, from { $name }.
access-raises = Something here ends while more is given above it. When it ends, the user has more than before: see the rows in red. Save again if that is meant.
access-kept =
    { $count ->
        [one] { $count } more is chosen and not shown here. It stays as it is.
       *[other] { $count } more are chosen and not shown here. They stay as they are.
    }
same-as = Same access as…
same-as-who = Name or address of a colleague
same-as-fill = Fill in
same-as-filled = This is what { $name } has. Nothing is saved yet.
same-as-left-out = Left out, because you cannot give it:
same-as-more =
    { $count ->
        [one] { $count } more
       *[other] { $count } more
    }
same-as-access-too = Their access to single things is taken over here:
same-as-nobody = There is nobody here of that name.
same-as-which = There are several. Whom do you mean?
