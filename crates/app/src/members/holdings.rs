//! What members hold as lists show it: their roles, and how much their grants reach. Remembered per member, because a page shows
//! many of them and each costs a walk over all that lies under what they were given.
//!
//! What is remembered carries the versions it was made from, read in the same snapshot as the question; so it is never stale,
//! on however many nodes, and nothing has to be dropped.

use crate::{Outcome, view::View};
use quick_cache::sync::Cache;
use roster_domain::{
    id::{AccountId, MemberId},
    model::Model,
};
use roster_store::{
    accounts, grants,
    members::{self, MemberRoleRow, MemberRow},
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Of how many members. One takes some 300 bytes.
const KEPT: usize = 50_000;

/// What must not have moved: the member, the resources of the account, its model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Versions {
    member: i64,
    resources: i64,
    model: i64,
}

type Remembered = (Versions, Arc<Holding>);

/// The memory of all accounts together; who was not asked about for long is forgotten first.
pub(crate) struct Holdings(Cache<(AccountId, MemberId), Remembered>);

impl Default for Holdings {
    fn default() -> Holdings {
        Holdings(Cache::new(KEPT))
    }
}

/// What one member holds.
#[derive(Debug, Default)]
pub(crate) struct Holding {
    roles: Vec<MemberRoleRow>,
    /// The ids of kinds, and how many resources of each are reached by grants.
    reach: Vec<(String, i64)>,
}

impl Holding {
    /// The ids of the roles in force.
    pub(crate) fn roles_at(&self, now: i64) -> Vec<String> {
        let in_force = |role: &&MemberRoleRow| {
            role.from_at.is_none_or(|from| from <= now) && role.until_at.is_none_or(|until| now < until)
        };
        self.roles.iter().filter(in_force).map(|role| role.role.clone()).collect()
    }

    /// Those of the roles in force that end by themselves, and when.
    pub(crate) fn role_ends_at(&self, now: i64) -> Vec<(String, i64)> {
        let begun = self.roles.iter().filter(|role| role.from_at.is_none_or(|from| from <= now));
        let ends = begun.filter_map(|role| role.until_at.map(|until| (role.role.clone(), until)));
        ends.filter(|(_, until)| now < *until).collect()
    }

    /// How many resources of a kind are reached by grants.
    pub(crate) fn reached(&self, kind: &str) -> i64 {
        self.reach.iter().find(|(id, _)| id == kind).map_or(0, |(_, count)| *count)
    }
}

/// What these members hold, in a fixed number of statements; in one if all are remembered.
pub(crate) fn of(view: &mut View<'_, '_>, rows: &[MemberRow]) -> Outcome<HashMap<MemberId, Arc<Holding>>> {
    let (account, parts) = (view.account(), view.parts);
    let resources = accounts::head(view.tx, account)?.map_or(0, |head| head.resources_revision);
    let model = view.standing.model_version;
    let versions = |row: &MemberRow| Versions { member: row.version, resources, model };
    let mut found: HashMap<MemberId, Arc<Holding>> = HashMap::with_capacity(rows.len());
    for row in rows {
        match parts.holdings.0.get(&(account, row.member)) {
            Some((of, holding)) if of == versions(row) => found.insert(row.member, holding),
            _ => None,
        };
    }
    let unknown: Vec<MemberId> = rows.iter().map(|row| row.member).filter(|id| !found.contains_key(id)).collect();
    if unknown.is_empty() {
        return Ok(found);
    }
    // What begins or ends by itself is not remembered: no version tells that it did.
    let timed: HashSet<MemberId> = grants::timed(view.tx, account, &unknown)?.into_iter().collect();
    let mut read = read(view, &unknown)?;
    for row in rows {
        let Some(holding) = read.remove(&row.member).map(Arc::new) else { continue };
        if !timed.contains(&row.member) {
            parts.holdings.0.insert((account, row.member), (versions(row), Arc::clone(&holding)));
        }
        found.insert(row.member, holding);
    }
    Ok(found)
}

fn read(view: &mut View<'_, '_>, ids: &[MemberId]) -> Outcome<HashMap<MemberId, Holding>> {
    let (account, now) = (view.account(), view.at());
    let mut holdings: HashMap<MemberId, Holding> = ids.iter().map(|id| (*id, Holding::default())).collect();
    for role in members::roles_of(view.tx, account, ids)? {
        if let Some(holding) = holdings.get_mut(&role.member) {
            holding.roles.push(role);
        }
    }
    let empty = empty_levels(&view.standing.model);
    for (member, kind, count) in grants::reach_counts(view.tx, account, ids, &empty, now)? {
        if let Some(holding) = holdings.get_mut(&member) {
            holding.reach.push((kind, count));
        }
    }
    Ok(holdings)
}

/// A level is empty on a kind if it gives nothing there wherever on the way up it stands.
fn empty_levels(model: &Model) -> Vec<(&str, &str)> {
    let mut empty = Vec::new();
    for (kind_ix, kind) in model.kinds() {
        let on_the_way: Vec<_> = model.kinds().map(|(on, _)| model.levels_empty(on, kind_ix)).collect();
        let levels = model.levels().filter(|(level, _)| on_the_way.iter().all(|empty| empty.contains(level)));
        empty.extend(levels.map(|(_, id)| (kind.id.as_str(), id.as_str())));
    }
    empty
}
