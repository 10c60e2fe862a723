//! Bringing back who was archived or deleted, as they were: at once, or by an invitation, as the model says (C06, E10).

use crate::{
    App, Caller, Done, Outcome,
    invitations::send_again::ask_again,
    members::{called, gifts, set_role::labels, take},
    scope::{Letter, Scope},
    standing::Need,
};
use roster_domain::{
    access::Verb,
    event::{Change, Event, EventKind, Target},
    id::{AccountId, MemberId},
    lifecycle::Step,
    mail::MailKind,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{lost_access, members, person_accounts, persons};

/// Restores; gives the status they have then: `active`, or `invited` where they have to accept. Whoever does it must be able to give
/// all that comes back (rule 12).
pub async fn restore(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<Done<String>> {
    app.change(caller, account, Need::Permission(RosterPermission::RestoreMembers), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        scope.expect_version(row.version)?;
        let (status, event) = restore_one(scope, row)?;
        Ok(scope.commit(status, event))
    })
    .await
}

/// One of several, in a change that more may happen in; gives the new status, too.
pub(crate) fn restore_one(scope: &mut Scope<'_, '_>, mut row: members::MemberRow) -> Outcome<(String, Event)> {
    let (account, at) = (scope.account(), scope.at());
    if let Some(person) = row.person
        && persons::by_id(scope.tx, person)?.is_none()
    {
        // They have erased their sign-in: they can only be asked anew.
        row.person = None;
    }
    let target = scope.standing.record_of(scope.tx, &row)?;
    scope.standing.may_act_on(Verb::Restore, &target)?;
    let before = row.status.clone();
    take(scope, &mut row, Step::Restore)?;
    gifts::may_give_all(scope, &row)?;
    row.left_at = None;
    lost_access::forget(scope.tx, account, row.member)?;
    match row.person.filter(|_| row.status == "active") {
        Some(person) => {
            members::save(scope.tx, account, &row)?;
            person_accounts::add(scope.tx, person, account, row.member, at)?;
            tell(scope, &row)?;
        }
        None => {
            // Their link would be dead: it is good as long as whoever sent it may invite.
            scope.standing.require(RosterPermission::Invite)?;
            ask_again(scope, &mut row)?;
        }
    }
    let change = Change::new("status", Some(before), Some(row.status.clone()));
    let event = Event::new(EventKind::MemberRestored, Target::Member(row.member), called(&row)).changes([change]);
    Ok((row.status, event))
}

/// Tells them that they are in again.
pub(crate) fn tell(scope: &mut Scope<'_, '_>, row: &members::MemberRow) -> Outcome<()> {
    let (account, language) = (scope.account(), gifts::language_of(row));
    let mut roles: Vec<String> =
        members::roles(scope.tx, account, row.member)?.into_iter().map(|role| role.id).collect();
    let model = &scope.standing.model;
    if roles.is_empty() {
        roles.push(model[model.membership().default_role].id.to_string());
    }
    let kind = MailKind::BackInAccount {
        account: scope.standing.account.name.clone(),
        by: scope.standing.my_name(),
        role: labels(model, &roles, language),
    };
    scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link: None })
}
