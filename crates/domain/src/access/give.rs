//! Giving (rules 12 and 13): nobody gives what they do not hold, there and at least until the gift's end.

use super::sets::{account_set, allowed_by_mask, mask_of, may_receive, rank, resource_set, roles_in_force};
use crate::{
    grant::{GrantWhat, LevelIx, ProjectRoleIx, Window},
    id::{Id, ResourceId},
    member::{MemberRecord, MemberStatus},
    model::{Model, Role},
    permission::{PermissionIx, PermissionSet},
    refusal::Refusal,
    resource::{Chain, ChainLink, KindIx},
    role::{Rank, RoleIx},
};
use jiff::Timestamp;

/// A resource that something is given on.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The resource and its ancestors.
    pub chain: &'a Chain,
    /// The chains of those resources under it on which the giver has a level of their own, which may be lower. Mostly none.
    pub nearer: &'a [Chain],
}

impl<'a> Place<'a> {
    /// A resource under which the giver has no levels of their own.
    pub fn new(chain: &'a Chain) -> Place<'a> {
        Place { chain, nearer: &[] }
    }
}

/// Something that is given to a member. A longer end is the same gift again, with that end; restoring and undoing are all
/// that comes back, gift by gift.
#[derive(Clone, Copy, Debug)]
pub enum Gift<'a> {
    /// A role.
    Role {
        /// Which.
        role: RoleIx,
        /// The resources that the receiver owns or has grants on: there the role may give more (rule 5).
        places: &'a [Place<'a>],
    },
    /// A permission beyond the roles.
    Extra(PermissionIx),
    /// A level on a resource.
    Level {
        /// Where.
        at: Place<'a>,
        /// Which.
        level: LevelIx,
    },
    /// A project role on a resource.
    ProjectRole {
        /// Where.
        at: Place<'a>,
        /// Which.
        role: ProjectRoleIx,
    },
    /// A single permission on a resource.
    Permission {
        /// Where.
        at: Place<'a>,
        /// Which.
        permission: PermissionIx,
    },
    /// A wider mask, or none: what the receiver's mask was before.
    Mask {
        /// `None` was All.
        before: Option<&'a PermissionSet>,
    },
}

/// Why something can't be given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GiveRefusal {
    /// The role can't be given by anyone.
    NotAssignable(RoleIx),
    /// The role stands above the giver's own rank.
    AboveOwnRank(RoleIx),
    /// The giver doesn't hold all of it, there and for as long.
    NotHeld {
        /// What is missing.
        missing: PermissionSet,
        /// On which resource; `None` is in the account, or on all resources.
        on: Option<ResourceId>,
    },
    /// Who is on Custom can't give All.
    All,
    /// No role of the receiver may be given this permission.
    NotReceivable(PermissionIx),
    /// The receiver lacks what the project role requires.
    Requires(PermissionSet),
    /// The model has no such thing on this kind of resource.
    NotHere,
}

impl GiveRefusal {
    /// The refusal in words that the outside knows.
    pub fn refusal(&self, model: &Model) -> Refusal {
        let ids = |set: &PermissionSet| set.iter().map(|ix| model[ix].id.to_string()).collect::<Vec<_>>();
        match self {
            GiveRefusal::NotAssignable(role) | GiveRefusal::AboveOwnRank(role) => {
                Refusal::RoleNotAssignable { role: model[*role].id.to_string() }
            }
            GiveRefusal::NotHeld { missing, .. } => Refusal::NotHeld { missing: ids(missing) },
            GiveRefusal::All => Refusal::NotHeld { missing: vec!["*".to_owned()] },
            GiveRefusal::NotReceivable(_) => Refusal::field("/permissions", "not_offered"),
            GiveRefusal::Requires(_) => Refusal::field("/role", "receiver_lacks_permissions"),
            GiveRefusal::NotHere => Refusal::field("/access", "not_on_this_kind"),
        }
    }
}

/// Whether `giver` may give this to `receiver`, until `until` (`None` is without end).
///
/// `receiver` is the member as the whole change leaves them (roles, mask), for an invitation the member they will be. The
/// permission to invite, to change roles or access is asked for elsewhere.
pub fn may_give(
    model: &Model,
    giver: &MemberRecord,
    receiver: &MemberRecord,
    gift: &Gift<'_>,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), GiveRefusal> {
    let hand = Hand { model, giver, receiver, now, moments: moments(giver, now, until) };
    match *gift {
        Gift::Role { role, places } => hand.role(role, places),
        Gift::Extra(permission) => hand.extra(permission),
        Gift::Level { at, level } => {
            let kind = at.chain.kind().ok_or(GiveRefusal::NotHere)?;
            let level = model[kind].level(level).ok_or(GiveRefusal::NotHere)?;
            hand.on_place(at, |kind| hand.with_reached(kind, &level.permissions, true))
        }
        Gift::ProjectRole { at, role } => hand.project_role(at, role),
        Gift::Permission { at, permission } => {
            let kind = at.chain.kind().ok_or(GiveRefusal::NotHere)?;
            let on = &model[permission].on;
            if !model.kind_and_below(kind).iter().any(|kind| on.contains(kind)) {
                return Err(GiveRefusal::NotHere);
            }
            hand.on_place(at, |kind| hand.with_reached(kind, &model[permission].includes, false))
        }
        Gift::Mask { before } => hand.mask(before),
    }
}

/// Every moment from now on, before the gift's end, at which what the giver holds may change.
fn moments(giver: &MemberRecord, now: Timestamp, until: Option<Timestamp>) -> Vec<Timestamp> {
    let windows = giver.roles.iter().map(|role| role.window);
    let windows = windows.chain(giver.extras.iter().map(|extra| extra.window));
    let windows = windows.chain(giver.grants.all().iter().map(|grant| grant.window));
    let edges = windows.flat_map(|Window { from, until }| [from, until]).flatten();
    let later = edges.filter(|edge| *edge > now && until.is_none_or(|until| *edge < until));
    std::iter::once(now).chain(later).collect()
}

/// One giver, one receiver, and the time over which something is given.
struct Hand<'a> {
    model: &'a Model,
    giver: &'a MemberRecord,
    receiver: &'a MemberRecord,
    now: Timestamp,
    moments: Vec<Timestamp>,
}

impl Hand<'_> {
    /// What is held at every moment.
    fn throughout(&self, held: impl Fn(Timestamp) -> PermissionSet) -> PermissionSet {
        let mut sets = self.moments.iter().map(|moment| held(*moment));
        let first = sets.next().unwrap_or_default();
        sets.fold(first, |common, set| common.intersection(&set))
    }

    fn held_in_account(&self) -> PermissionSet {
        self.throughout(|moment| account_set(self.model, self.giver, true, moment))
    }

    fn held_on(&self, chain: &Chain) -> PermissionSet {
        self.throughout(|moment| resource_set(self.model, self.giver, true, chain, moment))
    }

    /// What the giver's roles give on resources by themselves, whichever they are.
    fn held_by_role(&self, of: impl Fn(&Role) -> PermissionSet) -> PermissionSet {
        self.throughout(|moment| {
            if self.giver.status != MemberStatus::Active {
                return PermissionSet::new();
            }
            let roles = roles_in_force(self.model, self.giver, moment);
            let set = roles.fold(PermissionSet::new(), |set, role| set.union(&of(&self.model[role])));
            allowed_by_mask(self.model, &set, mask_of(self.model, self.giver, moment))
        })
    }

    /// What the receiver really gains of a set, under their mask.
    fn masked(&self, set: &PermissionSet) -> PermissionSet {
        allowed_by_mask(self.model, set, mask_of(self.model, self.receiver, self.now))
    }

    fn need(&self, gained: &PermissionSet, held: &PermissionSet, on: Option<ResourceId>) -> Result<(), GiveRefusal> {
        let missing = gained.difference(held);
        if missing.is_empty() { Ok(()) } else { Err(GiveRefusal::NotHeld { missing, on }) }
    }

    fn role(&self, role: RoleIx, places: &[Place<'_>]) -> Result<(), GiveRefusal> {
        let (model, ix, role) = (self.model, role, &self.model[role]);
        if !role.assignable {
            return Err(GiveRefusal::NotAssignable(ix));
        }
        let own = self.moments.iter().map(|moment| rank(model, self.giver, *moment)).min().unwrap_or(Rank(0));
        if role.rank > own {
            return Err(GiveRefusal::AboveOwnRank(ix));
        }
        let gained = |set: &PermissionSet| if role.maskable { self.masked(set) } else { set.clone() };
        let switchable = |set: &PermissionSet| set.intersects(model.in_applications());
        let all = !role.maskable || mask_of(model, self.receiver, self.now).is_none();
        let gives_switchable = switchable(&role.permissions) || role.on.iter().any(|on| switchable(&on.permissions));
        if all && self.giver_is_masked() && gives_switchable {
            return Err(GiveRefusal::All);
        }
        self.need(&gained(&role.permissions), &self.held_in_account(), None)?;
        for (kind, _) in model.kinds() {
            let all = self.held_by_role(|held| held.on_all(kind).clone());
            self.need(&gained(role.on_all(kind)), &all, None)?;
            let granted = self.held_by_role(|held| held.on_all(kind).union(held.on_granted(kind)));
            self.need(&gained(role.on_granted(kind)), &granted, None)?;
            for below in model.kind_and_below(kind) {
                let own = self.held_by_role(|held| held.on_all(below).union(held.on_own(kind)));
                self.need(&gained(&role.on_own(kind).intersection(model.on_kind(below))), &own, None)?;
            }
        }
        for place in places {
            let owned = place.chain.links.first().filter(|link| link.owner == Some(self.receiver.member));
            self.on_place(*place, |kind| {
                let mut set = role.on_granted(kind).clone();
                if let Some(link) = owned {
                    set.unite(role.on_own(link.kind));
                }
                gained(&set)
            })?;
        }
        Ok(())
    }

    fn giver_is_masked(&self) -> bool {
        self.moments.iter().any(|moment| mask_of(self.model, self.giver, *moment).is_some())
    }

    fn extra(&self, permission: PermissionIx) -> Result<(), GiveRefusal> {
        if !may_receive(self.model, self.receiver, permission, self.now) {
            return Err(GiveRefusal::NotReceivable(permission));
        }
        let gained = self.model[permission].includes.intersection(self.model.on_account());
        self.need(&self.masked(&gained), &self.held_in_account(), None)
    }

    fn project_role(&self, at: Place<'_>, role: ProjectRoleIx) -> Result<(), GiveRefusal> {
        let role = &self.model[role];
        if at.chain.kind() != Some(role.kind) {
            return Err(GiveRefusal::NotHere);
        }
        let has = account_set(self.model, self.receiver, true, self.now);
        let has = has.union(&resource_set(self.model, self.receiver, true, at.chain, self.now));
        let missing = role.require.difference(&has);
        if !missing.is_empty() {
            return Err(GiveRefusal::Requires(missing));
        }
        self.on_place(at, |kind| self.with_reached(kind, &role.permissions, false))
    }

    /// What a grant of `set` gives on a resource of this kind: itself, and what the receiver's roles give where there is a
    /// grant. An empty level gives neither (rule 5).
    fn with_reached(&self, kind: KindIx, set: &PermissionSet, is_level: bool) -> PermissionSet {
        let mut gained = set.intersection(self.model.on_kind(kind));
        if !(is_level && gained.is_empty()) {
            for role in roles_in_force(self.model, self.receiver, self.now) {
                gained.unite(self.model[role].on_granted(kind));
            }
        }
        self.masked(&gained)
    }

    /// Whether the giver holds what is gained on a resource, on whatever may lie under it, and where they hold less.
    fn on_place(&self, at: Place<'_>, gained: impl Fn(KindIx) -> PermissionSet) -> Result<(), GiveRefusal> {
        let (Some(kind), on) = (at.chain.kind(), at.chain.resource()) else { return Err(GiveRefusal::NotHere) };
        for below in self.model.kind_and_below(kind) {
            let gained = gained(below).intersection(self.model.on_kind(below));
            if !gained.is_empty() {
                self.need(&gained, &self.held_on(&some_under(self.model, at.chain, below)), on)?;
            }
        }
        for nearer in at.nearer {
            if let Some(below) = nearer.kind() {
                let gained = gained(below).intersection(self.model.on_kind(below));
                self.need(&gained, &self.held_on(nearer), nearer.resource())?;
            }
        }
        Ok(())
    }

    fn mask(&self, before: Option<&PermissionSet>) -> Result<(), GiveRefusal> {
        let (model, receiver) = (self.model, self.receiver);
        let after = mask_of(model, receiver, self.now);
        let could = self.could_have();
        let could = could.intersection(model.in_applications());
        let gained = allowed_by_mask(model, &could, after).difference(&allowed_by_mask(model, &could, before));
        if before.is_some() && after.is_none() && self.giver_is_masked() {
            return Err(GiveRefusal::All);
        }
        self.need(&gained.intersection(model.on_account()), &self.held_in_account(), None)?;
        for (kind, _) in model.kinds() {
            let held = self.held_by_role(|role| role.on_all(kind).clone());
            self.need(&gained.intersection(model.on_kind(kind)), &held, None)?;
        }
        Ok(())
    }

    /// All that the receiver could have anywhere if nothing were masked.
    fn could_have(&self) -> PermissionSet {
        let (model, receiver) = (self.model, self.receiver);
        let mut set = model.closed(receiver.extras.iter().map(|extra| extra.what));
        let held = receiver.roles.iter().map(|role| role.what);
        for role in held.chain([model.membership().default_role]).map(|role| &model[role]) {
            set.unite(&role.permissions);
            role.on.iter().for_each(|on| set.unite(&on.permissions));
        }
        for grant in receiver.grants.all() {
            match grant.what {
                GrantWhat::Level(level) => {
                    let declared = model.kinds().filter_map(|(_, kind)| kind.level(level));
                    declared.for_each(|level| set.unite(&level.permissions));
                }
                GrantWhat::Role(role) => set.unite(&model[role].permissions),
                GrantWhat::Permission(permission) => set.unite(&model[permission].includes),
            }
        }
        set
    }
}

/// The chain of some resource of kind `below` under the one that `chain` begins at, which has no grants or owner of its own.
fn some_under(model: &Model, chain: &Chain, below: KindIx) -> Chain {
    let mut links = Vec::new();
    let mut next = Some(below);
    while let Some(kind) = next.filter(|kind| Some(*kind) != chain.kind()) {
        links.push(ChainLink { resource: ResourceId::from_uuid(uuid::Uuid::nil()), kind, owner: None });
        next = model[kind].parent;
    }
    links.extend_from_slice(&chain.links);
    Chain { links }
}
