### Pages that say no: a title, a sentence, and what to do next. Then what can be wrong with a field.

error-403-title = You have no access to this page
error-403 = Your role does not include it.
error-403-next = Ask an admin of your account if you need it.
error-404-title = There is nothing here
error-404 = The page does not exist, or you cannot see it.
error-404-next = Check the address, or go back to the start.
error-410-title = This link is over
error-410 = It worked for a while, and that time has passed.
error-410-next = Ask whoever sent it to you for a new one.
error-429-title = A little slower, please
error-429 = There were too many attempts in a short time.
error-429-next = Wait { $wait } and try again.
error-500-title = Something went wrong on our side
error-500 = It is not your fault, and nothing was half done.
error-500-next = Try again. If it happens again, tell your admin this number: { $request }
error-go-to-start = Go to the start
error-summary =
    { $count ->
        [one] Please look at one field again:
       *[other] Please look at { $count } fields again:
    }

## What can be wrong with an email address

email-problem-empty = Please type an email address.
email-problem-no_at = The @ is missing.
email-problem-several_at = There is more than one @. If these are several addresses, put each on its own line.
email-problem-space_inside = There is a space inside the address.
email-problem-control_character = There is a character inside the address that cannot be typed.
email-problem-invisible_character = There is an invisible character inside the address. Type it instead of copying it.
email-problem-nothing_before_at = There is nothing before the @.
email-problem-too_long_before_at = The part before the @ is too long; 64 characters are the limit.
email-problem-bad_character = There is a character before the @ that cannot stand there.
email-problem-misplaced_dot = There is a dot where none can be.
email-problem-nothing_after_at = There is nothing after the @.
email-problem-domain_without_dot = The part after the @ is not complete, as in “example.com”.
email-problem-bad_domain = The part after the @ is not a domain name.
email-problem-too_long = The address is too long; 254 characters are the limit.
email-problem-unpaired_bracket = A < or > stands alone.

## What can be wrong with a password

password-problem-too_short = This password is too short. It needs at least 12 characters.
password-problem-too_long = This password is too long. It can have up to 256 characters.
password-problem-made_of_known_words = This password is made of your name or address. Choose one that does not tell of you.
password-problem-too_weak = This password is easy to guess. Add a few words that do not belong together.
