//! Profile fields, mails, and the console.

use super::{Builder, Name};
use crate::{
    model::{
        around::{Choice, ChoiceId, Column, Console, Field, FieldId, FieldKind, MailRules, MailedChange},
        name::{nearest, one_of},
        raw::{RawConsole, RawField, RawMails, RawModel},
        text::Text,
    },
    resource::KindIx,
};
use std::collections::{BTreeMap, HashMap};

impl Builder<'_> {
    /// What is known of each member.
    pub(super) fn fields(&mut self, raw: &RawModel) -> Vec<Field> {
        let mut known = HashMap::new();
        let mut fields = Vec::new();
        for field in &raw.field {
            let new = self.problems.is_new("field", &field.id, &known);
            let choices = self.choices(field);
            let Some(id) = FieldId::new(field.id.get_ref()).ok().filter(|_| new) else { continue };
            known.insert(id.as_str().to_owned(), ());
            fields.push(Field {
                kind: field.kind,
                required: field.required,
                label: field.label.clone().unwrap_or_else(|| Text::plain(&id)),
                help: field.help.clone(),
                choices,
                id,
            });
        }
        fields
    }

    fn choices(&mut self, field: &RawField) -> Vec<Choice> {
        let id = field.id.get_ref();
        match (&field.choices, field.kind) {
            (None, FieldKind::Choice) => {
                let wrong = format!("{id:?} offers nothing to choose");
                self.problems.add(field.id.span(), wrong, "add choices = { … }, or write another kind");
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
        for (name, label) in field.choices.iter().flat_map(|choices| &choices.get_ref().0) {
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
        ];
        let mut rules = MailRules::default();
        for (place, ((change, key), listed)) in MailedChange::ALL.into_iter().zip(told).enumerate() {
            let Some(listed) = listed else { continue };
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
        Console { users_page: raw.users_page, users_list: raw.users_list, columns }
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
        self.problems.add(name.span(), format!("there is no column {id:?}"), instead);
        None
    }
}
