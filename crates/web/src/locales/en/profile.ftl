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
profile-sessions = Where you are signed in
profile-sign-out-everywhere = Sign out everywhere else
