//! Grants: a member's access to a resource, and the times in which things are in force.

use crate::{
    id::ResourceId,
    model::name::{names, places},
    permission::PermissionIx,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

names! {
    /// The id of a level (`read_only`), as the model declares it.
    LevelId;
    /// The id of a project role (`participant`), unique within its kind of resource.
    ProjectRoleId;
}

places! {
    /// A level of a compiled model: the same level on whichever kind of resource.
    LevelIx;
    /// A project role of a compiled model: it knows its kind of resource.
    ProjectRoleIx;
}

impl LevelIx {
    /// A level that was stored and is no longer in the model. It gives nothing, and being nearest it still decides: what
    /// a newer model no longer knows never lets through what lies farther up.
    pub const GONE: LevelIx = LevelIx(u16::MAX);
}

/// The time in which something counts: while `from ≤ now < until` (rule 1).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Window {
    /// The first moment; `None` is always since.
    pub from: Option<Timestamp>,
    /// The first moment after; `None` is without end.
    pub until: Option<Timestamp>,
}

impl Window {
    /// Without beginning and end.
    pub const ALWAYS: Window = Window { from: None, until: None };

    /// From now on, up to `until`.
    pub fn until(until: Timestamp) -> Window {
        Window { from: None, until: Some(until) }
    }

    /// What is wrong with it as a wish for what begins or goes on from `now`: the field, `from` or `until`, and a stable code.
    pub fn problem(&self, now: Timestamp) -> Option<(&'static str, &'static str)> {
        let until = self.until?;
        if until <= now {
            return Some(("until", "in_the_past"));
        }
        self.from.is_some_and(|from| until <= from).then_some(("until", "ends_before_it_begins"))
    }

    /// Whether `now` lies within.
    pub fn contains(&self, now: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }
}

/// Something with the time in which it counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Timed<T> {
    /// The thing.
    pub what: T,
    /// When it counts.
    pub window: Window,
}

impl<T> Timed<T> {
    /// Without beginning and end.
    pub fn always(what: T) -> Timed<T> {
        Timed { what, window: Window::ALWAYS }
    }
}

/// What a grant gives.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum GrantWhat {
    /// A level: at most one per member and resource; the nearest decides (rule 6).
    Level(LevelIx),
    /// A project role: flows to what lies under the resource, and adds (rule 7).
    Role(ProjectRoleIx),
    /// A single permission: flows to what lies under the resource, and adds (rule 7).
    Permission(PermissionIx),
}

/// One grant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct GrantRecord {
    /// On which resource.
    pub resource: ResourceId,
    /// What it gives there.
    pub what: GrantWhat,
    /// When it counts.
    pub window: Window,
}

impl GrantRecord {
    /// A grant without beginning and end.
    pub fn always(resource: ResourceId, what: GrantWhat) -> GrantRecord {
        GrantRecord { resource, what, window: Window::ALWAYS }
    }
}

/// A member's grants, kept in the order of their resources, so that those on one resource are found at once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Grants(Vec<GrantRecord>);

impl Grants {
    /// The grants on one resource, in the order they were given in.
    pub fn on(&self, resource: ResourceId) -> &[GrantRecord] {
        let start = self.0.partition_point(|grant| grant.resource < resource);
        let found = &self.0[start..];
        &found[..found.partition_point(|grant| grant.resource == resource)]
    }

    /// All of them, by resource.
    pub fn all(&self) -> &[GrantRecord] {
        &self.0
    }

    /// Adds one.
    pub fn add(&mut self, grant: GrantRecord) {
        let place = self.0.partition_point(|other| other.resource <= grant.resource);
        self.0.insert(place, grant);
    }
}

impl From<Vec<GrantRecord>> for Grants {
    fn from(mut grants: Vec<GrantRecord>) -> Grants {
        grants.sort_by_key(|grant| grant.resource);
        Grants(grants)
    }
}

impl FromIterator<GrantRecord> for Grants {
    fn from_iter<I: IntoIterator<Item = GrantRecord>>(grants: I) -> Grants {
        Grants::from(Vec::from_iter(grants))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    #[test]
    fn a_window_holds_its_first_moment_and_not_its_end() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let window = Window { from: Some(at(10)), until: Some(at(20)) };
        let inside = [9, 10, 19, 20].map(|second| window.contains(at(second)));
        assert_eq!(inside, [false, true, true, false]);
        assert!(Window::ALWAYS.contains(at(-1_000_000)));
        let problems = [9, 19, 20].map(|second| window.problem(at(second)).map(|(_, code)| code));
        assert_eq!(problems, [None, None, Some("in_the_past")]);
        let turned = Window { from: Some(at(20)), until: Some(at(20)) };
        assert_eq!(turned.problem(at(1)), Some(("until", "ends_before_it_begins")));
        assert_eq!(Window::ALWAYS.problem(at(1)), None);
    }

    #[test]
    fn grants_are_found_by_resource_however_they_came() {
        let resource = |n| ResourceId::from_uuid(uuid::Uuid::from_u128(n));
        let grant = |n, level| GrantRecord::always(resource(n), GrantWhat::Level(LevelIx(level)));
        let mut grants = Grants::from(vec![grant(3, 0), grant(1, 1), grant(3, 2)]);
        grants.add(grant(2, 3));
        grants.add(grant(3, 4));
        assert_eq!(grants.on(resource(3)), [grant(3, 0), grant(3, 2), grant(3, 4)]);
        assert_eq!(grants.on(resource(2)), [grant(2, 3)]);
        assert!(grants.on(resource(4)).is_empty());
    }
}
