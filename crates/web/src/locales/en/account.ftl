### The account: its name, and switching between several.

account-title = Account
account-your-role = Your role
account-last-used = Last used
account-none = You are in no account yet
account-none-hint = When someone invites you, a mail with a link comes to you. Were you in one before? Then it was closed, or your access ended: ask those who run it.
account-none-left = You are in no account any more
account-none-left-hint = An admin of the account you left can invite your address again. Your sign-in stays: you can create an account of your own, wait for another invitation, or delete your sign-in in your profile.
account-all-closed = Your accounts are closed
account-all-closed-hint = Nothing is lost yet: until the time below you can bring each of them back, as it was.
