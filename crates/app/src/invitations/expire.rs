//! What happens when an invitation's time is over: it is noted, and the inviter is told (A09).

use crate::{
    App, Caller, Failure, Outcome,
    members::gifts,
    scope::{Housekeeping, LinkRef},
    standing::Need,
};
use roster_domain::{
    event::{Event, EventKind, Target},
    id::{AccountId, Id, InvitationId},
    mail::MailKind,
    refusal::Refusal,
};
use roster_store::{
    db::millis,
    due::{self, DueKind},
    invitations, members,
};

/// How many are taken at a time, and for how long they are leased.
const BATCH: i64 = 100;
const LEASE_MS: i64 = 60_000;

/// Lets run out whatever invitations are due; gives how many there were. Cheap when none is.
pub async fn expire_due(app: &App) -> Outcome<usize> {
    let at = millis(app.now());
    let next = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(due::next(tx, DueKind::InvitationExpiry)?)).await?;
    if next.is_none_or(|next| next > at) {
        return Ok(0);
    }
    let claimed = app
        .housekeep(Housekeeping::Due, move |tx, fresh| {
            let now = millis(fresh.now);
            Ok(due::claim(tx, DueKind::InvitationExpiry, now, BATCH, now + LEASE_MS)?)
        })
        .await?;
    let count = claimed.len();
    let mut first_failure = None;
    for (account, id) in claimed {
        // One that fails must not keep the others waiting; it is due again when its lease is over.
        if let Err(failure) = expire(app, account, InvitationId::from_uuid(id)).await {
            first_failure.get_or_insert(failure);
        }
    }
    first_failure.map_or(Ok(count), Err)
}

async fn expire(app: &App, account: AccountId, invitation: InvitationId) -> Outcome<()> {
    app.change(&Caller::system(), account, Need::System, move |scope| {
        let at = scope.at();
        let mut row = invitations::by_id(scope.tx, account, invitation)?.ok_or(Refusal::NotFound)?;
        if row.state != "open" || at < row.expires_at {
            // Sent again, accepted or withdrawn in the meantime.
            return Ok(scope.nothing(()));
        }
        row.state = "expired".to_owned();
        row.closed_at = Some(at);
        invitations::save(scope.tx, account, &row)?;
        members::touch(scope.tx, account, row.member)?;
        due::clear(scope.tx, account, DueKind::InvitationExpiry, invitation.uuid())?;
        let invited = members::by_id(scope.tx, account, row.member)?.ok_or(Refusal::NotFound)?;
        if let Some(inviter) = gifts::inviter(scope, &row)? {
            let role = gifts::role_label(scope, row.member, gifts::language_of(&inviter))?;
            let account_name = scope.standing.account.name.clone();
            let kind = MailKind::InvitationExpired { account: account_name, email: invited.email.clone(), role };
            scope.tell(&[inviter], &kind, LinkRef::Pending(row.member))?;
        }
        Ok(scope.commit((), Event::new(EventKind::InvitationExpired, Target::Member(row.member), &invited.email)))
    })
    .await
    .map(|_| ())
}
