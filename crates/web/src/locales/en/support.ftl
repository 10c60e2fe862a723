### Break-glass: the operator looks into an account.

support-label = The operator’s look
support-banner = You look into this account as the operator, until { $until }. You can change nothing, and each page you open is noted.
support-line = The operator can look into this account, until { $until }, and change nothing.
support-end = End it
support-title = Look into { $account }
support-means = You see every page as its admins do, and change nothing. The admins know of it, and the audit log notes each page you open.
support-reason = Reason
support-until = Until
support-begin = Begin
support-dead-title = This link is over
support-dead = It works once, until its time is over or somebody ends it.
support-ended-title = Your look is over
support-ended = The operator’s look into this account is over.
support-operator = Operator
field-ends_at = Ends
problem-no_active_member = Nobody with this address is active in the account.
