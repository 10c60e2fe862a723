//! The plan: exactly who gains and who loses which permission on what, before anything is done.

use super::{
    Proposal, keys, need,
    report::{Affected, Disappears, Line, Missing, NotRestored, Place, Plan},
    rights::Rights,
    tally::{NAMED, Tally, standing},
    target::Target,
    walk::{CHUNK, One, Under, Walk},
};
use crate::{App, Caller, Outcome, Parts, standing::Standing, view::View};
use roster_domain::{
    id::{AccountId, MemberId, ResourceId},
    model::differences,
    permission::RosterPermission,
    plan::{Fate, Moved},
    refusal::Refusal,
};
use roster_store::{ReadTx, accounts, members, resources};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// Told while it runs: how many members were looked at.
pub type Progress = Arc<dyn Fn(u64) + Send + Sync>;

/// A page of those who gain and lose.
#[derive(Clone, Debug)]
pub struct LinesPage {
    /// In the order of their ids.
    pub members: Vec<Affected>,
    /// Pass as `after` to go on.
    pub next: Option<MemberId>,
}

/// Works the plan out. Needs `roster.manage_model`; of the members themselves it tells who may see them.
pub async fn plan(
    app: &App,
    caller: &Caller,
    account: AccountId,
    proposal: Proposal,
    progress: Option<Progress>,
) -> Outcome<Plan> {
    app.long_view(caller, account, need(caller), move |view| {
        Ok(work_out(view.tx, view.parts, &view.standing, &proposal, progress.as_deref())?.0)
    })
    .await
}

/// The id that a plan of this would have, without working it out.
pub async fn plan_id(app: &App, caller: &Caller, account: AccountId, proposal: Proposal) -> Outcome<String> {
    app.view(caller, account, need(caller), move |view| Ok(find(view, &proposal)?.id)).await
}

/// All that a plan says of each member, page by page; `plan` is its id.
pub async fn lines(
    app: &App,
    caller: &Caller,
    account: AccountId,
    proposal: Proposal,
    plan: String,
    after: Option<MemberId>,
) -> Outcome<LinesPage> {
    app.long_view(caller, account, need(caller), move |view| {
        if !sees_members(&view.standing) {
            return Err(Refusal::Forbidden { permission: RosterPermission::ReadMembers.id().to_owned() }.into());
        }
        let target = find(view, &proposal)?;
        if target.id != plan {
            return Err(Refusal::PlanStale.into());
        }
        let mut walk = Walk::new(&target, &view.standing);
        let ones = walk.next(view.tx, after, CHUNK)?;
        let next = ones.last().map(|one| one.row.member);
        let rights = Rights::new(&target, &view.standing);
        let mut affected: Vec<Affected> = Vec::new();
        for one in &ones {
            affected.extend(told(&target, &walk, &rights, &view.standing, one));
        }
        name_resources(view.tx, account, &mut affected)?;
        Ok(LinesPage { members: affected, next })
    })
    .await
}

pub(super) fn find(view: &mut View<'_, '_>, proposal: &Proposal) -> Outcome<Target> {
    found(view.tx, view.parts, &view.standing, proposal)
}

fn found(tx: &mut ReadTx<'_>, parts: &Parts, standing: &Standing, proposal: &Proposal) -> Outcome<Target> {
    let head = accounts::head(tx, standing.account.account)?.ok_or(Refusal::NotFound)?;
    Target::find(tx, parts, standing, &head, proposal)
}

fn sees_members(standing: &Standing) -> bool {
    standing.record().is_none() || standing.may(RosterPermission::ReadMembers)
}

/// The plan, and who holds something else afterwards.
pub(super) fn work_out(
    tx: &mut ReadTx<'_>,
    parts: &Parts,
    standing: &Standing,
    proposal: &Proposal,
    progress: Option<&(dyn Fn(u64) + Send + Sync)>,
) -> Outcome<(Plan, Vec<MemberId>)> {
    let target = found(tx, parts, standing, proposal)?;
    let account = standing.account.account;
    let mut walk = Walk::new(&target, standing);
    let besides = own_places(tx, standing)?;
    walk.also_on(besides.iter().copied());
    let (mut tally, mut rights) = (Tally::new(&target, sees_members(standing)), Rights::new(&target, standing));
    let mut named: Vec<Affected> = Vec::new();
    let mut left: Vec<(Option<ResourceId>, NotRestored)> = Vec::new();
    let mut after = None;
    loop {
        let ones = walk.next(tx, after, CHUNK)?;
        let Some(last) = ones.last() else { break };
        after = Some(last.row.member);
        for one in &ones {
            rights.check(one, &walk);
            if left.len() < NAMED && sees_members(standing) {
                left.extend(not_restored(&walk, &rights, standing, one));
            }
            let moves = match besides.is_empty() {
                true => tally.add(one, &one.places),
                false => tally.add(one, &own(one, &walk)),
            };
            if moves && named.len() < NAMED && sees_members(standing) {
                named.extend(told(&target, &walk, &rights, standing, one));
            }
        }
        if let Some(progress) = progress {
            progress(tally.looked_at);
        }
    }
    name_resources(tx, account, &mut named)?;
    let keys = keys::losses(tx, &target, &mut walk, &mut rights)?;
    let missing = rights.missing();
    let (mut plan, moving) = tally.plan(differences(&target.pair.old, &target.pair.new));
    plan.members = named;
    left.truncate(NAMED);
    let names = resource_names(tx, account, left.iter().filter_map(|(resource, _)| *resource))?;
    let left = left.into_iter().map(|(resource, left)| {
        let resource_name = resource.and_then(|resource| names.get(&resource).cloned());
        NotRestored { resource_name, ..left }
    });
    plan.left = left.collect();
    plan.keys = keys;
    let told = missing.into_iter().map(|(place, set)| Missing { place, permissions: target.pair.ids(&set) });
    plan.missing = told.collect();
    Ok((plan, moving))
}

/// Where whoever asks has something: what others gain there is looked at, too.
fn own_places(tx: &mut ReadTx<'_>, standing: &Standing) -> Outcome<BTreeSet<ResourceId>> {
    let Some(record) = standing.record() else { return Ok(BTreeSet::new()) };
    let mut on: BTreeSet<ResourceId> = record.grants.all().iter().map(|grant| grant.resource).collect();
    let owned = resources::owned_by(tx, standing.account.account, &[record.member])?;
    on.extend(owned.into_iter().map(|(_, resource)| resource));
    Ok(on)
}

/// Only the places where the member has something themself.
fn own(one: &One, walk: &Walk<'_>) -> Vec<(ResourceId, Arc<Under>)> {
    let mut seen = BTreeSet::new();
    let has = |resource: ResourceId| {
        let granted = one.was.grants.iter().chain(&one.is.grants).any(|grant| grant.resource == resource);
        let owner = walk.chain(resource).and_then(|chain| chain.links.first()?.owner);
        granted || owner == Some(one.row.member)
    };
    let own = one.places.iter().filter(|(resource, _)| has(*resource) && seen.insert(*resource));
    own.cloned().collect()
}

/// What is said of one member; `None`: nothing changes.
pub(super) fn told(
    target: &Target,
    walk: &Walk<'_>,
    rights: &Rights<'_>,
    asker: &Standing,
    one: &One,
) -> Option<Affected> {
    let standing = standing(&one.row.status)?;
    let mut lines = Vec::new();
    let mut say = |place: Place, resource: Option<ResourceId>, moved: &Moved| {
        for shift in &moved.shifts {
            for (set, gained) in [(&shift.gained, true), (&shift.lost, false)] {
                lines.extend(set.iter().map(|permission| Line {
                    place: place.clone(),
                    resource,
                    resource_name: None,
                    permission: target.pair.id(permission).to_string(),
                    gained,
                    from: shift.from,
                }));
            }
        }
    };
    say(Place::Account, None, &one.base.account);
    for (kind, moved) in &one.base.everywhere {
        say(Place::Everywhere { kind: kind.clone() }, None, moved);
    }
    for (role, moved) in &one.base.over {
        say(Place::Over { role: target.pair.old[*role].id.to_string() }, None, moved);
    }
    for (resource, under) in own(one, walk) {
        let seen = rights.sees(walk, resource, asker).then_some(resource);
        for (kind, moved) in under.iter() {
            say(Place::On { kind: kind.clone() }, seen, moved);
        }
    }
    let disappears = one.vanishing(target).into_iter().map(|held| Disappears {
        what: held.what,
        kind: held.kind.to_owned(),
        id: held.id.to_owned(),
        resource: held.resource.filter(|resource| rights.sees(walk, *resource, asker)),
        resource_name: None,
        becomes: match target.settled.fate(held.what, held.kind, held.id) {
            Fate::Becomes(to) => Some(to.to_owned()),
            Fate::Stays | Fate::Goes | Fate::Open => None,
        },
    });
    let disappears: Vec<Disappears> = disappears.collect();
    if lines.is_empty() && disappears.is_empty() {
        return None;
    }
    let roles = |rows: &[members::TimedRow]| rows.iter().map(|role| role.id.clone()).collect();
    let (roles, new_roles) = (roles(&one.was.roles), roles(&one.is.roles));
    Some(Affected {
        member: one.row.member,
        name: one.name().to_owned(),
        standing,
        roles,
        new_roles,
        lines,
        disappears,
    })
}

/// What doesn't come back to one member, and on which resource it was, if whoever asks sees that.
fn not_restored(
    walk: &Walk<'_>,
    rights: &Rights<'_>,
    asker: &Standing,
    one: &One,
) -> Vec<(Option<ResourceId>, NotRestored)> {
    let told = one.stays.iter().map(|stays| {
        let seen = stays.resource.filter(|resource| rights.sees(walk, *resource, asker));
        let left = NotRestored {
            member: one.row.member,
            name: one.name().to_owned(),
            what: stays.what,
            kind: stays.kind.clone(),
            ids: stays.ids.clone(),
            resource_name: None,
            gone: stays.gone,
        };
        (seen, left)
    });
    told.collect()
}

/// What the resources are called, in one statement.
pub(super) fn name_resources(tx: &mut ReadTx<'_>, account: AccountId, affected: &mut [Affected]) -> Outcome<()> {
    let lines = affected.iter().flat_map(|affected| &affected.lines).filter_map(|line| line.resource);
    let held = affected.iter().flat_map(|affected| &affected.disappears).filter_map(|held| held.resource);
    let names = resource_names(tx, account, lines.chain(held))?;
    let name = |resource: Option<ResourceId>| resource.and_then(|resource| names.get(&resource).cloned());
    for affected in affected {
        affected.lines.iter_mut().for_each(|line| line.resource_name = name(line.resource));
        affected.disappears.iter_mut().for_each(|held| held.resource_name = name(held.resource));
    }
    Ok(())
}

fn resource_names(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    ids: impl Iterator<Item = ResourceId>,
) -> Outcome<HashMap<ResourceId, String>> {
    let ids: BTreeSet<ResourceId> = ids.collect();
    let rows = resources::by_ids(tx, account, &ids.into_iter().collect::<Vec<_>>())?;
    Ok(rows.into_iter().map(|row| (row.resource, row.name)).collect())
}
