### What a user may: why, what it would take, and what goes beyond the role.

permissions-title = Permissions
permissions-of = Permissions of { $name }
permissions-done = The permissions of { $name } are saved.
permissions-change = Change permissions
permissions-applications = In the applications
permissions-all = All
permissions-all-hint = Everything the role gives, also what is added later.
permissions-custom = Custom
permissions-custom-hint = Only what is listed. What is added later is off.
permissions-everything = everything in the applications
permissions-tick-all = All
permissions-tick-none = None
permissions-beyond = Beyond the role { $role }
permissions-beyond-hint = With a last day it ends by itself. Another role drops what it does not offer.
permissions-last-day-of = Last day of “{ $name }”
permissions-includes = With it: { $names }.
permissions-not-maskable = There is no Custom for { $roles }: everything in the applications is theirs.
permissions-loses = Takes away what was given beyond the role: { $names }.
permissions-nothing = This user may nothing at the moment.
permissions-missing =
    { $count ->
        [one] { $count } thing this user may not
       *[other] { $count } things this user may not
    }
permissions-why = Why?
permissions-what-would-it-take = What would it take?
permissions-by-role = As { $role }.
permissions-by-role-all = As { $role }, on all of these: { $kinds }.
permissions-by-role-own = As { $role }, on their own: { $kinds }.
permissions-by-role-granted = As { $role }, where access was given: { $kinds }.
permissions-by-extra = Given beyond the role.
permissions-by-extra-of = Comes with “{ $name }”, given beyond the role.
permissions-by-access = By access to { $name }: { $given }.
permissions-until = Until { $end }.
permissions-listed = Custom lists it.
permissions-taken-account = The account is not open.
permissions-taken-status = Only who is active may anything.
permissions-taken-compliance = The account’s compliance status does not allow it.
permissions-taken-mask = Custom does not list it.
permissions-taken-role = It was given beyond the role, and this role may not receive it.
permissions-help-list = List “{ $name }” in Custom.
permissions-help-extra = Give “{ $name }” beyond the role.
permissions-help-role = Give the role { $role }.
permissions-help-access = Give access ({ $kinds }): { $given }.
permissions-given-by = Who can: { $roles }.
permissions-given-by-nobody = No role here can give it.
permissions-nothing-helps = Nothing that can be given here would help.
