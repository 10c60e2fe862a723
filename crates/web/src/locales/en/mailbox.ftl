### The mailbox that stands in for a mail server where one tries things out.

mailbox-title = Mailbox
mailbox-explanation = Mails are not sent here, they are shown.
mailbox-open-to-all = Whoever reaches this server reads every mail here and can use every link. It is for trying things out on one machine only.
mailbox-empty = No mail yet
mailbox-empty-hint = Invite somebody, and the mail appears here.
mailbox-to = To
mailbox-subject = Subject
mailbox-when = When
mailbox-link = Link
mailbox-open-link = Open the link of this mail
mailbox-link-dead = The link of this mail works no longer: it was used, replaced or withdrawn, or its time is over.
mailbox-state-queued = Waiting
mailbox-state-sending = On its way
mailbox-state-sent = Delivered
mailbox-state-refused = Refused
mailbox-state-dropped = Not sent
mailbox-as-html = Formatted
mailbox-as-text = Plain text
