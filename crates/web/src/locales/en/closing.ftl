### The account as a whole: closed, suspended, brought back, looked at by the operator.

## What mails say

mail-account-operator = The operator
mail-account-reason = You get this mail because you manage { $account }.
mail-account-closed-subject = { $account } was closed
mail-account-closed-preview = Until { $until } every admin can bring it back.
mail-account-closed-heading = { $account } was closed
mail-account-closed-text = { $by } closed { $account }. Nobody reaches it any more, and no API key works in it.
mail-account-closed-next = Until { $until } you can bring it back as it was. Then all personal data in it is erased for good.
mail-account-closed-button = Bring it back
mail-account-reopened-subject = { $account } is back
mail-account-reopened-preview = Everything is as it was.
mail-account-reopened-heading = { $account } is back
mail-account-reopened-text = { $by } brought { $account } back. Everybody and everything in it is as it was.
mail-account-reopened-next = There is nothing you need to do.
mail-account-suspended-subject = { $account } is suspended
mail-account-suspended-preview = Nobody reaches it until this is settled.
mail-account-suspended-heading = { $account } is suspended
mail-account-suspended-text = The operator of { $product } suspended { $account }. Nobody reaches it, and no API key works in it. This is the reason given:
mail-account-suspended-next = Nothing is lost. Talk to the operator to have it opened again.
mail-account-resumed-subject = { $account } is open again
mail-account-resumed-preview = Everything is as it was.
mail-account-resumed-heading = { $account } is open again
mail-account-resumed-text = The operator of { $product } opened { $account } again. Everybody and everything in it is as it was.
mail-account-resumed-next = There is nothing you need to do.
mail-support-access-subject = The operator can look into { $account }
mail-support-access-preview = Until { $until } at the latest, and only to look.
mail-support-access-heading = The operator can look into { $account }
mail-support-access-text = Until { $until } at the latest, the operator of { $product } can look at every page of { $account }, and change nothing. This is the reason given:
mail-support-access-next = The audit log tells what they look at. Every admin can end it at any moment.
mail-account-recovered-subject = { $name } is an admin of { $account } now
mail-account-recovered-preview = The operator did this, as no admin could be reached.
mail-account-recovered-heading = { $name } is an admin of { $account } now
mail-account-recovered-text = No admin of { $account } was there for a long time. So the operator of { $product } gave { $name } the role “{ $role }”. This is the reason given:
mail-account-recovered-next = Everybody in the account gets this mail. If something is wrong with it, tell the other admins and the operator.

## Refusals

error-suspended-title = This account is suspended
error-suspended-next = Nothing is lost. An admin of the account can talk to the operator.
refusal-account_suspended = The operator has suspended this account: nobody reaches it for now, and no API key works in it.
error-look-only-title = You only look here
refusal-look_only = You were let in to look, and can change nothing.
refusal-admin_reachable = An admin of this account was there lately: it is theirs to make somebody an admin.
refusal-still_a_member = You are in accounts still. Leave them first; then you can erase yourself.
problem-not_the_name = This is not what the account is called.

## Events

event-account_suspended = { $actor } suspended { $subject }.
    .kind = Account suspended
event-account_resumed = { $actor } opened { $subject } again.
    .kind = Suspension ended
event-account_closed = { $actor } closed { $subject }.
    .kind = Account closed
event-account_reopened = { $actor } brought { $subject } back.
    .kind = Account brought back
event-account_purged = { $actor } erased all personal data of { $subject }.
    .kind = Account purged
event-account_recovered = { $actor } made { $subject } an admin.
    .kind = Admin made by the operator
event-support_granted = { $actor } can look into { $subject }.
    .kind = Support access given
event-support_begun = { $actor } came to look at { $subject }.
    .kind = Support access begun
event-support_looked = { $actor } looked at { $subject }.
    .kind = Looked at by the operator
event-support_ended = { $actor } ended the operator’s look into { $subject }.
    .kind = Support access ended
event-person_erased = { $subject } erased their sign-in.
    .kind = Sign-in erased
field-purge_at = Erased for good
field-reason = Reason

## Pages

close-title = Close this account
close-means = Nobody reaches { $account } any more, and no API key works in it. People’s other accounts stay as they are.
close-undo = Until { $until } every admin can bring it back. Then all personal data in it is erased for good.
close-name = Type the account’s name: { $account }
close-password = Your password
close-yes = Close the account
close-done = { $account } is closed.
closed-title = { $account } is closed
closed-text = Nobody reaches it. Until { $until } you can bring it back as it was; then all personal data in it is erased for good.
closed-back = Bring it back
closed-reopened = { $account } is back.
closed-accounts = Closed accounts that you can bring back
closed-until = Erased for good
account-suspended = Suspended
erase-title = Erase yourself
erase-hint = Your sign-in, your name and your sessions are erased for good. What accounts know of you is theirs.
erase-still = You are in accounts still. Leave them first; then you can erase yourself here.
erase-question = Erase yourself?
erase-means = You cannot sign in any more, and nothing of it can be brought back. Whoever invites you again starts anew.
erase-yes = Erase myself
erased-title = You are erased
erased-text = Your sign-in and all that was known of you outside of accounts is gone.
create-account = Create an account
create-account-name = What it is called
create-account-name-hint = Your company or team.
create-account-key = Installation key
create-account-key-hint = Whoever runs this installation gives it to you.
create-account-done = { $account } is yours now.
problem-wrong_key = This is not the key of this installation.
