//! Whether everybody can come to what the model has for them: a role that nobody can ever get, or a way out without a way
//! back, is a slip of the one who writes the model.

use super::Problems;
use crate::{
    model::{HowManyRoles, Model, Role, raw::RawModel},
    permission::{PermissionSet, RosterPermission},
    role::{ActsOn, Rank, RoleIx},
};

/// Looks at a model whose parts are all right by themselves.
pub(super) fn check(model: &Model, raw: &RawModel, problems: &mut Problems<'_>) {
    someone_brings_back(model, raw, problems);
    every_role_can_be_had(model, raw, problems);
}

/// Who left can't be invited anew: they are brought back.
fn someone_brings_back(model: &Model, raw: &RawModel, problems: &mut Problems<'_>) {
    let brings_back =
        |role: &Role| role.permissions.contains(RosterPermission::RestoreMembers) && role.removes != ActsOn::None;
    if !model.roles.iter().any(brings_back) {
        let instead = "add \"roster.restore_members\" to the permissions of a role whose removes isn't \"none\"";
        problems.add(raw.membership.leaving.span(), "no role can bring back who left", instead);
    }
}

/// The founder of an account has a role, and who has none the default one; from there on every other must be given by
/// somebody who got what they have in the same way. Roles that aren't assignable are so on purpose: whoever has one has it
/// from before.
fn every_role_can_be_had(model: &Model, raw: &RawModel, problems: &mut Problems<'_>) {
    let not_given =
        |ix: RoleIx| ix == model.founder_role() || ix == model.membership.default_role || !model[ix].assignable;
    let (mut had, mut out): (Vec<_>, Vec<_>) = model.roles().map(|(ix, _)| ix).partition(|ix| not_given(*ix));
    let mut givers: Vec<Giver> = Vec::new();
    while let Some(role) = had.pop() {
        // Where people may have many roles, all can come together in one person.
        let together = model.membership.roles == HowManyRoles::Many;
        let mut giver = givers.pop_if(|_| together).unwrap_or_else(|| Giver::of_nothing(model));
        giver.add(model, role);
        had.extend(out.extract_if(.., |other| giver.lacks(&model[*other]).is_none()));
        givers.push(giver);
    }
    let highest = givers.into_iter().filter(|giver| giver.invites()).max_by_key(|giver| giver.rank);
    for role in out {
        let (id, rank) = (&model[role].id, model[role].rank);
        let (wrong, instead) = match &highest {
            Some(giver) if giver.rank < rank => {
                let wrong = "nobody who can invite ranks as high".to_owned();
                (wrong, format!("write rank = {} or less", giver.rank.0))
            }
            giver => {
                let missing = giver.as_ref().and_then(|giver| giver.lacks(&model[role])).unwrap_or_default();
                let missing = super::sense::ids(model, &missing);
                let wrong = format!("it has {missing}, which nobody holds in the same way who could give it");
                (wrong, format!("give {missing} to a role that can invite and ranks as high"))
            }
        };
        problems.add(raw.role[role.index()].id.span(), format!("nobody can ever be {id:?}: {wrong}"), instead);
    }
}

/// What somebody with one or several roles can have at most, as far as it counts for giving roles. What the judge asks besides
/// (times, masks, single resources) is of one giver and one gift.
struct Giver {
    rank: Rank,
    account: PermissionSet,
    on: Vec<OnKind>,
}

/// The same on one kind of resource, by reach; a reach is held by who has the same, or `all`.
#[derive(Clone, Default)]
struct OnKind {
    all: PermissionSet,
    granted: PermissionSet,
    own: PermissionSet,
}

impl Giver {
    fn of_nothing(model: &Model) -> Giver {
        Giver { rank: Rank(0), account: PermissionSet::new(), on: vec![OnKind::default(); model.kinds.len()] }
    }

    fn add(&mut self, model: &Model, role: RoleIx) {
        let role = &model[role];
        self.rank = self.rank.max(role.rank);
        self.account.unite(&role.permissions);
        self.account.unite(&model.closed(role.may_receive.iter()));
        for ((kind, _), on) in model.kinds().zip(&mut self.on) {
            on.all.unite(role.on_all(kind));
            on.granted.unite(role.on_all(kind));
            on.granted.unite(role.on_granted(kind));
            on.own.unite(role.on_own(kind));
            model.kind_and_below(kind).into_iter().for_each(|below| on.own.unite(role.on_all(below)));
        }
    }

    fn invites(&self) -> bool {
        [RosterPermission::Invite, RosterPermission::ChangeRoles].into_iter().any(|it| self.account.contains(it))
    }

    /// What is missing for giving a role, besides rank and the permission to; `None` where nothing is.
    fn lacks(&self, role: &Role) -> Option<PermissionSet> {
        let mut missing = role.permissions.difference(&self.account);
        let given = role.on_all.iter().zip(&role.on_granted).zip(&role.on_own);
        for (((all, granted), own), held) in given.zip(&self.on) {
            missing.unite(&all.difference(&held.all));
            missing.unite(&granted.difference(&held.granted));
            missing.unite(&own.difference(&held.own));
        }
        let may = self.invites() && role.rank <= self.rank;
        (!may || !missing.is_empty()).then_some(missing)
    }
}
