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
