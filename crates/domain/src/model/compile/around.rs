//! Profile fields, mails, and the console.

use super::{Builder, Name};
use crate::{
    model::{
        around::{AccountField, Choice, ChoiceId, Column, Console, Field, FieldId, FieldKind, MailRules, MailedChange},
        name::{nearest, one_of},
        raw::{RawAccountField, RawConsole, RawField, RawMails, RawModel},
        shape::{At, InOrder},
        text::Text,
    },
    resource::KindIx,
};
use std::collections::{BTreeMap, HashMap};

/// What the account is called is none of the model's fields.
const ACCOUNT_NAME: &str = "name";

/// What a field of a member and one of the account have in common.
struct Shape<'r> {
    kind: FieldKind,
    required: bool,
    label: Option<&'r Text>,
    help: &'r Text,
    choices: Option<&'r At<InOrder<Text>>>,
}

impl Builder<'_> {
    /// What is known of each member.
    pub(super) fn fields(&mut self, raw: &RawModel) -> Vec<Field> {
        let mut known = HashMap::new();
        let mut fields = Vec::new();
        for RawField { id, kind, required, label, help, choices } in &raw.field {
            let shape =
                Shape { kind: *kind, required: *required, label: label.as_ref(), help, choices: choices.as_ref() };
            fields.extend(self.field("field", id, shape, &mut known));
        }
        fields
    }

    /// What is known of the account.
    pub(super) fn account_fields(&mut self, raw: &RawModel) -> Vec<AccountField> {
        let mut known = HashMap::new();
        let mut fields = Vec::new();
        for RawAccountField { id, kind, required, read_by, label, help, choices } in &raw.account_field {
            if id.get_ref() == ACCOUNT_NAME {
                let wrong = "every account has a name, whatever the model says";
                self.problems.add(id.span(), wrong, "leave it out, or give it another id");
            }
            let shape =
                Shape { kind: *kind, required: *required, label: label.as_ref(), help, choices: choices.as_ref() };
            let field = self.field("account_field", id, shape, &mut known);
            fields.extend(field.map(|field| AccountField { field, read_by: *read_by }));
        }
        fields
    }

    fn field(&mut self, what: &str, id: &Name, raw: Shape<'_>, known: &mut HashMap<String, ()>) -> Option<Field> {
        let new = self.problems.is_new(what, id, known);
        let choices = self.choices(id, raw.kind, raw.choices);
        let id = FieldId::new(id.get_ref()).ok().filter(|_| new)?;
        known.insert(id.as_str().to_owned(), ());
        let label = raw.label.cloned().unwrap_or_else(|| Text::plain(&id));
        Some(Field { kind: raw.kind, required: raw.required, label, help: raw.help.clone(), choices, id })
    }

    fn choices(&mut self, name: &Name, kind: FieldKind, offered: Option<&At<InOrder<Text>>>) -> Vec<Choice> {
        let id = name.get_ref();
        match (offered, kind) {
            (None, FieldKind::Choice) => {
                let wrong = format!("{id:?} offers nothing to choose");
                self.problems.add(name.span(), wrong, "add choices = { … }, or write another kind");
            }
            (Some(choices), FieldKind::Choice) if choices.get_ref().0.is_empty() => {
                self.problems.add(choices.span(), format!("{id:?} offers nothing to choose"), "name at least one");
            }
            (Some(choices), FieldKind::Text | FieldKind::Date | FieldKind::Number) => {
                let wrong = format!("nothing can be chosen in {id:?}");
                self.problems.add(choices.span(), wrong, "write kind = \"choice\", or leave choices out");
            }
            _ => {}
        }
        let mut known = Vec::new();
        for (name, label) in offered.into_iter().flat_map(|choices| &choices.get_ref().0) {
            if self.problems.is_new("choice", name, &HashMap::<String, ()>::new())
                && let Ok(id) = ChoiceId::new(name.get_ref())
            {
                known.push(Choice { id, label: label.clone() });
            }
        }
        known
    }

    /// Which change mails the one it is written to.
    pub(super) fn mails(&mut self, raw: &RawMails) -> MailRules {
        let told = [
            &raw.accepted,
            &raw.expired,
            &raw.refused,
            &raw.role_changed,
            &raw.access_changed,
            &raw.removed,
            &raw.restored,
            &raw.acted_as,
            &raw.requested,
            &raw.address_changed,
            &raw.rules_changed,
            &raw.merged,
            &raw.left,
        ];
        let mut rules = MailRules::default();
        for (place, ((change, key), listed)) in MailedChange::ALL.into_iter().zip(told).enumerate() {
            let Some(listed) = listed else {
                rules.silent[place] = !change.unless_said_otherwise();
                continue;
            };
            rules.silent[place] = listed.is_empty();
            for name in self.problems.once_each(listed) {
                let recipient = change.recipient();
                if name.get_ref() != recipient {
                    let wrong = format!("{key:?} can't be mailed to {:?}", name.get_ref());
                    self.problems.add(name.span(), wrong, format!("write {recipient:?}, or [] for nobody"));
                }
            }
        }
        rules
    }

    /// How the console is arranged.
    pub(super) fn console(&mut self, raw: &RawConsole, fields: &[Field]) -> Console {
        let columns = match &raw.columns {
            None => {
                let plain = [Column::Name, Column::Email, Column::Roles, Column::Status];
                plain.into_iter().chain((0..self.kinds.len()).map(|kind| Column::Reach(KindIx::at(kind)))).collect()
            }
            Some(listed) => {
                let known = self.known_columns(fields);
                let names = self.problems.once_each(listed.get_ref());
                let columns = names.into_iter().filter_map(|name| self.column(name, &known)).collect();
                if !listed.get_ref().iter().any(|name| name.get_ref() == "name") {
                    let wrong = "the name isn't among the columns";
                    self.problems.add(listed.span(), wrong, "add \"name\": it is the way to a member's profile");
                }
                columns
            }
        };
        Console { users_page: raw.users_page, users_list: raw.users_list, columns, colleagues: raw.colleagues }
    }

    /// The columns that there can be, by their words in the model.
    fn known_columns(&self, fields: &[Field]) -> BTreeMap<String, Column> {
        let plain = Column::PLAIN.into_iter().map(|(word, column)| (word.to_owned(), column));
        let kinds = self.kind_ids.iter().map(|(kind, ix)| (format!("reach.{kind}"), Column::Reach(*ix)));
        let fields = fields.iter().map(|field| (format!("field.{}", field.id), Column::Field(field.id.clone())));
        plain.chain(kinds).chain(fields).collect()
    }

    fn column(&mut self, name: &Name, known: &BTreeMap<String, Column>) -> Option<Column> {
        let id = name.get_ref().as_str();
        if let Some(column) = known.get(id) {
            return Some(column.clone());
        }
        let instead = match nearest(id, known.keys().map(String::as_str), &mut self.problems.patience) {
            Some(near) => format!("write {near:?}"),
            None => format!(
                "write {}, \"reach.\" with a kind, or \"field.\" with a field",
                one_of(Column::PLAIN.map(|it| it.0))
            ),
        };
        let of = if id.starts_with("reach.") { ("kind of resource", "reach.") } else { ("field", "field.") };
        if !id.strip_prefix(of.1).is_some_and(|named| self.problems.follows(of.0, named, &instead)) {
            self.problems.add(name.span(), format!("there is no column {id:?}"), instead);
        }
        None
    }
}
