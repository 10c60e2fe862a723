//! Counters of tries in fixed windows. A bucket is a hash of what is counted, so that no address stands here.

use crate::{DbError, WriteTx, record, statements};

record! {
    /// A bucket after a try was counted in it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Window {
        /// The tries in this window, these among them.
        pub attempts: i64,
        /// When the window began, milliseconds.
        pub started_at: i64,
    }
}

statements! {
    THROTTLE_HIT = "insert into throttles (bucket, started_at, attempts) values ($1, $2, $4) \
        on conflict (bucket) do update set \
            attempts = case when throttles.started_at <= $3 then excluded.attempts else throttles.attempts + excluded.attempts end, \
            started_at = case when throttles.started_at <= $3 then excluded.started_at else throttles.started_at end \
        returning attempts, started_at";
    THROTTLE_GIVE_BACK = "update throttles set attempts = attempts - 1 where bucket = $1 and attempts > 0";
    THROTTLE_CLEAR = "delete from throttles where bucket = $1";
    THROTTLES_PURGE = "delete from throttles where started_at <= $1";
}

/// Counts tries; the window begins with its first one and is `window_ms` long.
pub fn hit(tx: &mut WriteTx<'_>, bucket: &[u8; 32], tries: i64, window_ms: i64, now: i64) -> Result<Window, DbError> {
    tx.one(&THROTTLE_HIT, &[bucket, &now, &(now - window_ms), &tries])
}

/// Takes back one try that turned out to be a good one.
pub fn give_back(tx: &mut WriteTx<'_>, bucket: &[u8; 32]) -> Result<(), DbError> {
    tx.execute(&THROTTLE_GIVE_BACK, &[bucket])?;
    Ok(())
}

/// Forgets all tries in a bucket.
pub fn clear(tx: &mut WriteTx<'_>, bucket: &[u8; 32]) -> Result<(), DbError> {
    tx.execute(&THROTTLE_CLEAR, &[bucket])?;
    Ok(())
}

/// Forgets windows that began at or before `before`, and says how many.
pub fn purge(tx: &mut WriteTx<'_>, before: i64) -> Result<u64, DbError> {
    tx.execute(&THROTTLES_PURGE, &[&before])
}
