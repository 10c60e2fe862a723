//! Withdrawing an invitation: its link dies at once (F10).

use crate::{App, Caller, Done, Outcome, members::take, scope::Scope, standing::Need};
use roster_domain::{
    access::Verb,
    event::{Event, EventKind, Target},
    id::{AccountId, Id, MemberId},
    lifecycle::Step,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{due, invitations, members, merges, outbox};

/// Withdraws the invitation of `member`, living or expired. The place goes with it; the address can be invited anew.
pub async fn withdraw(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::Invite), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        // Who holds no open offer is told so, whichever version was seen.
        if row.status != "invited" {
            return Err(Refusal::WrongState { state: crate::members::state(&row.status) }.into());
        }
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::Withdraw, &target)?;
        scope.expect_version(row.version)?;
        let event = withdraw_one(scope, row)?;
        Ok(scope.commit((), event))
    })
    .await
}

/// One of several, in a change that more may happen in.
pub(crate) fn withdraw_one(scope: &mut Scope<'_, '_>, mut row: members::MemberRow) -> Outcome<Event> {
    let (account, member, at) = (scope.account(), row.member, scope.at());
    let mut invitation = match invitations::of_member(scope.tx, account, member)? {
        Some(invitation) if row.status == "invited" => invitation,
        _ => return Err(Refusal::WrongState { state: crate::members::state(&row.status) }.into()),
    };
    let target = scope.standing.record_of(scope.tx, &row)?;
    scope.standing.may_act_on(Verb::Withdraw, &target)?;
    invitation.state = "withdrawn".to_owned();
    invitation.closed_at = Some(at);
    invitations::save(scope.tx, account, &invitation)?;
    // Whoever invites them again decides about that again, too.
    merges::forget(scope.tx, account, member)?;
    take(scope, &mut row, Step::Withdraw)?;
    row.invited_until = None;
    row.left_at = Some(at);
    members::save(scope.tx, account, &row)?;
    due::clear(scope.tx, account, due::DueKind::InvitationExpiry, invitation.invitation.uuid())?;
    outbox::drop_for_invitation(scope.tx, account, invitation.invitation)?;
    Ok(Event::new(EventKind::InvitationWithdrawn, Target::Member(member), &row.email))
}
