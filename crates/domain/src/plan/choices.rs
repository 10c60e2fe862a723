//! What the old model has, somebody may hold, and the new one doesn't have: and where those go who hold it.

use super::pair::Pair;
use crate::{model::Permission, permission::RosterPermission, refusal::FieldProblem};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where each goes: to another one of its kind, or, with `None`, away.
type Ways = BTreeMap<String, Option<String>>;

/// Where those go who hold what disappears. Of what isn't named here nothing is decided.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Choices {
    /// Roles of the account; without one, the default role holds.
    pub roles: Ways,
    /// Levels, by the kind of resource they are granted on. Where one goes away, what is granted farther up decides.
    pub levels: BTreeMap<String, Ways>,
    /// Project roles, by their kind of resource.
    pub project_roles: BTreeMap<String, Ways>,
    /// Permissions that were given one by one, or are listed in Custom.
    pub permissions: Ways,
}

impl Choices {
    /// Those of one sort; `kind` for levels and project roles.
    fn ways(&self, what: What, kind: &str) -> Option<&Ways> {
        match what {
            What::Role => Some(&self.roles),
            What::Level => self.levels.get(kind),
            What::ProjectRole => self.project_roles.get(kind),
            What::Permission => Some(&self.permissions),
        }
    }
}

/// A kind of thing that can be held.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A role of the account.
    Role,
    /// A level.
    Level,
    /// A project role.
    ProjectRole,
    /// A permission that was given alone.
    Permission,
}

impl What {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            What::Role => "role",
            What::Level => "level",
            What::ProjectRole => "project_role",
            What::Permission => "permission",
        }
    }
}

/// Something that the new model doesn't have.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Vanished {
    /// What it is.
    pub what: What,
    /// On which kind of resource, for levels and project roles; otherwise empty.
    pub kind: String,
    /// Its id.
    pub id: String,
}

/// What becomes of something that is held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate<'a> {
    /// It stays.
    Stays,
    /// Another takes its place.
    Becomes(&'a str),
    /// It is taken away.
    Goes,
    /// Nobody decided yet; until then it is looked at as if it were taken away.
    Open,
}

/// Choices that were looked through.
#[derive(Clone, Debug)]
pub struct Settled {
    fates: BTreeMap<Vanished, Option<Option<String>>>,
}

impl Settled {
    /// Looks them through. Refused where something is chosen for what stays, or what takes its place isn't there or can't be given.
    pub fn new(pair: &Pair, choices: &Choices) -> Result<Settled, Vec<FieldProblem>> {
        let mut fates: BTreeMap<Vanished, Option<Option<String>>> =
            pair.vanished().into_iter().map(|vanished| (vanished, None)).collect();
        let mut problems = Vec::new();
        let mut settle = |what: What, kind: &str, ways: &Ways, pointer: &str| {
            for (id, to) in ways {
                let pointer = format!("{pointer}/{}", id.replace('~', "~0").replace('/', "~1"));
                let vanished = Vanished { what, kind: kind.to_owned(), id: id.clone() };
                let Some(fate) = fates.get_mut(&vanished) else {
                    problems.push(FieldProblem::new(pointer, "nothing_to_choose").with("value", id));
                    continue;
                };
                match to.as_deref().map(|to| (to, pair.can_become(&vanished, to))) {
                    Some((to, Err(code))) => {
                        let known = pair.instead_of(&vanished).join(", ");
                        problems.push(FieldProblem::new(pointer, code).with("value", to).with("known", known));
                    }
                    _ => *fate = Some(to.clone()),
                }
            }
        };
        settle(What::Role, "", &choices.roles, "/choices/roles");
        for (kind, ways) in &choices.levels {
            settle(What::Level, kind, ways, &format!("/choices/levels/{kind}"));
        }
        for (kind, ways) in &choices.project_roles {
            settle(What::ProjectRole, kind, ways, &format!("/choices/project_roles/{kind}"));
        }
        settle(What::Permission, "", &choices.permissions, "/choices/permissions");
        if problems.is_empty() { Ok(Settled { fates }) } else { Err(problems) }
    }

    /// What became of it all by these choices, one after the other.
    pub fn after(pair: &Pair, steps: &[Choices]) -> Settled {
        let became = |vanished: &Vanished| {
            let mut id = Some(vanished.id.clone());
            for step in steps {
                let Some(now) = &id else { break };
                if let Some(to) = step.ways(vanished.what, &vanished.kind).and_then(|ways| ways.get(now)) {
                    id = to.clone();
                }
            }
            (id.as_ref() != Some(&vanished.id)).then_some(id)
        };
        let fates = pair.vanished().into_iter().map(|vanished| {
            let became = became(&vanished);
            (vanished, became)
        });
        Settled { fates: fates.collect() }
    }

    /// What becomes of something with this id.
    pub fn fate(&self, what: What, kind: &str, id: &str) -> Fate<'_> {
        // Nearly always nothing vanishes at all.
        if self.fates.is_empty() {
            return Fate::Stays;
        }
        match self.fates.get(&Vanished { what, kind: kind.to_owned(), id: id.to_owned() }) {
            None => Fate::Stays,
            Some(Some(Some(to))) => Fate::Becomes(to),
            Some(Some(None)) => Fate::Goes,
            // What was given alone says itself where it goes: with its permission.
            Some(None) if what == What::Permission => Fate::Goes,
            Some(None) => Fate::Open,
        }
    }

    /// Whether it was said what becomes of it, be it nothing.
    pub fn is_chosen(&self, what: What, kind: &str, id: &str) -> bool {
        matches!(self.fates.get(&Vanished { what, kind: kind.to_owned(), id: id.to_owned() }), Some(Some(_)))
    }

    /// All that vanishes.
    pub fn all(&self) -> impl Iterator<Item = &Vanished> {
        self.fates.keys()
    }
}

impl Pair {
    /// All that can be held under the old model and that the new one doesn't have.
    pub fn vanished(&self) -> Vec<Vanished> {
        let mut vanished = Vec::new();
        let mut add = |what, kind: &str, id: &str| {
            vanished.push(Vanished { what, kind: kind.to_owned(), id: id.to_owned() });
        };
        for (_, role) in self.old.roles().filter(|(_, role)| self.new.role(&role.id).is_none()) {
            add(What::Role, "", &role.id);
        }
        for (_, kind) in self.old.kinds() {
            let new = self.new.kind(&kind.id);
            for level in &kind.levels {
                let id = &self.old[level.level];
                let there = new.and_then(|kind| self.new[kind].level(self.new.level(id)?));
                if there.is_none() {
                    add(What::Level, &kind.id, id);
                }
            }
            for role in &kind.project_roles {
                let id = &self.old[*role].id;
                if new.and_then(|kind| self.new.project_role(kind, id)).is_none() {
                    add(What::ProjectRole, &kind.id, id);
                }
            }
        }
        for (_, permission) in self.old.permissions().filter(|(_, one)| self.new.permission(&one.id).is_none()) {
            add(What::Permission, "", &permission.id);
        }
        vanished
    }

    /// What can take its place, in the order of the new model.
    pub fn instead_of(&self, vanished: &Vanished) -> Vec<String> {
        let kind = self.new.kind(&vanished.kind);
        let all: Vec<String> = match vanished.what {
            What::Role => self.new.roles().map(|(_, role)| role.id.to_string()).collect(),
            What::Level => {
                let levels = kind.into_iter().flat_map(|kind| &self.new[kind].levels);
                levels.map(|level| self.new[level.level].to_string()).collect()
            }
            What::ProjectRole => {
                let roles = kind.into_iter().flat_map(|kind| &self.new[kind].project_roles);
                roles.map(|role| self.new[*role].id.to_string()).collect()
            }
            What::Permission => {
                let permissions = self.new.permissions().filter(|(_, one)| self.is_alike(&vanished.id, one));
                permissions.map(|(_, permission)| permission.id.to_string()).collect()
            }
        };
        all.into_iter().filter(|id| self.can_become(vanished, id).is_ok()).collect()
    }

    /// Whether a permission of the new model can be held where this one of the old model could, and is the product's own as well.
    fn is_alike(&self, old: &str, new: &Permission) -> bool {
        let Some(old) = self.old.permission(old).map(|old| &self.old[old]) else { return false };
        let kinds: Vec<&str> = old.on.iter().map(|kind| self.old[*kind].id.as_str()).collect();
        let same_kind = new.on.iter().any(|kind| kinds.contains(&self.new[*kind].id.as_str()));
        let of_roster = new.id.as_str().starts_with(RosterPermission::PREFIX);
        !of_roster && (same_kind || (old.on_account && new.on_account))
    }

    /// Whether this can take its place; otherwise a code that says why not.
    fn can_become(&self, vanished: &Vanished, to: &str) -> Result<(), &'static str> {
        let kind = self.new.kind(&vanished.kind);
        match vanished.what {
            What::Role => {
                let role = self.new.role(to).ok_or("unknown_role")?;
                if self.new[role].assignable { Ok(()) } else { Err("not_assignable") }
            }
            What::Level => {
                let level = kind.and_then(|kind| self.new[kind].level(self.new.level(to)?));
                level.map(|_| ()).ok_or("unknown_level")
            }
            What::ProjectRole => {
                let role = kind.and_then(|kind| self.new.project_role(kind, to)).ok_or("unknown_role")?;
                // Where others could have it already, or more than one would come, not all of them can be the only one.
                let old = self.old.kind(&vanished.kind);
                let of = |id: &str| old.and_then(|kind| self.old.project_role(kind, id));
                let renamed = of(to).is_none() && of(&vanished.id).is_some_and(|role| self.old[role].single);
                if self.new[role].single && !renamed { Err("only_one_can_have_it") } else { Ok(()) }
            }
            What::Permission => self.new.permission(to).map(|_| ()).ok_or("unknown_permission"),
        }
    }
}
