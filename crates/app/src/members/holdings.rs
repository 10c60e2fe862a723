//! What members hold as lists show it: their roles, and how much they reach. Remembered per member, because a page shows many of
//! them, and each is asked of the judge for all that lies under what they were given.
//!
//! What is remembered carries the versions it was made from, read in the same snapshot as the question; so it is never stale,
//! on however many nodes, and nothing has to be dropped.

use crate::{
    Outcome,
    held::{Held, state_of},
    standing::Standing,
    view::View,
};
use quick_cache::sync::Cache;
use roster_domain::{
    access,
    id::{AccountId, Id, MemberId, ResourceId},
    member::{MemberRecord, MemberStatus},
    resource::{Chain, ChainLink, KindIx},
};
use roster_store::{
    ReadTx, accounts,
    judged::StateRow,
    members::{MemberRow, TimedRow},
    resources,
};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;

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
    roles: Vec<TimedRow>,
    /// How many resources of each kind they reach.
    reach: HashMap<KindIx, Reached>,
}

/// How much of a kind a member reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reached {
    /// Every one, by a role.
    All,
    /// So many.
    Some(i64),
}

impl Holding {
    /// The ids of the roles in force.
    pub(crate) fn roles_at(&self, now: i64) -> Vec<String> {
        let in_force = |role: &&TimedRow| {
            role.from_at.is_none_or(|from| from <= now) && role.until_at.is_none_or(|until| now < until)
        };
        self.roles.iter().filter(in_force).map(|role| role.id.clone()).collect()
    }

    /// Those of the roles in force that end by themselves, and when.
    pub(crate) fn role_ends_at(&self, now: i64) -> Vec<(String, i64)> {
        let begun = self.roles.iter().filter(|role| role.from_at.is_none_or(|from| from <= now));
        let ends = begun.filter_map(|role| role.until_at.map(|until| (role.id.clone(), until)));
        ends.filter(|(_, until)| now < *until).collect()
    }

    /// How much of a kind they reach.
    pub(crate) fn reached(&self, kind: KindIx) -> Reached {
        self.reach.get(&kind).copied().unwrap_or(Reached::Some(0))
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
    let unknown: Vec<StateRow> = rows.iter().filter(|row| !found.contains_key(&row.member)).map(state_of).collect();
    if unknown.is_empty() {
        return Ok(found);
    }
    let mut held = view.standing.held_of_many(view.tx, &unknown)?;
    let mut reach = reach(&view.standing, view.tx, &unknown, &held)?;
    for row in rows {
        let Some(held) = held.remove(&row.member) else { continue };
        let timed = is_timed(&held);
        let reach = reach.remove(&row.member).unwrap_or_default();
        let holding = Arc::new(Holding { roles: held.roles, reach });
        // What begins or ends by itself is not remembered: no version tells that it did.
        if !timed {
            parts.holdings.0.insert((account, row.member), (versions(row), Arc::clone(&holding)));
        }
        found.insert(row.member, holding);
    }
    Ok(found)
}

fn is_timed(held: &Held) -> bool {
    held.roles.iter().any(|role| role.from_at.is_some() || role.until_at.is_some())
        || held.grants.iter().any(|grant| grant.from_at.is_some() || grant.until_at.is_some())
}

/// How much these members reach, as the judge says, in a fixed number of statements. Of those who are not in, what they will reach.
fn reach(
    standing: &Standing,
    tx: &mut ReadTx<'_>,
    states: &[StateRow],
    held: &HashMap<MemberId, Held>,
) -> Outcome<HashMap<MemberId, HashMap<KindIx, Reached>>> {
    let account = standing.account.account;
    let mut marked: HashMap<MemberId, BTreeSet<ResourceId>> = HashMap::new();
    for (member, held) in held {
        marked.entry(*member).or_default().extend(held.grants.iter().map(|grant| grant.resource));
    }
    let ids: Vec<MemberId> = states.iter().map(|row| row.member).collect();
    for (owner, resource) in resources::owned_by(tx, account, &ids)? {
        marked.entry(owner).or_default().insert(resource);
    }
    let all: Vec<ResourceId> = marked.values().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let mut under = Under { chains: HashMap::new(), counts: HashMap::new() };
    if !all.is_empty() {
        under.chains = standing.chains(tx, &all)?;
        for (resource, kind, count) in resources::counts_under(tx, account, &all)? {
            let kind = standing.model.kind(&kind);
            under.counts.entry(resource).or_default().extend(kind.map(|kind| (kind, count)));
        }
    }
    let mut reach = HashMap::with_capacity(states.len());
    for row in states {
        let Some(held) = held.get(&row.member) else { continue };
        let record = standing.as_judged(held, row.member, &row.status)?;
        let record = MemberRecord { status: MemberStatus::Active, ..record };
        let marked = marked.remove(&row.member).unwrap_or_default();
        reach.insert(row.member, under.reach(standing, &record, &marked));
    }
    Ok(reach)
}

/// The ways up from what was given or is owned, and how much of each kind lies under it, itself among it.
struct Under {
    chains: HashMap<ResourceId, Chain>,
    counts: HashMap<ResourceId, HashMap<KindIx, i64>>,
}

impl Under {
    /// What lies under one of the member's own places, and under none nearer, is the same to the judge: they are asked about once for
    /// each place and kind.
    fn reach(
        &self,
        standing: &Standing,
        member: &MemberRecord,
        marked: &BTreeSet<ResourceId>,
    ) -> HashMap<KindIx, Reached> {
        let (model, now) = (&standing.model, standing.now);
        let mut reach = HashMap::new();
        let open: Vec<KindIx> = model
            .kinds()
            .map(|(kind, _)| kind)
            .filter(|kind| {
                let all = !access::everywhere(model, member, *kind, now).is_empty();
                if all {
                    reach.insert(*kind, Reached::All);
                }
                !all
            })
            .collect();
        let mut counts: HashMap<KindIx, i64> = HashMap::new();
        let nearest = self.nearest(marked);
        for resource in marked {
            let (Some(chain), Some(under)) = (self.chains.get(resource), self.counts.get(resource)) else { continue };
            for kind in open.iter().copied() {
                let below: i64 = nearest.get(resource).into_iter().flatten().map(|it| self.count(*it, kind)).sum();
                let own = i64::from(chain.kind() == Some(kind));
                let others = under.get(&kind).copied().unwrap_or(0) - below - own;
                let reached = |chain: &Chain| !access::resource_set(model, member, true, chain, now).is_empty();
                if own > 0 && reached(chain) {
                    *counts.entry(kind).or_default() += own;
                }
                if others > 0 && reached(&one_under(chain, kind)) {
                    *counts.entry(kind).or_default() += others;
                }
            }
        }
        reach.extend(counts.into_iter().map(|(kind, count)| (kind, Reached::Some(count))));
        reach
    }

    fn count(&self, resource: ResourceId, kind: KindIx) -> i64 {
        self.counts.get(&resource).and_then(|counts| counts.get(&kind)).copied().unwrap_or(0)
    }

    /// For each place those of the others that lie under it with none between.
    fn nearest(&self, marked: &BTreeSet<ResourceId>) -> HashMap<ResourceId, HashSet<ResourceId>> {
        let mut nearest: HashMap<ResourceId, HashSet<ResourceId>> = HashMap::new();
        for resource in marked {
            let above = self.chains.get(resource).map(|chain| chain.links.iter().skip(1));
            if let Some(above) = above.into_iter().flatten().find(|link| marked.contains(&link.resource)) {
                nearest.entry(above.resource).or_default().insert(*resource);
            }
        }
        nearest
    }
}

/// A resource of a kind somewhere under the one that the chain begins at.
fn one_under(chain: &Chain, kind: KindIx) -> Chain {
    let mut under = Chain::default();
    under.links.push(ChainLink { resource: ResourceId::from_uuid(Uuid::nil()), kind, owner: None });
    under.links.extend(chain.links.iter().cloned());
    under
}
