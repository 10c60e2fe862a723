### The list of an account's members, and inviting new ones. Titles and buttons that a model names come from the model.

members-title = Users
members-search = Search by name or email
members-any-role = All roles
members-empty = Nobody here yet
members-none-match = Nobody matches
members-empty-hint = Invite the people you work with.
members-elsewhere =
    { $count ->
        [one] { $count } match in “{ $tab }”
       *[other] { $count } matches in “{ $tab }”
    }
members-show-all = Show all
members-count =
    { $count ->
        [one] { $count } user
       *[other] { $count } users
    }
members-you = You
members-invited-by = Invited by
members-invited-by-operator = The operator
members-sent = Sent
members-delivered = Delivered
members-mail-queued = Waiting to be sent
members-mail-refused = Refused by the mail server
members-expires = Expires
members-expired = Expired
members-last-active = Last active
members-actions = Actions
members-actions-for = Actions for { $name }
members-select = Select { $name }
members-selected = The selected users
members-bulk-selected = selected

## Inviting

invite-title = Invite users
invite-send = Send invitations
invite-lead = Everybody gets a mail with a link that is good for { $time }.
invite-addresses = Email addresses
invite-addresses-hint = One per line.
invite-message = Personal message
invite-access-not-needed =
    { $count ->
        [one] { $roles }: reaches everything anyway and needs no access here.
       *[other] { $roles }: reach everything anyway and need no access here.
    }
invite-line = Line { $line }: { $text }
invite-again = Invite again
invite-resend = Send again
invite-resend-note = A new link; the old one is dead
invite-withdraw = Withdraw
invite-offers = What shall be sent again?
invite-foreseen =
    { $good ->
        [0] Nobody will be invited
        [one] { $good } will be invited
       *[other] { $good } will be invited
    }{ $rest ->
        [0] .
        [one] , { $rest } line will not.
       *[other] , { $rest } lines will not.
    }
invite-left =
    { $count ->
        [one] { $count } line was not invited:
       *[other] { $count } lines were not invited:
    }
invite-sent =
    { $count ->
        [one] { $count } invitation sent.
       *[other] { $count } invitations sent.
    }
invite-sent-again =
    { $count ->
        [one] { $count } invitation sent again.
       *[other] { $count } invitations sent again.
    }
invite-show-invited = Show who is invited
invite-sent-again-to = A new invitation is on its way to { $name }.
invite-verdict-good = Will be invited
invite-verdict-member = Is here already ({ $state })
invite-verdict-invited = Is invited already
invite-verdict-expired = Was invited; the invitation has run out
invite-verdict-former = Was here before ({ $state })
invite-verdict-duplicate = The same address stands on line { $line }
invite-verdict-over-limit = More than { $limit } at once is not possible
invite-verdict-too-often = Was invited too often lately; again from { $again }
invite-verdict-slip = Did you mean { $suggestion }?

## Withdrawing, deleting, and many at once

again-all = Invite all again
again-all-question =
    { $count ->
        [one] Invite { $count } user again?
       *[other] Invite { $count } users again?
    }
again-all-means = Each gets a mail with a new link, with the same role and access as before.
withdraw-question = Withdraw the invitation of { $name }?
withdraw-many-question =
    { $count ->
        [one] Withdraw { $count } invitation?
       *[other] Withdraw { $count } invitations?
    }
withdraw-means = The link in the mail is dead at once. You can invite this address again at any time.
withdraw-done = The invitation of { $name } is withdrawn.
withdraw-many-done =
    { $count ->
        [one] { $count } invitation withdrawn.
       *[other] { $count } invitations withdrawn.
    }
delete-question = Delete { $name }?
delete-means = All access in this account ends at once: { $reach }. Keys made by this user stop working.
delete-means-all = All access in this account ends at once, and keys made by this user stop working.
delete-means-more = Role, access, profile and note stay noted: you can bring this user back later as they were.
delete-means-kept = Role, access, profile and note stay noted.
disable-means-kept = Everything that was entered stays. Other accounts of theirs are not touched.
archive-means-kept = Role, access, profile and note stay noted.
out-no-way-back = You could not bring this user back yourself
out-question = { $deed }: { $name }?
delete-many-means-more = Roles, access, profiles and notes stay noted: whoever may give all that these users have can bring them back as they were.
disable-many-means-more = Everything that was entered stays, and whoever may give all that these users have can enable them again at any time. Other accounts of theirs are not touched.
archive-many-means-more = Roles, access, profiles and notes stay noted: you find these users among the former ones, and whoever may give all that they have can bring them back as they were.
withdraw-many-means = The links in the mails are dead at once. You can invite these addresses again at any time.
delete-not-possible = { $name } cannot be deleted
delete-done = { $name } is deleted.
disable-question = Disable { $name }?
disable-means-more = Everything that was entered stays, and you can enable this user again at any time. Other accounts of theirs are not touched.
archive-question = Archive { $name }?
archive-means-more = Role, access, profile and note stay noted: you find this user among the former ones and can bring them back as they were.
out-recommended = Recommended: { $way }
out-done = { $name } is now “{ $status }”.
out-not-possible = This is not possible for { $name }
enable-question = Let { $name } in again?
enable-means = Everything is as it was before, at once.
restore-question = Bring { $name } back?
restore-means = Everything is as it was before, at once.
restore-means-asked = A mail with a link goes to { $email }. Once they accept, everything is as it was before.
restore-keys = API keys from before stay off.
owns-title = What { $name } owns
owns-mine = What you own
owns-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
owns-keys =
    { $count ->
        [one] { $count } API key, which is revoked
       *[other] { $count } API keys, which are revoked
    }
owns-invitations =
    { $count ->
        [one] { $count } invitation that waits or ran out
       *[other] { $count } invitations that wait or ran out
    }
owns-hand-over = Hand over to
owns-nobody = Nobody: it stays theirs, and can be handed over later
owns-choose = Choose who takes it over
owns-follow = What only one user can have is to be taken over by somebody: choose who.
owns-follow-there = What only one user can have is to be taken over by somebody first. Somebody who leads the team gives it to another user there:
unfit-title = Save without what it takes?
unfit-means = What only one user can have takes permissions that would be lost with this. They keep it all the same until it is given to another user. Save again if that is meant.
out-many-alone = These stay until another user has what only one can have
disable-many-alone = These keep what only one can have, and nobody else has it meanwhile
owns-still = Still owns something here
hand-over = Hand over
hand-over-done = What { $name } owned is handed over.
leave-account = Leave this account
leave-question = Leave { $account }?
leave-means = All your access in this account ends at once, and your API keys here stop working. Your sign-in and your other accounts stay.
leave-back = Only an admin can bring you back.
leave-yes = Leave
leave-done = You have left { $account }.
leave-not-possible = You cannot leave yet
leave-hand-over = Or hand over your role { $role }: the way is on the profile of whoever shall have it, under “{ $more }”. They have to accept.
leave-or-close = Or close the account, if nobody shall use it any more:
bulk-sent-again = Invitations sent again
bulk-withdrawn = Invitations withdrawn
bulk-result = Result
bulk-reason = Why

## Editing, and what someone else changed meanwhile

edit-settings = Settings
edit-note = Note
edit-note-hint = Only those who manage users see it. The user may ask to read it.
edit-role-until = Last day in this role
edit-role-until-of = Last day as { $role }
edit-role-until-hint = Afterwards the role is { $role }.
role-offered = { $name } will be { $role } once they accept the invitation.
role-given = { $name } is { $role } now.
edit-done = { $name } is saved.
not-saved = This was not saved
stale-title = Someone else saved in the meantime
stale-what-now = Nothing is lost: below is what they changed, and the form has what you typed. Save again to keep it.
stale-field = Field
stale-was = Before
stale-now = Now
stale-mine = You
stale-untouched = unchanged

## The profile

profile-facts = About
profile-history = History
profile-joined = Joined
members-company = Company

## Acting as a user

act-as = Act as this user
act-as-title = Act as { $name }
act-as-means = You see and do in this account what { $name } may, for an hour at most. Profile, sign-in, keys and other accounts stay closed, and nothing can be deleted. Everything you do is recorded with both names.
act-as-reason = Why?
act-as-reason-hint = { $name } can read this.
act-as-begin = Begin
acting-label = Acting as somebody else
acting-banner = You are acting as { $name }.
acting-banner-somewhere = You are acting as somebody else.
acting-end = End it
acting-begun = Begun. It ends by itself after an hour.
acting-ended = You are yourself again.
acted-as-title = Who acted as this user
acted-as-now = now

## Jobs: what is done to many at once, and undoing

job-title =
    { $count ->
        [one] { $count } user: { $deed }
       *[other] { $count } users: { $deed }
    }
job-asked-by = Asked for by { $name }
job-running = { $done } of { $total } are done. It goes on by itself; you may leave this page.
job-done =
    { $refused ->
        [0] All is done.
        [one] Done, but for one who was refused; below is why.
       *[other] Done, but for { $refused } who were refused; below is why.
    }
job-cancelled = This was stopped: { $done } of { $total } were done.
job-failed = This fell over a fault of ours again and again: { $done } of { $total } were done. The operator finds it in the log; what is left can be tried again.
job-progress = Progress
job-look-again = Look again
job-stop = Stop
job-stopped = It is stopped. What was done stays done.
job-again = Try the refused again
job-item-done = Done
job-item-unchanged = Was so already
job-item-refused = Refused
job-item-waiting = Waiting
job-item-cancelled = Not done
job-all-done =
    { $count ->
        [one] Done for { $count } user: { $deed }.
       *[other] Done for { $count } users: { $deed }.
    }
bulk-change-title =
    { $count ->
        [one] Change { $count } user
       *[other] Change { $count } users
    }
bulk-keep-role = As it is
bulk-take = Take away, from whoever has it
bulk-and-more =
    { $count ->
        [one] … and { $count } more
       *[other] … and { $count } more
    }
bulk-all-matching = Select all { $count } that match
out-many-question =
    { $count ->
        [one] { $deed }: { $count } user?
       *[other] { $deed }: { $count } users?
    }
undo-question = Undo this?
undo-means = It becomes as it was before. Sessions, keys and mails do not come back.
undo-done = Undone.
undo-not-possible = This can not be undone
enable-many-question =
    { $count ->
        [one] Enable { $count } user?
       *[other] Enable { $count } users?
    }
restore-many-question =
    { $count ->
        [one] Bring { $count } user back?
       *[other] Bring { $count } users back?
    }

## Invitations that wait

members-link-copied = Link copied
members-unproven = (not confirmed by mail yet)
invite-look-twice = Please look at this once more
invite-anyway = Invite anyway
new-user-anyway = Save anyway
invite-verdict-new-domain = Will be invited. Nobody here has an address at { $domain } yet.
asking-title =
    { $count ->
        [one] Somebody asks for a new invitation
       *[other] { $count } people ask for a new invitation
    }
asking-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
pending-change = Change invitation
pending-title = Invitation of { $name }
pending-email-hint = At another address a new link is mailed; the old one is dead.
pending-mail = Send a mail with a new link
pending-mail-hint = It is good for { $time }, and the old link is dead. Without it, the link they have opens what is offered now.
pending-saved = The invitation of { $name } is changed.
pending-saved-and-sent = The invitation of { $name } is changed, and a new mail is on its way.
pending-asks = { $email } asks for a new invitation
copy-link = Copy link
copy-link-question = Make a link for { $name }?
copy-link-yes = Make the link
copy-link-means = You get a new link to hand on yourself. A link that was mailed before is dead then.
copy-link-unproven = Whoever joins with it is asked to confirm the address by mail.
copy-link-title = Link for { $name }
copy-link-once = The link is shown this once and works until { $until }. Give it to nobody else.
copy-link-label = Link

## Creating users

new-user-title = New user
new-user-tell = Send a welcome mail
new-user-tell-hint = Recommended: it has the link to set a password, good for { $time }. Otherwise they do not know how to get in.
new-user-subject = Subject of the mail
new-user-copy = Send me a copy
new-user-copy-hint = Without the link.
new-user-preview = Show the mail
new-user-preview-of = The mail: { $subject }
new-user-roles-hint = Left blank: { $role }.
new-user-see = See who it is
new-user-told = { $name } is created, and the welcome mail is on its way.
new-user-not-told = { $name } is created and not told yet.
password-link = Send password link
password-link-question = Send { $name } a link to choose a new password?
password-link-send = Send the link
password-link-means = It goes to the address they sign in with, works once and for one hour. Until then the old password works.
password-link-sent = A link to choose a new password is on its way to { $name }.

## What one is mailed about

my-mails-title = Mails to me
my-mails-lead = What you hear about others in { $account }, by mail.
my-mails-none = There is nothing to choose here.
my-mails-accepted = Somebody accepts my invitation
my-mails-expired = An invitation of mine runs out
my-mails-refused = A mail server refuses an invitation of mine
my-mails-requested = Somebody asks for access or for a new invitation
my-mails-address_changed = A user signs in with another address
my-mails-merged = Somebody brings their account along
my-mails-left = A user leaves
my-mails-others = What changes for you yourself you always hear.
