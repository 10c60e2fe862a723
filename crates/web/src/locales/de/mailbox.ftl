### Das Postfach, das beim Ausprobieren für einen Mailserver steht.

mailbox-title = Postfach
mailbox-explanation = Mails werden hier nicht verschickt, sondern gezeigt.
mailbox-empty = Noch keine Mail
mailbox-to = An
mailbox-subject = Betreff
mailbox-as-html = Gestaltet
mailbox-as-text = Reiner Text
