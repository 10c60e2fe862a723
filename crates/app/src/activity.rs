//! When members were last active in an account: noted in memory at every look and change, written down now and then.
//!
//! True to the minute, without a write per request, without an event and without moving anyone's version.

use crate::{App, Failure, Outcome, people::flush_seen, scope::Housekeeping};
use roster_domain::id::{AccountId, MemberId};
use roster_store::members;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// How exactly it is known.
const EVERY_MS: i64 = 60_000;

/// How many are written down in one transaction.
const CHUNK: usize = 200;

/// Members who were active and whose rows don't say so yet.
#[derive(Debug, Default)]
pub(crate) struct Active(Mutex<HashMap<(AccountId, MemberId), i64>>);

impl Active {
    /// Notes that a member is active at `now`, if what is stored is older than a minute.
    pub(crate) fn note(&self, account: AccountId, member: MemberId, stored: Option<i64>, now: i64) {
        if stored.is_none_or(|stored| stored + EVERY_MS <= now) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((account, member), now);
        }
    }

    fn take(&self) -> Vec<(AccountId, MemberId, i64)> {
        let taken = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let mut active: Vec<_> = taken.into_iter().map(|((account, member), at)| (account, member, at)).collect();
        // In one order always, so that two nodes can't wait for each other's rows.
        active.sort_unstable();
        active
    }
}

/// Writes down which sessions were used and who was active since the last time. To be called every half minute, and before
/// the end.
pub async fn flush(app: &App) -> Outcome<()> {
    flush_seen(app).await?;
    for chunk in app.parts.active.take().chunks(CHUNK) {
        let chunk = chunk.to_vec();
        app.housekeep(Housekeeping::LastActive, move |tx, _| {
            for (account, member, at) in &chunk {
                members::seen(tx, *account, *member, *at)?;
            }
            Ok::<(), Failure>(())
        })
        .await?;
    }
    Ok(())
}
