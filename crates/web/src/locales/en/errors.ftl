### Pages that say no: a title, a sentence, and what to do next. Then what can be wrong with a field.

error-acting-title = Not while you act as somebody else
error-acting-over-title = Acting as somebody else is over
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
error-500-next = Try again. If it happens again, tell your admin the number below.
error-reference = Number
error-422-title = This cannot be taken as it is
error-422 = Some of it is not valid.
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

## Refusals: what the code means, and what would be right

refusal-not_signed_in = Please sign in first.
refusal-wrong_credentials = This email address and password do not belong together. Check both and try again.
refusal-not_found = There is no such thing here.
refusal-forbidden = You lack the permission “{ $permission }” for this. Ask an admin of your account if you need it.
refusal-rank_too_high =
    { $verb ->
        [act_as] You can only act as users whose role stands below yours.
       *[other] Your role does not reach as far as theirs for this. Ask someone whose role stands above theirs.
    }
refusal-role_not_removable = A user with the role “{ $role }” cannot be deleted. Give them another role first.
refusal-role_not_assignable = You cannot give the role “{ $role }”.
refusal-not_held = You can only give what you hold yourself. You lack: { $missing }.
refusal-not_held_all = You can only give what you hold yourself. You hold but some of the permissions, and so cannot give all of them.
refusal-holder_out_of_reach = { $holder } has this on “{ $on }” now, and your role does not reach as far as theirs. Ask someone whose role does.
refusal-needs_successor =
    { $seen ->
        [no] What only one user can have is to be taken over by somebody first. Ask an admin to give it to another user.
       *[yes] What only one user can have is to be taken over by somebody first, on: { $on }. Choose who takes it over, or give it to another user there.
    }
refusal-last_keeper = Afterwards nobody could manage this account any more. Somebody else must have a role that does first.
refusal-last_keeper-named =
    { $count ->
        [one] Afterwards nobody could manage this account any more. Somebody else must have the role “{ $roles }” first.
       *[other] Afterwards nobody could manage this account any more. Somebody else must have one of these roles first: { $roles }.
    }
refusal-not_yourself = You cannot do this to yourself.
refusal-not_while_acting = Not while you act as somebody else: profiles, sign-ins, keys and other accounts stay closed, and nothing is done that cannot be undone. End it first.
refusal-acting_over = Acting as somebody else is over: the hour has passed, or one of you may not any more. Nothing was done. End it, and go on in your own name.
refusal-invalid =
    { $count ->
        [one] One field needs another look.
       *[other] { $count } fields need another look.
    }
refusal-stale = Someone changed this in the meantime. Look at it again before you save.
refusal-precondition_required = Say which version you have seen (If-Match).
refusal-idempotency_key_reused = This Idempotency-Key was used for another request.
refusal-wrong_state =
    { $state ->
        [active] This is not possible while the user is active.
        [invited] This is not possible while the invitation is open.
        [disabled] This is not possible while the user is disabled.
        [archived] This is not possible while the user is archived.
        [deleted] This is not possible because the user is deleted.
        [not_empty] There is still something under it. Delete that first.
        [ended] This hold was released or captured already.
        [refunded] All of it was given back already.
        [accepted] This was accepted already.
        [declined] This was declined already.
        [withdrawn] This was withdrawn.
        [expired] The time for this is over.
        [invitation_expired] The invitation has expired. Send it again first.
        [offered] Your role is offered to somebody already. Take that back first.
        [lapsed] This is not possible any more: one of the two is out, or does not have the role any more.
       *[other] This is not possible in its present state.
    }
refusal-not_on_offer =
    { $verb ->
        [disable] In this account users are not disabled. Use one of the ways out that are on offer.
        [archive] In this account users are not archived. Use one of the ways out that are on offer.
       *[other] In this account users are not deleted. Use one of the ways out that are on offer.
    }
refusal-address_taken = Somebody here has this address already.
refusal-link_expired = This link has run out. You can ask for a new one.
refusal-link_used = This link was used already. If that was you, simply sign in.
refusal-link_lapsed = This invitation no longer holds, because whoever sent it can no longer give what it offers. You can ask for a new one.
refusal-link_dead = This link does not work.
refusal-throttled =
    { $seconds ->
        [one] There were too many attempts. Try again in { $seconds } second.
       *[other] There were too many attempts. Try again in { $seconds } seconds.
    }
refusal-not_the_invited = This invitation is for another address. Sign in with the invited one.
refusal-revision_ahead = This revision is newer than anything known here. Ask again in a moment; if that does not help, the data was restored from a backup, and the question has to go without it.
refusal-insufficient_credits = There are not enough credits: { $available } are available, { $wanted } are needed.
refusal-idempotency_key_required = Send an Idempotency-Key with this request, so that it is done once even when it is sent twice.
refusal-changed_since =
    { $known ->
        [no] This was changed again since, so it can not be undone by itself.
       *[other] { $by } has changed this since, so it can not be undone by itself.
    }
refusal-gone_since = { $what } is gone meanwhile, so it can not come back.
refusal-already_undone = This was undone already.
refusal-not_undoable = This can not be undone: only changes of roles, permissions and access and the removal of users can, for 24 hours.
refusal-too_large = This is too large. The limit is { $limit } bytes.
fault-unavailable = The service is busy. Nothing was changed; try again in a moment.
fault-commit_unknown = It is not certain whether your change was saved. Look before you try again.
fault-internal = Something went wrong on our side. Nothing was half done.
protocol-method_not_allowed = This address does not take that method.
protocol-not_acceptable = The answer would be JSON, which the Accept header leaves out.
protocol-unsupported_media_type = The body has to be application/json.
protocol-cross_site = This request came from another site.
protocol-invalid_key = The API key is not valid, or not any more.
refusal-session_required = This is a matter of a signed-in person; an API key or the operator’s look cannot do it.
error-cross-site-title = This came from another site
error-cross-site = Another site made your browser send this, so nothing was done. If it was you, open the page here and try again.
error-409-title = This is not possible right now

## What can be wrong with a field

problem-empty = Please fill this in.
problem-too_long = This is too long.
problem-too_many = These are too many.
problem-too_many-limit = These are too many: { $limit } at most.
problem-control_character = There is a character here that cannot be shown. Type it again.
problem-duplicate = This stands here twice.
problem-unknown_role = There is no role “{ $value }”.
problem-unknown_member = There is no such user in this account.
problem-members_or_filter = Name either the users or a filter.
problem-unknown_resource = There is no such thing here, or you cannot see it.
problem-unknown_level = This level does not exist here.
problem-unknown_project_role = This role does not exist here.
problem-single_has_no_times = Only one user has this, so it is given without beginning and end.
problem-needs_successor = Somebody has to have this: give it to another user, who takes it over.
problem-only_for_members = Only one user has “{ $value }” on { $name }, so it is given to somebody who has joined.
problem-one_of_them = Name exactly one of them: level, role or permission.
problem-one_or_the_other = Choose a user or type an address, not both.
problem-unknown_kind = There is no kind “{ $value }”.
problem-unknown_permission = There is no permission “{ $value }”.
problem-unknown_status = There is no such status.
problem-unknown_column = There is no column “{ $value }”.
problem-unknown_sort = The list cannot be sorted by this.
problem-unknown_period = There is no such period. Use month, quarter or year.
problem-has_role_already = They have this role already.
problem-no_heir = There is no such active user. Choose somebody else who is in.
problem-unknown_country = There is no country “{ $value }” in ISO 3166-1.
problem-unknown_language = The console does not speak “{ $value }”.
problem-unknown_time_zone = There is no time zone “{ $value }”.
problem-wrong_kind = This cannot lie under that.
problem-must_be_empty = This must stay empty.
problem-wrong = This is not your current password.
problem-unchanged = This is what it is already.
problem-in_the_past = This lies in the past.
problem-ends_before_it_begins = This ends before it begins.
problem-taken = This is taken already.
problem-amount_too_small = Enter an amount above zero.
problem-amount_too_large = This is too much. At most { $max } are possible.
problem-bad_amount = Enter an amount such as { $example }.
problem-not_a_size = This is no size. Write a number of bytes, zero or more.
problem-not_a_link = This is no link that may stand on a page. Write an address that begins with https://.
problem-nobody_owns_these = Things of this kind belong to nobody.
problem-into_itself = An account cannot be merged into itself.
problem-not_yours_to_close = You may not close this account. Only whoever may can bring it along.
problem-others_are_in_it = Others are in this account, or invited to it, and only an account in which you are alone can be brought along. You can join without it and be in both.
problem-credits_are_held = Credits of this account are set aside. Wait until they are spent or free.
refusal-account_merged = This account is a part of { $name } now.
problem-not_a_page = This is no page of the account. Write its path, such as /users.
problem-not_asked_for = That is not what was asked for.
problem-not_a_spending = Only what was spent can be given back.
problem-too_far_ahead = This lies too far ahead. Choose a time before { $max }.
problem-unknown_compliance_status = There is no status “{ $value }”. These are known: { $known }.
problem-unknown_state = There is no state “{ $value }”. Use one that the documentation of the API lists.
problem-cursor_of_another_list = This cursor was made for a list with another filter. Start the list again.
problem-bad_cursor = This cursor does not come from us. Start the list again.
problem-bad_revision = This is no revision of this account: send the Roster-Revision of an earlier answer.
problem-bad_etag = If-Match takes an entity tag in quotes, such as "3".
problem-bad_idempotency_key = An Idempotency-Key has 1 to 200 characters.
problem-model_problem = { $problem }
problem-not_offered = “{ $value }” is not offered to this role.
problem-no_applications = There are no applications here that anything could be left of.
problem-role_not_maskable = There is no Custom for the role “{ $value }”.
problem-not_in_application = “{ $value }” belongs to no application.
problem-not_on_this_kind = This does not exist on this kind of thing.
problem-receiver_lacks_permissions = The user lacks permissions that this requires: { $missing }.
problem-wrong_type = This has the wrong type: { $expected } is expected.
problem-no_moment = This is no point in time. Write it as 2026-11-21T10:00:00Z (RFC 3339), or as a date: 2026-11-21.
problem-too_far = This is too far away: { $max } is the last there can be. Leave it out where there is no end.
problem-malformed = This is not well-formed.
problem-missing = This is required.
problem-unknown_field = There is no such field here.
problem-out_of_range = A number from { $min } to { $max } is expected.
problem-not_utf8 = The body is not UTF-8.
problem-not_json = The body is not JSON.
problem-too_deep = The body is nested too deeply.
problem-other = This is not valid.

problem-only_for_one = A name can be given to one address only.
problem-only_one_role = Only one role can be given here.
problem-unknown_mail = There are no mails of the kind “{ $value }” to choose.
problems-title = What the API refuses with
problems-lead = Each refusal has a stable code, a status and a sentence. Programs decide by the code.
