### The list of users: its exports, filters and columns.

## Exports

users-export-all = Export all users
users-export-these =
    { $count ->
        [one] Export this 1 user
       *[other] Export these { $number } users
    }
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

## Filters

users-filter = Filter
users-filter-clear = Clear filters
users-any-status = Any status
users-active-any = Any time
users-active-30 = Not for 30 days
users-active-90 = Not for 90 days
users-active-never = Never
users-any-resource = Any
users-more-resources = More are found on their own pages: “Who has access” leads here.
users-who-reach = Show in the list of users
users-archived = Archived users
users-yes = Yes
users-no = No
users-show-disabled = Show disabled users
users-hide-disabled = Hide disabled users
users-show-former = Show former users
users-hide-former = Hide former users

## Columns

users-columns = Columns
users-columns-model = Reset

## Rows

users-edit = Edit { $name }
