//! The words of the account's model on its pages: what roles, levels, states and refusals are called there.

use crate::{
    console::visit::InAccount,
    text::Value,
    ui::{Confirm, Tone, badge},
    words,
};
use axum::{http::StatusCode, response::Response};
use jiff::Timestamp;
use maud::Markup;
use roster_app::Caller;
use roster_domain::{
    model::Kind,
    refusal::{FieldProblem, Refusal},
};

impl InAccount {
    /// The tag of the language the person reads.
    pub(crate) fn tag(&self) -> &'static str {
        self.visit.me.language.tag()
    }

    /// The caller, on condition that the thing still has the version their form was made from.
    pub(crate) fn having_seen(&self, version: Option<i64>) -> Caller {
        Caller { seen_version: version, ..self.visit.caller.clone() }
    }

    /// A confirmation, which opens in a dialog where there is script.
    pub(crate) fn confirm(&self, status: StatusCode, title: String, confirm: &Confirm<'_>) -> Response {
        self.visit.answer(status, self.visit.page(title).confirm(&self.shell(), confirm))
    }

    /// What a status is called.
    pub(crate) fn status_label(&self, status: &str) -> String {
        self.label(&format!("status.{status}"), &format!("status-{status}"))
    }

    /// A status as a badge.
    pub(crate) fn status_badge(&self, status: &str) -> Markup {
        let tone = match status {
            "active" => Tone::Ok,
            "invited" | "untold" => Tone::Info,
            "expired" => Tone::Warn,
            _ => Tone::Neutral,
        };
        badge(tone, &self.status_label(status))
    }

    /// What a role is called; one that the model no longer has, by its id.
    pub(crate) fn role_label(&self, id: &str) -> String {
        let model = &self.here.model;
        model.role(id).map_or_else(|| id.to_owned(), |role| model[role].label.get(self.tag()).to_owned())
    }

    /// What several roles are called.
    pub(crate) fn role_labels(&self, ids: &[String]) -> String {
        ids.iter().map(|id| self.role_label(id)).collect::<Vec<_>>().join(", ")
    }

    /// What a level is called, as the first kind that has it says.
    pub(crate) fn level_label(&self, id: &str) -> String {
        let model = &self.here.model;
        let declared = model.level(id).and_then(|level| model.kinds().find_map(|(_, kind)| kind.level(level)));
        declared.map_or_else(|| id.to_owned(), |level| level.label.get(self.tag()).to_owned())
    }

    /// What something is called that was given on a resource: a level, a project role or a permission.
    pub(crate) fn access_label(&self, id: &str) -> String {
        let model = &self.here.model;
        match model.project_roles().find(|(_, role)| role.id == id) {
            Some((_, role)) => role.label.get(self.tag()).to_owned(),
            None if model.level(id).is_some() => self.level_label(id),
            None => self.permission_label(id),
        }
    }

    /// What a permission is called: by the model, or for Roster's own by us.
    pub(crate) fn permission_label(&self, id: &str) -> String {
        if let Some(ours) = self.visit.t.find(&permission_key(id)) {
            return ours.into_owned();
        }
        let model = &self.here.model;
        model.permission(id).map_or_else(|| id.to_owned(), |ix| model[ix].label.get(self.tag()).to_owned())
    }

    /// "12 sites".
    pub(crate) fn counted(&self, kind: &Kind, count: i64) -> String {
        let t = self.visit.t;
        let category = t.with("plural-category", &[("count", Value::from(count))]);
        let number = u64::try_from(count).unwrap_or(0);
        let counted = kind.counted.get(self.tag(), &category, number);
        let name = if category == "one" { &kind.label } else { &kind.plural };
        counted.unwrap_or_else(|| format!("{} {}", t.number(count), name.get(self.tag())))
    }

    /// What a person is told about a refusal, with the names that the model gives.
    pub(crate) fn refusal(&self, refusal: &Refusal) -> String {
        let named = match refusal {
            Refusal::RoleNotRemovable { role } => Refusal::RoleNotRemovable { role: self.role_label(role) },
            Refusal::RoleNotAssignable { role } => Refusal::RoleNotAssignable { role: self.role_label(role) },
            Refusal::Forbidden { permission } => Refusal::Forbidden { permission: self.permission_label(permission) },
            Refusal::NotHeld { missing } if *missing != ["*"] => {
                Refusal::NotHeld { missing: missing.iter().map(|id| self.held_label(id)).collect() }
            }
            Refusal::Invalid(problems) if !problems.is_empty() => {
                return problems.iter().map(|one| self.problem(one)).collect::<Vec<_>>().join(" ");
            }
            Refusal::LastKeeper => {
                let keep = self.here.model.roles().filter(|(_, role)| role.keeps_account);
                let roles: Vec<&str> = keep.map(|(_, role)| role.label.get(self.tag())).collect();
                let values = [("count", roles.len().into()), ("roles", roles.join(", ").into())];
                return self.visit.t.with("refusal-last_keeper-named", &values);
            }
            // As people read amounts, not in the smallest unit.
            Refusal::InsufficientCredits { available, wanted } => {
                let values = [("available", self.amount(*available).into()), ("wanted", self.amount(*wanted).into())];
                return self.visit.t.with("refusal-insufficient_credits", &values);
            }
            other => other.clone(),
        };
        words::refusal(self.visit.t, &named)
    }

    /// What a person is told about one field, with the names that the model gives.
    pub(crate) fn problem(&self, problem: &FieldProblem) -> String {
        words::problem(self.visit.t, &self.named(problem))
    }

    /// Problems speak of permissions and roles by their ids; people are told what these are called.
    fn named(&self, problem: &FieldProblem) -> FieldProblem {
        let mut named = problem.clone();
        for (key, value) in &mut named.params {
            let ids = match *key {
                "missing" => value.split(", ").collect(),
                "value" if matches!(problem.code, "not_offered" | "role_not_maskable" | "not_in_application") => {
                    vec![value.as_str()]
                }
                "value" if problem.code == "only_for_members" => {
                    *value = self.access_label(value);
                    continue;
                }
                _ => continue,
            };
            *value = ids.into_iter().map(|id| self.held_label(id)).collect::<Vec<_>>().join(", ");
        }
        named
    }

    /// What may be missing is a permission, a role or a level.
    pub(crate) fn held_label(&self, id: &str) -> String {
        let model = &self.here.model;
        if id == "*" {
            return self.visit.t.get("permissions-everything").into_owned();
        }
        match (model.permission(id), model.role(id)) {
            (Some(_), _) => self.permission_label(id),
            (None, Some(_)) => self.role_label(id),
            (None, None) => self.level_label(id),
        }
    }

    /// Now.
    pub(crate) fn now(&self) -> Timestamp {
        self.visit.web.app.now()
    }

    /// "3 minutes ago", with the exact time on hover.
    pub(crate) fn ago(&self, millis: i64) -> Markup {
        let (t, zone) = (self.visit.t, self.visit.zone());
        let Ok(at) = Timestamp::from_millisecond(millis) else { return Markup::default() };
        maud::html! {
            time datetime=(at.to_string()) title=(t.date_time(at, &zone)) { (t.relative(at, self.now(), &zone)) }
        }
    }
}

/// The key of our own word for a permission of Roster's: `roster.read_members` → `permission-read_members`.
pub(crate) fn permission_key(id: &str) -> String {
    format!("permission-{}", id.strip_prefix(roster_domain::permission::RosterPermission::PREFIX).unwrap_or(" "))
}
