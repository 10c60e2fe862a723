//! Moving a resource: what each member gains and loses by it, and what whoever moves must hold for it (rule 12).
//!
//! A move changes what lies above a resource, and with it what flows down from there. It is looked at on the resource itself and,
//! for each kind that may lie under it, on some resource that nobody has grants on: what somebody has on one of those by a grant of
//! its own decides there before the move as after it.

use super::sets::{account_set, resource_set};
use crate::{
    id::{Id, ResourceId},
    member::{MemberRecord, MemberStatus},
    model::Model,
    permission::PermissionSet,
    resource::{Chain, ChainLink},
};
use jiff::Timestamp;

/// What a member gains and loses when a resource moves, on it and under it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shift {
    /// Permissions they have afterwards and not before.
    pub gains: PermissionSet,
    /// Permissions they have before and not afterwards.
    pub loses: PermissionSet,
}

impl Shift {
    /// Whether nothing changes for them.
    pub fn is_nothing(&self) -> bool {
        self.gains.is_empty() && self.loses.is_empty()
    }
}

/// What `member` gains and loses at this moment when the resource that both chains begin at goes from one to the other. Whoever
/// is invited or disabled is judged as if they were in.
pub fn shift(model: &Model, member: &MemberRecord, from: &Chain, to: &Chain, now: Timestamp) -> Shift {
    let member = as_active(member);
    let mut shift = Shift::default();
    for (before, after) in places(model, from).iter().zip(&places(model, to)) {
        let before = resource_set(model, &member, true, before, now);
        let after = resource_set(model, &member, true, after, now);
        shift.gains.unite(&after.difference(&before));
        shift.loses.unite(&before.difference(&after));
    }
    shift
}

/// What `mover` would have to hold for `member` to gain what they gain, now and at every later moment, and does not (rule 12). It
/// is asked where the resource lies before the move: nobody raises themself by it either.
pub fn missing_for_move(
    model: &Model,
    mover: &MemberRecord,
    member: &MemberRecord,
    from: &Chain,
    to: &Chain,
    now: Timestamp,
) -> PermissionSet {
    let member = as_active(member);
    let mut missing = PermissionSet::new();
    for moment in moments([mover, &member], now) {
        for (before, after) in places(model, from).iter().zip(&places(model, to)) {
            let had = resource_set(model, &member, true, before, moment);
            let gains = resource_set(model, &member, true, after, moment).difference(&had);
            if gains.is_empty() {
                continue;
            }
            let mut held = resource_set(model, mover, true, before, moment);
            if let Some(kind) = before.kind().filter(|_| !held.is_empty()) {
                let account = account_set(model, mover, true, moment);
                held.unite(&account.intersection(model.on_kind(kind)));
            }
            missing.unite(&gains.difference(&held));
        }
    }
    missing
}

fn as_active(member: &MemberRecord) -> MemberRecord {
    MemberRecord { status: MemberStatus::Active, ..member.clone() }
}

/// The resource, and for each kind that may lie under it some resource of which nothing is known.
fn places(model: &Model, chain: &Chain) -> Vec<Chain> {
    let Some(top) = chain.kind().filter(|kind| model.get_kind(*kind).is_some()) else { return Vec::new() };
    let place = |below| {
        let mut links = Vec::new();
        let mut next = Some(below);
        while let Some(kind) = next.filter(|kind| *kind != top) {
            links.push(ChainLink { resource: ResourceId::from_uuid(uuid::Uuid::nil()), kind, owner: None });
            next = model[kind].parent;
        }
        links.extend_from_slice(&chain.links);
        Chain { links }
    };
    model.kind_and_below(top).into_iter().map(place).collect()
}

/// Now, and every later moment at which something of these two begins or ends.
fn moments<'a>(members: impl IntoIterator<Item = &'a MemberRecord>, now: Timestamp) -> Vec<Timestamp> {
    let mut moments = vec![now];
    for member in members {
        let windows = member.roles.iter().map(|role| role.window);
        let windows = windows.chain(member.extras.iter().map(|extra| extra.window));
        let windows = windows.chain(member.grants.all().iter().map(|grant| grant.window));
        moments.extend(windows.flat_map(|window| [window.from, window.until]).flatten().filter(|edge| *edge > now));
    }
    moments.sort_unstable();
    moments.dedup();
    moments
}
