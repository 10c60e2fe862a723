//! Counters of tries in fixed windows. A bucket is a hash of what is counted, so that no address stands here.

use crate::{DbError, ReadTx, WriteTx, record, statements};

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
    THROTTLE_HIT_ABOUT = "insert into throttles (bucket, started_at, attempts, about) values ($1, $2, $4, $5) \
        on conflict (bucket) do update set \
            attempts = case when throttles.started_at <= $3 then excluded.attempts else throttles.attempts + excluded.attempts end, \
            started_at = case when throttles.started_at <= $3 then excluded.started_at else throttles.started_at end \
        returning attempts, started_at";
    THROTTLE = "select attempts, started_at from throttles where bucket = $1";
    THROTTLES_ABOUT = "select attempts, started_at from throttles where about = $1 order by started_at desc limit 100";
    THROTTLES_CLEAR_ABOUT = "delete from throttles where about = $1";
    THROTTLE_GIVE_BACK = "update throttles set attempts = attempts - 1 where bucket = $1 and attempts > 0";
    THROTTLE_CLEAR = "delete from throttles where bucket = $1";
    THROTTLES_PURGE = "delete from throttles where started_at <= $1";
}

/// Counts tries; the window begins with its first one and is `window_ms` long.
pub fn hit(tx: &mut WriteTx<'_>, bucket: &[u8; 32], tries: i64, window_ms: i64, now: i64) -> Result<Window, DbError> {
    tx.one(&THROTTLE_HIT, &[bucket, &now, &(now - window_ms), &tries])
}

/// Counts a try in one of several windows about the same thing.
pub fn hit_about(
    tx: &mut WriteTx<'_>,
    bucket: &[u8; 32],
    about: &[u8; 32],
    window_ms: i64,
    now: i64,
) -> Result<Window, DbError> {
    tx.one(&THROTTLE_HIT_ABOUT, &[bucket, &now, &(now - window_ms), &1_i64, about])
}

/// The window of a bucket as it was counted last; its time may be over.
pub fn window(tx: &mut ReadTx<'_>, bucket: &[u8; 32]) -> Result<Option<Window>, DbError> {
    tx.optional(&THROTTLE, &[bucket])
}

/// All windows about the same thing, the newest first.
pub fn windows_about(tx: &mut ReadTx<'_>, about: &[u8; 32]) -> Result<Vec<Window>, DbError> {
    tx.all(&THROTTLES_ABOUT, &[about])
}

/// Forgets all tries about the same thing.
pub fn clear_about(tx: &mut WriteTx<'_>, about: &[u8; 32]) -> Result<(), DbError> {
    tx.execute(&THROTTLES_CLEAR_ABOUT, &[about])?;
    Ok(())
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
