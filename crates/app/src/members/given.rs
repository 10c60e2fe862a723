//! What can be given on a resource: a level, a project role, or a single permission.

use crate::{Outcome, scope::Scope};
use roster_domain::{
    grant::{GrantRecord, GrantWhat, Window},
    id::ResourceId,
    language::Language,
    model::Model,
    refusal::{FieldProblem, Refusal},
    resource::KindIx,
};
use roster_store::{grants, resources};
use serde::{Deserialize, Serialize};

/// Something that can be given on a resource, by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// A level: at most one on a resource.
    Level(String),
    /// A project role: at most one on a resource.
    Role(String),
    /// A single permission: any number on a resource.
    Permission(String),
}

impl Given {
    /// What stands in this slot of a stored grant.
    pub fn stored(slot: &str, value: &str) -> Given {
        match slot.split_once(':') {
            None => Given::Level(value.to_owned()),
            Some(("role", _)) => Given::Role(value.to_owned()),
            Some(_) => Given::Permission(value.to_owned()),
        }
    }

    /// The slot it is stored in.
    pub fn slot(&self) -> String {
        match self {
            Given::Level(_) => grants::LEVEL.to_owned(),
            Given::Role(id) => format!("{ROLE}{id}"),
            Given::Permission(id) => format!("{PERMISSION}{id}"),
        }
    }

    /// The id of the level, project role or permission.
    pub fn id(&self) -> &str {
        match self {
            Given::Level(id) | Given::Role(id) | Given::Permission(id) => id,
        }
    }

    /// What people call it on this kind of resource; the id, where the model has no such thing (any more).
    pub fn label(&self, model: &Model, kind: &str, language: Language) -> String {
        let (kind, tag) = (model.kind(kind), language.tag());
        let label = match self {
            Given::Level(id) => {
                let level = model.level(id);
                let declared = level.and_then(|level| kind.and_then(|kind| model[kind].level(level)));
                declared.map(|level| level.label.get(tag))
            }
            Given::Role(id) => {
                kind.and_then(|kind| model.project_role(kind, id)).map(|role| model[role].label.get(tag))
            }
            Given::Permission(id) => model.permission(id).map(|permission| model[permission].label.get(tag)),
        };
        label.unwrap_or(self.id()).to_owned()
    }
}

/// How the slots of project roles begin.
pub(crate) const ROLE: &str = "role:";

/// How the slots of single permissions begin.
pub(crate) const PERMISSION: &str = "permission:";

/// Something that shall be given on a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessWish {
    /// On what.
    pub resource: ResourceId,
    /// What.
    pub what: Given,
    /// When it counts.
    pub window: Window,
}

impl AccessWish {
    /// A level.
    pub fn level(resource: ResourceId, level: impl Into<String>, window: Window) -> AccessWish {
        AccessWish { resource, what: Given::Level(level.into()), window }
    }

    /// Whether both can't be meant: there is one level and one project role on a resource.
    pub(crate) fn excludes(&self, other: &AccessWish) -> bool {
        let alike = match (&self.what, &other.what) {
            (Given::Permission(one), Given::Permission(other)) => one == other,
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        };
        self.resource == other.resource && alike
    }
}

/// Something on a resource, as it was wished and found.
pub(crate) struct GrantPlace {
    pub(crate) name: String,
    pub(crate) kind: KindIx,
    pub(crate) what: GrantWhat,
    wish: AccessWish,
}

impl GrantPlace {
    /// As the judge knows it.
    pub(crate) fn record(&self) -> GrantRecord {
        GrantRecord { resource: self.wish.resource, what: self.what, window: self.wish.window }
    }

    /// The id of what is given.
    pub(crate) fn id(&self) -> &str {
        self.wish.what.id()
    }

    /// Only one can have it, and whoever is offered it may never come: the refusal names what, and on which resource.
    pub(crate) fn only_for_members(&self, pointer: &str) -> Refusal {
        let problem = FieldProblem::new(format!("{pointer}/role"), "only_for_members");
        Refusal::Invalid(vec![problem.with("value", self.id()).with("name", self.name.clone())])
    }

    /// When it counts.
    pub(crate) fn window(&self) -> Window {
        self.wish.window
    }

    /// As it is stored.
    pub(crate) fn row(&self, scope: &Scope<'_, '_>, member: roster_domain::id::MemberId) -> grants::GrantRow {
        let (by, at) = (scope.standing.member(), scope.at());
        let level = grants::GrantRow::level(member, self.wish.resource, self.id().to_owned(), by, at);
        let time = |at: Option<jiff::Timestamp>| at.map(roster_store::db::millis);
        let (from_at, until_at) = (time(self.wish.window.from), time(self.wish.window.until));
        grants::GrantRow { slot: self.wish.what.slot(), from_at, until_at, ..level }
    }
}

/// Finds what is wished: a resource the caller can see, and something its kind has.
pub(crate) fn place(scope: &mut Scope<'_, '_>, pointer: &str, wish: &AccessWish) -> Outcome<GrantPlace> {
    let unknown = |field: &str, code| Refusal::field(format!("{pointer}/{field}"), code);
    let (account, resource) = (scope.account(), wish.resource);
    let row = resources::by_id(scope.tx, account, resource)?.ok_or_else(|| unknown("resource", "unknown_resource"))?;
    let chain = scope.standing.chain(scope.tx, resource)?;
    // What the caller can't see doesn't exist for them (rule 10).
    if scope.standing.set_on(&chain).is_empty() {
        return Err(unknown("resource", "unknown_resource").into());
    }
    if let Some((field, code)) = wish.window.problem(scope.now()) {
        return Err(unknown(field, code).into());
    }
    let model = &scope.standing.model;
    let kind = chain.kind().ok_or(Refusal::NotFound)?;
    let what = match &wish.what {
        Given::Level(id) => {
            let level = model.level(id).filter(|level| model[kind].level(*level).is_some());
            GrantWhat::Level(level.ok_or_else(|| unknown("level", "unknown_level"))?)
        }
        Given::Role(id) => {
            let role = model.project_role(kind, id).ok_or_else(|| unknown("role", "unknown_project_role"))?;
            // Whose it is until then, and after that, nobody could say.
            if model[role].single && wish.window != Window::ALWAYS {
                return Err(unknown("role", "single_has_no_times").into());
            }
            GrantWhat::Role(role)
        }
        Given::Permission(id) => {
            let problem = || FieldProblem::new(format!("{pointer}/permission"), "unknown_permission").with("value", id);
            GrantWhat::Permission(model.permission(id).ok_or_else(|| Refusal::Invalid(vec![problem()]))?)
        }
    };
    Ok(GrantPlace { name: row.name, kind, what, wish: wish.clone() })
}
