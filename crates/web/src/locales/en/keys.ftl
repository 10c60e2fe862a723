### API keys, and the permissions that can be written on them.

keys-lead = With a key a program does what you may do, and no more than is written on the key.
keys-new = New key
keys-new-lead = It can never do more than you can yourself.
keys-empty = No keys yet
keys-empty-hint = Make one when a program shall use the API in your name.
keys-owner = Of
keys-may = May
keys-and-more = and { $count } more
keys-expires = Ends
keys-last-used = Last used
keys-made = Made
keys-active = Active
keys-expired = Ended
keys-revoked = Revoked
keys-label-hint = What is it for? You recognise it by this name.
keys-product-permissions = { $model }
keys-roster-permissions = Users and account
keys-about = What “{ $name }” means
keys-last-day = Last day
keys-last-day-hint = Without it the key works until it is revoked.
keys-create = Create key
keys-made-title = Your key “{ $name }”
keys-secret = Key
keys-shown-once = Copy it now: it is shown this once and never again.
keys-copy-hint = Click into the field and copy all of it. Send it as “Authorization: Bearer …”.
keys-revoke = Revoke
keys-revoke-question = Revoke this key?
keys-revoke-means = Programs that use it lose their access at once. This cannot be undone.
keys-revoke-done = The key is revoked.

## Keys of the account

keys-whose = Whose key is it?
keys-of-member = Yours
keys-of-member-hint = It may what you may, whenever it is used, and ends with your place here.
keys-of-account = The account's
keys-of-account-hint = For a product in production: what it may is fixed now, and it lives on when your role changes or you leave.
keys-made-by = Made by
audit-account-key = A key of the account
owns-account-keys = Keys of the account that they made live on. Revoke:
owns-revoke = Revoke “{ $name }”
field-key_of = Key of
refusal-needs_member = This can't be done with a key of the account: it is something of a member's own. Sign in, or use a member's own key.
problem-unknown_key = This is no key of the account that they made.

## Roster's own permissions

permission-read_members = See users
    .help = See the list of users, their profiles, and who is invited.
permission-check = Ask what others may
    .help = Ask whether users may do something, and list what they reach: for a product that does as it is answered.
permission-invite = Invite users
    .help = Invite people, and send again or withdraw invitations.
permission-change_roles = Change roles
    .help = Give users another role.
permission-edit_members = Edit users
    .help = Change the names and notes of users.
permission-change_access = Change access
    .help = Add, change and take away what users reach.
permission-remove_members = Remove users
    .help = Disable, archive or delete users.
permission-restore_members = Bring users back
    .help = Enable or restore users who were deleted.
permission-act_as = Act as users
    .help = See and do in this account what a user of lower rank can.
permission-read_audit = Read the audit log
    .help = See who did what in this account, and when.
permission-export = Export users
    .help = Download the list of users.
permission-manage_resources = Manage everything access is given to
    .help = Create, rename and delete what access is given to.
permission-manage_keys = Manage API keys
    .help = See and revoke the API keys of all users.
permission-manage_account = Manage the account
    .help = Change the name and settings of the account.
permission-manage_model = Change roles and rules
    .help = Apply another model of roles and rules to the account.
permission-spend_credits = Spend credits
permission-buy_credits = Add credits
permission-read_transactions = See transactions
permission-set_compliance = Change the compliance status
permission-issue_quotations = Offer quotations
permission-accept_quotations = Accept quotations
permission-close_account = Close the account
    .help = Close the account for everybody.
keys-account = Account
edit-keys =
    { $count ->
        [one] { $count } API key works in their name: it may no more than they may, and what they lose it loses too.
       *[other] { $count } API keys work in their name: they may no more than their member may, and lose what is lost.
    }
keys-made-before = “{ $name }” was made already. Its secret is shown only once: revoke it and make another if you did not copy it.
