//! The end of a look: by itself, by the operator, or by any admin.

use crate::{
    App, Caller, Done, Failure, Outcome,
    scope::{Commit, Housekeeping, Scope},
    standing::Need,
};
use roster_domain::{
    event::{Event, EventKind, Target},
    id::{AccountId, Id, SupportId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{
    db::millis,
    due::{self, DueKind},
    support,
};

/// How many are taken at a time, and for how long they are leased.
const BATCH: i64 = 100;
const LEASE_MS: i64 = 60_000;

/// An admin ends all looks that go on, or could begin.
pub async fn end(app: &App, caller: &Caller, account: AccountId) -> Outcome<Done<bool>> {
    let need = Need::Permission(RosterPermission::ManageAccount);
    app.change(caller, account, need, end_all).await
}

/// The same by the operator.
pub async fn end_by_operator(app: &App, account: AccountId) -> Outcome<bool> {
    let operator = Caller::operator();
    Ok(app.change(&operator, account, Need::Operator, end_all).await?.value)
}

fn end_all(scope: &mut Scope<'_, '_>) -> Outcome<Commit<bool>> {
    let (account, at) = (scope.account(), scope.at());
    let ended = support::end_all(scope.tx, account, at)?;
    for support in &ended {
        due::clear(scope.tx, account, DueKind::SupportEnd, support.uuid())?;
    }
    if ended.is_empty() {
        return Ok(scope.nothing(false));
    }
    let name = scope.standing.account.name.clone();
    Ok(scope.commit(true, Event::new(EventKind::SupportEnded, Target::Account, name)))
}

/// Notes the end of whatever is over; gives how many there were. Cheap when none is.
pub async fn expire_due(app: &App) -> Outcome<usize> {
    let at = millis(app.now());
    let next = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(due::next(tx, DueKind::SupportEnd)?)).await?;
    if next.is_none_or(|next| next > at) {
        return Ok(0);
    }
    let claimed = app
        .housekeep(Housekeeping::Due, move |tx, fresh| {
            let now = millis(fresh.now);
            Ok(due::claim(tx, DueKind::SupportEnd, now, BATCH, now + LEASE_MS)?)
        })
        .await?;
    let count = claimed.len();
    let mut first_failure = None;
    for (account, id) in claimed {
        match expire(app, account, SupportId::from_uuid(id)).await {
            Ok(()) | Err(Failure::Refused(Refusal::NotFound)) => {}
            Err(failure) => {
                first_failure.get_or_insert(failure);
            }
        }
    }
    first_failure.map_or(Ok(count), Err)
}

async fn expire(app: &App, account: AccountId, id: SupportId) -> Outcome<()> {
    let system = Caller::system();
    app.change(&system, account, Need::System, move |scope| {
        due::clear(scope.tx, account, DueKind::SupportEnd, id.uuid())?;
        if !support::end(scope.tx, account, id, scope.at())? {
            return Ok(scope.commit_chunk(()));
        }
        let name = scope.standing.account.name.clone();
        Ok(scope.commit((), Event::new(EventKind::SupportEnded, Target::Account, name)))
    })
    .await
    .map(|_| ())
}
