### Accepting an invitation, and the link that leads nowhere any more.

invitation-title = Join { $account }
invitation-from = { $inviter } invites you to { $account } as { $role }.
invitation-from-nobody = You are invited to { $account } as { $role }.
invitation-message = { $inviter } writes:
invitation-valid-until = You can accept until { $until }.
invitation-name = Your name
invitation-email = Email
invitation-email-hint = If you type another address than the invited one, we send a link to it. Until you open it, you sign in with { $email }.
invitation-signs-in-with = You will sign in with { $email }.
invitation-password = Choose a password
invitation-country = Country
invitation-country-choose = Choose your country
invitation-language = Language
invitation-language-hint = The console will speak it.
invitation-accept = Accept invitation
invitation-welcome = Welcome to { $account }!
invitation-address-sent = We have sent a link to { $email }. Open it to sign in with this address from then on.
invitation-lost =
    { $more ->
        [0] What you were invited to has been deleted meanwhile: { $names }.
       *[other] What you were invited to has been deleted meanwhile: { $names } and { $more } more.
    }

invitation-known-person = You already have a sign-in here. Use it to accept.
invitation-have-sign-in = Have you signed in here before?
invitation-has-sign-in = { $email } has a sign-in here already. Sign in with it, and you come back to the invitation to { $account }.
invitation-sign-in-to-accept = Sign in to accept
invitation-join = Join { $account }
invitation-join-as = You are signed in as { $email }.
invitation-other-person = This invitation is for { $email }. You are signed in as { $signed_in }.
invitation-sign-out-first = Sign out and use another

invitation-expired-title = This invitation has run out
invitation-expired = An invitation can be accepted for a while only, and that time has passed. You can ask for a new one with one click.
invitation-ask-again = Ask for a new invitation
invitation-asked-title = We have passed it on
invitation-asked = If the link belongs to an invitation, the people who can invite you anew know of your wish now. A new invitation comes by mail.
invitation-used-title = This invitation was accepted already
invitation-used = Each invitation works once. If it was you, sign in.
invitation-dead-title = This link does not work
invitation-dead = It may have been cut short when it was copied, replaced by a newer mail, or withdrawn. Open the newest mail, or ask the person who invited you.
invitation-impossible-title = This invitation cannot be accepted
invitation-impossible = Something it promised has changed since it was sent. You can ask for a new one with one click.
invitation-in-already-title = You are in this account already
invitation-in-already = There is nothing to accept: the account is one of yours.
invite-add = Add
invite-list = To be invited
invite-drop = Remove { $name }

invitation-created-title = Welcome to { $account }
invitation-created = { $inviter } has added you to { $account }.
invitation-created-accept = Save and go in

sign-up-title = Join { $account }
sign-up-lead = Type your address. We send you a link with which you go on.
sign-up-submit = Send me the link
sign-up-have-one = You have a place there already?
sign-up-sent-title = Look at your mail
sign-up-sent = A mail is on its way to { $email }. The link in it works for a day. Nothing there? Look among the unwanted mails.
sign-up-as = You join as { $role }.
sign-up-complete = Join
sign-up-done = You are in.
sign-up-other-person = This link was sent to { $email }. You are signed in as { $signed_in }.
sign-up-dead-title = This link does not work any more
sign-up-dead = A link to join works once and for a day. You can have a new one sent to you from the page where you began.
sign-up-used-title = This link was used already
sign-up-used = If it was you, you are in: sign in.
sign-up-here-already-title = You have a place here already
sign-up-here-already = Sign in with it, or open the newest mail that invites you. If your place was ended, only an admin can let you in again.
members-sign-up = People can sign themselves up at
