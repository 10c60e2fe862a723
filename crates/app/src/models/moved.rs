//! What is written of those whose role, level or permission disappears, or comes back: what they hold, what they held, and a line in the
//! log for each.

use super::{mails, moves, target::Target};
use crate::{
    Failure, Outcome,
    held::Held,
    members::{
        gifts,
        set_access::{self, Applied, Stood},
        set_permissions::{self, Stored},
        set_role,
    },
    scope::{Letter, Scope},
    undo::image::{Delta, Swap},
};
use roster_domain::{
    event::{Change, Event},
    id::{MemberId, ResourceId},
};
use roster_store::{
    grants::{self, GrantRow},
    members::{self, MemberRow},
    models, resources,
};
use std::collections::{BTreeSet, HashMap};

/// Writes what these members hold afterwards, and keeps what they held.
pub(super) fn write(scope: &mut Scope<'_, '_>, target: &Target, version: i64, ids: &[MemberId]) -> Outcome<()> {
    let account = scope.account();
    let rows = members::by_ids(scope.tx, account, ids)?;
    let mut held = Held::of_rows(scope.tx, account, &rows)?;
    let mut images: HashMap<MemberId, Vec<Delta>> = HashMap::new();
    if let Some(restore) = target.restore {
        for (member, text) in models::moves_of(scope.tx, account, restore, ids)? {
            images.insert(member, moves::images(&text)?);
        }
    }
    let on: Vec<_> = images.values().flat_map(|images| moves::resources(images)).collect();
    let there = scope.standing.chains(scope.tx, &on)?;
    let names = names(scope, &on, &held)?;
    let (mut given, mut moved, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let was = held.remove(&row.member).unwrap_or_default();
        let images = images.remove(&row.member).unwrap_or_default();
        let is = moves::after(target, &was, &images, |resource| there.contains_key(&resource)).held;
        let deltas = moves::deltas(&was, &is);
        for delta in &deltas {
            given.extend(write_one(scope, &row, delta)?);
        }
        moved.push((row.member, serde_json::to_string(&deltas).map_err(|e| Failure::broken(e.to_string()))?));
        tell(scope, target, &row, [&was, &is])?;
        events.push(event(target, &row, [&was, &is], &deltas, &names));
    }
    grants::put_many(scope.tx, account, &given)?;
    models::put_moves(scope.tx, account, version, &moved)?;
    scope.append_now(events)?;
    Ok(members::touch_all(scope.tx, account, ids)?)
}

/// Writes it, but for a grant that is given: all of them are written together.
fn write_one(scope: &mut Scope<'_, '_>, row: &MemberRow, delta: &Delta) -> Outcome<Option<GrantRow>> {
    let (account, member) = (scope.account(), row.member);
    match delta {
        Delta::Roles(Swap { after, .. }) => members::set_roles(scope.tx, account, member, after)?,
        Delta::Extras(Swap { after, .. }) => members::set_extras(scope.tx, account, member, after)?,
        Delta::Custom(Swap { after, .. }) => members::set_mask(scope.tx, account, member, after.as_deref())?,
        Delta::Access { resource, slot, swap, .. } => match swap.after.clone() {
            None => grants::remove(scope.tx, account, member, *resource, slot)?,
            Some(access) => {
                let grant = GrantRow::level(member, *resource, access.value, scope.standing.member(), scope.at());
                let (from_at, until_at) = (access.from_at, access.until_at);
                return Ok(Some(GrantRow { slot: slot.clone(), from_at, until_at, by_model: false, ..grant }));
            }
        },
        Delta::Place(_) => {}
    }
    Ok(None)
}

/// Tells whoever has another role now, as after any change of roles; where what rights move is mailed, that is the one mail about it.
fn tell(scope: &mut Scope<'_, '_>, target: &Target, row: &MemberRow, held: [&Held; 2]) -> Outcome<()> {
    let told_later = mails::wanted(&target.pair.old, &target.pair.new);
    if told_later || row.status != "active" || scope.standing.member() == Some(row.member) {
        return Ok(());
    }
    let Some(kind) = mails::role_changed(scope, target, row, held, Some(scope.standing.my_name())) else {
        return Ok(());
    };
    let language = gifts::language_of(row);
    scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link: None })
}

/// What the resources are called on which something may move.
fn names(
    scope: &mut Scope<'_, '_>,
    on: &[ResourceId],
    held: &HashMap<MemberId, Held>,
) -> Outcome<HashMap<ResourceId, String>> {
    let mut ids: BTreeSet<ResourceId> = on.iter().copied().collect();
    ids.extend(held.values().flat_map(|held| &held.grants).map(|grant| grant.resource));
    let account = scope.account();
    let rows = resources::by_ids(scope.tx, account, &ids.into_iter().collect::<Vec<_>>())?;
    Ok(rows.into_iter().map(|row| (row.resource, row.name)).collect())
}

/// The one line about a member: of the kind that such a change has otherwise, and it names the plan.
fn event(
    target: &Target,
    row: &MemberRow,
    [was, is]: [&Held; 2],
    deltas: &[Delta],
    names: &HashMap<ResourceId, String>,
) -> Event {
    let access: Vec<Applied> = deltas.iter().filter_map(|delta| access(delta, names)).collect();
    let by_access = set_access::event(row, &access);
    let stored = |held: &Held| Stored { extras: held.extras.clone(), custom: held.custom.clone() };
    let by_permissions = set_permissions::event(row, &stored(was), &stored(is));
    let event = if was.roles != is.roles {
        let by_role = set_role::event(row, &was.roles, &is.roles);
        by_role.changes(by_permissions.details.changes).changes(by_access.details.changes)
    } else if was.extras != is.extras || was.custom != is.custom {
        by_permissions.changes(by_access.details.changes)
    } else {
        by_access
    };
    event.changes([Change::new("model_plan", None, Some(target.id.clone()))])
}

fn access(delta: &Delta, names: &HashMap<ResourceId, String>) -> Option<Applied> {
    let Delta::Access { resource, name: kind, slot, swap } = delta else { return None };
    let stood = |access: &Option<_>| access.as_ref().map(|access| Stood::shown(slot, access));
    let name = names.get(resource).cloned().unwrap_or_default();
    Some(Applied { name, kind: kind.clone(), before: stood(&swap.before), after: stood(&swap.after) })
}
