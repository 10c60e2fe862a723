//! What is said to the two between whom a role is handed over.

use super::{Block, Said, Writer, one_line, v};
use crate::text::Value;
use jiff::Timestamp;
use roster_domain::mail::TransferEnd;

impl Writer<'_> {
    pub(super) fn transfer_offered(&self, by: &str, role: &str, expires_at: Timestamp) -> Said {
        let (by, role, until) = (one_line(by), one_line(role), self.time(expires_at));
        let values = [("name", v(&by)), ("role", v(&role)), ("account", v(&self.account)), ("until", v(&until))];
        let button = Some(self.text.get("mail-transfer-offered-button").into_owned());
        self.about_transfer("offered", &values, button)
    }

    pub(super) fn transfer_started(&self, to: &str, role: &str, expires_at: Timestamp) -> Said {
        let (to, role, until) = (one_line(to), one_line(role), self.time(expires_at));
        let values = [("name", v(&to)), ("role", v(&role)), ("account", v(&self.account)), ("until", v(&until))];
        let button = Some(self.text.get("mail-transfer-started-button").into_owned());
        self.about_transfer("started", &values, button)
    }

    pub(super) fn transfer_ended(&self, other: &str, role: &str, why: TransferEnd) -> Said {
        let (other, role) = (one_line(other), one_line(role));
        let values = [("name", v(&other)), ("role", v(&role)), ("account", v(&self.account))];
        self.about_transfer(why.code(), &values, None)
    }

    pub(super) fn transfer_received(&self, from: &str, role: &str) -> Said {
        let (from, role) = (one_line(from), one_line(role));
        let values = [("name", v(&from)), ("role", v(&role)), ("account", v(&self.account))];
        let button = Some(self.text.with("mail-open", &[("name", v(&self.account))]));
        self.about_transfer("received", &values, button)
    }

    pub(super) fn transfer_done(&self, to: &str, role: &str, became: &str) -> Said {
        let (to, role, became) = (one_line(to), one_line(role), one_line(became));
        let values = [("name", v(&to)), ("role", v(&role)), ("account", v(&self.account)), ("became", v(&became))];
        let button = Some(self.text.with("mail-open", &[("name", v(&self.account))]));
        self.about_transfer("done", &values, button)
    }

    fn about_transfer(&self, what: &str, values: &[(&str, Value<'_>)], button: Option<String>) -> Said {
        let text = self.text;
        let part = |part: &str| text.with(&format!("mail-transfer-{what}-{part}"), values);
        Said {
            subject: part("subject"),
            preview: part("preview"),
            heading: part("heading"),
            blocks: vec![Block::Paragraph(part("text"))],
            button,
            notes: Vec::new(),
            reason: text.with("mail-member-reason", values),
        }
    }
}
