//! One member: who they are, what they were given, and what the caller may do about it.

use crate::{
    App, Caller, Failure, Outcome,
    members::list::{MemberLine, lines},
    standing::Need,
};
use roster_domain::{
    access::Verb,
    id::{AccountId, MemberId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{api_keys, db::millis, grants, members, merges, persons};

pub use roster_store::{
    grants::{GrantOnRow, LEVEL},
    members::TimedRow,
};

/// One member in full.
#[derive(Clone, Debug)]
pub struct MemberProfile {
    /// As lists show them.
    pub line: MemberLine,
    /// Their access, by the resources' names; also what sleeps while a role reaches everything anyway.
    pub access: Vec<GrantOnRow>,
    /// Their permissions beyond the roles, by their ids.
    pub extras: Vec<TimedRow>,
    /// Custom: the ids of the permissions of applications that are kept; `None`: All.
    pub custom: Option<Vec<String>>,
    /// Why the caller may not change these.
    pub permissions_fixed: Option<Refusal>,
    /// The caller may edit them: name, roles, access.
    pub editable: bool,
    /// The caller may remove them.
    pub removable: bool,
    /// Why the caller may not edit them.
    pub not_editable: Option<Refusal>,
    /// Why the caller may not remove them (A10).
    pub not_removable: Option<Refusal>,
    /// The caller may enable them or bring them back.
    pub restorable: bool,
    /// Why the caller may not.
    pub not_restorable: Option<Refusal>,
    /// It is the caller.
    pub myself: bool,
    /// They sign in with this address, and nobody knows yet whether they read its mail (F14).
    pub unproven: bool,
    /// How many API keys work in their name, for whoever may edit them: what a key may changes with its member.
    pub keys: i64,
    /// When it was offered to them to bring their account along, while they are invited.
    pub merge_offered_at: Option<i64>,
}

/// Shows a member to whoever holds `roster.read_members`, or to themself.
pub async fn show(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<MemberProfile> {
    app.view(caller, account, Need::Member, move |view| {
        let myself = view.standing.member() == Some(member);
        if !myself {
            view.standing.require(RosterPermission::ReadMembers)?;
        }
        let row = members::by_id(view.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let target = view.standing.record_of(view.tx, &row)?;
        let mut refused = [None, None, None, None];
        let verbs = [Verb::Edit, Verb::Delete, Verb::ChangePermissions, Verb::Restore];
        for (refused, verb) in refused.iter_mut().zip(verbs) {
            *refused = match view.standing.may_act_on(verb, &target) {
                Ok(()) => None,
                Err(Failure::Refused(refusal)) => Some(refusal),
                Err(failure) => return Err(failure),
            };
        }
        let [not_editable, not_removable, permissions_fixed, not_restorable] = refused;
        let extras = members::extras(view.tx, account, member)?;
        let custom = if row.masked { Some(members::mask(view.tx, account, member)?) } else { None };
        let access = grants::listed(view.tx, account, member)?;
        let theirs = if row.person.is_some() { vec![row.email_key.as_str()] } else { Vec::new() };
        let unproven = !persons::unproven(view.tx, &theirs)?.is_empty();
        let waits = row.status == "invited" && view.standing.may(RosterPermission::Invite);
        let line = lines(view, vec![row])?.pop().ok_or(Refusal::NotFound)?;
        let (editable, removable) = (not_editable.is_none(), not_removable.is_none());
        let keys = match editable {
            true => api_keys::count_of_member(view.tx, account, member, millis(view.standing.now))?,
            false => 0,
        };
        let merge_offered_at = if waits { merges::offered(view.tx, account, member)? } else { None };
        Ok(MemberProfile {
            line,
            access,
            extras,
            custom,
            permissions_fixed,
            editable,
            removable,
            not_editable,
            not_removable,
            restorable: not_restorable.is_none(),
            not_restorable,
            myself,
            unproven,
            keys,
            merge_offered_at: merge_offered_at.map(|offer| offer.offered_at),
        })
    })
    .await
}
