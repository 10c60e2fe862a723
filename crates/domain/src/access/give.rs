//! Giving (rules 12 and 13): nobody gives what they do not hold, there and at least until the gift's end.
//!
//! Two questions are asked of every change. Of each thing that is new in it (a role, a permission, a grant, a wider mask, a
//! later end): does the giver hold all that it stands for, even where the receiver gains nothing by it today? And of the
//! change as a whole: does the giver hold all that the receiver gains by it, on whatever path (a nearer level that falls away,
//! an extra that a new role lets count again)?

mod held;

use super::sets::{account_set, allowed_by_mask, gives, mask_of, may_receive, rank, resource_set, roles_in_force};
use crate::{
    grant::{GrantRecord, GrantWhat, Timed, Window},
    id::ResourceId,
    member::{MemberRecord, MemberStatus},
    model::{Model, Role},
    permission::{PermissionIx, PermissionSet},
    refusal::{FieldProblem, Refusal},
    resource::{Chain, KindIx},
    role::{Rank, RoleIx},
};
use held::named;
pub use held::under;
pub(crate) use held::{moments, set_on, throughout};
use jiff::Timestamp;

/// A change to what a member has: roles, extras, mask, grants. The status of both records is of no account: what they hold is
/// judged as if they were active.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// Before. `None` where all is new: an invitation, its acceptance, a restored member.
    pub before: Option<&'a MemberRecord>,
    /// After.
    pub after: &'a MemberRecord,
    /// The chains of all resources that either of them, or the giver, owns or has grants on. Others do no harm.
    pub chains: &'a [Chain],
}

/// What somebody lacks of that which a project role requires, without counting that role itself (rule 13); `after`: what they have with
/// it. Nothing for grants of another kind.
pub fn lacks_for(
    model: &Model,
    after: &MemberRecord,
    grant: &GrantRecord,
    chain: &Chain,
    now: Timestamp,
) -> PermissionSet {
    let GrantWhat::Role(role) = grant.what else { return PermissionSet::new() };
    let others = after.grants.all().iter().filter(|other| timed(other) != timed(grant)).copied().collect();
    let receiver = MemberRecord { grants: others, ..after.clone() };
    let missing = model[role].require.difference(&account_set(model, &receiver, true, now));
    missing.difference(&resource_set(model, &receiver, true, chain, now))
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
    /// There is no such resource, or the model has no such thing on this kind of it.
    NotHere(ResourceId),
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
            GiveRefusal::NotReceivable(permission) => {
                let problem = FieldProblem::new("/extras", "not_offered");
                Refusal::Invalid(vec![problem.with("value", model[*permission].id.to_string())])
            }
            GiveRefusal::Requires(missing) => {
                let problem = FieldProblem::new("/access", "receiver_lacks_permissions");
                Refusal::Invalid(vec![problem.with("missing", ids(missing).join(", "))])
            }
            GiveRefusal::NotHere(_) => Refusal::field("/access", "not_on_this_kind"),
        }
    }
}

/// Whether `giver` may make this change. The permission for the verb (to invite, to change roles or access) and the target's
/// rank are asked for besides, by [`may_act_on`](super::may_act_on).
pub fn may_give(model: &Model, giver: &MemberRecord, change: &Change<'_>, now: Timestamp) -> Result<(), GiveRefusal> {
    may_give_and_hand_over(model, giver, change, None, now)
}

/// The same, where the giver hands over a role of theirs: that one need not be assignable.
pub(super) fn may_give_and_hand_over(
    model: &Model,
    giver: &MemberRecord,
    change: &Change<'_>,
    handed: Option<RoleIx>,
    now: Timestamp,
) -> Result<(), GiveRefusal> {
    // What the account's compliance status withholds from all today is given all the same, and has to be held for that.
    let withheld = PermissionSet::new;
    let active =
        |record: &MemberRecord| MemberRecord { status: MemberStatus::Active, withheld: withheld(), ..record.clone() };
    let (before, after) = (change.before.map(active), active(change.after));
    let giver = &MemberRecord { withheld: withheld(), ..giver.clone() };
    let hand = Hand { model, giver, before: before.as_ref(), after: &after, chains: change.chains, handed, now };
    // First: "all" says more than the names of what is in it.
    hand.mask()?;
    hand.roles()?;
    hand.extras()?;
    hand.grants()?;
    hand.gains()
}

/// One giver and one change.
struct Hand<'a> {
    model: &'a Model,
    giver: &'a MemberRecord,
    before: Option<&'a MemberRecord>,
    after: &'a MemberRecord,
    chains: &'a [Chain],
    handed: Option<RoleIx>,
    now: Timestamp,
}

impl Hand<'_> {
    // Each thing for itself: what is new, and what an existing thing gives more under a wider mask.

    fn roles(&self) -> Result<(), GiveRefusal> {
        let before = self.before.map(|before| before.roles.as_slice());
        for role in &self.after.roles {
            let Some(declared) = self.model.get_role(role.what) else { continue };
            let (moments, new) = (self.moments(role.window.until), is_new(role, before));
            if new && !declared.assignable && self.handed != Some(role.what) {
                return Err(GiveRefusal::NotAssignable(role.what));
            }
            let own = moments.iter().map(|moment| rank(self.model, self.giver, *moment)).min();
            if new && declared.rank > own.unwrap_or(Rank(0)) {
                return Err(GiveRefusal::AboveOwnRank(role.what));
            }
            self.role(declared, new, &moments)?;
        }
        // With no role in force the default role holds: where it did not before, it is given too.
        let falls_back = |member: &MemberRecord, now| !member.roles.iter().any(|role| role.window.contains(now));
        let held_before = |now| self.before.is_some_and(|before| falls_back(before, now));
        let all = self.all_moments();
        if all.iter().any(|moment| falls_back(self.after, *moment)) {
            let new = all.iter().any(|moment| falls_back(self.after, *moment) && !held_before(*moment));
            self.role(&self.model[self.model.membership().default_role], new, &self.moments(None))?;
        }
        Ok(())
    }

    /// What a role gives in the account, and by its reach. A reach is held by who has the same reach, or `all`; where the
    /// receiver gains by it today is looked at in [`Hand::gains`].
    fn role(&self, role: &Role, new: bool, moments: &[Timestamp]) -> Result<(), GiveRefusal> {
        self.need(self.gain(&role.permissions, new), || self.held_in_account(moments), None)?;
        for (kind, _) in self.model.kinds() {
            let all = || self.held_by_roles(moments, |held| held.on_all(kind).clone());
            self.need(self.gain(role.on_all(kind), new), all, None)?;
            let granted = || self.held_by_roles(moments, |held| held.on_all(kind).union(held.on_granted(kind)));
            self.need(self.gain(role.on_granted(kind), new), granted, None)?;
            for below in self.model.kind_and_below(kind) {
                let here = |set: &PermissionSet| set.intersection(self.model.on_kind(below));
                let own = || self.held_by_roles(moments, |held| here(held.on_own(kind)).union(held.on_all(below)));
                self.need(self.gain(&here(role.on_own(kind)), new), own, None)?;
            }
        }
        Ok(())
    }

    fn extras(&self) -> Result<(), GiveRefusal> {
        let before = self.before.map(|before| before.extras.as_slice());
        for extra in &self.after.extras {
            let Some(permission) = self.model.get_permission(extra.what) else { continue };
            let new = is_new(extra, before);
            if new && !may_receive(self.model, self.after, extra.what, self.now) {
                return Err(GiveRefusal::NotReceivable(extra.what));
            }
            let gained = self.gain(&permission.includes.intersection(self.model.on_account()), new);
            self.need(gained, || self.held_in_account(&self.moments(extra.window.until)), None)?;
        }
        Ok(())
    }

    fn grants(&self) -> Result<(), GiveRefusal> {
        let before: Option<Vec<_>> = self.before.map(|before| before.grants.all().iter().map(timed).collect());
        for grant in self.after.grants.all() {
            let new = is_new(&timed(grant), before.as_deref());
            let chain = self.chains.iter().find(|chain| chain.resource() == Some(grant.resource));
            match chain.and_then(|chain| Some((chain, gives(self.model, chain.kind()?, grant)?))) {
                Some((chain, given)) => self.grant(grant, given, chain, new)?,
                None if new => return Err(GiveRefusal::NotHere(grant.resource)),
                None => {}
            }
        }
        Ok(())
    }

    fn grant(&self, grant: &GrantRecord, given: &PermissionSet, chain: &Chain, new: bool) -> Result<(), GiveRefusal> {
        let places = self.and_under(chain);
        if new {
            let here = |place: &Chain| place.kind().is_some_and(|kind| given.intersects(self.model.on_kind(kind)));
            if matches!(grant.what, GrantWhat::Permission(_)) && !places.iter().any(here) {
                return Err(GiveRefusal::NotHere(grant.resource));
            }
            self.required(grant, chain)?;
        }
        let moments = self.moments(grant.window.until);
        for place in &places {
            let Some(kind) = place.kind() else { continue };
            let gained = self.gain(&self.with_reached(kind, given, grant.what), new);
            self.need(gained, || self.held_on(place, &moments), named(place))?;
        }
        Ok(())
    }

    /// What a grant gives on a resource of this kind: itself, and what the receiver's roles give where there is a grant. An
    /// empty level gives neither (rule 5).
    fn with_reached(&self, kind: KindIx, given: &PermissionSet, what: GrantWhat) -> PermissionSet {
        let mut set = given.intersection(self.model.on_kind(kind));
        if !set.is_empty() || !matches!(what, GrantWhat::Level(_)) {
            for role in roles_in_force(self.model, self.after, self.now) {
                set.unite(self.model[role].on_granted(kind));
            }
        }
        set
    }

    /// Whether the receiver holds what a project role requires, without counting that role itself (rule 13).
    fn required(&self, grant: &GrantRecord, chain: &Chain) -> Result<(), GiveRefusal> {
        let missing = lacks_for(self.model, self.after, grant, chain, self.now);
        if missing.is_empty() { Ok(()) } else { Err(GiveRefusal::Requires(missing)) }
    }

    /// All also gives what is added to the model later: only who has All can give it.
    fn mask(&self) -> Result<(), GiveRefusal> {
        let moments = self.moments(None);
        let masked = moments.iter().any(|moment| mask_of(self.model, self.giver, *moment).is_some());
        let new = self.before.is_none_or(|before| mask_of(self.model, before, self.now).is_some());
        let all = mask_of(self.model, self.after, self.now).is_none();
        if masked && new && all && self.could_have().intersects(self.model.in_applications()) {
            return Err(GiveRefusal::All);
        }
        Ok(())
    }

    /// All that the receiver's roles, extras and grants could come to anywhere.
    fn could_have(&self) -> PermissionSet {
        let model = self.model;
        let mut set = model.closed(self.after.extras.iter().map(|extra| extra.what));
        let roles = self.after.roles.iter().filter_map(|role| model.get_role(role.what));
        for role in roles.chain([&model[model.membership().default_role]]) {
            set.unite(&role.permissions);
            role.on.iter().for_each(|on| set.unite(&on.permissions));
        }
        for grant in self.after.grants.all() {
            let given = model.kinds().filter_map(|(kind, _)| gives(model, kind, grant));
            given.for_each(|given| set.unite(given));
        }
        set
    }

    // The change as a whole: what the receiver gains by it, now and at every moment at which anything begins or ends.

    fn gains(&self) -> Result<(), GiveRefusal> {
        let places: Vec<_> = self.chains.iter().flat_map(|chain| self.under(chain)).collect();
        for moment in self.all_moments() {
            let has = |member: &MemberRecord| account_set(self.model, member, true, moment);
            let before = self.before.map(has).unwrap_or_default();
            self.need(has(self.after).difference(&before), || has(self.giver), None)?;
            for place in &places {
                let after = resource_set(self.model, self.after, true, place, moment);
                let before = self.before.map(|before| self.set_on(before, place, moment)).unwrap_or_default();
                self.need(after.difference(&before), || self.set_on(self.giver, place, moment), named(place))?;
            }
        }
        Ok(())
    }
}

fn timed(grant: &GrantRecord) -> Timed<(ResourceId, GrantWhat)> {
    Timed { what: (grant.resource, grant.what), window: grant.window }
}

/// Whether something was not there before, or not for all of its time.
fn is_new<T: PartialEq>(item: &Timed<T>, before: Option<&[Timed<T>]>) -> bool {
    let covers = |old: Window, new: Window| {
        let since = old.from.is_none_or(|old| new.from.is_some_and(|new| old <= new));
        since && old.until.is_none_or(|old| new.until.is_some_and(|new| new <= old))
    };
    !before.is_some_and(|before| before.iter().any(|old| old.what == item.what && covers(old.window, item.window)))
}
