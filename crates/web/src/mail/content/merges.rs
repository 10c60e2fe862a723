//! What is said when an account is merged into another one (D11), and to the admins when somebody leaves (F19).

use super::{Block, Said, Writer, one_line, v};
use jiff::Timestamp;
use roster_domain::mail::{Brought, MailAmount};

impl Writer<'_> {
    pub(super) fn merge_offered(&self, by: &str, expires_at: Timestamp) -> Said {
        let text = self.text;
        let (by, until) = (one_line(by), self.time(expires_at));
        let download = text.get("merge-download");
        let values = [("by", v(&by)), ("until", v(&until)), ("account", v(&self.account)), ("download", v(&download))];
        let blocks = ["text", "next", "download", "for-good"];
        let blocks = blocks.map(|part| Block::Paragraph(text.with(&format!("mail-merge-offered-{part}"), &values)));
        Said {
            subject: text.with("mail-merge-offered-subject", &values),
            preview: text.get("mail-merge-offered-preview").into_owned(),
            heading: text.with("mail-merge-offered-heading", &values),
            blocks: blocks.into(),
            button: Some(text.get("mail-merge-offered-button").into_owned()),
            notes: vec![text.with("mail-merge-offered-until", &values)],
            reason: text.with("mail-merge-offered-reason", &values),
        }
    }

    /// To the one who brought it along.
    pub(super) fn account_merged(&self, former: &str, by: Option<&str>, role: &str, brought: &Brought) -> Said {
        let text = self.text;
        let (former, role) = (one_line(former), one_line(role));
        let values = [("former", v(&former)), ("account", v(&self.account)), ("role", v(&role))];
        let mut blocks = vec![Block::Paragraph(text.with("mail-account-merged-text", &values))];
        blocks.extend(self.offered_by(by));
        let came = self.came("mail-account-merged-credits", "mail-account-merged-no-credits", brought.credits.as_ref());
        blocks.push(Block::Paragraph(came));
        let mut gone = Vec::new();
        if let Some(lost) = &brought.lost {
            let amount = self.amount(lost);
            gone.push(text.with("mail-account-merged-lost", &[("amount", v(&amount)), ("account", v(&self.account))]));
        }
        for stayed in &brought.stayed {
            let label = one_line(&stayed.label);
            gone.push(text.with("mail-account-merged-stayed", &[("label", v(&label)), ("count", stayed.count.into())]));
        }
        if brought.keys > 0 {
            gone.push(text.with("mail-account-merged-keys", &[("count", brought.keys.into())]));
        }
        if !gone.is_empty() {
            blocks.push(Block::Paragraph(text.with("mail-account-merged-gone", &values)));
            blocks.push(Block::List(gone));
        }
        Said {
            subject: text.with("mail-account-merged-subject", &values),
            preview: text.get("mail-account-merged-preview").into_owned(),
            heading: text.get("mail-account-merged-heading").into_owned(),
            blocks,
            button: None,
            notes: Vec::new(),
            reason: text.with("mail-member-reason", &values),
        }
    }

    /// To the admins of the account that it is a part of now.
    pub(super) fn account_joined(
        &self,
        [name, email, former, role]: [&str; 4],
        by: Option<&str>,
        credits: Option<&MailAmount>,
    ) -> Said {
        let text = self.text;
        let (name, email, former, role) = (one_line(name), one_line(email), one_line(former), one_line(role));
        let values = [
            ("name", v(&name)),
            ("email", v(&email)),
            ("former", v(&former)),
            ("role", v(&role)),
            ("account", v(&self.account)),
        ];
        let mut blocks = vec![Block::Paragraph(text.with("mail-account-joined-text", &values))];
        blocks.extend(self.offered_by(by));
        let came = self.came("mail-account-joined-credits", "mail-account-joined-no-credits", credits);
        blocks.push(Block::Paragraph(came));
        Said {
            subject: text.with("mail-account-joined-subject", &values),
            preview: text.with("mail-account-joined-preview", &values),
            heading: text.get("mail-account-joined-heading").into_owned(),
            blocks,
            button: Some(text.get("mail-member-address-button").into_owned()),
            notes: Vec::new(),
            reason: text.with("mail-member-address-reason", &values),
        }
    }

    /// To the admins: somebody left.
    pub(super) fn member_left(&self, name: &str, email: &str, handed_to: Option<&str>) -> Said {
        let text = self.text;
        let (name, email, to) = (one_line(name), one_line(email), handed_to.map(one_line));
        let mut values = vec![("name", v(&name)), ("email", v(&email)), ("account", v(&self.account))];
        let next = match &to {
            Some(to) => {
                values.push(("to", v(to)));
                "mail-member-left-handed"
            }
            None => "mail-member-left-next",
        };
        Said {
            subject: text.with("mail-member-left-subject", &values),
            preview: text.get("mail-member-left-preview").into_owned(),
            heading: text.with("mail-member-left-heading", &values),
            blocks: vec![
                Block::Paragraph(text.with("mail-member-left-text", &values)),
                Block::Paragraph(text.with(next, &values)),
            ],
            button: Some(text.get("mail-member-address-button").into_owned()),
            notes: Vec::new(),
            reason: text.with("mail-member-address-reason", &values),
        }
    }

    fn offered_by(&self, by: Option<&str>) -> Option<Block> {
        let by = one_line(by?);
        Some(Block::Paragraph(self.text.with("mail-account-merged-by", &[("by", v(&by))])))
    }

    /// What came along.
    fn came(&self, some: &str, none: &str, credits: Option<&MailAmount>) -> String {
        match credits {
            Some(credits) => {
                let amount = self.amount(credits);
                self.text.with(some, &[("amount", v(&amount)), ("account", v(&self.account))])
            }
            None => self.text.with(none, &[("account", v(&self.account))]),
        }
    }

    fn amount(&self, of: &MailAmount) -> String {
        let (number, unit) = (self.text.amount(of.amount, of.decimals), one_line(&of.unit));
        match unit.is_empty() {
            true => self.text.with("mail-amount", &[("amount", v(&number))]),
            false => format!("{number} {unit}"),
        }
    }
}
