//! The successor takes the role over, and the former holder steps down to what stands next below.

use super::{open, role_label, row_of};
use crate::{
    Actor, App, Caller, Done, Failure, Outcome,
    members::{called, gifts, set_role},
    scope::{Letter, Scope},
    standing::Need,
};
use jiff::Timestamp;
use roster_domain::{
    access,
    event::{Event, EventKind, Target},
    grant::{Timed, Window},
    id::{AccountId, Id, TransferId},
    mail::MailKind,
    member::MemberRecord,
    model::{HowManyRoles, Model},
    permission::PermissionIx,
    refusal::Refusal,
    role::RoleIx,
};
use roster_store::{
    due::{self, DueKind},
    members::{self, MemberRow, TimedRow},
    transfers,
};

/// Accepts. Asked again at this moment: whether the holder still has the role, and all that goes over with it.
pub async fn accept(app: &App, caller: &Caller, account: AccountId, transfer: TransferId) -> Outcome<Done<()>> {
    let by_person = matches!(caller.actor, Actor::Person { .. });
    app.change(caller, account, Need::Member, move |scope| {
        scope.standing.in_own_name()?;
        let offer = open(scope, transfer)?;
        if !by_person || scope.standing.member() != Some(offer.to) {
            return Err(Refusal::NotFound.into());
        }
        let (holder, successor) = (row_of(scope, offer.from)?, row_of(scope, offer.to)?);
        let (from, to) =
            (scope.standing.record_of(scope.tx, &holder)?, scope.standing.record_of(scope.tx, &successor)?);
        let role = scope.standing.model.role(&offer.role);
        let role = role.filter(|role| access::hands_over(&scope.standing.model, &from, scope.now()) == Some(*role));
        let role = role.ok_or(Refusal::WrongState { state: "lapsed" })?;
        let receives = receive(scope, &from, &to, &successor, role)?;
        let steps_down = step_down(scope, &from, &holder, role)?;
        let at = scope.at();
        transfers::close(scope.tx, account, transfer, "accepted", at)?;
        due::clear(scope.tx, account, DueKind::TransferEnd, transfer.uuid())?;
        tell(scope, &holder, &successor, &offer.role)?;
        let accepted = Event::new(EventKind::TransferAccepted, Target::Member(holder.member), called(&holder));
        Ok(scope.commit_all((), vec![accepted, receives, steps_down]))
    })
    .await
}

/// Gives the role to the successor; of one role it takes the place, to several it is added.
fn receive(
    scope: &mut Scope<'_, '_>,
    from: &MemberRecord,
    before: &MemberRecord,
    row: &MemberRow,
    role: RoleIx,
) -> Outcome<Event> {
    let always = Timed { what: role, window: Window::ALWAYS };
    let mut after = before.clone();
    match scope.standing.model.membership().roles {
        HowManyRoles::One => after.roles = vec![always],
        HowManyRoles::Many => {
            after.roles.retain(|held| held.what != role);
            after.roles.push(always);
        }
    }
    let after = with_what_is_offered(&scope.standing.model, after, scope.now());
    scope.standing.could_hand_over(scope.tx, from, role, before, &after)?;
    put(scope, row, &after)
}

/// Takes the role from the former holder, who becomes the first that gives them nothing they didn't have.
fn step_down(scope: &mut Scope<'_, '_>, before: &MemberRecord, row: &MemberRow, role: RoleIx) -> Outcome<Event> {
    let model = scope.standing.model.clone();
    for next in access::steps_down_to(&model, role) {
        let mut after = before.clone();
        after.roles.retain(|held| held.what != role);
        if !after.roles.iter().any(|held| held.what == next) {
            after.roles.push(Timed { what: next, window: Window::ALWAYS });
        }
        let after = with_what_is_offered(&model, after, scope.now());
        match scope.standing.could_give(scope.tx, before, Some(before), &after) {
            Ok(()) => return put(scope, row, &after),
            Err(Failure::Refused(_)) => {}
            Err(failure) => return Err(failure),
        }
    }
    Err(Refusal::WrongState { state: "lapsed" }.into())
}

/// Without permissions beyond the roles that these don't offer (C02).
fn with_what_is_offered(model: &Model, after: MemberRecord, now: Timestamp) -> MemberRecord {
    let offered = |extra: &&Timed<PermissionIx>| access::may_receive(model, &after, extra.what, now);
    let extras = after.extras.iter().filter(offered).copied().collect();
    MemberRecord { extras, ..after }
}

/// Stores the roles, and of the permissions beyond them those that are on offer still.
fn put(scope: &mut Scope<'_, '_>, row: &MemberRow, after: &MemberRecord) -> Outcome<Event> {
    let account = scope.account();
    let held = scope.standing.held_of(scope.tx, row)?;
    let model = &scope.standing.model;
    let kept = |role: &Timed<RoleIx>| held.roles.iter().find(|held| *held.id == *model[role.what].id.as_str()).cloned();
    let (by, at) = (scope.standing.member(), scope.at());
    let new = |role: &Timed<RoleIx>| TimedRow::always(model[role.what].id.as_str(), by, at);
    let roles: Vec<TimedRow> = after.roles.iter().map(|role| kept(role).unwrap_or_else(|| new(role))).collect();
    members::set_roles(scope.tx, account, row.member, &roles)?;
    let offered = |extra: &&TimedRow| after.extras.iter().any(|kept| *extra.id == *model[kept.what].id.as_str());
    let extras: Vec<TimedRow> = held.extras.iter().filter(offered).cloned().collect();
    if extras != held.extras {
        members::set_extras(scope.tx, account, row.member, &extras)?;
    }
    members::touch(scope.tx, account, row.member)?;
    let changes = crate::members::set_permissions::extra_changes(&held.extras, &extras);
    Ok(set_role::event(row, &held.roles, &roles).changes(changes))
}

/// Both are told, whatever the model says about mails.
fn tell(scope: &mut Scope<'_, '_>, holder: &MemberRow, successor: &MemberRow, role: &str) -> Outcome<()> {
    let account = scope.standing.account.name.clone();
    let language = gifts::language_of(successor);
    let label = role_label(&scope.standing.model, role, language);
    let kind = MailKind::TransferReceived { account: account.clone(), from: called(holder).to_owned(), role: label };
    scope.mail(&Letter { kind: &kind, to: &successor.email, name: &successor.name, language, link: None })?;
    let language = gifts::language_of(holder);
    let role = role_label(&scope.standing.model, role, language);
    let became = gifts::role_label(scope, holder.member, language)?;
    let kind = MailKind::TransferDone { account, to: called(successor).to_owned(), role, became };
    scope.mail(&Letter { kind: &kind, to: &holder.email, name: &holder.name, language, link: None })
}
