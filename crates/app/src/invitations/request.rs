//! The holder of a dead link asks for a new one; the admins hear of it, at most once an hour.

use crate::{
    App, Caller, Failure, Once, Outcome,
    invitations::{
        accept::joinable,
        look::{dead, decode, hide_account, proven},
    },
    members::gifts,
    scope::{LinkRef, Scope},
    standing::Need,
    token::InvitationToken,
};
use roster_domain::{
    event::{Event, EventKind, Target},
    mail::MailKind,
    permission::RosterPermission,
    refusal::{DeadLink, Refusal},
};
use roster_store::{invitations, members};

/// A new link can be asked for once in this time.
const PAUSE_MS: i64 = 3_600_000;

/// The most admins that are written to.
const MOST_ADMINS: usize = 20;

/// Asks. The answer is the same whether or not anyone was written to, so that a link tells nothing it didn't tell before.
pub async fn request(app: &App, caller: &Caller, link: &str) -> Outcome<Once<()>> {
    let token = decode(link)?;
    let idempotency = caller.idempotency.as_ref().map(|request| request.of(token.invitation));
    let holder = Caller { idempotency, ..Caller::anonymous(caller.origin.clone()) };
    let asked = app
        .change(&holder, token.account, Need::Link, move |scope| {
            let (account, at) = (scope.account(), scope.at());
            let Some(mut row) = proven(scope.tx, scope.parts, &token)? else {
                return Err(dead(DeadLink::Unknown));
            };
            let over = match row.state.as_str() {
                "open" => row.expires_at <= at || has_lapsed(scope, &token)?,
                state => state == "expired",
            };
            let asked_lately = row.asked_at.is_some_and(|asked| at < asked + PAUSE_MS);
            if !over || asked_lately {
                return Ok(scope.nothing(()));
            }
            row.asked_at = Some(at);
            invitations::save(scope.tx, account, &row)?;
            let Some(invited) = members::by_id(scope.tx, account, row.member)? else { return Ok(scope.nothing(())) };
            let inviter = match row.invited_by {
                Some(by) => members::by_id(scope.tx, account, by)?.map(|by| by.name).unwrap_or_default(),
                None => String::new(),
            };
            let kind = MailKind::NewInvitationWanted {
                account: scope.standing.account.name.clone(),
                email: invited.email.clone(),
                inviter,
            };
            let admins = gifts::holders(scope, RosterPermission::Invite, MOST_ADMINS)?;
            scope.tell(&admins, &kind, LinkRef::Pending(row.member))?;
            let event = Event::new(EventKind::InvitationRequested, Target::Member(row.member), &invited.email);
            Ok(scope.commit((), event))
        })
        .await;
    match asked {
        Ok(done) => Ok(Once { value: (), replayed: done.replayed }),
        // Whoever doesn't hold the link is told the same, and leaves nothing behind.
        Err(Failure::Refused(Refusal::DeadLink(DeadLink::Unknown))) => Ok(Once { value: (), replayed: false }),
        Err(failure) => Err(hide_account(failure)),
    }
}

/// Whether whoever invited can't give any more what was offered.
fn has_lapsed(scope: &mut Scope<'_, '_>, token: &InvitationToken) -> Outcome<bool> {
    match joinable(scope, token) {
        Ok(_) => Ok(false),
        Err(Failure::Refused(refusal)) => Ok(refusal == Refusal::DeadLink(DeadLink::Lapsed)),
        Err(failure) => Err(failure),
    }
}
