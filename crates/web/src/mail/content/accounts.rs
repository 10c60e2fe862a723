//! What is said to those who are in an account about the account as a whole.

use super::{Block, Said, Writer, lines, one_line, v};
use crate::text::Value;
use jiff::Timestamp;

impl Writer<'_> {
    pub(super) fn account_closed(&self, by: Option<&str>, purge_at: Timestamp) -> Said {
        let (by, until) = (self.doer(by), self.time(purge_at));
        let said = self.notice("account-closed", &[("by", v(&by)), ("until", v(&until))], None);
        Said { button: Some(self.text.get("mail-account-closed-button").into_owned()), ..said }
    }

    pub(super) fn account_reopened(&self, by: Option<&str>) -> Said {
        let by = self.doer(by);
        self.open_button(self.notice("account-reopened", &[("by", v(&by))], None))
    }

    pub(super) fn account_suspended(&self, reason: &str) -> Said {
        self.notice("account-suspended", &[], Some(reason))
    }

    pub(super) fn account_resumed(&self) -> Said {
        self.open_button(self.notice("account-resumed", &[], None))
    }

    pub(super) fn support_access(&self, reason: &str, until: Timestamp) -> Said {
        let until = self.time(until);
        self.open_button(self.notice("support-access", &[("until", v(&until))], Some(reason)))
    }

    pub(super) fn account_recovered(&self, name: &str, role: &str, reason: &str) -> Said {
        let (name, role) = (one_line(name), one_line(role));
        let said = self.notice("account-recovered", &[("name", v(&name)), ("role", v(&role))], Some(reason));
        Said { reason: self.text.with("mail-member-reason", &[("account", v(&self.account))]), ..said }
    }

    /// Who did it; nobody in the account: the operator.
    fn doer(&self, by: Option<&str>) -> String {
        by.map_or_else(|| self.text.get("mail-account-operator").into_owned(), one_line)
    }

    /// A text, the operator's words where there are any, and what can be done about it.
    fn notice(&self, key: &str, values: &[(&str, Value<'_>)], quoted: Option<&str>) -> Said {
        let text = self.text;
        let values: Vec<_> =
            values.iter().cloned().chain([("account", v(&self.account)), ("product", v(&self.product))]).collect();
        let say = |part: &str| text.with(&format!("mail-{key}-{part}"), &values);
        let mut blocks = vec![Block::Paragraph(say("text"))];
        blocks.extend(quoted.map(|words| Block::Quote(lines(words, text))));
        blocks.push(Block::Paragraph(say("next")));
        Said {
            subject: say("subject"),
            preview: say("preview"),
            heading: say("heading"),
            blocks,
            button: None,
            notes: Vec::new(),
            reason: text.with("mail-account-reason", &values),
        }
    }

    fn open_button(&self, said: Said) -> Said {
        Said { button: Some(self.text.with("mail-open", &[("name", v(&self.account))])), ..said }
    }
}
