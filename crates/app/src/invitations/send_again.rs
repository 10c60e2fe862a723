//! Inviting once more: before or after expiry (F12), or after someone was deleted (F11), with the same role and access.

use crate::{
    App, Caller, Done, Failure, Outcome,
    invitations::create::{InvitationLetter, inviter, mail_invitation},
    members::{gifts, take},
    scope::Scope,
    standing::Need,
    throttle,
};
use jiff::Timestamp;
use roster_domain::{
    access::Verb,
    event::{Event, EventKind, Target},
    id::{AccountId, Id, InvitationId, MemberId},
    lifecycle::Step,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{
    db::{millis, timestamp},
    due, invitations, members, outbox, persons,
};

/// Sends a new link; the old one is dead. Whoever sends again must be able to give all that is offered (F03).
pub async fn send_again(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
) -> Outcome<Done<InvitationId>> {
    app.change(caller, account, Need::Permission(RosterPermission::Invite), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        scope.expect_version(row.version)?;
        let (invitation, event) = send_again_one(scope, row)?;
        Ok(scope.commit(invitation, event))
    })
    .await
}

/// One of several, in a change that more may happen in.
pub(crate) fn send_again_one(scope: &mut Scope<'_, '_>, mut row: members::MemberRow) -> Outcome<(InvitationId, Event)> {
    let target = scope.standing.record_of(scope.tx, &row)?;
    scope.standing.may_act_on(Verb::Resend, &target)?;
    take(scope, &mut row, Step::SendAgain)?;
    gifts::may_give_all(scope, &row)?;
    let invitation = ask_again(scope, &mut row)?;
    Ok((invitation, Event::new(EventKind::InvitationResent, Target::Member(row.member), &row.email)))
}

/// Mails a new link to who shall be invited; what they were given is offered with it. Whether the caller may is asked before.
pub(crate) fn ask_again(scope: &mut Scope<'_, '_>, row: &mut members::MemberRow) -> Outcome<InvitationId> {
    let (account, at) = (scope.account(), scope.at());
    throttle::INVITATIONS_PER_ACCOUNT.count(scope.tx, &account.to_string(), at)?;
    throttle::count_invitation_to(scope.tx, account, &row.email_key, at)?;
    let until = scope.now() + scope.standing.model.invitation().valid_for;
    let invitation = renew(scope, row, millis(until), "mail")?;
    members::save(scope.tx, account, row)?;
    mail_newest(scope, row, &invitation, until)?;
    Ok(invitation.invitation)
}

/// Mails a living invitation once more because its address asked to come in by itself: the same link, which ends when it would have
/// ended anyway. What an admin offered is not made to last by whoever types an address; and too often is no failure: nobody is told
/// anything.
pub(crate) async fn remind(app: &App, account: AccountId, member: MemberId) -> Outcome<()> {
    let reminded = app
        .change(&Caller::system(), account, Need::System, move |scope| {
            let (row, at) = (members::by_id(scope.tx, account, member)?, scope.at());
            let Some(row) = row.filter(|row| row.status == "invited") else { return Ok(scope.nothing(())) };
            let invitation = invitations::of_member(scope.tx, account, member)?;
            let living = |it: &invitations::InvitationRow| it.state == "open" && it.expires_at > at;
            let Some(invitation) = invitation.filter(living) else { return Ok(scope.nothing(())) };
            throttle::INVITATIONS_PER_ACCOUNT.count(scope.tx, &account.to_string(), at)?;
            throttle::count_invitation_to(scope.tx, account, &row.email_key, at)?;
            outbox::drop_for_invitation(scope.tx, account, invitation.invitation)?;
            mail_newest(scope, &row, &invitation, timestamp(invitation.expires_at)?)?;
            Ok(scope.commit((), Event::new(EventKind::InvitationReminded, Target::Member(member), &row.email)))
        })
        .await;
    match reminded {
        Ok(_) | Err(Failure::Refused(Refusal::Throttled { .. })) => Ok(()),
        Err(failure) => Err(failure),
    }
}

/// Queues the mail with the newest link of a member's invitation.
pub(super) fn mail_newest(
    scope: &mut Scope<'_, '_>,
    row: &members::MemberRow,
    invitation: &invitations::InvitationRow,
    until: Timestamp,
) -> Outcome<()> {
    let known = persons::known_emails(scope.tx, &[&row.email_key])?;
    // Sent by itself: whoever invited them still does.
    let former = invitation.invited_by.filter(|_| scope.standing.member().is_none());
    let former = match former {
        Some(by) => {
            let account = scope.account();
            members::by_id(scope.tx, account, by)?.map(|by| by.name).filter(|name| !name.is_empty())
        }
        None => None,
    };
    let by = former.unwrap_or_else(|| inviter(scope));
    let letter = InvitationLetter {
        invitation: invitation.invitation,
        to: &row.email,
        name: &row.name,
        by: &by,
        known: known.values().next().map(String::as_str),
        roles: &gifts::roles(scope, row.member)?,
        until,
        message: &invitation.message,
        welcome: invitation.welcome,
        subject: &invitation.subject,
    };
    mail_invitation(scope, &letter)
}

/// The member's invitation with a new link, or a new invitation where the former one is closed; the place waits for it until then.
/// `told`: how the link reaches them. The row is the caller's to save.
pub(super) fn renew(
    scope: &mut Scope<'_, '_>,
    row: &mut members::MemberRow,
    until: i64,
    told: &str,
) -> Outcome<invitations::InvitationRow> {
    let invitation = new_link(scope, row, until, told)?;
    let account = scope.account();
    row.status = "invited".to_owned();
    row.invited_until = Some(until);
    row.left_at = None;
    due::set(scope.tx, account, due::DueKind::InvitationExpiry, invitation.invitation.uuid(), until)?;
    Ok(invitation)
}

fn new_link(
    scope: &mut Scope<'_, '_>,
    row: &members::MemberRow,
    until: i64,
    told: &str,
) -> Outcome<invitations::InvitationRow> {
    let (account, at) = (scope.account(), scope.at());
    let key_id = scope.parts.keys.current().to_owned();
    let (by, key) = (scope.standing.member(), scope.standing.account_key());
    if let Some(mut invitation) = invitations::of_member(scope.tx, account, row.member)? {
        outbox::drop_for_invitation(scope.tx, account, invitation.invitation)?;
        invitation.state = "open".to_owned();
        invitation.generation += 1;
        invitation.key_id = key_id;
        (invitation.invited_by, invitation.invited_key) = (by, key);
        invitation.sent_at = at;
        invitation.expires_at = until;
        invitation.closed_at = None;
        invitation.asked_at = None;
        invitation.told = told.to_owned();
        invitations::save(scope.tx, account, &invitation)?;
        return Ok(invitation);
    }
    let invitation = scope.id();
    let new = invitations::NewInvitation {
        invitation,
        member: row.member,
        key_id: &key_id,
        message: "",
        invited_by: by,
        invited_key: key,
        at,
        expires_at: until,
        told,
        welcome: false,
        subject: "",
    };
    invitations::insert(scope.tx, account, &new)?;
    invitations::by_id(scope.tx, account, invitation)?.ok_or_else(|| Refusal::NotFound.into())
}
