//! What a member has: in the account, and on a resource (rules 1 to 9 and 14).

use crate::{
    grant::{GrantRecord, GrantWhat, Timed, Window},
    member::{MemberRecord, MemberStatus},
    model::{Model, Role},
    permission::{PermissionIx, PermissionSet, RosterPermission},
    resource::{Chain, KindIx},
    role::{Rank, RoleIx},
};
use jiff::Timestamp;

/// The model's roles in force, or its default role if none is (rule 3). A key of the account has none of them.
pub fn roles_in_force<'a>(
    model: &'a Model,
    member: &'a MemberRecord,
    now: Timestamp,
) -> impl Iterator<Item = RoleIx> + 'a {
    let known = move |role: &RoleIx| model.get_role(*role).is_some();
    let held = member.roles.iter().filter(move |role| role.window.contains(now)).map(|role| role.what).filter(known);
    let none = held.clone().next().is_none();
    held.chain((none && member.own_role.is_none()).then_some(model.membership().default_role))
}

/// All that gives by being a role: those in force, and the one that a key of the account has for itself.
pub fn roles_that_give<'a>(
    model: &'a Model,
    member: &'a MemberRecord,
    now: Timestamp,
) -> impl Iterator<Item = &'a Role> + 'a {
    let own = member.own_role.as_deref().into_iter();
    own.chain(roles_in_force(model, member, now).map(|role| &model[role]))
}

/// The highest rank of the roles in force (rule 3), whatever the member's status.
pub fn rank(model: &Model, member: &MemberRecord, now: Timestamp) -> Rank {
    roles_that_give(model, member, now).map(|role| role.rank).max().unwrap_or(Rank(0))
}

/// What a member has in the account (rules 1 to 4 and 9), as long as its compliance status allows it.
pub fn account_set(model: &Model, member: &MemberRecord, account_open: bool, now: Timestamp) -> PermissionSet {
    let mut set = PermissionSet::new();
    if !account_open || member.status != MemberStatus::Active {
        return set;
    }
    for role in roles_that_give(model, member, now) {
        set.unite(&role.permissions);
    }
    for extra in member.extras.iter().filter(|extra| extra.window.contains(now)) {
        if may_receive(model, member, extra.what, now) {
            set.unite(&model[extra.what].includes); // Received, so it is in the model.
        }
    }
    set.intersect(model.on_account());
    apply_mask(model, member, &mut set, now);
    set.subtract(&member.withheld);
    set
}

/// Whether a role in force may receive this permission beyond what it gives (rule 4).
pub fn may_receive(model: &Model, member: &MemberRecord, extra: PermissionIx, now: Timestamp) -> bool {
    roles_that_give(model, member, now).any(|role| role.may_receive.contains(extra))
}

/// Those of these permissions that nobody with this role alone may be given beyond it (rule 4); outside of the role's times the
/// default role holds.
pub fn not_offered(
    model: &Model,
    role: Timed<RoleIx>,
    extras: impl IntoIterator<Item = PermissionIx>,
) -> Vec<PermissionIx> {
    let falls_back = (role.window != Window::ALWAYS).then_some(model.membership().default_role);
    let roles = [Some(role.what), falls_back];
    let offered = |extra: &PermissionIx| roles.iter().flatten().any(|role| model[*role].may_receive.contains(*extra));
    extras.into_iter().filter(|extra| !offered(extra)).collect()
}

/// What a member has on the resource that the chain begins at (rules 1 to 9). Empty means: for this member there is no such
/// thing (rule 10).
pub fn resource_set(
    model: &Model,
    member: &MemberRecord,
    account_open: bool,
    chain: &Chain,
    now: Timestamp,
) -> PermissionSet {
    let mut set = PermissionSet::new();
    let Some(kind) = chain.kind().filter(|kind| account_open && model.get_kind(*kind).is_some()) else { return set };
    if member.status != MemberStatus::Active {
        return set;
    }
    let found = Granted::on(model, member, chain, now, &mut set);
    let reached = found.any && found.nearest.is_none_or(|level| level.intersects(model.on_kind(kind)));
    for role in roles_that_give(model, member, now) {
        set.unite(role.on_all(kind));
        if reached {
            set.unite(role.on_granted(kind));
        }
        for link in chain.links.iter().filter(|link| link.owner == Some(member.member)) {
            set.unite(role.on_own(link.kind));
        }
    }
    set.intersect(model.on_kind(kind));
    apply_mask(model, member, &mut set, now);
    set
}

/// What a member has on every resource of a kind, also on those to come (rules 1, 3, 5 and 9): the reach `all` of the roles in
/// force.
pub fn everywhere(model: &Model, member: &MemberRecord, kind: KindIx, now: Timestamp) -> PermissionSet {
    let mut set = PermissionSet::new();
    if member.status != MemberStatus::Active || model.get_kind(kind).is_none() {
        return set;
    }
    for role in roles_that_give(model, member, now) {
        set.unite(role.on_all(kind));
    }
    set.intersect(model.on_kind(kind));
    apply_mask(model, member, &mut set, now);
    set
}

/// What the grants on a chain come to.
struct Granted<'a> {
    /// Whether there is any.
    any: bool,
    /// What the nearest level gives; it decides alone (rule 6).
    nearest: Option<&'a PermissionSet>,
}

impl<'a> Granted<'a> {
    /// Adds to `set` what rules 6 and 7 give.
    fn on(
        model: &'a Model,
        member: &MemberRecord,
        chain: &Chain,
        now: Timestamp,
        set: &mut PermissionSet,
    ) -> Granted<'a> {
        let mut found = Granted { any: false, nearest: None };
        for link in &chain.links {
            for grant in in_force(member.grants.on(link.resource), now) {
                found.any = true;
                match grant.what {
                    GrantWhat::Level(_) if found.nearest.is_some() => {}
                    GrantWhat::Level(_) => {
                        found.nearest = Some(gives(model, link.kind, grant).unwrap_or(PermissionSet::empty()))
                    }
                    GrantWhat::Role(_) | GrantWhat::Permission(_) => {
                        if let Some(given) = gives(model, link.kind, grant) {
                            set.unite(given);
                        }
                    }
                }
            }
        }
        if let Some(level) = found.nearest {
            set.unite(level);
        }
        found
    }
}

/// The grants that count now.
pub(super) fn in_force(grants: &[GrantRecord], now: Timestamp) -> impl Iterator<Item = &GrantRecord> {
    grants.iter().filter(move |grant| grant.window.contains(now))
}

/// What a grant gives on a resource of kind `on` and below; `None` if the model has no such thing on that kind.
pub(super) fn gives<'a>(model: &'a Model, on: KindIx, grant: &GrantRecord) -> Option<&'a PermissionSet> {
    match grant.what {
        GrantWhat::Level(level) => model.get_kind(on)?.level(level).map(|level| &level.permissions),
        GrantWhat::Role(role) => {
            let role = model.get_project_role(role)?;
            (role.kind == on).then_some(&role.permissions)
        }
        GrantWhat::Permission(permission) => Some(&model.get_permission(permission)?.includes),
    }
}

/// What Custom allows this member, or `None` for all: without a mask, or with a role that is exempt (rule 9).
pub fn mask_of<'a>(model: &Model, member: &'a MemberRecord, now: Timestamp) -> Option<&'a PermissionSet> {
    let mask = member.mask.as_ref()?;
    roles_that_give(model, member, now).all(|role| role.maskable).then_some(mask)
}

/// What is left of `set` under a mask.
pub fn allowed_by_mask(model: &Model, set: &PermissionSet, mask: Option<&PermissionSet>) -> PermissionSet {
    match mask {
        None => set.clone(),
        Some(mask) => set.difference(&model.in_applications().difference(mask)),
    }
}

fn apply_mask(model: &Model, member: &MemberRecord, set: &mut PermissionSet, now: Timestamp) {
    if let Some(mask) = mask_of(model, member, now) {
        set.subtract(&model.in_applications().difference(mask));
    }
}

/// Whether a member has a permission in the account.
pub fn holds(
    model: &Model,
    member: &MemberRecord,
    account_open: bool,
    permission: impl Into<PermissionIx>,
    now: Timestamp,
) -> bool {
    account_set(model, member, account_open, now).contains(permission)
}

/// Whether a member has a permission on a resource. One of Roster's own also counts there if it is held in the account, as
/// long as the resource exists for the member at all.
pub fn holds_on(
    model: &Model,
    member: &MemberRecord,
    account_open: bool,
    chain: &Chain,
    permission: impl Into<PermissionIx>,
    now: Timestamp,
) -> bool {
    let permission = permission.into();
    let there = resource_set(model, member, account_open, chain, now);
    there.contains(permission)
        || !there.is_empty()
            && RosterPermission::at(permission).is_some()
            && holds(model, member, account_open, permission, now)
}

/// Whether a member may create a resource of this kind: under the one that `parent` begins at, or in the account.
pub fn may_create(
    model: &Model,
    member: &MemberRecord,
    account_open: bool,
    kind: KindIx,
    parent: Option<&Chain>,
    now: Timestamp,
) -> bool {
    let kind = &model[kind];
    match parent {
        None => kind.parent.is_none() && holds(model, member, account_open, kind.create_needs, now),
        Some(parent) => {
            parent.kind().is_some()
                && parent.kind() == kind.parent
                && holds_on(model, member, account_open, parent, kind.create_needs, now)
        }
    }
}

/// Whether a member may rename and change the resource that the chain begins at.
pub fn may_edit(model: &Model, member: &MemberRecord, account_open: bool, chain: &Chain, now: Timestamp) -> bool {
    chain.kind().is_some_and(|kind| holds_on(model, member, account_open, chain, model[kind].edit_needs, now))
}

/// Whether a member may delete the resource that the chain begins at.
pub fn may_delete(model: &Model, member: &MemberRecord, account_open: bool, chain: &Chain, now: Timestamp) -> bool {
    chain.kind().is_some_and(|kind| holds_on(model, member, account_open, chain, model[kind].delete_needs, now))
}

/// Whether this member alone is enough for the account not to be lost (rule 14): active, with a role that keeps the account,
/// in force and without end.
pub fn keeps_account(model: &Model, member: &MemberRecord, now: Timestamp) -> bool {
    let endless = member.roles.iter().filter(|role| role.window.contains(now) && role.window.until.is_none());
    let default = (member.roles.is_empty() && member.own_role.is_none()).then_some(model.membership().default_role);
    let keeps = |role: RoleIx| model.get_role(role).is_some_and(|role| role.keeps_account);
    member.status == MemberStatus::Active && endless.map(|role| role.what).chain(default).any(keeps)
}
