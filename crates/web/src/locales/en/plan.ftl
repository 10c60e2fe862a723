refusal-plan_stale = Something was changed since this was planned. Look at the plan again; nothing was done.
problem-bad_model = Line { $line }, column { $column }: { $wrong }; { $instead }.
problem-kind_in_use = There are resources of the kind “{ $value }”, so it has to stay, and where it is.
problem-nothing_to_choose = “{ $value }” does not disappear, so there is nothing to choose for it.
problem-not_assignable = “{ $value }” is a role that can not be given. Choose one of: { $known }.
problem-only_one_can_have_it = Only one can have “{ $value }”. Choose one of: { $known }.
problem-members_lack_permissions = Whoever would get “{ $value }” needs more for it: { $missing }. Users who lack that: { $count }.
problem-choose_where_they_go = Somebody has “{ $value }”, which disappears. Choose what takes its place: { $known }, or nothing.
problem-members_move = Some members have what this model lacks. Where they go is for the account's own admins to choose, not for the operator.
field-model_version = Version
field-model_plan = Plan
field-members_moved = Users who hold something else
field-not_restored = Not brought back
model-title = Roles and rules
model-lead = What roles, permissions and kinds of access there are here. Nothing changes before you have seen the plan and applied it.
model-text = Model
model-hint = TOML. What is wrong is shown while you type.
model-plan = Show what it would change
model-plan-again = Show the plan with these choices
model-is-good = This is a good model.
model-problems = { $count ->
    [one] One thing is wrong:
   *[other] { $count } things are wrong:
}
model-takes-long = In an account with many users this takes a while.
model-progress = { $seen } users looked at
model-progress-of = { $seen } of { $all } users looked at
model-same = Both models mean the same. There is nothing to apply.
model-differences = What is different
model-who = Who gains and who loses
model-counts = { $seen ->
        [one] One user
       *[other] { $seen } users
    } looked at: { $gaining ->
        [one] 1 gains
       *[other] { $gaining } gain
    } something, { $losing ->
        [one] 1 loses
       *[other] { $losing } lose
    } something.
model-users = Users
model-with-role = With the role
model-change = Change
model-where = Where
model-gain = gain “{ $permission }”
model-lose = lose “{ $permission }”
model-in-account = in the account
model-everywhere = on every { $kind }
model-on = { $kind }, where access is given
model-over = over users with the role { $role }
model-from = from
model-by-member = User by user
model-more-in-file = There are more; the file has all of them.
model-keys = Keys that can do less
model-vanished = What disappears and is in use
model-vanished-lead = Choose what those get who have it.
model-choose = { $what } ({ $count } have it)
model-open = Choose …
model-nothing = Nothing
model-not-restored = { $count } things were changed since or are gone, and do not come back.
model-file = Download all lines (CSV)
model-confirm = Type “{ $name }” to apply it
model-confirm-hint = It takes effect at once, for everyone. It can be undone.
model-confirm-wrong = Type the name of the account, “{ $name }”, to apply it.
model-apply = Apply
model-applied = Applied as version { $version }.{ $some ->
    [yes] { " " }{ $lost } things did not come back: they were changed since or are gone.
   *[no] { "" }
}
model-history = Earlier versions
model-version = Version { $version }
model-first = The account began with it.
model-undo-title = Undo the last change of roles and rules
model-undo-lead = The version before comes back, and everybody's former rights, as far as nothing else has changed them.
model-added = new
model-removed = removed
model-part-role = Role
model-part-permission = Permission
model-part-resource = Kind
model-part-level = Level
model-part-project_role = Role on it
model-part-application = Application
model-part-field = Profile field
model-part-rule = Rule
model-part-label = Words

mail-rules-subject = What you may do in { $account } has changed
mail-rules-preview = { $who ->
    [operator] The roles and rules there are other ones now.
   *[user] { $by } changed the roles and rules there.
}
mail-rules-heading = Roles and rules have changed
mail-rules-text = { $who ->
    [operator] The roles and rules of { $account } were changed. For you that means:
   *[user] { $by } changed the roles and rules of { $account }. For you that means:
}
mail-rules-gained = You may now:
mail-rules-lost = You may no longer:
mail-rules-in-account = { $permission }
mail-rules-everywhere = { $permission } – on every { $kind }
mail-rules-on = { $permission } – { $kind }, where you were given access
mail-rules-over = { $permission } – users with the role { $role }
mail-rules-more = { $count ->
    [one] One more thing is different.
   *[other] { $count } more things are different.
}
model-mails = Whoever gains or loses something gets a mail about it, in their language.
model-what-if = What it means for one user
model-what-if-who = Name or email
model-what-if-hint = Nothing is changed by looking.
model-what-if-show = Show
model-what-if-nobody = Nobody here is called “{ $who }”.
model-what-if-same = Gains and loses nothing.
model-holders = Who has it
model-disappears = has { $what }, which disappears
model-left-gone = what it was on is gone
model-left-changed = changed since
problem-choose_nothing = Somebody has “{ $value }”, which disappears, and nothing can take its place: choose nothing.
refusal-no_former_model = This account has had no other model before this one, so there is none to go back to.
field-level = Level on
field-project_role = Role on
field-permission = Permission
field-left = Not brought back to
