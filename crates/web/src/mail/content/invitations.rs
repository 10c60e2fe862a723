//! What is said to the invited and to those who invite.

use super::{Block, Said, Writer, lines, one_line, v};
use jiff::Timestamp;
use roster_domain::mail::Invitation;

impl Writer<'_> {
    pub(super) fn invitation(&self, invitation: &Invitation, known: bool) -> Said {
        let Writer { text, account, .. } = self;
        let (inviter, role, until) =
            (one_line(&invitation.inviter), one_line(&invitation.role), self.time(invitation.expires_at));
        let values = [
            ("inviter", v(&inviter)),
            ("account", v(account)),
            ("product", v(&self.product)),
            ("role", v(&role)),
            ("until", v(&until)),
            ("email", v(&self.to.email)),
        ];
        let mut blocks = vec![Block::Paragraph(text.with("mail-invitation-text", &values))];
        if let Some(message) = invitation.message.as_deref().filter(|message| !message.trim().is_empty()) {
            blocks.push(Block::Paragraph(text.with("mail-invitation-message", &values)));
            blocks.push(Block::Quote(lines(message, text)));
        }
        if known {
            blocks.push(Block::Paragraph(text.with("mail-invitation-known", &values)));
        }
        let button = if known { text.get("mail-invitation-button-known") } else { text.get("mail-invitation-button") };
        Said {
            subject: text.with("mail-invitation-subject", &values),
            preview: text.with("mail-invitation-preview", &values),
            heading: text.with("mail-invitation-heading", &values),
            blocks,
            button: Some(button.into_owned()),
            notes: vec![text.with("mail-link-once-until", &values), text.get("mail-invitation-ignore").into_owned()],
            reason: text.with("mail-invitation-reason", &values),
        }
    }

    pub(super) fn accepted(&self, name: &str, email: &str, role: &str, lost: &[String]) -> Said {
        let text = self.text;
        let (name, email, role) = (one_line(name), one_line(email), one_line(role));
        let values = [("name", v(&name)), ("email", v(&email)), ("role", v(&role)), ("account", v(&self.account))];
        let mut blocks = vec![Block::Paragraph(text.with("mail-accepted-text", &values))];
        if !lost.is_empty() {
            blocks.push(Block::Paragraph(text.get("mail-accepted-lost").into_owned()));
            let named = |name: &String| text.with("mail-accepted-lost-one", &[("name", v(&one_line(name)))]);
            blocks.push(Block::List(lost.iter().map(named).collect()));
        }
        Said {
            subject: text.with("mail-accepted-subject", &values),
            preview: text.with("mail-accepted-preview", &values),
            heading: text.with("mail-accepted-heading", &values),
            blocks,
            button: Some(text.with("mail-open", &[("name", v(&self.account))])),
            notes: Vec::new(),
            reason: text.get("mail-inviter-reason").into_owned(),
        }
    }

    pub(super) fn expired(&self, email: &str, role: &str) -> Said {
        let text = self.text;
        let (email, role) = (one_line(email), one_line(role));
        let values = [("email", v(&email)), ("role", v(&role)), ("account", v(&self.account))];
        Said {
            subject: text.with("mail-expired-subject", &values),
            preview: text.get("mail-expired-preview").into_owned(),
            heading: text.get("mail-expired-heading").into_owned(),
            blocks: vec![
                Block::Paragraph(text.with("mail-expired-text", &values)),
                Block::Paragraph(text.get("mail-expired-next").into_owned()),
            ],
            button: Some(text.get("mail-expired-button").into_owned()),
            notes: Vec::new(),
            reason: text.get("mail-inviter-reason").into_owned(),
        }
    }

    pub(super) fn refused(&self, email: &str, answer: &str) -> Said {
        let text = self.text;
        let email = one_line(email);
        let values = [("email", v(&email)), ("account", v(&self.account))];
        Said {
            subject: text.with("mail-refused-subject", &values),
            preview: text.get("mail-refused-preview").into_owned(),
            heading: text.get("mail-refused-heading").into_owned(),
            blocks: vec![
                Block::Paragraph(text.with("mail-refused-text", &values)),
                Block::Quote(lines(answer, text)),
                Block::Paragraph(text.get("mail-refused-next").into_owned()),
            ],
            button: Some(text.get("mail-refused-button").into_owned()),
            notes: Vec::new(),
            reason: text.get("mail-inviter-reason").into_owned(),
        }
    }

    pub(super) fn wanted(&self, email: &str, inviter: &str) -> Said {
        let text = self.text;
        let (email, inviter) = (one_line(email), one_line(inviter));
        let values = [("email", v(&email)), ("inviter", v(&inviter)), ("account", v(&self.account))];
        Said {
            subject: text.with("mail-wanted-subject", &values),
            preview: text.get("mail-wanted-preview").into_owned(),
            heading: text.get("mail-wanted-heading").into_owned(),
            blocks: vec![
                Block::Paragraph(text.with("mail-wanted-text", &values)),
                Block::Paragraph(text.get("mail-wanted-next").into_owned()),
            ],
            button: Some(text.get("mail-wanted-button").into_owned()),
            notes: Vec::new(),
            reason: text.with("mail-wanted-reason", &values),
        }
    }

    pub(super) fn access_wanted(&self, by: &str, what: Option<&str>, word: Option<&str>) -> Said {
        let text = self.text;
        let (by, what) = (one_line(by), what.map(one_line));
        let mut values = vec![("by", v(&by)), ("account", v(&self.account))];
        let told = match &what {
            Some(what) => {
                values.push(("what", v(what)));
                text.with("mail-access-wanted-text", &values)
            }
            None => text.with("mail-access-wanted-gone", &values),
        };
        let word = word.map(|word| Block::Quote(lines(word, text)));
        Said {
            subject: text.with("mail-access-wanted-subject", &values),
            preview: text.get("mail-access-wanted-preview").into_owned(),
            heading: text.get("mail-access-wanted-heading").into_owned(),
            blocks: std::iter::once(Block::Paragraph(told)).chain(word).collect(),
            button: Some(text.get("mail-access-wanted-button").into_owned()),
            notes: Vec::new(),
            reason: text.with("mail-access-wanted-reason", &values),
        }
    }

    pub(super) fn access_declined(&self, by: &str, at: Timestamp, word: Option<&str>) -> Said {
        let text = self.text;
        let (by, at) = (one_line(by), self.time(at));
        let values = [("by", v(&by)), ("at", v(&at)), ("account", v(&self.account))];
        let mut blocks = vec![Block::Paragraph(text.with("mail-access-declined-text", &values))];
        if let Some(word) = word {
            blocks.push(Block::Paragraph(text.get("mail-access-declined-word").into_owned()));
            blocks.push(Block::Quote(lines(word, text)));
        }
        Said {
            subject: text.with("mail-access-declined-subject", &values),
            preview: text.get("mail-access-declined-preview").into_owned(),
            heading: text.get("mail-access-declined-heading").into_owned(),
            blocks,
            button: None,
            notes: Vec::new(),
            reason: text.with("mail-member-reason", &values),
        }
    }
}
