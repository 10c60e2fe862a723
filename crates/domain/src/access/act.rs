//! Acting on a member (rule 11).

use super::sets::{account_set, holds_on, rank, roles_in_force, roles_that_give};
use crate::{
    member::MemberRecord,
    model::Model,
    permission::RosterPermission,
    refusal::Refusal,
    resource::Chain,
    role::{ActsOn, RoleIx},
};
use jiff::Timestamp;

/// What someone does to a member.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verb {
    /// Change names, profile fields, note; mail a link to set a password.
    Edit,
    /// Change the roles.
    ChangeRoles,
    /// Change the permissions beyond the roles, and what Custom lists.
    ChangePermissions,
    /// Change the access to resources.
    ChangeAccess,
    /// Put out for a while.
    Disable,
    /// Put out, into the list of former members.
    Archive,
    /// Put out, and off the lists.
    Delete,
    /// Enable, or bring back.
    Restore,
    /// Send an invitation again, or change it.
    Resend,
    /// Take an invitation back.
    Withdraw,
    /// Act as them.
    ActAs,
}

impl Verb {
    /// Every verb.
    pub const ALL: [Verb; 11] = [
        Verb::Edit,
        Verb::ChangeRoles,
        Verb::ChangePermissions,
        Verb::ChangeAccess,
        Verb::Disable,
        Verb::Archive,
        Verb::Delete,
        Verb::Restore,
        Verb::Resend,
        Verb::Withdraw,
        Verb::ActAs,
    ];

    /// What it needs.
    pub fn needs(self) -> RosterPermission {
        match self {
            Verb::Edit => RosterPermission::EditMembers,
            Verb::ChangeRoles | Verb::ChangePermissions => RosterPermission::ChangeRoles,
            Verb::ChangeAccess => RosterPermission::ChangeAccess,
            Verb::Disable | Verb::Archive | Verb::Delete => RosterPermission::RemoveMembers,
            Verb::Restore => RosterPermission::RestoreMembers,
            Verb::Resend | Verb::Withdraw => RosterPermission::Invite,
            Verb::ActAs => RosterPermission::ActAs,
        }
    }

    /// Whether somebody who acts as somebody else may do it: nobody is put out or let in by it, and nobody acts as one through another
    /// (B12).
    pub fn open_while_acting(self) -> bool {
        !matches!(self, Verb::Disable | Verb::Archive | Verb::Delete | Verb::Restore | Verb::ActAs)
    }

    fn group(self) -> Group {
        match self {
            Verb::Edit | Verb::ChangeRoles | Verb::ChangePermissions => Group::Edits,
            Verb::ChangeAccess => Group::Access,
            Verb::Disable | Verb::Archive | Verb::Delete => Group::Removes,
            Verb::Restore => Group::Restores,
            Verb::Resend | Verb::Withdraw => Group::Invites,
            Verb::ActAs => Group::ActsAs,
        }
    }
}

/// Verbs that the same words of a model hold for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Edits,
    Access,
    Removes,
    Restores,
    Invites,
    ActsAs,
}

/// Why someone may not act on a member.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ActRefusal {
    /// The permission is missing.
    Needs(RosterPermission),
    /// Nobody does this to themself.
    Oneself,
    /// The target's rank forbids it.
    Rank(Verb),
    /// The model allows it only for other roles: this one has to be changed first.
    Role(Verb, RoleIx),
}

impl ActRefusal {
    /// The refusal in words that the outside knows.
    pub fn refusal(&self, model: &Model) -> Refusal {
        match self {
            ActRefusal::Needs(permission) => Refusal::Forbidden { permission: permission.id().to_owned() },
            ActRefusal::Oneself => Refusal::NotYourself,
            ActRefusal::Rank(Verb::ActAs) | ActRefusal::Role(Verb::ActAs, _) => Refusal::RankTooHigh { verb: "act_as" },
            ActRefusal::Rank(verb) | ActRefusal::Role(verb, _) if verb.group() != Group::Removes => {
                Refusal::RankTooHigh { verb: "edit" }
            }
            ActRefusal::Rank(_) => Refusal::RankTooHigh { verb: "remove" },
            ActRefusal::Role(_, role) => Refusal::RoleNotRemovable { role: model[*role].id.to_string() },
        }
    }
}

/// Whether `actor` may do this to `target`. What is given thereby is judged besides, by [`may_give`](super::may_give):
/// nobody raises themself, because nobody can give what they do not hold.
pub fn may_act_on(
    model: &Model,
    actor: &MemberRecord,
    verb: Verb,
    target: &MemberRecord,
    now: Timestamp,
) -> Result<(), ActRefusal> {
    if !account_set(model, actor, true, now).contains(verb.needs()) {
        return Err(ActRefusal::Needs(verb.needs()));
    }
    rank_allows(model, actor, verb, target, now)
}

/// Whether `actor` may change the access of `target` to the resource that the chain begins at: with the permission in the
/// account, or on that resource.
pub fn may_change_access(
    model: &Model,
    actor: &MemberRecord,
    target: &MemberRecord,
    chain: &Chain,
    now: Timestamp,
) -> Result<(), ActRefusal> {
    if !holds_on(model, actor, true, chain, RosterPermission::ChangeAccess, now) {
        return Err(ActRefusal::Needs(RosterPermission::ChangeAccess));
    }
    rank_allows(model, actor, Verb::ChangeAccess, target, now)
}

/// Rule 11 without asking for the permission, for who asks for it besides: whether rank and the model's narrower rules let `actor` do
/// this to `target`.
pub fn rank_allows(
    model: &Model,
    actor: &MemberRecord,
    verb: Verb,
    target: &MemberRecord,
    now: Timestamp,
) -> Result<(), ActRefusal> {
    let group = verb.group();
    if actor.member == target.member && !matches!(group, Group::Edits | Group::Access) {
        return Err(ActRefusal::Oneself);
    }
    let (own, theirs) = (rank(model, actor, now), rank(model, target, now));
    let widest = |of: fn(&crate::model::Role) -> ActsOn| roles_that_give(model, actor, now).map(of).max();
    let acts_on = match group {
        Group::Edits => widest(|role| role.edits),
        Group::Access => widest(|role| role.changes_access),
        Group::Removes | Group::Restores => widest(|role| role.removes),
        // Whoever may offer a role may take the offer back.
        Group::Invites => Some(ActsOn::NotAbove),
        Group::ActsAs => Some(ActsOn::Below),
    };
    if !acts_on.unwrap_or(ActsOn::None).reaches(own, theirs) {
        return Err(ActRefusal::Rank(verb));
    }
    let membership = model.membership();
    let only = match group {
        Group::Edits | Group::Access => &membership.edit_only,
        Group::Removes => &membership.remove_only,
        Group::ActsAs => &membership.act_as_only,
        Group::Restores | Group::Invites => &None,
    };
    let outside = |role: &RoleIx| only.as_ref().is_some_and(|only| !only.contains(role));
    match roles_in_force(model, target, now).find(outside) {
        Some(role) => Err(ActRefusal::Role(verb, role)),
        None => Ok(()),
    }
}
