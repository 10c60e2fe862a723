//! Handing over what somebody owns: resources, project roles that only one has, invitations that wait (F17, D09).

use crate::{
    App, Caller, Done, Failure, Outcome,
    members::{
        called, gifts,
        set_access::{self, AccessEdit, put_access},
        sole::held_alone,
    },
    scope::{Letter, Scope},
    standing::Need,
};
use roster_domain::{
    access::Verb,
    event::{Change, Event, EventKind, Target},
    grant::Window,
    id::{AccountId, Id, InvitationId, MemberId, ResourceId},
    mail::MailKind,
    member::MemberRecord,
    permission::{PermissionSet, RosterPermission},
    refusal::{FieldProblem, Refusal},
};
use roster_store::{
    invitations,
    members::{self, MemberRow},
    resources,
};

/// How many are looked at with one statement.
const CHUNK: usize = 200;

/// How many are named in the log and in the mail.
const NAMED: usize = 20;

/// Hands over all that `from` owns, whatever their state. API keys are handed to nobody.
pub async fn hand_over(
    app: &App,
    caller: &Caller,
    account: AccountId,
    from: MemberId,
    to: MemberId,
) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::ChangeAccess), move |scope| {
        let row = members::by_id(scope.tx, account, from)?.ok_or(Refusal::NotFound)?;
        scope.expect_version(row.version)?;
        let events = hand_over_one(scope, &row, to, "/to")?;
        if !events.is_empty() {
            members::touch(scope.tx, account, from)?;
        }
        Ok(scope.commit_all((), events))
    })
    .await
}

/// The same in a change that more happens in; gives the events, none where there is nothing to hand over.
pub(crate) fn hand_over_one(
    scope: &mut Scope<'_, '_>,
    from: &MemberRow,
    to: MemberId,
    pointer: &str,
) -> Outcome<Vec<Event>> {
    let account = scope.account();
    let receiver = members::by_id(scope.tx, account, to)?.filter(|row| row.status == "active" && to != from.member);
    let unknown = || Refusal::Invalid(vec![FieldProblem::new(pointer, "no_heir")]);
    let receiver = receiver.ok_or_else(unknown)?;
    let record = scope.standing.record_of(scope.tx, &receiver)?;
    let mut events = sole_roles(scope, from, &receiver, &record)?;
    let things = owned(scope, from, &receiver, &record)?;
    let sent = sendable(scope, from, &record)?;
    let sent = invitations::hand_over(scope.tx, account, &sent, to)?;
    if things.count == 0 && sent == 0 {
        return Ok(events);
    }
    let owner =
        |name: &String| Change::of("owner", name, Some(called(from).to_owned()), Some(called(&receiver).to_owned()));
    let count = |field: &str, count: u64| (count > 0).then(|| Change::new(field, None, Some(count.to_string())));
    events.push(
        Event::new(EventKind::HandedOver, Target::Member(to), called(&receiver))
            .changes([Change::new("handed_over_from", Some(called(from).to_owned()), None)])
            .changes(things.names.iter().map(owner))
            .changes(count("handed_over_things", things.count))
            .changes(count("handed_over_invitations", sent)),
    );
    if things.count > 0 && scope.standing.member() != Some(to) {
        let kind = MailKind::HandedOver {
            account: scope.standing.account.name.clone(),
            by: scope.standing.my_name(),
            from: called(from).to_owned(),
            more: usize::try_from(things.count).unwrap_or(usize::MAX).saturating_sub(things.names.len()),
            things: things.names,
        };
        let language = gifts::language_of(&receiver);
        scope.mail(&Letter { kind: &kind, to: &receiver.email, name: &receiver.name, language, link: None })?;
    }
    Ok(events)
}

/// Those of the invitations `from` sent that the caller could send now. Whoever lost what they once offered brings it to no new life by
/// naming somebody who still has it: such an invitation stays theirs, and lapses. So does all where the receiver may not invite.
fn sendable(scope: &mut Scope<'_, '_>, from: &MemberRow, receiver: &MemberRecord) -> Outcome<Vec<InvitationId>> {
    if !gifts::could_invite(scope, receiver) {
        return Ok(Vec::new());
    }
    let account = scope.account();
    let mut sendable = Vec::new();
    for (invitation, member) in invitations::sent(scope.tx, account, from.member)? {
        let Some(invited) = members::by_id(scope.tx, account, member)? else { continue };
        let record = scope.standing.record_of(scope.tx, &invited)?;
        let may = scope.standing.may_act_on(Verb::Resend, &record);
        match may.and_then(|()| gifts::may_give_all(scope, &invited)) {
            Ok(()) => sendable.push(invitation),
            Err(Failure::Refused(_)) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(sendable)
}

/// Project roles that only one has: the receiver becomes their holder, and the former holder what the model says.
fn sole_roles(
    scope: &mut Scope<'_, '_>,
    from: &MemberRow,
    receiver: &MemberRow,
    record: &MemberRecord,
) -> Outcome<Vec<Event>> {
    let alone = held_alone(scope.tx, &scope.standing, &[from.member])?;
    if alone.is_empty() {
        return Ok(Vec::new());
    }
    let on: Vec<ResourceId> = alone.iter().map(|(_, thing)| thing.resource).collect();
    let edits: Vec<AccessEdit> =
        alone.into_iter().map(|(_, thing)| AccessEdit::role(thing.resource, thing.role, Window::ALWAYS)).collect();
    // Whoever leads a project's team may hand that over, and may nothing of the kind in the account.
    set_access::may_change(scope, &on)?;
    may_reach(scope, from, receiver, record)?;
    put_access(scope, receiver, record, &edits)
}

/// What was handed over.
#[derive(Default)]
struct Things {
    count: u64,
    names: Vec<String>,
}

/// Resources that they own: whoever hands them over must hold what the receiver gains by them (rule 12).
fn owned(scope: &mut Scope<'_, '_>, from: &MemberRow, receiver: &MemberRow, record: &MemberRecord) -> Outcome<Things> {
    let (account, limit) = (scope.account(), i64::try_from(CHUNK).unwrap_or(i64::MAX));
    let (mut things, mut missing) = (Things::default(), PermissionSet::new());
    let mut after = ResourceId::from_uuid(uuid::Uuid::nil());
    loop {
        let rows = resources::owned(scope.tx, account, from.member, after, limit)?;
        let Some(last) = rows.last() else { break };
        after = last.resource;
        let ids: Vec<ResourceId> = rows.iter().map(|row| row.resource).collect();
        let chains = scope.standing.chains(scope.tx, &ids)?;
        for row in rows {
            let Some(now) = chains.get(&row.resource) else { continue };
            let mut then = now.clone();
            let theirs = then.links.iter_mut().filter(|link| link.owner == Some(from.member));
            theirs.for_each(|link| link.owner = Some(receiver.member));
            missing.unite(&scope.standing.missing_for_move(record, now, &then));
            // Of what the caller can't see the name isn't told (rule 10).
            if things.names.len() < NAMED && !scope.standing.set_on(now).is_empty() {
                things.names.push(row.name);
            }
        }
    }
    if !missing.is_empty() {
        let ids = missing.iter().map(|permission| scope.standing.model[permission].id.to_string());
        return Err(Refusal::NotHeld { missing: ids.collect() }.into());
    }
    things.count = resources::hand_over(scope.tx, account, from.member, receiver.member)?;
    if things.count > 0 {
        may_change(scope, from, receiver, record)?;
    }
    Ok(things)
}

/// It is a change of the access of both.
fn may_change(scope: &mut Scope<'_, '_>, from: &MemberRow, receiver: &MemberRow, record: &MemberRecord) -> Outcome<()> {
    scope.standing.require(RosterPermission::ChangeAccess)?;
    may_reach(scope, from, receiver, record)
}

/// Whether the caller's rank reaches both.
fn may_reach(scope: &mut Scope<'_, '_>, from: &MemberRow, receiver: &MemberRow, record: &MemberRecord) -> Outcome<()> {
    if scope.standing.member() != Some(receiver.member) {
        scope.standing.may_reach_access_of(record)?;
    }
    if scope.standing.member() != Some(from.member) {
        let from = scope.standing.record_of(scope.tx, from)?;
        scope.standing.may_reach_access_of(&from)?;
    }
    Ok(())
}
