//! Keys of the account: fixed when they are made, within what their maker holds, and from then on nobody's but the account's.
//!
//! Such a key is judged like a member who has one role, made for it alone: it gives what was fixed, in the account and on every
//! resource of a kind, and acts on members like the roles whose rank it was made with. So the rest of the judge knows nothing of keys.

use super::sets::{account_set, everywhere, rank, roles_in_force};
use super::{ActRefusal, Verb, moments, throughout};
use crate::{
    id::{Id, KeyId, MemberId},
    member::MemberRecord,
    model::{Model, Role},
    permission::PermissionSet,
    resource::KindIx,
    role::RoleIx,
};
use jiff::Timestamp;
use std::sync::Arc;

/// What is fixed when a key of the account is made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KeyBounds {
    /// What it may in the account.
    pub account: PermissionSet,
    /// What it may on every resource of a kind, also on those to come.
    pub on: Vec<(KindIx, PermissionSet)>,
    /// The roles of its maker: on members it acts like who has these.
    pub roles: Vec<RoleIx>,
}

impl KeyBounds {
    /// What it may anywhere.
    pub fn anywhere(&self) -> PermissionSet {
        self.on.iter().fold(self.account.clone(), |all, (_, set)| all.union(set))
    }
}

/// What a key may on which this is written (with all that it includes), if this member makes it for the account: as much of it as they
/// hold from now until its end, in the account and on all resources of a kind (rule 12).
pub fn key_bounds(
    model: &Model,
    maker: &MemberRecord,
    written: &PermissionSet,
    until: Option<Timestamp>,
    now: Timestamp,
) -> KeyBounds {
    // What the account's compliance status withholds today is withheld from the key, too, and only as long.
    let maker = &MemberRecord { withheld: PermissionSet::new(), ..maker.clone() };
    let moments = moments([maker], now, until);
    let held = |of: &dyn Fn(Timestamp) -> PermissionSet| throughout(&moments, of).intersection(written);
    let on = model.kinds().map(|(kind, _)| (kind, held(&|moment| everywhere(model, maker, kind, moment))));
    let roles = roles_in_force(model, maker, now);
    KeyBounds {
        account: held(&|moment| account_set(model, maker, true, moment)),
        on: on.filter(|(_, set)| !set.is_empty()).collect(),
        roles: roles
            .filter(|role| moments.iter().all(|at| roles_in_force(model, maker, *at).any(|it| it == *role)))
            .collect(),
    }
}

/// A key of the account as the judge knows it.
pub fn key_record(model: &Model, key: KeyId, bounds: &KeyBounds, withheld: PermissionSet) -> MemberRecord {
    // It is no member, and owns nothing; its own id is nobody else's.
    let nobody = MemberRecord::active(MemberId::from_uuid(key.uuid()));
    MemberRecord { own_role: Some(Arc::new(Role::of_key(model, bounds))), withheld, ..nobody }
}

/// Whether this member's rank lets them revoke a key of the account: it stands no higher than they do. The permission for it is asked
/// for besides.
pub fn may_revoke_key(
    model: &Model,
    actor: &MemberRecord,
    key: &MemberRecord,
    now: Timestamp,
) -> Result<(), ActRefusal> {
    match rank(model, key, now) <= rank(model, actor, now) {
        true => Ok(()),
        false => Err(ActRefusal::Rank(Verb::Edit)),
    }
}
