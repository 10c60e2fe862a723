### The account: its name, and switching between several.

account-title = Account
account-your-role = Your role
account-last-used = Last used
account-none = You are in no account yet
account-none-hint = When someone invites you, a mail with a link comes to you.
