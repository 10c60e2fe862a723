//! Acting as somebody ends by itself: to the millisecond at the next request; this notes it in the log, within seconds.

use crate::{App, Caller, Failure, Outcome, scope::Housekeeping, standing::Need};
use roster_domain::{
    event::{Event, EventKind, Target},
    id::{AccountId, ActingId, Id},
    refusal::Refusal,
};
use roster_store::{
    acting,
    db::millis,
    due::{self, DueKind},
    members,
};

/// How many are taken at a time, and for how long they are leased.
const BATCH: i64 = 100;
const LEASE_MS: i64 = 60_000;

/// Notes the end of whatever acting is over; gives how many there were. Cheap when none is.
pub async fn expire_due(app: &App) -> Outcome<usize> {
    let at = millis(app.now());
    let next = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(due::next(tx, DueKind::ActingEnd)?)).await?;
    if next.is_none_or(|next| next > at) {
        return Ok(0);
    }
    let claimed = app
        .housekeep(Housekeeping::Due, move |tx, fresh| {
            let now = millis(fresh.now);
            Ok(due::claim(tx, DueKind::ActingEnd, now, BATCH, now + LEASE_MS)?)
        })
        .await?;
    let count = claimed.len();
    let mut first_failure = None;
    for (account, id) in claimed {
        if let Err(failure) = expire(app, account, ActingId::from_uuid(id)).await {
            first_failure.get_or_insert(failure);
        }
    }
    first_failure.map_or(Ok(count), Err)
}

async fn expire(app: &App, account: AccountId, acting: ActingId) -> Outcome<()> {
    app.change(&Caller::system(), account, Need::System, move |scope| {
        let row = acting::by_id(scope.tx, account, acting)?.ok_or(Refusal::NotFound)?;
        if !acting::end(scope.tx, account, acting, row.expires_at)? {
            return Ok(scope.nothing(()));
        }
        due::clear(scope.tx, account, DueKind::ActingEnd, acting.uuid())?;
        let member = members::by_id(scope.tx, account, row.member)?.ok_or(Refusal::NotFound)?;
        scope.standing.on_behalf_of = Some(row.actor);
        Ok(scope.commit((), Event::new(EventKind::ActingEnded, Target::Member(row.member), &member.name)))
    })
    .await
    .map(|_| ())
}
