//! Handing over a role that keeps the account, from its holder to one successor (F20): the only way in which a role that nobody can
//! assign moves, and a way for every other of its kind.

use super::give::{Change, GiveRefusal, may_give_and_hand_over};
use crate::{
    member::{MemberRecord, MemberStatus},
    model::Model,
    role::RoleIx,
};
use jiff::Timestamp;

/// The role that a member can hand over: the highest of theirs that keeps the account, in force and without end.
pub fn hands_over(model: &Model, member: &MemberRecord, now: Timestamp) -> Option<RoleIx> {
    let endless = member.roles.iter().filter(|role| role.window.contains(now) && role.window.until.is_none());
    let keeps =
        endless.map(|role| role.what).filter(|role| model.get_role(*role).is_some_and(|role| role.keeps_account));
    keeps.filter(|_| member.status == MemberStatus::Active).max_by_key(|role| model[*role].rank)
}

/// What whoever handed over a role may become, the best first: the next lower roles by rank, as far as roles are given at all, and at
/// last the default role.
pub fn steps_down_to(model: &Model, role: RoleIx) -> impl Iterator<Item = RoleIx> {
    let rank = model[role].rank;
    let mut lower: Vec<RoleIx> =
        model.roles().filter(|(_, role)| role.rank < rank && role.assignable).map(|(ix, _)| ix).collect();
    // Stable: of one rank, the first that is declared.
    lower.sort_by_key(|role| std::cmp::Reverse(model[*role].rank));
    lower.into_iter().chain([model.membership().default_role])
}

/// Whether the holder of a role may make this change, by which another gets it. All that the other gains is held by the holder, as with
/// any gift; only that the role be assignable is not asked.
pub fn may_hand_over(
    model: &Model,
    holder: &MemberRecord,
    role: RoleIx,
    change: &Change<'_>,
    now: Timestamp,
) -> Result<(), GiveRefusal> {
    may_give_and_hand_over(model, holder, change, Some(role), now)
}
