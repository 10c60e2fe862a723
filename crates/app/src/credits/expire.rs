//! What ends by itself: credits, and holds. A spending lets go what has ended before it, too; this is for accounts that are quiet.

use super::ledger::{Ledger, plan_next_end};
use crate::{App, Caller, Failure, Outcome, scope::Housekeeping, standing::Need};
use roster_domain::{id::AccountId, refusal::Refusal};
use roster_store::{
    accounts,
    db::millis,
    due::{self, DueKind},
};

/// How many accounts are taken at a time, and for how long they are leased.
const BATCH: i64 = 100;
const LEASE_MS: i64 = 60_000;

/// Lets go what has ended in all accounts; gives how many there were. Cheap where there is none.
pub async fn expire_due(app: &App) -> Outcome<usize> {
    let at = millis(app.now());
    let next = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(due::next(tx, DueKind::Credits)?)).await?;
    if next.is_none_or(|next| next > at) {
        return Ok(0);
    }
    let claimed = app
        .housekeep(Housekeeping::Due, move |tx, fresh| {
            let now = millis(fresh.now);
            Ok(due::claim(tx, DueKind::Credits, now, BATCH, now + LEASE_MS)?)
        })
        .await?;
    let count = claimed.len();
    let mut first_failure = None;
    for (account, _) in claimed {
        // One that fails must not keep the others waiting; it is due again when its lease is over.
        if let Err(failure) = expire(app, account).await {
            first_failure.get_or_insert(failure);
        }
    }
    first_failure.map_or(Ok(count), Err)
}

async fn expire(app: &App, account: AccountId) -> Outcome<()> {
    let let_go = app
        .change(&Caller::system(), account, Need::System, move |scope| {
            let events = Ledger::open(scope)?.close(scope)?;
            plan_next_end(scope.tx, account, scope.at())?;
            Ok(scope.commit_all(!events.is_empty(), events))
        })
        .await;
    match let_go {
        Ok(done) if done.value => Ok(()),
        // It was spent in time, or the account has no credits any more: only the plan is behind.
        Ok(_) | Err(Failure::Refused(Refusal::NotFound)) => {
            app.housekeep(Housekeeping::Due, move |tx, fresh| {
                accounts::lock_head(tx, account)?;
                let has_credits = roster_store::credits::newest(tx, account)?.seq > 0;
                match has_credits {
                    true => plan_next_end(tx, account, millis(fresh.now)),
                    false => Ok(due::clear(tx, account, DueKind::Credits, roster_domain::id::Id::uuid(&account))?),
                }
            })
            .await
        }
        Err(failure) => Err(failure),
    }
}
