### Asking an admin for what one may not, and answering.

ask-title = Ask an admin
ask-lead = Whoever can give it to you is told, and you get a mail with the answer.
ask-word = What do you need it for?
ask-button = Ask an admin
ask-sent = The admins know. You get a mail when they answer.

requests-title = Requests
requests-title-count = Requests ({ $count })
requests-lead = What members cannot open and ask for.
requests-empty = Nobody waits for an answer
requests-empty-hint = Whoever comes to a page that they may not see can ask for it. It then stands here.
requests-asks-for = asks for
requests-gone = something that is not here, or not any more
requests-page = the page
requests-role = The role { $role }
requests-give-what = What to give
requests-give = Give access
requests-word = A word to { $name }
requests-decline = Decline
requests-nothing-to-give = There is nothing here that you could give with one click. Change their role or access on their page, or decline with a word.
requests-given = It is given, and they have been told.
requests-declined = It is declined, and they have been told.
requests-answered = That was answered already.

second-title = Add a second “{ $role }”
second-text = You are the only one who can manage this account. If you cannot sign in, nobody can. Invite one more person with your role.
