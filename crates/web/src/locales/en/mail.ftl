### Mails. Each has a subject, a line that mail programs show beside it, a heading, what it says, and why one gets it.

mail-greeting = Hello { $name },
mail-greeting-nobody = Hello,
mail-link-beneath = If the button does not work, copy this link into your browser:
mail-link-once-until = The link works once, until { $until }.
mail-open = Open { $name }
mail-was-not-you = If it was not you, somebody else may be using your sign-in: choose a new password now, and tell an admin of your account.

mail-invitation-subject = { $inviter } invites you to { $account }
mail-invitation-preview = Join as { $role }. You can accept until { $until }.
mail-invitation-heading = Join { $account }
mail-invitation-text = { $inviter } invites you to { $account } at { $product }. You will join as { $role }.
mail-invitation-known = You already have a sign-in at { $product }. Sign in with it to accept; you need no new password.
mail-invitation-message = { $inviter } writes:
mail-invitation-button = Accept invitation
mail-invitation-button-known = Sign in and accept
mail-invitation-ignore = If you did not expect this, you can ignore this mail: nobody joins without accepting.
mail-invitation-reason = You get this mail because { $inviter } invited { $email } to { $account }.

mail-accepted-subject = { $name } has joined { $account }
mail-accepted-preview = Your invitation to { $email } was accepted.
mail-accepted-heading = { $name } is in
mail-accepted-text = { $name } ({ $email }) has accepted your invitation to { $account } and is now there as { $role }.
mail-accepted-lost = What you had offered and was deleted before:
mail-accepted-lost-one = { $name }
mail-inviter-reason = You get this mail because you sent this invitation.

mail-expired-subject = Your invitation to { $email } has run out
mail-expired-preview = It was not accepted in time.
mail-expired-heading = An invitation has run out
mail-expired-text = { $email } did not accept your invitation to { $account } (as { $role }) in time. The link in it does not work any more.
mail-expired-next = You can invite again, with the same role and access.
mail-expired-button = Invite again

mail-refused-subject = Your invitation to { $email } could not be delivered
mail-refused-preview = The mail server there refused it.
mail-refused-heading = An invitation did not arrive
mail-refused-text = The mail server of { $email } refused your invitation to { $account }. It answered:
mail-refused-next = Often it is a slip in the address. Check it and invite again.
mail-refused-button = See the invitation

mail-wanted-subject = { $email } asks for a new invitation to { $account }
mail-wanted-preview = The old one has run out.
mail-wanted-heading = Somebody asks for a new invitation
mail-wanted-text = The invitation of { $email } to { $account }, sent by { $inviter }, has run out. Someone opened its link and asks for a new one.
mail-wanted-next = If you know who this is, invite them again. Otherwise there is nothing to do.
mail-wanted-button = Invite again
mail-wanted-reason = You get this mail because you may invite people to { $account }.

mail-merge-offered-subject = Bring your account along to { $account }
mail-merge-offered-preview = You see first what moves and what does not.
mail-merge-offered-heading = Bring your account along to { $account }
mail-merge-offered-text = { $by } offers you to merge an account in which you are alone into { $account }. You become a member there, and what is left of your credits moves with you.
mail-merge-offered-next = Nothing happens until you have seen what moves and what does not, and have agreed with your password.
mail-merge-offered-download = What is in your account does not come along and is gone afterwards. Download first what you want to keep: the page behind the link has “{ $download }” for that.
mail-merge-offered-for-good = It cannot be undone: not by you, not by { $by }, and not by us. You can also simply join, and keep your account.
mail-merge-offered-button = See what would move
mail-merge-offered-until = The link is good until { $until }.
mail-merge-offered-reason = You get this mail because you are invited to { $account }.

mail-account-merged-subject = { $former } is a part of { $account } now
mail-account-merged-preview = You are a member there.
mail-account-merged-heading = Your account has moved
mail-account-merged-text = You have merged { $former } into { $account } and are a member there now, as { $role }. Sign in as before; you will find yourself there.
mail-account-merged-by = { $by } had offered it.
mail-account-merged-credits = { $amount } came along to { $account }.
mail-account-merged-no-credits = No credits came along to { $account }.
mail-account-merged-gone = With { $former } this is gone:
mail-account-merged-lost = { $amount }: { $account } has no such credits
mail-account-merged-stayed = { $label }: { $count }
mail-account-merged-keys = { $count ->
    [one] 1 API key
   *[other] { $count } API keys
}
mail-amount = { $amount } credits

mail-account-joined-subject = { $name } has brought { $former } along to { $account }
mail-account-joined-preview = { $former } is a part of { $account } now.
mail-account-joined-heading = An account has been merged
mail-account-joined-text = { $name } ({ $email }) has joined { $account } as { $role } and has merged their account { $former } into it. It cannot be undone.
mail-account-joined-credits = { $amount } came along and can be spent by all who may.
mail-account-joined-no-credits = No credits came along.

mail-member-left-subject = { $name } has left { $account }
mail-member-left-preview = Their access has ended.
mail-member-left-heading = { $name } has left { $account }
mail-member-left-text = { $name } ({ $email }) has left { $account } of their own will and cannot reach anything there any more.
mail-member-left-next = What { $name } owned stays in the account. On their profile you see what that is and can hand it over.
mail-member-left-handed = What { $name } owned is { $to }’s now.

mail-access-wanted-subject = { $by } asks for access in { $account }
mail-access-wanted-preview = One click gives it, or declines with a word.
mail-access-wanted-heading = Somebody asks for access
mail-access-wanted-text = { $by } cannot open “{ $what }” in { $account } and asks for it.
mail-access-wanted-gone = { $by } asks for something in { $account } that is not there, or not any more.
mail-access-wanted-button = Answer
mail-access-wanted-reason = You get this mail because you may give access in { $account }.

mail-access-declined-subject = Your request in { $account }
mail-access-declined-preview = It was declined.
mail-access-declined-heading = What you asked for was declined
mail-access-declined-text = On { $at } you asked for access in { $account }. { $by } declined.
mail-access-declined-word = They wrote:

mail-reset-subject = Choose a new password
mail-reset-preview = The link works once, until { $until }.
mail-reset-heading = Choose a new password
mail-reset-text = Someone, most likely you, asked for a new password for { $email } at { $product }.
mail-reset-button = Choose a new password
mail-reset-ignore = If it was not you, there is nothing to do: your password stays as it is.
mail-reset-reason = You get this mail because a new password was asked for { $email }.

mail-password-changed-subject = Your password was changed
mail-password-changed-preview = At { $product }, on { $at }.
mail-password-changed-heading = Your password was changed
mail-password-changed-text = The password for { $email } at { $product } was changed on { $at }. You were signed out everywhere else. API keys you made go on working; if it was not you, revoke them too.
mail-password-changed-button = Choose a new password
mail-sign-in-reason = You get this mail because { $email } is a sign-in at { $product }.

mail-prove-subject = Confirm your address
mail-prove-preview = Then you can sign in with { $email }.
mail-prove-heading = Confirm your address
mail-prove-text = You want to sign in at { $product } with { $email }. Please confirm that this address is yours.
mail-prove-button = Confirm this address
mail-prove-ignore = If it was not you, there is nothing to do: the address stays unused.
mail-prove-reason = You get this mail because { $email } was given as an address to sign in with.

mail-address-changed-subject = Your sign-in address was changed
mail-address-changed-preview = From now on it is { $new }.
mail-address-changed-heading = Your sign-in address was changed
mail-address-changed-text = The address of your sign-in at { $product } was changed from { $email } to { $new }, on { $at }.
mail-address-changed-not-you = If it was not you, tell an admin of your account at once.
mail-address-changed-reason = You get this mail because { $email } was a sign-in at { $product } until now.

mail-in-use-subject = Your address was given as somebody’s sign-in
mail-in-use-preview = It is yours already, and nothing has changed.
mail-in-use-heading = Nothing has changed
mail-in-use-text = On { $at } somebody wanted to sign in at { $product } with { $email }. It is the address of your sign-in already, so nothing was changed.
mail-in-use-next = If it was you, sign in with this address. If it was not you, there is nothing to do.

mail-role-subject = Your role in { $account } is now { $after }
mail-role-preview = { $by } changed it.
mail-role-heading = Your role has changed
mail-role-text = { $by } changed your role in { $account } from { $before } to { $after }.
mail-role-until = You are { $after } until { $until }.
mail-role-lost = This was given to you beyond the former role, and is not on offer with this one:
mail-member-reason = You get this mail because you are in { $account }.

mail-access-subject = Your access in { $account } has changed
mail-access-preview = { $by } changed what you can reach.
mail-access-heading = Your access has changed
mail-access-text = { $by } changed what you can reach in { $account }:
mail-access-given = { $resource }: { $after } (new)
mail-access-changed = { $resource }: { $after } (was { $before })
mail-access-taken = { $resource }: no access any more (was { $before })
mail-access-until = { $level } until { $until }

mail-permissions-subject = What you may do in { $account } has changed
mail-permissions-preview = { $by } changed your permissions.
mail-permissions-heading = Your permissions have changed
mail-permissions-text = { $by } changed what you may do in { $account }.
mail-permissions-given = You may now, beyond your role:
mail-permissions-until = { $label } until { $until }
mail-permissions-taken = You may no longer:
mail-permissions-all = In the applications you may do everything, also what is added later.
mail-permissions-none = In the applications you may do nothing any more.
mail-permissions-custom = In the applications you may do this and nothing else:

mail-removed-subject = You are no longer in { $account }
mail-removed-preview = { $by } has ended your access.
mail-removed-heading = You are no longer in { $account }
mail-removed-text = { $by } has removed you from { $account }. You cannot reach anything there any more. Your sign-in and your other accounts stay as they are.
mail-removed-next = If you think this is a mistake, talk to { $by }.
mail-removed-reason = You get this mail because you were in { $account } until now.

mail-disabled-subject = Your access to { $account } is paused
mail-disabled-preview = { $by } has paused your access.
mail-disabled-heading = Your access to { $account } is paused
mail-disabled-text = { $by } has paused your access to { $account }. You cannot reach anything there for now, and API keys you made there no longer work. Your sign-in and your other accounts stay as they are.
mail-disabled-next = Nothing of yours is lost: once you are let in again, everything is as it was. If you have a question, talk to { $by }.

mail-back-subject = You are back in { $account }
mail-back-preview = { $by } has let you in again.
mail-back-heading = You are back in { $account }
mail-back-text = { $by } has let you in again, as { $role } and with all the access you had. API keys you had made before stay off; you can make new ones.
## Somebody acts as a member

mail-acted-as-subject = { $by } is acting as you in { $account }
mail-acted-as-preview = Until { $until } at the latest, to look into something for you.
mail-acted-as-heading = Somebody is acting as you
mail-acted-as-text = { $by } now sees and does in { $account } what you may there, until { $until } at the latest. This is the reason given:
mail-acted-as-limits = Your password, your profile, your keys and your other accounts stay closed to { $by }, and everything done is recorded with both names.
mail-acted-as-note = You need not do anything. If you did not expect this, talk to { $by }; you can see on your page in { $account } when it happened and why.

mail-left-subject = You have left { $account }
mail-left-preview = Your access there has ended.
mail-left-heading = You have left { $account }
mail-left-text = You have left { $account } and cannot reach anything there any more. Your sign-in and your other accounts stay as they are. If that was not you, change your password and talk to an admin there.

mail-handed-over-subject = You now own what was { $from }’s in { $account }
mail-handed-over-preview = { $by } has handed it over to you.
mail-handed-over-heading = This is yours now
mail-handed-over-text = { $by } has handed over to you what { $from } owned in { $account }:
mail-handed-over-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
mail-welcome-subject = Welcome to { $account }
mail-welcome-preview = { $by } has added you. The link works until { $until }.
mail-welcome-heading = Welcome to { $account }
mail-welcome-text = { $by } has added you to { $account } at { $product }.
mail-welcome-message = { $by } writes:
mail-welcome-new = Choose a password, and you are in. You will sign in with { $email }.
mail-welcome-known = You already have a sign-in at { $product }. Sign in with it to confirm; you need no new password.
mail-welcome-button = Choose a password
mail-welcome-button-known = Sign in and confirm
mail-welcome-reason = You get this mail because { $by } added { $email } to { $account }.
mail-welcome-copy-subject = Copy: { $subject }
mail-welcome-copy-of = This is a copy of what was sent to { $to }:
mail-welcome-copy-no-link = The link in the mail is personal and is left out of this copy.
mail-welcome-copy-reason = You get this mail because you asked for a copy when you added { $to } to { $account }.

mail-sign-up-subject = Your way into { $account }
mail-sign-up-preview = Open the link to go on. It works until { $until }.
mail-sign-up-heading = Nearly there
mail-sign-up-text = You want to join { $account } at { $product } with { $email }. Open the link to show that this address is yours, and to go on.
mail-sign-up-button = Go on
mail-sign-up-ignore = If it was not you, there is nothing to do: nothing happens without you.
mail-sign-up-reason = You get this mail because { $email } was typed in to join { $account }.
mail-sign-up-not-needed-subject = You are in { $account } already
mail-sign-up-not-needed-preview = Simply sign in.
mail-sign-up-not-needed-heading = You are in already
mail-sign-up-not-needed-text = { $email } has a place in { $account } at { $product } already. Simply sign in; if you forgot the password, ask there for a new one.
mail-sign-up-closed-subject = About your place in { $account }
mail-sign-up-closed-preview = Only an admin can let you in again.
mail-sign-up-closed-heading = You were in { $account } before
mail-sign-up-closed-text = { $email } had a place in { $account } that was ended. Only an admin of { $account } can let you in again; please ask one.

mail-member-address-subject = { $name } signs in with another address now
mail-member-address-preview = { $after } instead of { $before }.
mail-member-address-heading = An address has changed
mail-member-address-text = { $name } in { $account } signs in with { $after } now; before it was { $before }. The new address was confirmed by mail.
mail-member-address-next = If this looks wrong to you, ask { $name } in person.
mail-member-address-button = See the profile
mail-member-address-reason = You get this mail because you manage the users of { $account }.

mail-reset-text-by = { $by } of { $account } sends you a link with which you choose a new password for { $email } at { $product }.
