### The account: its name, and switching between several.

account-title = Account
account-choose = Choose an account
account-none = You are not a user of any account
account-none-hint = When someone invites you, a mail with a link comes to you.
