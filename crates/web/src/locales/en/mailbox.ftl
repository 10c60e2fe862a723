### The mailbox that stands in for a mail server where one tries things out.

mailbox-title = Mailbox
mailbox-explanation = Mails are not sent here, they are shown.
mailbox-empty = No mail yet
mailbox-to = To
mailbox-subject = Subject
mailbox-as-html = Formatted
mailbox-as-text = Plain text
