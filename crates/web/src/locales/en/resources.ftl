### The things that access is given to. What they are called, the model says.

resources-empty = Nothing here yet
resources-empty-hint = What you are given access to appears here.
resources-your-access = Your access
resources-change = See and change
resources-see = See
resources-new = New: { $kind }
resources-create = Create
resources-created = { $name } is created.
resources-rename = Rename
resources-rename-title = Rename { $name }
resources-renamed = It is called { $name } now.
resources-stale = It is called { $name } now. Save again to give it your name.
resources-delete-means = All access to it ends at once. This cannot be undone.
resources-deleted = { $name } is deleted.
resources-delete-members =
    { $count ->
        [one] { $count } user loses access.
       *[other] { $count } users lose access.
    }
resources-delete-invitations =
    { $count ->
        [one] { $count } invited user will not get the access that was offered, and is told so.
       *[other] { $count } invited users will not get the access that was offered, and are told so.
    }
resources-move = Move
resources-move-title = Move { $name }
resources-move-look = Show who gains and loses
resources-move-choose = Choose…
resources-move-nowhere = There is nothing else that you could move it to.
resources-move-who = Who gains and who loses
resources-move-gains = Gains
resources-move-loses = Loses
resources-move-along =
    { $count ->
        [one] { $count } thing lies under it and moves along.
       *[other] { $count } things lie under it and move along.
    }
resources-move-counts =
    { $gain ->
        [0] Nobody gains anything
        [one] { $gain } user gains something
       *[other] { $gain } users gain something
    }, { $lose ->
        [0] nobody loses anything.
        [one] { $lose } user loses something.
       *[other] { $lose } users lose something.
    }
resources-move-more =
    { $count ->
        [one] And { $count } more.
       *[other] And { $count } more.
    }
resources-moved = { $name } is moved.

## Who has access

who-title = Who has access
who-title-of = Who has access to { $name }
who-how = How
who-may = What they may
who-any-permission = Any access
who-empty = Nobody has access
who-count =
    { $count ->
        [one] { $count } user has access
       *[other] { $count } users have access
    }
who-count-more =
    { $count ->
        [one] More than { $count } user has access
       *[other] More than { $count } users have access
    }
who-give = Give access
who-give-title = Give access to { $name }
who-whom = To whom?
who-more = There are more than are shown. Search for the others.
who-reaches-all = Reaches everything here already: { $roles }
who-replaces = { $name } has access here already: { $what }. Give access once more to replace that.
who-given = { $name } has access to { $resource } now.
who-remove-title = Take away the access of { $name } to { $resource }?
who-remove-means = This ends what was given here. What a role gives, or what is given on something above it, still counts.
who-removed = What was given to { $name } on { $resource } is taken away.
way-role = As { $role }
way-owns = Owns it
way-owns-above = Owns { $name }
way-extra = Extra permission: { $permission }
way-given-here = { $what }, given here
way-given-on = { $what }, given on { $name }
way-since = since { $day }
reach-link = What they can reach
reach-title = What { $name } can reach
reach-nothing = Nothing can be reached here
