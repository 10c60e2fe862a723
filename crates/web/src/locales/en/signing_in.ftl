### Signing in: whether somebody can, where one is signed in, and addresses that admins propose.

can-sign-in = Sign-in
can-sign-in-title = Can { $name } sign in?
can-sign-in-yes = Yes. Nothing stands in the way.
can-sign-in-invited = The invitation has not been accepted yet.
can-sign-in-expired = The invitation has run out.
can-sign-in-disabled = Disabled here.
can-sign-in-archived = No longer in here.
can-sign-in-deleted = Deleted here.
can-sign-in-no_password = No password has been chosen yet.
can-sign-in-blocked = Too many wrong passwords: refused for a while.
can-sign-in-again = Possible again
can-sign-in-unblock = Let them try again now
can-sign-in-unblocked = They can try again.
can-sign-in-last = Last signed in
can-sign-in-failures = Failed within a week
can-sign-in-no-failures = Nothing
can-sign-in-failed-wrong_password = Wrong password
can-sign-in-failed-throttled = Refused after too many tries
can-sign-in-times =
    { $count ->
        [one] Once
       *[other] { $count } times
    }
can-sign-in-last-time = last
can-sign-in-no-links = No more links for a new password until
can-sign-in-mail-invitation = Invitation
can-sign-in-mail-password_reset = Link for a new password
can-sign-in-mail-prove_email = Link to confirm an address
can-sign-in-mail-proposed_email = Link to confirm a proposed address
can-sign-in-mail-state-queued = Waits to be sent
can-sign-in-mail-state-sending = Is being sent
can-sign-in-mail-state-sent = Sent
can-sign-in-mail-state-refused = Refused by the mail server
can-sign-in-mail-state-dropped = Not sent: its link was replaced
can-sign-in-link-used = Opened and used
can-sign-in-link-over = The link has run out.

address-propose = Propose another address
address-title = Another sign-in address for { $name }
address-means = { $name } gets a link at the new address, and confirms it with their password within { $time }. Until then they sign in as before. The old address is told.
address-send = Send the link
address-proposed = A link is on its way to { $email }.
address-waits = Proposed, waiting to be confirmed: { $email }
address-not-confirmed = Proposed, but not confirmed in time: { $email }
address-withdraw = Take it back
address-proposal-withdrawn = It is taken back.
prove-password-hint = Your password shows that it is you: an admin proposed this address.

session-on = { $browser } on { $system }
session-unknown = A browser we do not know
session-current = This one
session-now = in use now
session-seen = last used { $when }
session-end-of = End { $name }
session-ended = You are signed out there.
session-end-others = End all others
session-others-ended = You are signed out everywhere but here.

restore-lost =
    { $count ->
        [one] This cannot come back, because it was deleted meanwhile:
       *[other] These cannot come back, because they were deleted meanwhile:
    }
restore-many-refused =
    { $count ->
        [one] One of them does not come back:
       *[other] { $count } of them do not come back:
    }
restore-many-lost = These come back without what was deleted meanwhile:
restore-unseen = Something you cannot see
restore-fate-over = does not come back: its time is over
restore-fate-gone = does not come back: there is no such thing any more
restore-fate-not_yours = you may not give this

event-address_proposed = { $actor } proposed another sign-in address for { $subject }.
    .kind = Sign-in address proposed
event-address_proposal_withdrawn = { $actor } took back the sign-in address proposed for { $subject }.
    .kind = Proposed address taken back
event-sign_in_unblocked = { $actor } let { $subject } try passwords again.
    .kind = Sign-in unblocked

mail-proposed-subject = { $by } proposes this address for your sign-in
mail-proposed-preview = Confirm it, and you sign in with { $email }.
mail-proposed-heading = Another address for your sign-in
mail-proposed-text = { $by } ({ $account }) proposes that you sign in at { $product } with { $email } from now on. To confirm, open the link and enter the password you sign in with now.
mail-proposed-ignore = If you do not want this, or do not know what it is about, there is nothing to do.
mail-proposed-too-subject = { $by } proposes another address for your sign-in
mail-proposed-too-preview = Until you confirm it, everything stays as it is.
mail-proposed-too-text = { $by } ({ $account }) proposes that you sign in at { $product } with { $new } instead of { $email }. You have a link there with which you confirm it. Until then everything stays as it is.
mail-proposed-too-not-you = If { $new } is not yours, do not worry: without your password nobody can confirm it. But do tell { $by }.
