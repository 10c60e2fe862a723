### Signing in and out, and the forgotten password.

sign-in-title = Sign in
sign-in-email = Email
sign-in-password = Password
sign-in-show-password = Show password
sign-in-submit = Sign in
sign-in-none-yet = No sign-in yet?
sign-in-sign-up = Sign up
sign-in-forgot = Forgot your password?
sign-in-failed = You are not signed in
sign-in-first = Please sign in to go on.

forgot-title = Forgot your password?
forgot-explanation = Type the address you sign in with. We will send you a link to choose a new password.
forgot-submit = Send the link
forgot-sent-title = Look at your mail
forgot-sent = If { $email } belongs to a sign-in here, a mail with a link is on its way. The link works for one hour. Nothing there? Look among the unwanted mails.
forgot-back = Back to sign in

reset-title = Choose a new password
reset-for = For { $email }
reset-new-password = New password
reset-submit = Save and sign in
reset-done = Your password is changed. You were signed out everywhere else.
reset-dead-title = This link does not work any more
reset-dead = A link to choose a new password works once and for one hour. You can have a new one sent to you.
reset-ask-again = Send me a new link

password-hint = At least 12 characters. A sentence you remember is better than a few odd signs.

prove-title = Confirm your new address
prove-explanation = When you confirm it, you sign in with { $email } from then on.
prove-submit = Confirm this address
prove-done-title = Your address is confirmed
prove-done = Done. You sign in with { $email } now.
prove-dead-title = This link does not work any more
prove-dead = A link to confirm an address works once and only for a while. You can start again from your profile.
prove-to-profile = Go to your profile

## What is kept of oneself

my-data-title = My data
my-data-hint = What is kept of you, as a file: who you are, where you sign in, what was mailed to you, and for each account you are in your roles, access and keys, and what you did there. For accounts you left, and for what admins noted about you, ask the admins there.
my-data-download = Download my data
