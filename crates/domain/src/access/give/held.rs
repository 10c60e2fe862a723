//! What a giver holds over the time of a gift, and the places at which that is asked.

use super::super::sets::roles_that_give;
use super::{GiveRefusal, Hand, account_set, allowed_by_mask, mask_of, resource_set};
use crate::{
    id::{Id, ResourceId},
    member::{MemberRecord, MemberStatus},
    model::{Model, Role},
    permission::PermissionSet,
    resource::{Chain, ChainLink, KindIx},
};
use jiff::Timestamp;

impl Hand<'_> {
    pub(super) fn need(
        &self,
        gained: PermissionSet,
        held: impl FnOnce() -> PermissionSet,
        on: Option<ResourceId>,
    ) -> Result<(), GiveRefusal> {
        if gained.is_empty() {
            return Ok(());
        }
        let missing = gained.difference(&held());
        if missing.is_empty() { Ok(()) } else { Err(GiveRefusal::NotHeld { missing, on }) }
    }

    /// What the receiver gains of a set under their mask; if the thing isn't new, only what the mask let not through before.
    pub(super) fn gain(&self, set: &PermissionSet, new: bool) -> PermissionSet {
        let mut gain = PermissionSet::new();
        for moment in self.all_moments() {
            let through = |member| allowed_by_mask(self.model, set, mask_of(self.model, member, moment));
            match self.before.filter(|_| !new) {
                Some(before) => gain.unite(&through(self.after).difference(&through(before))),
                None => gain.unite(&through(self.after)),
            }
        }
        gain
    }

    /// Now, and every later moment at which anything begins or ends for anyone concerned.
    pub(super) fn all_moments(&self) -> Vec<Timestamp> {
        moments([Some(self.giver), self.before, Some(self.after)].into_iter().flatten(), self.now, None)
    }

    pub(super) fn moments(&self, until: Option<Timestamp>) -> Vec<Timestamp> {
        moments([self.giver], self.now, until)
    }

    pub(super) fn held_in_account(&self, moments: &[Timestamp]) -> PermissionSet {
        throughout(moments, |moment| account_set(self.model, self.giver, true, moment))
    }

    pub(super) fn held_on(&self, chain: &Chain, moments: &[Timestamp]) -> PermissionSet {
        throughout(moments, |moment| self.set_on(self.giver, chain, moment))
    }

    pub(super) fn set_on(&self, member: &MemberRecord, chain: &Chain, moment: Timestamp) -> PermissionSet {
        set_on(self.model, member, chain, moment)
    }

    /// What the giver's roles give on resources by themselves, whichever they are, and where that is anything, Roster's own
    /// that are held in the account. (The product's in the account are never held on resources and do no harm here.)
    pub(super) fn held_by_roles(&self, moments: &[Timestamp], of: impl Fn(&Role) -> PermissionSet) -> PermissionSet {
        throughout(moments, |moment| {
            if self.giver.status != MemberStatus::Active {
                return PermissionSet::new();
            }
            let roles = roles_that_give(self.model, self.giver, moment);
            let set = roles.fold(PermissionSet::new(), |set, role| set.union(&of(role)));
            let mut set = allowed_by_mask(self.model, &set, mask_of(self.model, self.giver, moment));
            if !set.is_empty() {
                set.unite(&account_set(self.model, self.giver, true, moment));
            }
            set
        })
    }

    // Where.

    /// A resource, whatever may lie under it, and those known resources under it where somebody has something else.
    pub(super) fn and_under(&self, chain: &Chain) -> Vec<Chain> {
        let mut places = self.under(chain);
        let resource = chain.resource();
        let lies_under = |other: &&Chain| other.links.iter().skip(1).any(|link| Some(link.resource) == resource);
        places.extend(self.chains.iter().filter(lies_under).cloned());
        places
    }

    pub(super) fn under(&self, chain: &Chain) -> Vec<Chain> {
        under(self.model, chain)
    }
}

/// A resource, and for each kind that may lie under it, some resource on which nobody has grants and that nobody owns.
pub fn under(model: &Model, chain: &Chain) -> Vec<Chain> {
    let Some(top) = chain.kind().filter(|kind| model.get_kind(*kind).is_some()) else { return Vec::new() };
    let some = |below: KindIx| {
        let mut links = Vec::new();
        let mut next = Some(below);
        while let Some(kind) = next.filter(|kind| *kind != top) {
            links.push(ChainLink { resource: some_resource(), kind, owner: None });
            next = model[kind].parent;
        }
        links.extend_from_slice(&chain.links);
        Chain { links }
    };
    model.kind_and_below(top).into_iter().map(some).collect()
}

/// What a member has on a resource, with those of Roster's own permissions that count there because they are held in the
/// account.
pub(crate) fn set_on(model: &Model, member: &MemberRecord, chain: &Chain, moment: Timestamp) -> PermissionSet {
    let mut set = resource_set(model, member, true, chain, moment);
    if let Some(kind) = chain.kind().filter(|_| !set.is_empty()) {
        let account = account_set(model, member, true, moment);
        set.unite(&account.intersection(model.on_kind(kind)));
    }
    set
}

/// An id that no resource has.
fn some_resource() -> ResourceId {
    ResourceId::from_uuid(uuid::Uuid::nil())
}

/// The resource to name for a place: the known one, where it is only some resource under that.
pub(super) fn named(place: &Chain) -> Option<ResourceId> {
    place.links.iter().map(|link| link.resource).find(|resource| *resource != some_resource())
}

/// Now, and every later moment before `until` at which something of these members begins or ends.
pub(crate) fn moments<'a>(
    members: impl IntoIterator<Item = &'a MemberRecord>,
    now: Timestamp,
    until: Option<Timestamp>,
) -> Vec<Timestamp> {
    let mut moments = vec![now];
    for member in members {
        let windows = member.roles.iter().map(|role| role.window);
        let windows = windows.chain(member.extras.iter().map(|extra| extra.window));
        let windows = windows.chain(member.grants.all().iter().map(|grant| grant.window));
        let edges = windows.flat_map(|window| [window.from, window.until]).flatten();
        moments.extend(edges.filter(|edge| *edge > now && until.is_none_or(|until| *edge < until)));
    }
    moments.sort_unstable();
    moments.dedup();
    moments
}

/// What is held at each of these moments.
pub(crate) fn throughout(moments: &[Timestamp], held: impl Fn(Timestamp) -> PermissionSet) -> PermissionSet {
    let mut sets = moments.iter().map(|moment| held(*moment));
    let first = sets.next().unwrap_or_default();
    sets.fold(first, |common, set| common.intersection(&set))
}
