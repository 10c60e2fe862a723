### Words that stand on many pages.

## Buttons and links

save = Save
cancel = Cancel
close = Close
done = Done
add = Add
edit = Edit
change = Change
remove = Remove
delete = Delete
disable = Disable
enable = Enable
archive = Archive
restore = Restore
back = Back
continue = Continue
try-again = Try again
search = Search
clear = Clear
apply = Apply
filter = Filter
sort = Sort
copy = Copy
copied = Copied
more = More
next-page = Next
previous-page = Previous
keep = Keep
pages = Pages
first-page = First page
select-all = Select all
undo = Undo
help = Help

## Plain words

yes = Yes
no = No
all = All
none = None
unknown = Unknown
optional = optional
required = required
name = Name
email = Email
role = Role
until-day = until { $day }
from-day = from { $day }
status = Status
access = Access
country = Country
language = Language
password = Password
loading = Loading…
saved = Saved
nothing-found = Nothing found
of-total = { $shown } of { $total }
selected =
    { $count ->
        [one] { $count } selected
       *[other] { $count } selected
    }

## The frame around every page

skip-to-content = Skip to content
menu = Menu
main-navigation = Main menu
your-account = Your profile
your-place = Your profile in { $account }
switch-account = Switch account
profile = Profile
sign-out = Sign out
theme = Appearance
theme-system = As the system
theme-light = Light
theme-dark = Dark

## The state of a member

status-invited = Invited
status-expired = Expired
status-active = Active
status-disabled = Disabled
status-archived = Archived
status-deleted = Deleted

## Languages, each in its own words

language-en = English
language-de = Deutsch

## Time

just-now = just now
minutes-ago =
    { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
hours-ago =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
days-ago =
    { $count ->
        [one] yesterday
       *[other] { $count } days ago
    }
in-minutes =
    { $count ->
        [one] in { $count } minute
       *[other] in { $count } minutes
    }
in-hours =
    { $count ->
        [one] in { $count } hour
       *[other] in { $count } hours
    }
in-days =
    { $count ->
        [one] tomorrow
       *[other] in { $count } days
    }
duration-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
duration-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
duration-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
never = never

## Leaving a form that was filled in

discard-question = Leave without saving?
discard-keep = Keep editing
discard-discard = Leave

## Headings in the menu

keys-title = API keys
accounts-title = Your accounts

## The plural form of a number, by which a model's own words are chosen

plural-category =
    { $count ->
        [zero] zero
        [one] one
        [two] two
        [few] few
        [many] many
       *[other] other
    }
settings = Settings
status-untold = Not told yet
