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
resources-delete-type = Type the name to delete it: { $name }
resources-delete-typed = This is not the name.
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

resources-all = All
resources-search = Search by name
resources-none-found = Nothing has that in its name
resources-owner = Belongs to
resources-type = Type
resources-size = Size
resources-open = Open
resources-hand-over = Hand over
resources-hand-over-title = Hand over { $name }
resources-hand-over-means = It will belong to the other, with all that lies in it. They get a mail.
resources-hand-over-to = To whom?
resources-handed-over = { $name } is handed over.

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
who-given-invited = { $name } will have access to { $resource } once they accept the invitation.
who-given-disabled = { $name } will have access to { $resource } once they are let in again.
who-given = { $name } has access to { $resource } now.
who-remove-title = Take away the access of { $name } to { $resource }?
who-remove-means = This ends what was given here. What a role gives, or what is given on something above it, still counts.
who-edit = Change access
who-email = Or somebody new, by email address
who-email-of-user = The address of a user of this account.
who-email-hint = Whoever is no user yet is invited and joins as { $role }, with this access.
who-invited = { $email } is invited, with access to { $resource }.
who-assign = Assign as { $role }
who-assigned = { $name } is { $role } of { $resource } now.
who-not-assigned = { $name } can’t have this yet
who-awaited = Invited
who-select-one = Select at least one user first.
who-select-only-one = This is done one user at a time. Select only one.
who-remove-many-title =
    { $count ->
        [one] Take away the access of { $count } user to { $resource }?
       *[other] Take away the access of { $count } users to { $resource }?
    }
gift-title = Access of { $name } to { $resource }
gift-role = Role here
gift-held-alone = Only one user has this. To change it, assign somebody else first.
gift-permissions = Permissions here
gift-permissions-hint = A date is the last day on which the permission counts. Without one it has no end.
gift-not-held = You can give only what you may yourself here, so some permissions are not offered.
gift-anyway = Held already, without being given here.
gift-last-day = Last day
gift-saved = The access of { $name } to { $resource } is saved.
who-removed = What was given to { $name } on { $resource } is taken away.
way-role = As { $role }
way-owns = Owns it
way-owns-above = Owns { $name }
way-extra = Extra permission: { $permission }
way-given-here = { $what }, given here
way-given-on = { $what }, given on { $name }
way-since = since { $day }
way-by = given by { $name }
reach-link = What they can reach
reach-title = What { $name } can reach
reach-nothing = Nothing can be reached here
former-member = former member
owns-left-behind = Still owns, although no longer in here:
