### Das Postfach, das beim Ausprobieren für einen Mailserver steht.

mailbox-title = Postfach
mailbox-explanation = Mails werden hier nicht verschickt, sondern gezeigt.
mailbox-open-to-all = Wer diesen Server erreicht, liest hier jede Mail und kann jeden Link benutzen. Das ist nur zum Ausprobieren auf einem Rechner gedacht.
mailbox-empty = Noch keine Mail
mailbox-empty-hint = Laden Sie jemanden ein, dann erscheint die Mail hier.
mailbox-to = An
mailbox-subject = Betreff
mailbox-when = Wann
mailbox-link = Link
mailbox-open-link = Den Link dieser Mail öffnen
mailbox-link-dead = Der Link dieser Mail gilt nicht mehr: Er wurde benutzt, ersetzt oder zurückgezogen, oder seine Zeit ist vorbei.
mailbox-state-queued = Wartet
mailbox-state-sending = Unterwegs
mailbox-state-sent = Zugestellt
mailbox-state-refused = Abgelehnt
mailbox-state-dropped = Nicht gesendet
mailbox-as-html = Gestaltet
mailbox-as-text = Reiner Text
