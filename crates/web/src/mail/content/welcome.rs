//! What is said to those who are created as users, and to those who sign themselves up.

use super::{Block, Said, Writer, lines, one_line, v};
use jiff::Timestamp;
use roster_domain::mail::Welcome;

impl Writer<'_> {
    pub(super) fn welcome(&self, welcome: &Welcome) -> Said {
        self.welcome_to(&self.to.email, welcome)
    }

    fn welcome_to(&self, email: &str, welcome: &Welcome) -> Said {
        let Writer { text, account, .. } = self;
        let (by, until) = (one_line(&welcome.by), self.time(welcome.expires_at));
        let values = [
            ("by", v(&by)),
            ("account", v(account)),
            ("product", v(&self.product)),
            ("until", v(&until)),
            ("email", v(email)),
        ];
        let subject = welcome.subject.as_deref().map(one_line).filter(|subject| !subject.is_empty());
        let (next, button) = match welcome.known {
            true => ("mail-welcome-known", "mail-welcome-button-known"),
            false => ("mail-welcome-new", "mail-welcome-button"),
        };
        let mut blocks = vec![Block::Paragraph(text.with("mail-welcome-text", &values))];
        if let Some(message) = welcome.message.as_deref().filter(|message| !message.trim().is_empty()) {
            blocks.push(Block::Paragraph(text.with("mail-welcome-message", &values)));
            blocks.push(Block::Quote(lines(message, text)));
        }
        blocks.push(Block::Paragraph(text.with(next, &values)));
        Said {
            subject: subject.unwrap_or_else(|| text.with("mail-welcome-subject", &values)),
            preview: text.with("mail-welcome-preview", &values),
            heading: text.with("mail-welcome-heading", &values),
            blocks,
            button: Some(text.get(button).into_owned()),
            notes: vec![text.with("mail-link-once-until", &values)],
            reason: text.with("mail-welcome-reason", &values),
        }
    }

    /// The mail as the other one reads it, but for the link.
    pub(super) fn welcome_copy(&self, to: &str, of: &Welcome) -> Said {
        let (text, to) = (self.text, one_line(to));
        let values = [("to", v(&to)), ("account", v(&self.account))];
        let said = self.welcome_to(&to, of);
        let mut blocks = vec![Block::Paragraph(text.with("mail-welcome-copy-of", &values))];
        blocks.extend(said.blocks);
        Said {
            subject: text.with("mail-welcome-copy-subject", &[("subject", v(&said.subject))]),
            blocks,
            button: None,
            notes: vec![text.get("mail-welcome-copy-no-link").into_owned()],
            reason: text.with("mail-welcome-copy-reason", &values),
            ..said
        }
    }

    pub(super) fn sign_up(&self, expires_at: Timestamp) -> Said {
        let (text, until) = (self.text, self.time(expires_at));
        let values = [
            ("account", v(&self.account)),
            ("product", v(&self.product)),
            ("until", v(&until)),
            ("email", v(&self.to.email)),
        ];
        Said {
            subject: text.with("mail-sign-up-subject", &values),
            preview: text.with("mail-sign-up-preview", &values),
            heading: text.with("mail-sign-up-heading", &values),
            blocks: vec![Block::Paragraph(text.with("mail-sign-up-text", &values))],
            button: Some(text.get("mail-sign-up-button").into_owned()),
            notes: vec![text.with("mail-link-once-until", &values), text.get("mail-sign-up-ignore").into_owned()],
            reason: text.with("mail-sign-up-reason", &values),
        }
    }

    pub(super) fn sign_up_not_needed(&self) -> Said {
        let text = self.text;
        let values = [("account", v(&self.account)), ("product", v(&self.product)), ("email", v(&self.to.email))];
        Said {
            subject: text.with("mail-sign-up-not-needed-subject", &values),
            preview: text.with("mail-sign-up-not-needed-preview", &values),
            heading: text.with("mail-sign-up-not-needed-heading", &values),
            blocks: vec![Block::Paragraph(text.with("mail-sign-up-not-needed-text", &values))],
            button: Some(text.with("mail-open", &[("name", v(&self.account))])),
            notes: vec![text.get("mail-sign-up-ignore").into_owned()],
            reason: text.with("mail-sign-up-reason", &values),
        }
    }

    pub(super) fn sign_up_closed(&self) -> Said {
        let text = self.text;
        let values = [("account", v(&self.account)), ("product", v(&self.product)), ("email", v(&self.to.email))];
        Said {
            subject: text.with("mail-sign-up-closed-subject", &values),
            preview: text.with("mail-sign-up-closed-preview", &values),
            heading: text.with("mail-sign-up-closed-heading", &values),
            blocks: vec![Block::Paragraph(text.with("mail-sign-up-closed-text", &values))],
            button: None,
            notes: vec![text.get("mail-sign-up-ignore").into_owned()],
            reason: text.with("mail-sign-up-reason", &values),
        }
    }

    pub(super) fn member_address_changed(&self, name: &str, before: &str, after: &str) -> Said {
        let text = self.text;
        let (name, before, after) = (one_line(name), one_line(before), one_line(after));
        let values = [("name", v(&name)), ("before", v(&before)), ("after", v(&after)), ("account", v(&self.account))];
        Said {
            subject: text.with("mail-member-address-subject", &values),
            preview: text.with("mail-member-address-preview", &values),
            heading: text.with("mail-member-address-heading", &values),
            blocks: vec![
                Block::Paragraph(text.with("mail-member-address-text", &values)),
                Block::Paragraph(text.with("mail-member-address-next", &values)),
            ],
            button: Some(text.get("mail-member-address-button").into_owned()),
            notes: Vec::new(),
            reason: text.with("mail-member-address-reason", &values),
        }
    }
}
