//! What only one can have and somebody must have: whoever has it is followed before they go (C12, F17), and it is told when they
//! come to lack what it takes (C10).

use crate::{
    Outcome,
    members::{belongings::Belonging, given::ROLE, succession},
    scope::Scope,
    standing::Standing,
};
use roster_domain::{
    access::lacks_for,
    grant::GrantWhat,
    id::{MemberId, ResourceId},
    member::{MemberRecord, MemberStatus},
    permission::{PermissionSet, RosterPermission},
    refusal::Refusal,
    resource::Chain,
};
use roster_store::{ReadTx, grants};
use std::collections::HashMap;

/// How many are looked at, and how many of them are named in a refusal.
pub(crate) const MOST: i64 = 1_000;
const NAMED: usize = 20;

/// What these members have alone, by the resources' names.
pub(crate) fn held_alone(
    tx: &mut ReadTx<'_>,
    standing: &Standing,
    members: &[MemberId],
) -> Outcome<Vec<(MemberId, Belonging)>> {
    let model = &standing.model;
    let roles = model.project_roles().filter(|(_, role)| succession::has_successor(role));
    let slots: Vec<String> = roles.map(|(_, role)| format!("{ROLE}{}", role.id)).collect();
    if slots.is_empty() {
        return Ok(Vec::new());
    }
    let slots: Vec<&str> = slots.iter().map(String::as_str).collect();
    let rows = grants::of_members_in_slots(tx, standing.account.account, members, &slots, MOST)?;
    let alone = rows.into_iter().filter(|row| succession::needs_successor(model, &row.kind, &row.slot, &row.value));
    let belonging = |row: grants::SlotRow| {
        let grants::SlotRow { member, resource, kind, name, value, .. } = row;
        (member, Belonging { resource, kind, name, role: Some(value) })
    };
    Ok(alone.map(belonging).collect())
}

/// Those of them that the caller sees: of all others it isn't said what they are called (rule 10).
pub(crate) fn seen<T>(
    tx: &mut ReadTx<'_>,
    standing: &Standing,
    all: Vec<T>,
    thing: impl Fn(&T) -> &Belonging,
) -> Outcome<Vec<T>> {
    let chains = chains(tx, standing, all.iter().map(&thing))?;
    let sees = |thing: &Belonging| chains.get(&thing.resource).is_some_and(|chain| !standing.set_on(chain).is_empty());
    Ok(all.into_iter().filter(|one| sees(thing(one))).collect())
}

/// Whether the caller may change who has each of these: there, or in the whole account.
pub(crate) fn may_hand_over(tx: &mut ReadTx<'_>, standing: &Standing, things: &[Belonging]) -> Outcome<bool> {
    let needed = RosterPermission::ChangeAccess;
    if standing.may(needed) {
        return Ok(true);
    }
    let chains = chains(tx, standing, things.iter())?;
    let there =
        |thing: &Belonging| chains.get(&thing.resource).is_some_and(|chain| standing.set_on(chain).contains(needed));
    Ok(!things.is_empty() && things.iter().all(there))
}

/// The ways up from these, read at once.
pub(crate) fn chains<'t>(
    tx: &mut ReadTx<'_>,
    standing: &Standing,
    things: impl Iterator<Item = &'t Belonging>,
) -> Outcome<HashMap<ResourceId, Chain>> {
    let ids: Vec<ResourceId> = things.map(|thing| thing.resource).collect();
    standing.chains(tx, &ids)
}

/// Refuses to let somebody go who has something alone still: nobody would have it, and nobody would be told.
pub(crate) fn must_be_followed(scope: &mut Scope<'_, '_>, member: MemberId) -> Outcome<()> {
    let alone = held_alone(scope.tx, &scope.standing, &[member])?;
    if alone.is_empty() {
        return Ok(());
    }
    let on = seen(scope.tx, &scope.standing, alone, |(_, thing)| thing)?;
    Err(Refusal::NeedsSuccessor { on: on.into_iter().map(|(_, thing)| thing.name).take(NAMED).collect() }.into())
}

/// What somebody has alone of which they would lack, afterwards, something that it takes and that they do not lack now.
/// `chains`: the ways up from all of it.
pub(crate) fn unfit(
    standing: &Standing,
    chains: &HashMap<ResourceId, Chain>,
    alone: &[Belonging],
    before: &MemberRecord,
    after: &MemberRecord,
) -> Vec<Belonging> {
    let active = |record: &MemberRecord| MemberRecord { status: MemberStatus::Active, ..record.clone() };
    let (before, after) = (active(before), active(after));
    let lost = |thing: &&Belonging| {
        let Some(chain) = chains.get(&thing.resource) else { return false };
        let is_it = |what: GrantWhat| match what {
            GrantWhat::Role(role) => thing.role.as_ref().is_some_and(|id| standing.model[role].id == **id),
            GrantWhat::Level(_) | GrantWhat::Permission(_) => false,
        };
        let all = after.grants.all();
        let Some(grant) = all.iter().find(|grant| grant.resource == thing.resource && is_it(grant.what)) else {
            return false;
        };
        let lacks = |record| -> PermissionSet { lacks_for(&standing.model, record, grant, chain, standing.now) };
        !lacks(&after).difference(&lacks(&before)).is_empty()
    };
    alone.iter().filter(lost).cloned().collect()
}
