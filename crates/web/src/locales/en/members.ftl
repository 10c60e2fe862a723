### The list of an account's members, and inviting new ones. Titles and buttons that a model names come from the model.

members-title = Users
members-search = Search by name or email
members-empty = Nobody here yet
members-empty-hint = Invite the people you work with.
members-count =
    { $count ->
        [one] { $count } user
       *[other] { $count } users
    }
members-invited-by = Invited by
members-sent = Sent
members-delivered = Delivered
members-expires = Expires
members-last-active = Last active
members-actions-for = Actions for { $name }

invite-addresses = Email addresses
invite-addresses-hint = One per line.
invite-again = Invite again
invite-resend = Resend
invite-withdraw = Withdraw
invite-verdict-good = Will be invited
invite-verdict-duplicate = The same address stands on line { $line }
invite-verdict-over-limit = More than { $limit } at once is not possible
invite-verdict-slip = Did you mean { $suggestion }?
