### The audit log: who did what, to whom, when.

audit-title = Audit log
audit-who = Who
audit-what = What
audit-when = When
audit-from-where = From where
audit-any-kind = Everything that happened
audit-any-person = By anybody
audit-any-time = At any time
audit-last-days =
    { $count ->
        [one] In the last 24 hours
       *[other] In the last { $count } days
    }
audit-about-one = Only what happened to one user is shown.
audit-show-all = Show all
audit-empty = Nothing has happened yet
audit-newest = Newest
audit-older = Older
audit-operator = The operator
audit-somebody = Somebody
audit-somebody-gone = Somebody who is gone
audit-with-key = with an API key
audit-erased = The details were erased.

## What changed

field-role = Role
field-name = Name
field-company = Company
field-note = Note
field-status = Status
field-email = Email
field-access = Access to
field-access_from = From then on, access to
field-access_until = Until then, access to
field-access_of = Access of
field-access_lost = Deleted before
field-former_holder = Before, this was on
field-joined = Put on it by their role
field-role_from = Role from
field-role_until = Role until
field-parent = Lies under
field-members_with_access = Users with access
field-invited_with_access = Invited users with access
field-members_gained = Users who gained something
field-members_lost = Users who lost something
field-created = New
field-renamed = Renamed
field-permissions = May
field-extra = Beyond the role
field-extra_from = From then on, beyond the role
field-extra_until = Until then, beyond the role
field-custom = In the applications
audit-all = All

## Attempts that were denied for another reason than a missing permission

denied-rank_too_high = to act on a user of higher rank
denied-not_yourself = to do something to themself
denied-role_not_removable = to remove a user whose role has to be changed first
denied-role_not_assignable = to give a role
denied-not_held = to give what they do not have

## Events

event-account_created = { $actor } created the account { $subject }.
    .kind = Account created
event-model_applied = { $actor } changed the roles and rules of { $subject }.
    .kind = Roles and rules changed
event-member_invited = { $actor } invited { $subject }.
    .kind = Invited
event-invitation_resent = { $actor } sent the invitation of { $subject } again.
    .kind = Invitation sent again
event-invitation_edited = { $actor } changed the invitation of { $subject }.
    .kind = Invitation changed
event-invitation_withdrawn = { $actor } withdrew the invitation of { $subject }.
    .kind = Invitation withdrawn
event-invitation_expired = The invitation of { $subject } ran out.
    .kind = Invitation ran out
event-invitation_requested = { $subject } asked for a new invitation.
    .kind = New invitation asked for
event-invitation_accepted = { $subject } accepted the invitation.
    .kind = Invitation accepted
event-invitation_link_copied = { $actor } copied a link for the invitation of { $subject }.
    .kind = Invitation link copied
event-invitation_refused = The mail server refused the invitation of { $subject }.
    .kind = Invitation refused by the mail server
event-member_edited = { $actor } edited { $subject }.
    .kind = User edited
event-roles_changed = { $actor } changed the role of { $subject }.
    .kind = Role changed
event-permissions_changed = { $actor } changed the permissions of { $subject }.
    .kind = Permissions changed
event-access_changed = { $actor } changed the access of { $subject }.
    .kind = Access changed
event-member_deleted = { $actor } deleted { $subject }.
    .kind = User deleted
event-member_disabled = { $actor } disabled { $subject }.
    .kind = User disabled
event-member_enabled = { $actor } enabled { $subject }.
    .kind = User enabled
event-member_archived = { $actor } archived { $subject }.
    .kind = User archived
event-member_restored = { $actor } brought { $subject } back.
    .kind = User brought back
event-member_address_changed = The address of { $subject } changed.
    .kind = Address changed
event-resource_created = { $actor } created { $subject }.
    .kind = Created
event-resource_renamed = { $actor } renamed { $subject }.
    .kind = Renamed
event-resource_moved = { $actor } moved { $subject }.
    .kind = Moved
event-resources_upserted = { $actor } registered many things at once.
    .kind = Many registered
event-resource_deleted = { $actor } deleted { $subject }, with all access to it.
    .kind = Deleted
event-key_created = { $actor } made the API key { $subject }.
    .kind = API key made
event-key_revoked = { $actor } revoked the API key { $subject }.
    .kind = API key revoked
event-members_exported = { $actor } exported the users of { $subject }.
    .kind = Users exported
event-attempt_denied = { $actor } tried what is not allowed: { $subject }.
    .kind = Attempt denied
event-member_created = { $actor } created the user { $subject }.
    .kind = User created
event-member_signed_up = { $subject } signed up.
    .kind = Signed up
event-password_link_sent = { $actor } sent { $subject } a link to choose a new password.
    .kind = Password link sent
field-message = Personal message
field-no_mails_about = No mails about
