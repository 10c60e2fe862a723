### What is known of the account: its name and what its model asks for.

details-title = Account details
details-name = Name
details-edit = Edit details
details-saved = The details are saved.
details-stale = Someone else changed the details in the meantime. Save again if yours shall count.
details-none = None
details-history = What changed
event-account_edited = { $actor } changed the details of { $subject }.
    .kind = Account details changed
problem-unknown_detail = The account has no field “{ $value }”.
problem-not_a_day = This is no day. Write it as 2026-11-30.
problem-unknown_choice = “{ $value }” cannot be chosen. These can: { $known }.
problem-not_a_number = This is no number. Write digits, such as 12 or 12.5.
