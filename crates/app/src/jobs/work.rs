//! Doing what was asked, a chunk at a time.

use crate::{
    App, Failure, Outcome,
    jobs::{Asker, CHUNK, Deed, KEPT, LEASE_MS, TRIES, from_json, told},
    scope::{Commit, Housekeeping, Scope},
};
use roster_domain::{
    event::Event,
    id::{AccountId, Id, JobId},
    refusal::Refusal,
};
use roster_store::{
    accounts,
    db::millis,
    due::{self, DueKind},
    jobs::{self, JobRow, Settled, WaitingRow},
    members::{self, MemberRow},
};
use std::collections::{BTreeMap, HashMap};

/// How many jobs are taken up at a time.
const BATCH: i64 = 10;

/// Does one chunk of each job that is due; gives how many there were. Cheap when none is.
pub async fn work_due(app: &App) -> Outcome<usize> {
    let claimed = claim(app, DueKind::Job).await?;
    let count = claimed.len();
    let mut first_failure = None;
    for (account, job) in claimed {
        // One that fails must not keep the others waiting; it is due again when its lease is over.
        if let Err(failure) = chunk(app, account, job).await {
            first_failure.get_or_insert(failure);
        }
    }
    first_failure.map_or(Ok(count), Err)
}

/// Waits until a job is asked for on this node.
pub async fn asked(app: &App) {
    app.parts.job_asked.notified().await;
}

/// Forgets the reports of jobs that ended long ago; gives how many.
pub async fn forget_due(app: &App) -> Outcome<usize> {
    let claimed = claim(app, DueKind::JobForgotten).await?;
    for (account, job) in &claimed {
        let (account, job) = (*account, *job);
        app.housekeep(Housekeeping::Jobs, move |tx, _| {
            jobs::forget(tx, account, job)?;
            Ok(due::clear(tx, account, DueKind::JobForgotten, job.uuid())?)
        })
        .await?;
    }
    Ok(claimed.len())
}

async fn claim(app: &App, kind: DueKind) -> Outcome<Vec<(AccountId, JobId)>> {
    let at = millis(app.now());
    let next = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(due::next(tx, kind)?)).await?;
    if next.is_none_or(|next| next > at) {
        return Ok(Vec::new());
    }
    let claimed = app
        .housekeep(Housekeeping::Due, move |tx, fresh| {
            let now = millis(fresh.now);
            Ok(due::claim(tx, kind, now, BATCH, now + LEASE_MS)?)
        })
        .await?;
    Ok(claimed.into_iter().map(|(account, id)| (account, JobId::from_uuid(id))).collect())
}

/// All chunks of a job, one after the other.
pub(crate) async fn to_the_end(app: &App, account: AccountId, job: JobId) -> Outcome<()> {
    while chunk(app, account, job).await? {}
    Ok(())
}

/// One chunk; whether more of the job waits. What falls over a fault of ours is tried again later, and in the end given up.
async fn chunk(app: &App, account: AccountId, job: JobId) -> Outcome<bool> {
    match try_chunk(app, account, job).await {
        Err(fault @ (Failure::Broken(_) | Failure::KeyGone(_))) => put_off(app, account, job, fault).await,
        done => done,
    }
}

/// One chunk, as the one who asked.
async fn try_chunk(app: &App, account: AccountId, job: JobId) -> Outcome<bool> {
    let row = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(jobs::by_id(tx, account, job)?)).await?;
    let Some(row) = row else { return Ok(false) };
    let (caller, deed) = (from_json::<Asker>(&row.asker)?.caller(), from_json::<Deed>(&row.deed)?);
    let done = app.change(&caller, account, deed.need(), move |scope| do_chunk(scope, job, &deed)).await;
    match done {
        Ok(done) => Ok(done.value),
        // Whoever asked may not any more: none of the others is done.
        Err(Failure::Refused(refusal)) => refuse_the_rest(app, account, job, refusal).await,
        Err(failure) => Err(failure),
    }
}

fn do_chunk(scope: &mut Scope<'_, '_>, job: JobId, deed: &Deed) -> Outcome<Commit<bool>> {
    let account = scope.account();
    // Again, under the lock: another node may have been quicker.
    let Some(mut row) = jobs::by_id(scope.tx, account, job)?.filter(|row| row.state == "running") else {
        return Ok(scope.nothing(false));
    };
    let items = jobs::waiting(scope.tx, account, job, row.taken(), i64::try_from(CHUNK).unwrap_or(i64::MAX))?;
    let ids: Vec<_> = items.iter().map(|item| item.member).collect();
    let found = members::by_ids(scope.tx, account, &ids)?;
    scope.standing.read_ahead(scope.tx, &found)?;
    let found: HashMap<_, MemberRow> = found.into_iter().map(|row| (row.member, row)).collect();
    let mut denied: BTreeMap<&'static str, Refusal> = BTreeMap::new();
    let mut settled = Vec::with_capacity(items.len());
    for item in &items {
        let outcome = match found.get(&item.member) {
            Some(member) => one(scope, deed, member, item)?,
            None => Err(Refusal::NotFound),
        };
        settled.push(settle(scope, &mut row, item.position, outcome, &mut denied)?);
    }
    jobs::settle(scope.tx, account, job, &settled)?;
    row.tries = 0;
    for refusal in denied.values() {
        if let Some(event) = scope.denial(refusal)? {
            scope.make(vec![event], None);
        }
    }
    let more = row.taken() < row.total && !items.is_empty();
    if more {
        let at = scope.at();
        due::set(scope.tx, account, DueKind::Job, job.uuid(), at)?;
        jobs::save(scope.tx, account, &row)?;
    } else {
        end(scope.tx, account, &mut row, "done", millis(scope.fresh.now))?;
    }
    Ok(scope.commit_chunk(more))
}

fn one(
    scope: &mut Scope<'_, '_>,
    deed: &Deed,
    member: &MemberRow,
    item: &WaitingRow,
) -> Outcome<Result<Vec<Event>, Refusal>> {
    scope.part(member, |scope| deed.one(scope, member.clone(), item.undoes))
}

/// What is noted of an outcome.
fn settle(
    scope: &mut Scope<'_, '_>,
    row: &mut JobRow,
    position: i64,
    outcome: Result<Vec<Event>, Refusal>,
    denied: &mut BTreeMap<&'static str, Refusal>,
) -> Outcome<Settled> {
    let mut settled = Settled { position, state: "unchanged", seq: None, refusal: None };
    match outcome {
        Ok(events) if events.is_empty() => row.unchanged += 1,
        Ok(events) => {
            settled.seq = Some(scope.make(events, Some(row.job)));
            settled.state = "done";
            row.done += 1;
        }
        Err(refusal) => {
            settled.refusal = Some(told::keep(&refusal)?);
            settled.state = "refused";
            row.refused += 1;
            denied.entry(refusal.code()).or_insert(refusal);
        }
    }
    Ok(settled)
}

/// Notes that a job is over, and when it shall be forgotten.
pub(super) fn end(
    tx: &mut roster_store::WriteTx<'_>,
    account: AccountId,
    row: &mut JobRow,
    state: &str,
    at: i64,
) -> Outcome<()> {
    row.state = state.to_owned();
    row.ended_at = Some(at);
    jobs::save(tx, account, row)?;
    due::clear(tx, account, DueKind::Job, row.job.uuid())?;
    let kept = i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX);
    Ok(due::set(tx, account, DueKind::JobForgotten, row.job.uuid(), at + kept)?)
}

/// Twice as long each time, beginning with the time of a lease.
fn back_off_ms(tries: i64) -> i64 {
    LEASE_MS << tries.clamp(1, TRIES).saturating_sub(1)
}

async fn put_off(app: &App, account: AccountId, job: JobId, fault: Failure) -> Outcome<bool> {
    let given_up = app
        .housekeep(Housekeeping::Jobs, move |tx, fresh| {
            accounts::lock_head(tx, account)?;
            let Some(mut row) = jobs::by_id(tx, account, job)?.filter(|row| row.state == "running") else {
                return Ok(false);
            };
            let at = millis(fresh.now);
            row.tries += 1;
            if row.tries < TRIES {
                due::set(tx, account, DueKind::Job, job.uuid(), at + back_off_ms(row.tries))?;
                jobs::save(tx, account, &row)?;
                return Ok(false);
            }
            // Whoever asked can have the rest tried again, when the fault is mended.
            jobs::settle_rest(tx, account, job, row.taken(), "refused", None)?;
            row.refused = row.total - row.done - row.unchanged;
            end(tx, account, &mut row, "failed", at)?;
            Ok(true)
        })
        .await?;
    if given_up {
        tracing::error!(%account, %job, ?fault, "a bulk job fell over a fault again and again, and is given up");
        return Ok(false);
    }
    Err(fault)
}

async fn refuse_the_rest(app: &App, account: AccountId, job: JobId, refusal: Refusal) -> Outcome<bool> {
    let why = told::keep(&refusal)?;
    app.housekeep(Housekeeping::Jobs, move |tx, fresh| {
        // Whoever does a chunk at this moment holds this lock.
        accounts::lock_head(tx, account)?;
        let Some(mut row) = jobs::by_id(tx, account, job)?.filter(|row| row.state == "running") else {
            return Ok(false);
        };
        // Nobody may anything in an account that isn't open. It goes on when it is.
        if accounts::by_id(tx, account)?.is_some_and(|account| account.status != "open") {
            due::put_off(tx, account, DueKind::Job, job.uuid(), millis(fresh.now))?;
            return Ok(false);
        }
        jobs::settle_rest(tx, account, job, row.taken(), "refused", Some(&why))?;
        row.refused = row.total - row.done - row.unchanged;
        end(tx, account, &mut row, "done", millis(fresh.now))?;
        Ok(false)
    })
    .await
}
