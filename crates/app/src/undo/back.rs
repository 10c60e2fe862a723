//! Putting one member's things back in their places.

use super::image::{Access, Delta, Image, Place, Swap};
use crate::{
    Outcome,
    held::Held,
    members::{
        called, ended, gifts,
        given::Given,
        restore,
        set_access::{self, Applied, Stood},
        set_permissions::{self, Stored},
        set_role,
    },
    scope::{Letter, Scope},
};
use roster_domain::{
    access::Verb,
    event::{ActorRef, Change, Event, EventKind, Target},
    id::{Id, MemberId, ResourceId},
    mail::MailKind,
    member::MemberRecord,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{
    events,
    grants::{self, GrantRow, MemberGrantRow},
    members::{self, MemberRow},
    person_accounts, persons, resources,
};

/// Gives a member what the deltas show as before, if it is as they show it after, and if the caller may give and take it now.
pub(super) fn put_back(
    scope: &mut Scope<'_, '_>,
    since: i64,
    member: MemberId,
    deltas: Vec<&Delta>,
) -> Outcome<Vec<Event>> {
    let account = scope.account();
    let mut row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotUndoable)?;
    let held = scope.standing.held_of(scope.tx, &row)?;
    let before = held.record(&scope.standing.model, member, &row.status)?;
    let returns = may_undo(scope, &row, &before, &deltas)?;
    let mut new = held.clone();
    for delta in &deltas {
        if !stands(&held, &row, delta) {
            return Err(in_the_way(scope, since, member, delta)?.into());
        }
        still_there(scope, delta)?;
        swap_in(scope, &mut new, &mut row, delta)?;
    }
    if !deltas.iter().any(|delta| matches!(delta, Delta::Place(_))) && !is_there(&row) {
        return Err(changed_since(scope, since, member)?.into());
    }
    let after = new.record(&scope.standing.model, member, &row.status)?;
    // Who comes back is given all of it anew.
    scope.standing.may_give(scope.tx, Some(&before).filter(|_| !returns), &after)?;
    write(scope, &row, &new, &deltas)?;
    tell(scope, &row, &held, &new, &deltas)
}

fn is_there(row: &MemberRow) -> bool {
    matches!(row.status.as_str(), "active" | "invited" | "disabled")
}

/// Rule 11 and what each kind of change needs; whether somebody comes back.
fn may_undo(scope: &mut Scope<'_, '_>, row: &MemberRow, target: &MemberRecord, deltas: &[&Delta]) -> Outcome<bool> {
    let mut returns = false;
    for delta in deltas {
        match delta {
            Delta::Roles(_) => scope.standing.may_act_on(Verb::ChangeRoles, target)?,
            // They went with a role, and come back with it; alone they are a change of their own.
            Delta::Extras(_) | Delta::Custom(_) => scope.standing.may_act_on(Verb::ChangePermissions, target)?,
            Delta::Access { resource, .. } => {
                let there = resources::by_id(scope.tx, scope.standing.account.account, *resource)?.is_some();
                match there {
                    true => set_access::may_change(scope, &[*resource])?,
                    false if scope.standing.may(RosterPermission::ChangeAccess) => {}
                    false => return Err(Refusal::NotUndoable.into()),
                }
                scope.standing.may_reach_access_of(target)?;
            }
            Delta::Place(swap) => {
                let verb = match swap.before.status.as_str() {
                    "deleted" => Verb::Delete,
                    "archived" => Verb::Archive,
                    "disabled" if swap.after.status == "active" => Verb::Disable,
                    _ => Verb::Restore,
                };
                returns = verb == Verb::Restore;
                scope.standing.may_act_on(verb, target)?;
                if returns && row.person.is_none() {
                    return Err(Refusal::GoneSince { what: row.email.clone() }.into());
                }
            }
        }
    }
    Ok(returns)
}

/// Whether it is still as the change left it.
fn stands(held: &Held, row: &MemberRow, delta: &Delta) -> bool {
    match delta {
        Delta::Roles(swap) => held.roles == swap.after,
        Delta::Extras(swap) => held.extras == swap.after,
        Delta::Custom(swap) => held.custom == swap.after,
        Delta::Access { resource, slot, swap, .. } => access_of(held, *resource, slot) == swap.after,
        Delta::Place(swap) => Place::of(row) == swap.after,
    }
}

fn access_of(held: &Held, resource: ResourceId, slot: &str) -> Option<Access> {
    let grant = held.grants.iter().find(|grant| grant.resource == resource && grant.slot == slot)?;
    Some(Access { value: grant.value.clone(), from_at: grant.from_at, until_at: grant.until_at })
}

/// What stands in the way: a resource that is gone, or whoever changed it since.
fn in_the_way(scope: &mut Scope<'_, '_>, since: i64, member: MemberId, delta: &Delta) -> Outcome<Refusal> {
    if let Delta::Access { resource, name, .. } = delta {
        let account = scope.account();
        if resources::by_id(scope.tx, account, *resource)?.is_none() {
            return Ok(Refusal::GoneSince { what: name.clone() });
        }
    }
    changed_since(scope, since, member)
}

/// Who did the last thing to this member since, that is more than to look for them.
fn changed_since(scope: &mut Scope<'_, '_>, since: i64, member: MemberId) -> Outcome<Refusal> {
    let account = scope.account();
    let filter = events::EventFilter { target: Some(member.uuid()), ..Default::default() };
    let newest = events::page(scope.tx, account, i64::MAX, &filter, 1)?;
    let by = newest.iter().filter(|event| event.seq > since).find_map(|event| {
        match ActorRef::from_parts(&event.actor_kind, event.actor_id) {
            Some(ActorRef::Member(member)) => Some(member),
            _ => event.on_behalf_of.map(MemberId::from_uuid),
        }
    });
    let names = match by {
        Some(by) => members::names(scope.tx, account, &[by])?,
        None => Vec::new(),
    };
    Ok(Refusal::ChangedSince { by: names.into_iter().next().map(|(_, name)| name).unwrap_or_default() })
}

/// Refuses to put back what the model doesn't know any more.
fn still_there(scope: &Scope<'_, '_>, delta: &Delta) -> Outcome<()> {
    let model = &scope.standing.model;
    let gone = match delta {
        Delta::Roles(swap) => swap.before.iter().find(|role| model.role(&role.id).is_none()).map(|role| &role.id),
        Delta::Extras(swap) => {
            swap.before.iter().find(|extra| model.permission(&extra.id).is_none()).map(|extra| &extra.id)
        }
        Delta::Custom(_) | Delta::Access { .. } | Delta::Place(_) => None,
    };
    gone.map_or(Ok(()), |what| Err(Refusal::GoneSince { what: what.clone() }.into()))
}

/// Puts the former value in its place, in memory.
fn swap_in(scope: &mut Scope<'_, '_>, new: &mut Held, row: &mut MemberRow, delta: &Delta) -> Outcome<()> {
    match delta {
        Delta::Roles(swap) => new.roles.clone_from(&swap.before),
        Delta::Extras(swap) => new.extras.clone_from(&swap.before),
        Delta::Custom(swap) => new.custom.clone_from(&swap.before),
        Delta::Place(swap) => {
            row.status.clone_from(&swap.before.status);
            row.left_at = swap.before.left_at;
        }
        Delta::Access { resource, name, slot, swap } => {
            new.grants.retain(|grant| !(grant.resource == *resource && grant.slot == *slot));
            if let Some(access) = &swap.before {
                let gone = || Refusal::GoneSince { what: name.clone() };
                let chain = scope.standing.chain(scope.tx, *resource).map_err(|_| gone())?;
                let kind = chain.kind().ok_or_else(gone)?;
                // What the caller can't see doesn't exist for them (rule 10).
                if scope.standing.set_on(&chain).is_empty() {
                    return Err(gone().into());
                }
                new.grants.push(MemberGrantRow {
                    resource: *resource,
                    kind: scope.standing.model[kind].id.to_string(),
                    slot: slot.clone(),
                    value: access.value.clone(),
                    from_at: access.from_at,
                    until_at: access.until_at,
                });
            }
        }
    }
    Ok(())
}

/// Writes all of it, and remembers what it takes the place of.
fn write(scope: &mut Scope<'_, '_>, row: &MemberRow, new: &Held, deltas: &[&Delta]) -> Outcome<()> {
    let (account, member) = (scope.account(), row.member);
    for delta in deltas {
        match delta {
            Delta::Roles(_) => members::set_roles(scope.tx, account, member, &new.roles)?,
            Delta::Extras(_) => members::set_extras(scope.tx, account, member, &new.extras)?,
            Delta::Custom(_) => members::set_mask(scope.tx, account, member, new.custom.as_deref())?,
            Delta::Access { resource, slot, swap, .. } => write_access(scope, member, *resource, slot, &swap.before)?,
            Delta::Place(swap) => move_place(scope, row, swap)?,
        }
        scope.took_the_place_of(member, back_to_front(delta));
    }
    members::touch(scope.tx, account, member)?;
    Ok(())
}

fn back_to_front(delta: &Delta) -> Delta {
    fn turned<T: Clone>(swap: &Swap<T>) -> Swap<T> {
        Swap { before: swap.after.clone(), after: swap.before.clone() }
    }
    match delta {
        Delta::Roles(swap) => Delta::Roles(turned(swap)),
        Delta::Extras(swap) => Delta::Extras(turned(swap)),
        Delta::Custom(swap) => Delta::Custom(turned(swap)),
        Delta::Place(swap) => Delta::Place(turned(swap)),
        Delta::Access { resource, name, slot, swap } => {
            Delta::Access { resource: *resource, name: name.clone(), slot: slot.clone(), swap: turned(swap) }
        }
    }
}

fn write_access(
    scope: &mut Scope<'_, '_>,
    member: MemberId,
    resource: ResourceId,
    slot: &str,
    access: &Option<Access>,
) -> Outcome<()> {
    let account = scope.account();
    let Some(Access { value, from_at, until_at }) = access.clone() else {
        return Ok(grants::remove(scope.tx, account, member, resource, slot)?);
    };
    let row = GrantRow::level(member, resource, value, scope.standing.member(), scope.at());
    let row = GrantRow { slot: slot.to_owned(), from_at, until_at, by_model: false, ..row };
    Ok(grants::put(scope.tx, account, &row)?)
}

/// In or out. Keys that were revoked stay revoked.
fn move_place(scope: &mut Scope<'_, '_>, row: &MemberRow, swap: &Swap<Place>) -> Outcome<()> {
    let (account, at) = (scope.account(), scope.at());
    if let Some(person) = row.person
        && persons::by_id(scope.tx, person)?.is_none()
    {
        return Err(Refusal::GoneSince { what: called(row).to_owned() }.into());
    }
    members::save(scope.tx, account, row)?;
    let out = |place: &Place| place.status == "deleted";
    match row.person {
        Some(person) if out(&swap.before) => person_accounts::remove(scope.tx, person, account)?,
        Some(person) if out(&swap.after) => person_accounts::add(scope.tx, person, account, row.member, at)?,
        _ => {}
    }
    if swap.before.status != "active" {
        ended::end_sessions_of(scope.tx, account, row.member, at)?;
    }
    Ok(())
}

/// The events, each of the kind that such a change has otherwise, and the mails.
fn tell(scope: &mut Scope<'_, '_>, row: &MemberRow, was: &Held, is: &Held, deltas: &[&Delta]) -> Outcome<Vec<Event>> {
    let mut events = Vec::new();
    let place = deltas.iter().find_map(|delta| if let Delta::Place(swap) = delta { Some(swap) } else { None });
    if let Some(swap) = place {
        events.push(tell_place(scope, row, swap)?);
    }
    if was.roles != is.roles {
        let lost = was.extras.iter().filter(|extra| !is.extras.iter().any(|kept| kept.id == extra.id));
        let lost: Vec<String> = lost.map(|extra| extra.id.clone()).collect();
        set_role::mail(scope, row, &was.roles, &is.roles, &lost)?;
        let extras = set_permissions::extra_changes(&was.extras, &is.extras);
        events.push(set_role::event(row, &was.roles, &is.roles).changes(extras));
    } else if was.extras != is.extras || was.custom != is.custom {
        let stored = |held: &Held| Stored { extras: held.extras.clone(), custom: held.custom.clone() };
        set_permissions::mail(scope, row, &stored(was), &stored(is))?;
        events.push(set_permissions::event(row, &stored(was), &stored(is)));
    }
    let mut applied = Vec::new();
    for delta in deltas {
        if let Delta::Access { resource, name, slot, swap } = delta {
            let there = is.grants.iter().chain(&was.grants).find(|grant| grant.resource == *resource);
            let kind = there.map(|grant| grant.kind.clone()).unwrap_or_default();
            let stood = |access: &Option<Access>| access.as_ref().map(|access| Stood::shown(slot, access));
            let (before, after) = (stood(&swap.after), stood(&swap.before));
            applied.push(Applied { name: name.clone(), kind, before, after });
        }
    }
    if !applied.is_empty() {
        set_access::mail(scope, row, &applied)?;
        events.push(set_access::event(row, &applied));
    }
    Ok(events)
}

fn tell_place(scope: &mut Scope<'_, '_>, row: &MemberRow, swap: &Swap<Place>) -> Outcome<Event> {
    let (account, by) = (scope.standing.account.name.clone(), scope.standing.my_name());
    let out = swap.after.status.as_str();
    let (event, mail) = match row.status.as_str() {
        "deleted" => (EventKind::MemberDeleted, Some(MailKind::RemovedFromAccount { account, by })),
        "archived" => (EventKind::MemberArchived, Some(MailKind::RemovedFromAccount { account, by })),
        // Who is disabled again, having been farther out, was never told that they were in.
        "disabled" if out != "active" => (EventKind::MemberRestored, None),
        "disabled" => (EventKind::MemberDisabled, Some(MailKind::DisabledInAccount { account, by })),
        _ if out == "disabled" => (EventKind::MemberEnabled, None),
        _ => (EventKind::MemberRestored, None),
    };
    if let Some(mail) = mail {
        let language = gifts::language_of(row);
        scope.mail(&Letter { kind: &mail, to: &row.email, name: &row.name, language, link: None })?;
    } else if row.status == "active" {
        restore::tell(scope, row)?;
    }
    let status = Change::new("status", Some(swap.after.status.clone()), Some(swap.before.status.clone()));
    Ok(Event::new(event, Target::Member(row.member), called(row)).changes([status]))
}

/// Rule 13: where only one can have a project role, nobody else may have got it since.
pub(super) fn one_holder_each(scope: &mut Scope<'_, '_>, since: i64, images: &[Image]) -> Outcome<()> {
    let account = scope.account();
    for image in images {
        let Delta::Access { resource, slot, swap, .. } = &image.delta else { continue };
        let (Some(access), Given::Role(_)) = (&swap.before, Given::stored(slot, "")) else { continue };
        let chain = scope.standing.chain(scope.tx, *resource)?;
        let model = &scope.standing.model;
        let role = chain.kind().and_then(|kind| model.project_role(kind, &access.value));
        if !role.is_some_and(|role| model[role].single) {
            continue;
        }
        let holders = grants::in_slot(scope.tx, account, *resource, slot)?;
        if let Some(other) = holders.into_iter().find(|holder| *holder != image.member) {
            return Err(changed_since(scope, since, other)?.into());
        }
    }
    Ok(())
}
