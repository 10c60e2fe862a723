//! When members were last active in an account, and API keys last used: noted in memory at every look and change, written down now and then.
//!
//! True to the minute, without a write per request, without an event and without moving anyone's version.

use crate::{App, Failure, Outcome, people::flush_seen, presence, scope::Housekeeping};
use roster_domain::id::{AccountId, KeyId, MemberId};
use roster_store::{api_keys, members};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// How exactly it is known.
const EVERY_MS: i64 = 60_000;

/// How many are written down in one transaction.
const CHUNK: usize = 200;

/// Someone or something in an account whose use is noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Who {
    /// A member: when they were last active.
    Member(MemberId),
    /// An API key: when it was last used.
    Key(KeyId),
}

/// Members and keys that were active and whose rows don't say so yet.
#[derive(Debug, Default)]
pub(crate) struct Active(Mutex<HashMap<(AccountId, Who), i64>>);

impl Active {
    /// Notes that someone is active at `now`, if what is stored is older than a minute.
    pub(crate) fn note(&self, account: AccountId, who: Who, stored: Option<i64>, now: i64) {
        if stored.is_none_or(|stored| stored + EVERY_MS <= now) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((account, who), now);
        }
    }

    fn take(&self) -> Vec<(AccountId, Who, i64)> {
        let taken = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let mut active: Vec<_> = taken.into_iter().map(|((account, who), at)| (account, who, at)).collect();
        // In one order always, so that two nodes can't wait for each other's rows.
        active.sort_unstable();
        active
    }
}

/// Writes down which sessions were used and who was active since the last time. To be called every half minute, and before
/// the end.
pub async fn flush(app: &App) -> Outcome<()> {
    flush_seen(app).await?;
    presence::flush(app).await?;
    for chunk in app.parts.active.take().chunks(CHUNK) {
        let chunk = chunk.to_vec();
        app.housekeep(Housekeeping::LastActive, move |tx, _| {
            for (account, who, at) in &chunk {
                match who {
                    Who::Member(member) => members::seen(tx, *account, *member, *at)?,
                    Who::Key(key) => api_keys::used(tx, *account, *key, *at)?,
                }
            }
            Ok::<(), Failure>(())
        })
        .await?;
    }
    Ok(())
}
