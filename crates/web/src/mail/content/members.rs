//! What is said to a member about their place in an account.

use super::{Block, Said, Writer, lines, one_line, v};
use crate::{console::permission_key, text::isolate};
use jiff::Timestamp;
use roster_domain::mail::{AccessChange, Applications, GivenPermission, RuleLine, RulePlace};

impl Writer<'_> {
    pub(super) fn role_changed(
        &self,
        by: &str,
        [before, after]: [&String; 2],
        until: Option<Timestamp>,
        lost: &[String],
    ) -> Said {
        let text = self.text;
        let (by, before, after) = (one_line(by), one_line(before), one_line(after));
        let values = [("by", v(&by)), ("before", v(&before)), ("after", v(&after)), ("account", v(&self.account))];
        let mut blocks = vec![Block::Paragraph(text.with("mail-role-text", &values))];
        if let Some(until) = until.map(|until| self.end(until)) {
            blocks.push(Block::Paragraph(text.with("mail-role-until", &[("after", v(&after)), ("until", v(&until))])));
        }
        self.list(&mut blocks, "mail-role-lost", lost.iter().map(|label| self.shown(label)));
        Said {
            subject: text.with("mail-role-subject", &values),
            preview: text.with("mail-role-preview", &values),
            heading: text.get("mail-role-heading").into_owned(),
            blocks,
            button: Some(text.with("mail-open", &[("name", v(&self.account))])),
            notes: Vec::new(),
            reason: text.with("mail-member-reason", &values),
        }
    }

    pub(super) fn permissions_changed(
        &self,
        by: &str,
        given: &[GivenPermission],
        taken: &[String],
        applications: Option<&Applications>,
    ) -> Said {
        let text = self.text;
        let by = one_line(by);
        let values = [("by", v(&by)), ("account", v(&self.account))];
        let mut blocks = vec![Block::Paragraph(text.with("mail-permissions-text", &values))];
        let given = given.iter().map(|given| match given.until.map(|until| self.end(until)) {
            Some(until) => {
                let label = one_line(&given.label);
                text.with("mail-permissions-until", &[("label", v(&label)), ("until", v(&until))])
            }
            None => self.shown(&given.label),
        });
        self.list(&mut blocks, "mail-permissions-given", given);
        self.list(&mut blocks, "mail-permissions-taken", taken.iter().map(|label| self.shown(label)));
        match applications {
            None => {}
            Some(Applications::All) => blocks.push(Block::Paragraph(text.get("mail-permissions-all").into_owned())),
            Some(Applications::Custom(kept)) if kept.is_empty() => {
                blocks.push(Block::Paragraph(text.get("mail-permissions-none").into_owned()));
            }
            Some(Applications::Custom(kept)) => {
                self.list(&mut blocks, "mail-permissions-custom", kept.iter().map(|label| self.shown(label)));
            }
        }
        Said {
            subject: text.with("mail-permissions-subject", &values),
            preview: text.with("mail-permissions-preview", &values),
            heading: text.get("mail-permissions-heading").into_owned(),
            blocks,
            button: Some(text.with("mail-open", &[("name", v(&self.account))])),
            notes: Vec::new(),
            reason: text.with("mail-member-reason", &values),
        }
    }

    pub(super) fn rules_changed(&self, by: Option<&str>, gained: &[RuleLine], lost: &[RuleLine], more: usize) -> Said {
        let text = self.text;
        let by = by.map(one_line).unwrap_or_default();
        let who = if by.is_empty() { "operator" } else { "user" };
        let values = [("by", v(&by)), ("who", v(who)), ("account", v(&self.account))];
        let mut blocks = vec![Block::Paragraph(text.with("mail-rules-text", &values))];
        self.list(&mut blocks, "mail-rules-gained", gained.iter().map(|line| self.rule(line)));
        self.list(&mut blocks, "mail-rules-lost", lost.iter().map(|line| self.rule(line)));
        if more > 0 {
            blocks.push(Block::Paragraph(text.with("mail-rules-more", &[("count", more.into())])));
        }
        Said {
            subject: text.with("mail-rules-subject", &values),
            preview: text.with("mail-rules-preview", &values),
            heading: text.get("mail-rules-heading").into_owned(),
            blocks,
            button: Some(text.with("mail-open", &[("name", v(&self.account))])),
            notes: Vec::new(),
            reason: text.with("mail-member-reason", &values),
        }
    }

    fn rule(&self, line: &RuleLine) -> String {
        let text = self.text;
        let permission = match text.find(&permission_key(&line.permission)) {
            Some(ours) => ours.into_owned(),
            None => one_line(&line.permission),
        };
        let permission = ("permission", v(&permission));
        match &line.place {
            RulePlace::Account => text.with("mail-rules-in-account", &[permission]),
            RulePlace::Everywhere { kind } => {
                text.with("mail-rules-everywhere", &[permission, ("kind", v(&one_line(kind)))])
            }
            RulePlace::On { kind } => text.with("mail-rules-on", &[permission, ("kind", v(&one_line(kind)))]),
            RulePlace::Over { role } => text.with("mail-rules-over", &[permission, ("role", v(&one_line(role)))]),
        }
    }

    /// A label that stands alone.
    fn shown(&self, label: &str) -> String {
        isolate(&one_line(label), self.text.language().direction()).into_owned()
    }

    /// A list with its sentence, unless there is nothing in it.
    fn list(&self, blocks: &mut Vec<Block>, sentence: &str, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.collect();
        if !items.is_empty() {
            blocks.push(Block::Paragraph(self.text.get(sentence).into_owned()));
            blocks.push(Block::List(items));
        }
    }

    pub(super) fn access_changed(&self, by: &str, changes: &[AccessChange]) -> Said {
        let text = self.text;
        let by = one_line(by);
        let values = [("by", v(&by)), ("account", v(&self.account))];
        Said {
            subject: text.with("mail-access-subject", &values),
            preview: text.with("mail-access-preview", &values),
            heading: text.get("mail-access-heading").into_owned(),
            blocks: vec![
                Block::Paragraph(text.with("mail-access-text", &values)),
                Block::List(changes.iter().filter_map(|change| self.access_change(change)).collect()),
            ],
            button: Some(text.with("mail-open", &[("name", v(&self.account))])),
            notes: Vec::new(),
            reason: text.with("mail-member-reason", &values),
        }
    }

    fn access_change(&self, change: &AccessChange) -> Option<String> {
        let text = self.text;
        let resource = one_line(&change.resource);
        let (before, after) = (change.before.as_deref().map(one_line), change.after.as_deref().map(one_line));
        let resource = ("resource", v(&resource));
        let after = after.map(|level| match change.until.map(|until| self.end(until)) {
            Some(until) => text.with("mail-access-until", &[("level", v(&level)), ("until", v(&until))]),
            None => level,
        });
        match (&before, &after) {
            (None, Some(after)) => Some(text.with("mail-access-given", &[resource, ("after", v(after))])),
            (Some(before), Some(after)) => {
                Some(text.with("mail-access-changed", &[resource, ("before", v(before)), ("after", v(after))]))
            }
            (Some(before), None) => Some(text.with("mail-access-taken", &[resource, ("before", v(before))])),
            (None, None) => None,
        }
    }

    pub(super) fn removed(&self, by: &str) -> Said {
        let text = self.text;
        let by = one_line(by);
        let values = [("by", v(&by)), ("account", v(&self.account))];
        Said {
            subject: text.with("mail-removed-subject", &values),
            preview: text.with("mail-removed-preview", &values),
            heading: text.with("mail-removed-heading", &values),
            blocks: vec![
                Block::Paragraph(text.with("mail-removed-text", &values)),
                Block::Paragraph(text.with("mail-removed-next", &values)),
            ],
            button: None,
            notes: Vec::new(),
            reason: text.with("mail-removed-reason", &values),
        }
    }

    pub(super) fn disabled(&self, by: &str) -> Said {
        let text = self.text;
        let by = one_line(by);
        let values = [("by", v(&by)), ("account", v(&self.account))];
        Said {
            subject: text.with("mail-disabled-subject", &values),
            preview: text.with("mail-disabled-preview", &values),
            heading: text.with("mail-disabled-heading", &values),
            blocks: vec![
                Block::Paragraph(text.with("mail-disabled-text", &values)),
                Block::Paragraph(text.with("mail-disabled-next", &values)),
            ],
            button: None,
            notes: Vec::new(),
            reason: text.with("mail-removed-reason", &values),
        }
    }

    pub(super) fn back(&self, by: &str, role: &str) -> Said {
        let text = self.text;
        let (by, role) = (one_line(by), one_line(role));
        let values = [("by", v(&by)), ("account", v(&self.account)), ("role", v(&role))];
        Said {
            subject: text.with("mail-back-subject", &values),
            preview: text.with("mail-back-preview", &values),
            heading: text.with("mail-back-heading", &values),
            blocks: vec![Block::Paragraph(text.with("mail-back-text", &values))],
            button: Some(text.with("mail-open", &[("name", v(&self.account))])),
            notes: Vec::new(),
            reason: text.with("mail-member-reason", &values),
        }
    }

    pub(super) fn acted_as(&self, by: &str, reason: &str, until: Timestamp) -> Said {
        let text = self.text;
        let (by, until) = (one_line(by), self.time(until));
        let values = [("by", v(&by)), ("account", v(&self.account)), ("until", v(&until))];
        Said {
            subject: text.with("mail-acted-as-subject", &values),
            preview: text.with("mail-acted-as-preview", &values),
            heading: text.with("mail-acted-as-heading", &values),
            blocks: vec![
                Block::Paragraph(text.with("mail-acted-as-text", &values)),
                Block::Quote(lines(reason, text)),
                Block::Paragraph(text.with("mail-acted-as-limits", &values)),
            ],
            button: None,
            notes: vec![text.with("mail-acted-as-note", &values)],
            reason: text.with("mail-member-reason", &values),
        }
    }

    pub(super) fn left(&self) -> Said {
        let text = self.text;
        let values = [("account", v(&self.account))];
        Said {
            subject: text.with("mail-left-subject", &values),
            preview: text.with("mail-left-preview", &values),
            heading: text.with("mail-left-heading", &values),
            blocks: vec![Block::Paragraph(text.with("mail-left-text", &values))],
            button: None,
            notes: Vec::new(),
            reason: text.with("mail-removed-reason", &values),
        }
    }

    pub(super) fn handed_over(&self, by: &str, from: &str, things: &[String], more: usize) -> Said {
        let text = self.text;
        let (by, from) = (one_line(by), one_line(from));
        let values = [("by", v(&by)), ("from", v(&from)), ("account", v(&self.account))];
        let mut items: Vec<String> = things.iter().map(|name| self.shown(name)).collect();
        items.extend((more > 0).then(|| text.with("mail-handed-over-more", &[("count", more.into())])));
        Said {
            subject: text.with("mail-handed-over-subject", &values),
            preview: text.with("mail-handed-over-preview", &values),
            heading: text.get("mail-handed-over-heading").into_owned(),
            blocks: vec![Block::Paragraph(text.with("mail-handed-over-text", &values)), Block::List(items)],
            button: Some(text.with("mail-open", &[("name", v(&self.account))])),
            notes: Vec::new(),
            reason: text.with("mail-member-reason", &values),
        }
    }
}
