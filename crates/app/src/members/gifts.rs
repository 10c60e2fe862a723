//! All that a member was given, as gifts that somebody must be able to give: again, anew, or still (rule 12).

use crate::{Failure, Outcome, scope::Scope};
use roster_domain::{
    access,
    grant::{GrantRecord, GrantWhat},
    id::MemberId,
    language::Language,
    member::MemberRecord,
    model::Model,
    permission::{PermissionSet, RosterPermission},
    refusal::Refusal,
    role::RoleIx,
};
use roster_store::{
    invitations,
    member_list::{self, MemberFilter, MemberSort},
    members,
};

/// Refuses unless the caller may give all that this member holds, anew.
pub(crate) fn may_give_all(scope: &mut Scope<'_, '_>, row: &members::MemberRow) -> Outcome<()> {
    roles_still_there(scope, row)?;
    let record = held_already(&scope.standing.model, scope.standing.record_of(scope.tx, row)?);
    scope.standing.may_give(scope.tx, None, &record)
}

/// Whether `giver` could give all that this member holds: asked of the inviter when an invitation is accepted.
pub(crate) fn could_give_all(
    scope: &mut Scope<'_, '_>,
    giver: &MemberRecord,
    row: &members::MemberRow,
) -> Outcome<bool> {
    let record = held_already(&scope.standing.model, scope.standing.record_of(scope.tx, row)?);
    let there = roles_still_there(scope, row);
    match there.and_then(|()| scope.standing.could_give(scope.tx, giver, None, &record)) {
        Ok(()) => Ok(true),
        Err(Failure::Refused(_)) => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// What a project role asks of whoever receives it (rule 13) was asked when they received it, and of what the model made it never is:
/// so it counts here as the permissions that it gives. These have to be held by the giver all the same.
pub(crate) fn held_already(model: &Model, record: MemberRecord) -> MemberRecord {
    let singly = |grant: &GrantRecord| match grant.what {
        GrantWhat::Role(role) if !model[role].require.is_empty() => {
            let kinds = model.kind_and_below(model[role].kind).into_iter();
            let there = kinds.fold(PermissionSet::new(), |all, kind| all.union(model.on_kind(kind)));
            let given = model[role].permissions.intersection(&there);
            given.iter().map(|one| GrantRecord { what: GrantWhat::Permission(one), ..*grant }).collect()
        }
        _ => vec![*grant],
    };
    let grants = record.grants.all().iter().flat_map(singly).collect();
    MemberRecord { grants, ..record }
}

/// Refuses a role that the model doesn't know any more: nobody is given the default role instead without having been asked.
fn roles_still_there(scope: &mut Scope<'_, '_>, row: &members::MemberRow) -> Outcome<()> {
    let account = scope.account();
    for role in members::roles(scope.tx, account, row.member)? {
        scope.role("/role", &role.id)?;
    }
    Ok(())
}

/// What the member's roles are called; of whom has none, what the default role is called.
pub(crate) fn role_label(scope: &mut Scope<'_, '_>, member: MemberId, language: Language) -> Outcome<String> {
    let roles = roles(scope, member)?;
    Ok(labels(&scope.standing.model, &roles, language))
}

/// The member's roles, as far as the model knows them.
pub(crate) fn roles(scope: &mut Scope<'_, '_>, member: MemberId) -> Outcome<Vec<RoleIx>> {
    let account = scope.account();
    let roles = members::roles(scope.tx, account, member)?;
    Ok(roles.iter().filter_map(|role| scope.standing.model.role(&role.id)).collect())
}

/// What roles are called; without any it is the default role that holds (rule 3).
pub(crate) fn labels(model: &Model, roles: &[RoleIx], language: Language) -> String {
    let default = [model.membership().default_role];
    let held = if roles.is_empty() { &default } else { roles };
    held.iter().map(|role| model[*role].label.get(language.tag())).collect::<Vec<_>>().join(", ")
}

/// Whoever invited, if they are here still.
pub(crate) fn inviter(
    scope: &mut Scope<'_, '_>,
    row: &invitations::InvitationRow,
) -> Outcome<Option<members::MemberRow>> {
    let (account, Some(by)) = (scope.account(), row.invited_by) else { return Ok(None) };
    Ok(members::by_id(scope.tx, account, by)?.filter(|by| by.status == "active"))
}

/// The language a member reads.
pub(crate) fn language_of(row: &members::MemberRow) -> Language {
    row.language.as_deref().and_then(Language::from_tag).unwrap_or(Language::English)
}

/// The most admins that are written to about something.
pub(crate) const MOST_ADMINS: usize = 20;

/// Up to `most` active members whose roles give this in the whole account.
pub(crate) fn holders(
    scope: &mut Scope<'_, '_>,
    permission: RosterPermission,
    most: usize,
) -> Outcome<Vec<members::MemberRow>> {
    let (account, now) = (scope.account(), scope.at());
    let mut found: Vec<members::MemberRow> = Vec::new();
    let model = scope.standing.model.clone();
    for (_, role) in model.roles().filter(|(_, role)| role.permissions.contains(permission.ix())) {
        let filter = MemberFilter { role: Some(role.id.to_string()), ..MemberFilter::of_status("active") };
        let limit = i64::try_from(most).map_err(|_| Refusal::NotFound)?;
        for (row, _) in member_list::page(scope.tx, account, &filter, MemberSort::default(), None, now, limit)? {
            if found.len() < most && !found.iter().any(|other| other.member == row.member) {
                found.push(row);
            }
        }
    }
    Ok(found)
}

/// Whether `giver` may invite at all.
pub(crate) fn could_invite(scope: &Scope<'_, '_>, giver: &MemberRecord) -> bool {
    let model = &scope.standing.model;
    access::holds(model, giver, scope.standing.is_open(), RosterPermission::Invite, scope.now())
}
