//! What a form asks about a user beside rights: the name, in one field or in two, the company, and the model's profile fields.

use super::{Errors, merge::Threefold};
use crate::{
    console::{sent::Pairs, visit::InAccount},
    ui::{Field, Select},
};
use maud::{Markup, html};
use roster_app::members::{
    list::MemberLine,
    particulars::{Fields, Particulars as Known},
};
use roster_domain::{
    model::{Column, Field as Declared, FieldKind, InviteForm},
    profile::{self, Name, Naming},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// The fields that refusals name and every such form has.
pub(super) const FIELDS: [&str; 5] = ["name", "given_name", "family_name", "company", "fields"];

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Particulars {
    name: String,
    given: String,
    family: String,
    company: String,
    fields: BTreeMap<String, String>,
}

impl InAccount {
    /// Whether first and last name are asked for apart (E05): where one person is invited with their names.
    pub(super) fn names_apart(&self) -> bool {
        let rules = self.here.model.invitation();
        rules.form == InviteForm::Person && !rules.welcome
    }

    /// Whether the model has to do with companies: where its list of users shows them.
    pub(super) fn has_companies(&self) -> bool {
        self.here.model.console().columns.contains(&Column::Company)
    }

    /// A profile field of the model.
    pub(crate) fn declared_field(&self, id: &str) -> Option<&Declared> {
        self.here.model.fields().iter().find(|field| *field.id.as_str() == *id)
    }
}

impl Particulars {
    /// What is known of a user.
    pub(super) fn of(line: &MemberLine) -> Particulars {
        let row = &line.row;
        let name = Name { whole: row.name.clone(), given: row.given_name.clone(), family: row.family_name.clone() };
        let (given, family) = name.parts();
        let (given, family) = (given.to_owned(), family.to_owned());
        let fields = profile::read(&row.fields).iter().map(|(id, value)| (id.clone(), profile::plain(value))).collect();
        Particulars { name: row.name.clone(), given, family, company: row.company.clone(), fields }
    }

    /// What was sent, under names that begin so.
    pub(super) fn read(sent: &Pairs, prefix: &str) -> Particulars {
        let get = |name: &str| sent.get(&format!("{prefix}{name}")).to_owned();
        let fields = sent.group::<String>(&format!("{prefix}fields"));
        Particulars {
            name: get("name"),
            given: get("given_name"),
            family: get("family_name"),
            company: get("company"),
            fields: fields.into_iter().map(|(id, value)| (id, value.to_owned())).collect(),
        }
    }

    /// The name as it was typed: in one, or in its parts.
    pub(super) fn naming(&self, at: &InAccount) -> Naming {
        if at.names_apart() {
            return Naming::Parts { given: Some(self.given.clone()), family: Some(self.family.clone()) };
        }
        Naming::Whole(self.name.clone())
    }

    /// What somebody is called who is named so.
    pub(super) fn called(&self, at: &InAccount) -> String {
        self.naming(at).instead_of(&Name::default()).whole
    }

    /// All of it, of somebody new.
    pub(super) fn known(&self, at: &InAccount) -> Known {
        let fields = at.here.model.fields().iter().map(|field| (field.id.to_string(), self.wish(field))).collect();
        Known { name: self.naming(at), company: self.company.clone(), fields }
    }

    /// What is to stand in a field.
    fn wish(&self, field: &Declared) -> Value {
        let typed = self.field(field.id.as_str());
        let number = (field.kind == FieldKind::Number).then(|| typed.parse::<serde_json::Number>().ok()).flatten();
        number.map_or_else(|| Value::String(typed.to_owned()), Value::Number)
    }

    fn field(&self, id: &str) -> &str {
        self.fields.get(id).map_or("", String::as_str)
    }

    /// The name, if another one was typed.
    pub(super) fn renamed(&self, at: &InAccount, was: &Particulars) -> Option<Naming> {
        let same = (&self.name, &self.given, &self.family) == (&was.name, &was.given, &was.family);
        (!same).then(|| self.naming(at))
    }

    /// The company, if another one was typed.
    pub(super) fn moved(&self, was: &Particulars) -> Option<String> {
        (self.company != was.company).then(|| self.company.clone())
    }

    /// The profile fields in which something else was typed.
    pub(super) fn refilled(&self, at: &InAccount, was: &Particulars) -> Fields {
        let fields = at.here.model.fields().iter();
        let changed = fields.filter(|field| self.field(field.id.as_str()) != was.field(field.id.as_str()));
        changed.map(|field| (field.id.to_string(), self.wish(field))).collect()
    }

    /// Field by field, by the name it is sent by, with what people call it.
    fn each(&self, at: &InAccount) -> Vec<(String, String, &str)> {
        let t = at.visit.t;
        let word = |key: &str| t.get(key).into_owned();
        let mut each = match at.names_apart() {
            true => vec![
                ("given_name".to_owned(), word("given-name"), self.given.as_str()),
                ("family_name".to_owned(), word("family-name"), self.family.as_str()),
            ],
            false => vec![("name".to_owned(), word("name"), self.name.as_str())],
        };
        if at.has_companies() {
            each.push(("company".to_owned(), word("members-company"), &self.company));
        }
        each.extend(at.here.model.fields().iter().map(|field| {
            let label = field.label.get(at.tag()).to_owned();
            (format!("fields[{}]", field.id), label, self.field(field.id.as_str()))
        }));
        each
    }

    /// What the form was made from, to be sent along with it.
    pub(super) fn hidden(&self, at: &InAccount, prefix: &str) -> Markup {
        html! {
            @for (name, _, value) in self.each(at) { input type="hidden" name={ (prefix) (name) } value=(value); }
        }
    }

    /// Side by side: what the form was made from, what was typed, and what stands now.
    pub(super) fn threefold<'p>(
        at: &InAccount,
        was: &'p Particulars,
        mine: &'p Particulars,
        now: &'p Particulars,
    ) -> Vec<(String, Threefold<'p>)> {
        let (was, now) = (was.each(at), now.each(at));
        let both = mine.each(at).into_iter().zip(was).zip(now);
        both.map(|(((name, label, mine), was), now)| (name, Threefold { label, was: was.2, mine, now: now.2 }))
            .collect()
    }

    /// Takes over what such a comparison leads to.
    pub(super) fn merged(fields: &[(String, Threefold<'_>)]) -> Particulars {
        let mut merged = Particulars::default();
        for (name, field) in fields {
            let value = field.merged().to_owned();
            match name.as_str() {
                "name" => merged.name = value,
                "given_name" => merged.given = value,
                "family_name" => merged.family = value,
                "company" => merged.company = value,
                other => {
                    let id = other.trim_start_matches("fields[").trim_end_matches(']');
                    merged.fields.insert(id.to_owned(), value);
                }
            }
        }
        merged
    }

    /// The name's field, or its two. `optional`: they may be asked for it later.
    pub(super) fn names(&self, at: &InAccount, errors: &Errors, optional: bool, focus: bool) -> Markup {
        let t = at.visit.t;
        let field = |name: &'static str, label: &str, value: &str| {
            let field = Field::text(name, t.get(label).into_owned()).value(value.to_owned()).max_length(200);
            let field = field.autocomplete("off").error(errors.of(name));
            if optional { field.aside(t.get("optional")) } else { field.required() }
        };
        let focused = |field: Field<'static>| if focus { field.autofocus() } else { field };
        html! {
            @if at.names_apart() {
                (focused(field("given_name", "given-name", &self.given)))
                (field("family_name", "family-name", &self.family))
            } @else {
                (focused(field("name", if at.here.model.invitation().welcome { "full-name" } else { "name" }, &self.name)))
            }
        }
    }

    /// Company and profile fields.
    pub(super) fn rest(&self, at: &InAccount, errors: &Errors) -> Markup {
        let t = at.visit.t;
        html! {
            @if at.has_companies() {
                (Field::text("company", t.get("members-company")).aside(t.get("optional")).value(self.company.as_str())
                    .max_length(200).autocomplete("off").error(errors.of("company")))
            }
            @for field in at.here.model.fields() { (self.asked(at, field, errors)) }
        }
    }

    fn asked(&self, at: &InAccount, declared: &Declared, errors: &Errors) -> Markup {
        let t = at.visit.t;
        let name = format!("fields[{}]", declared.id);
        let (label, value) = (declared.label.get(at.tag()).to_owned(), self.field(declared.id.as_str()).to_owned());
        let (help, error) = (declared.help.get(at.tag()).to_owned(), errors.of(&name));
        let finished = |field: Field<'static>| {
            let field = field.value(value.clone()).autocomplete("off").error(error.clone());
            let field = if declared.required { field.required() } else { field.aside(t.get("optional")) };
            if help.is_empty() { field } else { field.hint(help.clone()) }
        };
        html! {
            @match declared.kind {
                FieldKind::Text => (finished(Field::text(name, label).max_length(500))),
                FieldKind::Number => (finished(Field::number(name, label))),
                FieldKind::Date => (finished(Field::date(name, label))),
                FieldKind::Choice => (self.choice(at, declared, name, label, error)),
            }
        }
    }

    fn choice(
        &self,
        at: &InAccount,
        declared: &Declared,
        name: String,
        label: String,
        error: Option<String>,
    ) -> Select<'static> {
        let none = (String::new(), at.visit.t.get("choose-none").into_owned());
        let choices =
            declared.choices.iter().map(|choice| (choice.id.to_string(), choice.label.get(at.tag()).to_owned()));
        let chosen = self.field(declared.id.as_str()).to_owned();
        let select = Select::new(name, label, std::iter::once(none).chain(choices)).selected(chosen).error(error);
        let select = if declared.required { select.required() } else { select };
        match declared.help.get(at.tag()) {
            "" => select,
            help => select.hint(help.to_owned()),
        }
    }
}
