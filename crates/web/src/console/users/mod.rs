//! The users of an account: the list, inviting, and what is done to one of them.

pub(crate) mod access;
pub(crate) mod act_as;
pub(crate) mod address;
pub(crate) mod assign;
pub(crate) mod back;
pub(crate) mod belongings;
pub(crate) mod bulk;
pub(crate) mod choose_columns;
mod columns;
pub(crate) mod copy_link;
pub(crate) mod create;
pub(crate) mod edit;
mod edit_form;
pub(crate) mod export;
pub(crate) mod invite;
mod invite_form;
pub(super) mod invite_report;
mod invite_whom;
pub(crate) mod list;
mod look_twice;
pub(super) mod merge;
pub(super) mod narrow;
pub(crate) mod offer_merge;
pub(crate) mod out;
mod particulars;
pub(crate) mod password_link;
pub(crate) mod pending;
pub(crate) mod permissions;
pub(super) mod permits;
mod query;
pub(crate) mod reach;
mod row;
mod same_as;
pub(crate) mod send_again;
pub(crate) mod show;
pub(crate) mod sign_in;
mod tree;

pub(crate) mod verdicts;
mod views;
mod why;
pub(crate) mod withdraw;

use crate::{
    console::{sent::Pairs, visit::InAccount},
    ui::SafeUrl,
};
use maud::{Markup, html};
use roster_app::members::list::{MemberLine, Reach};
use roster_domain::{id::MemberId, refusal::Refusal};

impl InAccount {
    /// The path of something about one user: `user(id, "/edit")`.
    pub(crate) fn user(&self, member: MemberId, rest: &str) -> String {
        self.path(&format!("/users/{member}{rest}"))
    }

    /// Where a form was opened from, if it says so and it is one of the users' pages.
    fn back(&self, sent: &Pairs) -> String {
        let users = self.path("/users");
        let told = sent.some("back").filter(|path| path.starts_with(&users) && SafeUrl::on_this_site(*path).is_some());
        told.map_or(users, str::to_owned)
    }

    /// What their roles are called, and until when those with an end hold.
    fn roles_until(&self, line: &MemberLine) -> Markup {
        html! {
            (self.role_labels(&line.roles))
            @for (role, until) in &line.role_ends {
                " " small { @if line.roles.len() > 1 { (self.role_label(role)) " " } (self.until(*until)) }
            }
        }
    }

    /// How much of what access is given to a user reaches: "12 sites", or all there is.
    fn reach_label(&self, line: &MemberLine) -> String {
        let told = self.leaf_reach(line).map(|(kind, reach)| self.reach_words(kind, reach));
        told.collect::<Vec<_>>().join(", ")
    }

    /// What ends when somebody goes: what they reach of each kind, by its name where there are several, without what is nothing.
    fn reach_that_ends(&self, line: &MemberLine) -> String {
        let several = self.leaves().count() > 1;
        let some = self.leaf_reach(line).filter(|(_, reach)| reach.all || reach.count > 0);
        let told = some.map(|(kind, reach)| match several && reach.all {
            true => format!("{}: {}", kind.plural.get(self.tag()), self.reach_words(kind, reach)),
            false => self.reach_words(kind, reach),
        });
        told.collect::<Vec<_>>().join(", ")
    }

    /// The same of one kind.
    fn reach_words(&self, kind: &roster_domain::model::Kind, reach: &Reach) -> String {
        let t = self.visit.t;
        match (reach.all, reach.count) {
            (true, 0) => t.get("reach-all").into_owned(),
            (true, count) => t.with("reach-all-of", &[("count", count.into())]),
            (false, count) => self.counted(kind, count),
        }
    }

    /// What is counted: the kinds that nothing lies under.
    fn leaves(&self) -> impl Iterator<Item = &roster_domain::model::Kind> {
        self.here.model.kinds().map(|(_, kind)| kind).filter(|kind| kind.children.is_empty())
    }

    fn leaf_reach<'l>(
        &'l self,
        line: &'l MemberLine,
    ) -> impl Iterator<Item = (&'l roster_domain::model::Kind, &'l Reach)> {
        self.leaves().filter_map(|kind| Some((kind, line.reach.iter().find(|reach| reach.kind == *kind.id.as_str())?)))
    }
}

impl InAccount {
    /// What tells a resource apart from one of the same name beside it: the product's name for it, or since when it is there.
    fn told_apart(&self, resource: &roster_app::resources::list::VisibleResource) -> String {
        let (t, row) = (self.visit.t, &resource.row);
        let since = || jiff::Timestamp::from_millisecond(row.created_at).unwrap_or_default();
        let created = || t.with("access-created", &[("day", t.date_time(since(), &self.visit.zone()).into())]);
        row.external_id.clone().unwrap_or_else(created)
    }
}

/// What someone is called in sentences and titles: the name, or as long as there is none the address.
pub(super) fn called(line: &MemberLine) -> &str {
    if line.row.name.trim().is_empty() { &line.row.email } else { &line.row.name }
}

/// Whether someone was invited and has not come yet, in time or not.
fn waits(line: &MemberLine) -> bool {
    matches!(line.status, "invited" | "expired")
}

/// What is wrong with fields, by the name of the form's field, as sentences; `known` are the fields the form has.
fn field_errors(at: &InAccount, refusal: &Refusal, known: &[&'static str]) -> Errors {
    let mut errors = Errors::default();
    let Refusal::Invalid(problems) = refusal else {
        errors.general = Some(at.refusal(refusal));
        return errors;
    };
    for problem in problems {
        let text = at.problem(problem);
        let (field, rest) =
            problem.pointer.trim_start_matches('/').split_once('/').unwrap_or((problem.pointer.as_str(), ""));
        let field = field.trim_start_matches('/');
        match known.contains(&field) {
            // One of many of its kind.
            true if ["fields", "until"].contains(&field) && !rest.is_empty() => {
                errors.fields.push((format!("{field}[{rest}]"), text));
            }
            true => errors.fields.push((field.to_owned(), text)),
            false => errors.general = Some(text),
        }
    }
    errors
}

/// Sentences about what is wrong with a form.
#[derive(Debug, Default)]
struct Errors {
    fields: Vec<(String, String)>,
    general: Option<String>,
}

impl Errors {
    fn of(&self, field: &str) -> Option<String> {
        self.fields.iter().find(|(name, _)| *name == field).map(|(_, text)| text.clone())
    }

    fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.general.is_none()
    }

    /// The summary above the form.
    fn summary(&self, at: &InAccount) -> crate::ui::ErrorSummary<'_> {
        let count = self.fields.len() + usize::from(self.general.is_some());
        let title = match &self.general {
            Some(_) => at.visit.t.get("not-saved").into_owned(),
            None => at.visit.t.with("error-summary", &[("count", count.into())]),
        };
        let told = |(name, text): &(String, String)| (name.clone(), format!("{}: {text}", field_label(at, name)));
        let items = self.fields.iter().map(told);
        let summary =
            items.fold(crate::ui::ErrorSummary::new(title), |summary, (name, told)| summary.item(&name, told));
        summary.general(self.general.as_deref())
    }
}

/// What a field is called on the forms about users.
fn field_label(at: &InAccount, name: &str) -> String {
    let t = at.visit.t;
    let key = match name {
        "role" | "roles" => return at.label("column.roles", "role"),
        "note" => return at.label("note", "edit-note"),
        "given_name" => "given-name",
        "family_name" => "family-name",
        "company" => "members-company",
        "until" => "edit-role-until",
        "email" => "email",
        "addresses" => "invite-addresses",
        "subject" => "new-user-subject",
        "message" => "invite-message",
        "reason" => "act-as-reason",
        name if name.starts_with("until[") => {
            let role = at.role_label(name.trim_start_matches("until[").trim_end_matches(']'));
            return t.with("edit-role-until-of", &[("role", role.into())]);
        }
        name => {
            let id = name.trim_start_matches("fields[").trim_end_matches(']');
            let declared = at.here.model.fields().iter().find(|field| *field.id.as_str() == *id);
            match declared {
                Some(field) => return field.label.get(at.tag()).to_owned(),
                None => "name",
            }
        }
    };
    t.get(key).into_owned()
}
