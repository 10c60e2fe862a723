### The list of users: its exports, filters and columns.

## Exports

users-export-all = Export all users
users-export-these =
    { $count ->
        [one] Export this 1 user
       *[other] Export these { $count } users
    }
users-export-matching = Export all that match
users-export-selected = Export selected
users-column-name = Name
users-column-email = Email
users-column-status = Status
users-column-company = Company
users-column-language = Language
users-column-country = Country
users-column-created_at = Added
users-column-joined_at = Joined
users-column-last_active_at = Last active
users-column-left_at = Left
users-column-id = ID
