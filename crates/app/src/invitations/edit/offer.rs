//! What an invitation that waits offers, replaced by something else.

use super::EditInvitation;
use crate::{
    Outcome,
    members::{
        given::{GrantPlace, place},
        set_permissions::{self, ExtraWish, PermissionsWish, Stored},
    },
    scope::Scope,
};
use roster_domain::{
    access,
    event::Change,
    grant::{GrantWhat, Timed},
    member::MemberRecord,
    refusal::Refusal,
    role::RoleIx,
};
use roster_store::{grants, members};

/// Writes what is offered now instead of what was, if the caller may give all of it; gives before → after.
pub(super) fn replace(
    scope: &mut Scope<'_, '_>,
    row: &members::MemberRow,
    target: &MemberRecord,
    input: &EditInvitation,
) -> Outcome<Vec<Change>> {
    let (account, member) = (scope.account(), row.member);
    let mut after = target.clone();
    let mut changes = Vec::new();
    if let Some(wished) = &input.roles {
        let roles = roles(scope, wished)?;
        after.roles = roles.iter().map(|role| Timed::always(*role)).collect();
    }
    let places = input.access.as_ref().map(|_| places(scope, input)).transpose()?;
    if let Some(places) = &places {
        after.grants = places.iter().map(GrantPlace::record).collect();
    }
    let before = Stored {
        extras: members::extras(scope.tx, account, member)?,
        custom: if row.masked { Some(members::mask(scope.tx, account, member)?) } else { None },
    };
    let wish = match &input.permissions {
        Some(wish) => wish.clone(),
        None => still_offered(scope, &before, &after)?,
    };
    let permissions = set_permissions::wanted(scope, &wish, &after, &before)?;
    permissions.put_into(&scope.standing.model, &mut after)?;
    scope.standing.may_give(scope.tx, None, &after)?;

    if let Some(wished) = &input.roles {
        changes.extend(write_roles(scope, row, wished)?);
    }
    changes.extend(set_permissions::changes(&before, &permissions));
    permissions.write(scope, member)?;
    if let Some(places) = places {
        changes.extend(write_access(scope, row, &places)?);
    }
    Ok(changes)
}

fn roles(scope: &Scope<'_, '_>, wished: &[String]) -> Outcome<Vec<RoleIx>> {
    if !scope.standing.model.membership().roles.allows_offer(wished.len()) {
        return Err(Refusal::field("/roles", "only_one_role").into());
    }
    wished.iter().map(|role| scope.role("/roles", role)).collect()
}

fn places(scope: &mut Scope<'_, '_>, input: &EditInvitation) -> Outcome<Vec<GrantPlace>> {
    let mut places = Vec::new();
    for (index, wish) in input.access.iter().flatten().enumerate() {
        let pointer = format!("/access/{index}");
        let place = place(scope, &pointer, wish)?;
        // They may never come.
        if matches!(place.what, GrantWhat::Role(role) if scope.standing.model[role].single) {
            return Err(place.only_for_members(&pointer).into());
        }
        places.push(place);
    }
    Ok(places)
}

/// What was offered beyond the roles, but for what the roles now don't offer (C02).
fn still_offered(scope: &Scope<'_, '_>, before: &Stored, after: &MemberRecord) -> Outcome<PermissionsWish> {
    let (model, now) = (&scope.standing.model, scope.now());
    let mut extras = Vec::new();
    for extra in &before.extras {
        let offered = model.permission(&extra.id).is_some_and(|ix| access::may_receive(model, after, ix, now));
        if offered {
            let window = crate::standing::window(extra.from_at, extra.until_at)?;
            extras.push(ExtraWish { permission: extra.id.clone(), window });
        }
    }
    Ok(PermissionsWish { extras, custom: before.custom.clone() })
}

fn write_roles(scope: &mut Scope<'_, '_>, row: &members::MemberRow, wished: &[String]) -> Outcome<Option<Change>> {
    let (account, member) = (scope.account(), row.member);
    let before: Vec<String> = members::roles(scope.tx, account, member)?.into_iter().map(|role| role.id).collect();
    let mut after = wished.to_vec();
    after.sort_unstable();
    after.dedup();
    if before == after {
        return Ok(None);
    }
    let by = scope.standing.member();
    let rows: Vec<_> = after.iter().map(|id| members::TimedRow::always(id, by, scope.at())).collect();
    members::set_roles(scope.tx, account, member, &rows)?;
    Ok(Some(Change::new("role", Some(before.join(", ")), Some(after.join(", ")))))
}

fn write_access(scope: &mut Scope<'_, '_>, row: &members::MemberRow, places: &[GrantPlace]) -> Outcome<Vec<Change>> {
    let (account, member) = (scope.account(), row.member);
    let former = grants::listed(scope.tx, account, member)?;
    grants::clear(scope.tx, account, member)?;
    for place in places {
        let row = place.row(scope, member);
        grants::put(scope.tx, account, &row)?;
    }
    let now = grants::listed(scope.tx, account, member)?;
    let gone = former.iter().filter(|was| !now.contains(was));
    let come = now.iter().filter(|is| !former.contains(is));
    let gone = gone.map(|was| Change::of("access", &was.name, Some(was.value.clone()), None));
    Ok(gone.chain(come.map(|is| Change::of("access", &is.name, None, Some(is.value.clone())))).collect())
}
