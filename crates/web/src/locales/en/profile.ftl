### A person's own page.

profile-title = Your profile
profile-name = Name
profile-email = Sign-in address
profile-change-email = Change address
profile-change-password = Change password
profile-current-password = Current password
profile-new-password = New password
profile-language = Language
profile-country = Country
profile-time-zone = Time zone
profile-about = About you
profile-name-hint = What others call you. Your name in an account is kept by its admins.
profile-country-none = Not said
profile-sign-in = How you sign in
profile-change-email-hint = You sign in with { $email } until you open the link in the mail that we send to the new address.
profile-new-email = New address
profile-new-email-hint = The link works for 24 hours.
profile-send-link = Send the link
profile-address-sent = We have sent a link to { $email }. Open it to sign in with this address.
profile-change-password-hint = You are then signed out everywhere but here.
profile-password-changed = Your password is changed. You were signed out everywhere else.
profile-sessions = Where you are signed in
profile-sessions-hint = Did you leave a computer that others use, or lose a phone? End all sessions at once, this one too.
profile-sign-out-everywhere = Sign out everywhere
profile-signed-out-everywhere = You are signed out everywhere.
profile-email-unproven = Not confirmed yet. Open the link in the mail we sent, or have it sent again.
