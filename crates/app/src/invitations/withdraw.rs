//! Withdrawing an invitation: its link dies at once (F10).

use crate::{App, Caller, Done, Outcome, members::take, standing::Need};
use roster_domain::{
    access::Verb,
    event::{Event, EventKind, Target},
    id::{AccountId, Id, MemberId},
    lifecycle::Step,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{due, invitations, members, outbox};

/// Withdraws the invitation of `member`, living or expired. The place goes with it; the address can be invited anew.
pub async fn withdraw(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::Invite), move |scope| {
        let at = scope.at();
        let mut row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let mut invitation = match invitations::of_member(scope.tx, account, member)? {
            Some(invitation) if row.status == "invited" => invitation,
            _ => return Err(Refusal::WrongState { state: crate::members::state(&row.status) }.into()),
        };
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::Withdraw, &target)?;
        scope.expect_version(row.version)?;

        invitation.state = "withdrawn".to_owned();
        invitation.closed_at = Some(at);
        invitations::save(scope.tx, account, &invitation)?;
        take(scope, &mut row, Step::Withdraw)?;
        row.invited_until = None;
        row.left_at = Some(at);
        members::save(scope.tx, account, &row)?;
        due::clear(scope.tx, account, due::DueKind::InvitationExpiry, invitation.invitation.uuid())?;
        outbox::drop_for_invitation(scope.tx, account, invitation.invitation)?;
        Ok(scope.commit((), Event::new(EventKind::InvitationWithdrawn, Target::Member(member), &row.email)))
    })
    .await
}
