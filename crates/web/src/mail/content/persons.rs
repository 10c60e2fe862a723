//! What is said to a person about their sign-in.

use super::{Block, Said, Writer, one_line, v};
use jiff::Timestamp;
use roster_domain::mail::Sender;

impl Writer<'_> {
    pub(super) fn password_reset(&self, expires_at: Timestamp, by: Option<&Sender>) -> Said {
        let text = self.text;
        let until = self.time(expires_at);
        let by = by.map(|by| one_line(&by.name)).unwrap_or_default();
        let sent = if by.is_empty() { "mail-reset-text" } else { "mail-reset-text-by" };
        let values = [
            ("email", v(&self.to.email)),
            ("product", v(&self.product)),
            ("until", v(&until)),
            ("by", v(&by)),
            ("account", v(&self.account)),
        ];
        Said {
            subject: text.get("mail-reset-subject").into_owned(),
            preview: text.with("mail-reset-preview", &values),
            heading: text.get("mail-reset-heading").into_owned(),
            blocks: vec![Block::Paragraph(text.with(sent, &values))],
            button: Some(text.get("mail-reset-button").into_owned()),
            notes: vec![text.with("mail-link-once-until", &values), text.get("mail-reset-ignore").into_owned()],
            reason: text.with("mail-reset-reason", &values),
        }
    }

    pub(super) fn password_changed(&self, at: Timestamp) -> Said {
        let text = self.text;
        let at = self.time(at);
        let values = [("email", v(&self.to.email)), ("product", v(&self.product)), ("at", v(&at))];
        Said {
            subject: text.get("mail-password-changed-subject").into_owned(),
            preview: text.with("mail-password-changed-preview", &values),
            heading: text.get("mail-password-changed-heading").into_owned(),
            blocks: vec![
                Block::Paragraph(text.with("mail-password-changed-text", &values)),
                Block::Paragraph(text.get("mail-was-not-you").into_owned()),
            ],
            button: Some(text.get("mail-password-changed-button").into_owned()),
            notes: Vec::new(),
            reason: text.with("mail-sign-in-reason", &values),
        }
    }

    pub(super) fn prove_address(&self, expires_at: Timestamp) -> Said {
        let text = self.text;
        let until = self.time(expires_at);
        let values = [("email", v(&self.to.email)), ("product", v(&self.product)), ("until", v(&until))];
        Said {
            subject: text.get("mail-prove-subject").into_owned(),
            preview: text.with("mail-prove-preview", &values),
            heading: text.get("mail-prove-heading").into_owned(),
            blocks: vec![Block::Paragraph(text.with("mail-prove-text", &values))],
            button: Some(text.get("mail-prove-button").into_owned()),
            notes: vec![text.with("mail-link-once-until", &values), text.get("mail-prove-ignore").into_owned()],
            reason: text.with("mail-prove-reason", &values),
        }
    }

    pub(super) fn address_proposed(&self, by: &Sender, expires_at: Timestamp) -> Said {
        let text = self.text;
        let (name, until) = (one_line(&by.name), self.time(expires_at));
        let values = [
            ("email", v(&self.to.email)),
            ("product", v(&self.product)),
            ("until", v(&until)),
            ("by", v(&name)),
            ("account", v(&self.account)),
        ];
        Said {
            subject: text.with("mail-proposed-subject", &values),
            preview: text.with("mail-proposed-preview", &values),
            heading: text.get("mail-proposed-heading").into_owned(),
            blocks: vec![Block::Paragraph(text.with("mail-proposed-text", &values))],
            button: Some(text.get("mail-prove-button").into_owned()),
            notes: vec![text.with("mail-link-once-until", &values), text.get("mail-proposed-ignore").into_owned()],
            reason: text.with("mail-prove-reason", &values),
        }
    }

    pub(super) fn address_proposed_too(&self, by: &Sender, new_email: &str) -> Said {
        let text = self.text;
        let (name, new) = (one_line(&by.name), one_line(new_email));
        let values = [
            ("email", v(&self.to.email)),
            ("product", v(&self.product)),
            ("new", v(&new)),
            ("by", v(&name)),
            ("account", v(&self.account)),
        ];
        Said {
            subject: text.with("mail-proposed-too-subject", &values),
            preview: text.with("mail-proposed-too-preview", &values),
            heading: text.get("mail-proposed-heading").into_owned(),
            blocks: vec![
                Block::Paragraph(text.with("mail-proposed-too-text", &values)),
                Block::Paragraph(text.with("mail-proposed-too-not-you", &values)),
            ],
            button: None,
            notes: Vec::new(),
            reason: text.with("mail-sign-in-reason", &values),
        }
    }

    pub(super) fn address_changed(&self, new_email: &str, at: Timestamp) -> Said {
        let text = self.text;
        let (new, at) = (one_line(new_email), self.time(at));
        let values = [("email", v(&self.to.email)), ("product", v(&self.product)), ("new", v(&new)), ("at", v(&at))];
        Said {
            subject: text.get("mail-address-changed-subject").into_owned(),
            preview: text.with("mail-address-changed-preview", &values),
            heading: text.get("mail-address-changed-heading").into_owned(),
            blocks: vec![
                Block::Paragraph(text.with("mail-address-changed-text", &values)),
                Block::Paragraph(text.get("mail-address-changed-not-you").into_owned()),
            ],
            button: Some(text.with("mail-open", &[("name", v(&self.product))])),
            notes: Vec::new(),
            reason: text.with("mail-address-changed-reason", &values),
        }
    }

    pub(super) fn address_in_use(&self, at: Timestamp) -> Said {
        let text = self.text;
        let at = self.time(at);
        let values = [("email", v(&self.to.email)), ("product", v(&self.product)), ("at", v(&at))];
        Said {
            subject: text.get("mail-in-use-subject").into_owned(),
            preview: text.get("mail-in-use-preview").into_owned(),
            heading: text.get("mail-in-use-heading").into_owned(),
            blocks: vec![
                Block::Paragraph(text.with("mail-in-use-text", &values)),
                Block::Paragraph(text.get("mail-in-use-next").into_owned()),
            ],
            button: Some(text.with("mail-open", &[("name", v(&self.product))])),
            notes: Vec::new(),
            reason: text.with("mail-sign-in-reason", &values),
        }
    }
}
