//! An offer that nobody answered is over by itself: to the millisecond at the next request; this notes it, within seconds.

use super::end;
use crate::{App, Caller, Failure, Outcome, scope::Housekeeping, standing::Need};
use roster_domain::{
    id::{AccountId, Id, TransferId},
    mail::TransferEnd,
    refusal::Refusal,
};
use roster_store::{
    db::millis,
    due::{self, DueKind},
    transfers,
};

/// How many are taken at a time, and for how long they are leased.
const BATCH: i64 = 100;
const LEASE_MS: i64 = 60_000;

/// Notes the end of whatever offer is over; gives how many there were. Cheap when none is.
pub async fn expire_due(app: &App) -> Outcome<usize> {
    let at = millis(app.now());
    let next = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(due::next(tx, DueKind::TransferEnd)?)).await?;
    if next.is_none_or(|next| next > at) {
        return Ok(0);
    }
    let claimed = app
        .housekeep(Housekeeping::Due, move |tx, fresh| {
            let now = millis(fresh.now);
            Ok(due::claim(tx, DueKind::TransferEnd, now, BATCH, now + LEASE_MS)?)
        })
        .await?;
    let count = claimed.len();
    let mut first_failure = None;
    for (account, id) in claimed {
        if let Err(failure) = expire(app, account, TransferId::from_uuid(id)).await {
            first_failure.get_or_insert(failure);
        }
    }
    first_failure.map_or(Ok(count), Err)
}

async fn expire(app: &App, account: AccountId, transfer: TransferId) -> Outcome<()> {
    app.change(&Caller::system(), account, Need::System, move |scope| {
        let row = transfers::by_id(scope.tx, account, transfer)?.ok_or(Refusal::NotFound)?;
        if row.state != "open" {
            due::clear(scope.tx, account, DueKind::TransferEnd, transfer.uuid())?;
            return Ok(scope.nothing(()));
        }
        let event = end(scope, &row, TransferEnd::Expired)?;
        Ok(scope.commit((), event))
    })
    .await
    .map(|_| ())
}
