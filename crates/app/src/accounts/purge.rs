//! A closed account whose time is over is purged: nothing is left of it but the bare facts, and the chain of its events still verifies.
//!
//! The first step is one transaction: from then on it can't be brought back. The rest goes in chunks, so that a large account keeps
//! nobody waiting; what a crash left is taken up again, because the line in `due` goes last.

use crate::{App, Caller, Failure, Outcome, scope::Housekeeping, standing::Need};
use roster_domain::{
    event::{Event, EventKind, Target},
    id::{AccountId, Id},
};
use roster_store::{
    accounts,
    db::millis,
    due::{self, DueKind},
    purge,
};

/// How many accounts are taken at a time, for how long they are leased, and how many rows go in one transaction.
const BATCH: i64 = 1;
const LEASE_MS: i64 = 600_000;
const CHUNK: i64 = 2_000;

/// How many persons are looked at in one transaction.
const PERSONS: i64 = 200;

/// Purges an account whose time is over; gives how many there were. Cheap when there is none.
pub async fn purge_due(app: &App) -> Outcome<usize> {
    let at = millis(app.now());
    let next = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(due::next(tx, DueKind::AccountPurge)?)).await?;
    if next.is_none_or(|next| next > at) {
        return Ok(0);
    }
    let claimed = app
        .housekeep(Housekeeping::Due, move |tx, fresh| {
            let now = millis(fresh.now);
            Ok(due::claim(tx, DueKind::AccountPurge, now, BATCH, now + LEASE_MS)?)
        })
        .await?;
    for (account, _) in &claimed {
        purge(app, *account).await?;
    }
    Ok(claimed.len())
}

async fn purge(app: &App, account: AccountId) -> Outcome<()> {
    if !begin(app, account).await? {
        return Ok(());
    }
    while step(app, account).await? {}
    app.housekeep(Housekeeping::Purge, move |tx, _| Ok(due::clear(tx, account, DueKind::AccountPurge, account.uuid())?))
        .await
}

/// From here on it can't be brought back. Whether there is something to do: it may have been brought back a moment ago.
async fn begin(app: &App, account: AccountId) -> Outcome<bool> {
    let status = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(accounts::by_id(tx, account)?)).await?;
    if status.is_some_and(|row| row.status == "purged") {
        return Ok(true);
    }
    let system = Caller::system();
    let done = app.change(&system, account, Need::System, move |scope| {
        let mut row = (*scope.standing.account).clone();
        if row.status != "closed" || row.purge_at.is_none_or(|purge_at| purge_at > scope.at()) {
            return Ok(scope.nothing(false));
        }
        row.name.clear();
        "purged".clone_into(&mut row.status);
        row.suspended_for.clear();
        row.purge_at = None;
        accounts::save(scope.tx, &row)?;
        Ok(scope.commit(true, Event::new(EventKind::AccountPurged, Target::Account, "")))
    });
    Ok(done.await?.value)
}

/// The next chunk; whether there was anything.
pub(crate) async fn step(app: &App, account: AccountId) -> Outcome<bool> {
    app.housekeep(Housekeeping::Purge, move |tx, _| {
        // First the people, who are found by their places: whose only account this was has no use for a sign-in.
        let persons = purge::persons(tx, account, PERSONS)?;
        if !persons.is_empty() {
            purge::leave(tx, account, &persons)?;
            let lonely = purge::lonely(tx, &persons)?;
            purge::erase(tx, &lonely)?;
            return Ok(true);
        }
        Ok(purge::chunk(tx, account, CHUNK)? > 0)
    })
    .await
}
