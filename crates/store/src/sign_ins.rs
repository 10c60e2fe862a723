//! What became of tries to sign in: when a person last did, and what failed lately. An address stands here as a hash.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::PersonId;

record! {
    /// Tries that failed for one reason.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct FailureRow {
        /// `wrong_password` or `throttled`.
        pub reason: String,
        /// How many there were.
        pub tries: i64,
        /// When the first of them was, milliseconds.
        pub first_at: i64,
        /// When the last was.
        pub last_at: i64,
    }
}

statements! {
    SIGN_IN_SUCCEEDED = "insert into sign_ins (person_id, last_at) values ($1, $2) on conflict (person_id) do update set last_at = excluded.last_at";
    SIGN_IN_LAST = "select last_at from sign_ins where person_id = $1";
    // Those that are older than $4 are another story.
    SIGN_IN_FAILED = "insert into sign_in_failures (subject, reason, tries, first_at, last_at) values ($1, $2, 1, $3, $3) \
        on conflict (subject, reason) do update set \
            tries = case when sign_in_failures.last_at <= $4 then 1 else sign_in_failures.tries + 1 end, \
            first_at = case when sign_in_failures.last_at <= $4 then excluded.first_at else sign_in_failures.first_at end, \
            last_at = excluded.last_at";
    SIGN_IN_FAILURES = "select reason, tries, first_at, last_at from sign_in_failures where subject = $1 and last_at > $2 order by reason";
    SIGN_IN_FAILURES_PURGE = "delete from sign_in_failures where last_at <= $1";
}

/// Notes that a person signed in.
pub fn succeeded(tx: &mut WriteTx<'_>, person: PersonId, at: i64) -> Result<(), DbError> {
    tx.execute(&SIGN_IN_SUCCEEDED, &[&person, &at])?;
    Ok(())
}

/// When a person last signed in.
pub fn last(tx: &mut ReadTx<'_>, person: PersonId) -> Result<Option<i64>, DbError> {
    Ok(tx.optional::<(i64,)>(&SIGN_IN_LAST, &[&person])?.map(|(at,)| at))
}

/// Counts a try that failed; what lies before `since` is forgotten.
pub fn failed(tx: &mut WriteTx<'_>, subject: &[u8; 32], reason: &str, at: i64, since: i64) -> Result<(), DbError> {
    tx.execute(&SIGN_IN_FAILED, &[subject, &reason, &at, &since])?;
    Ok(())
}

/// What failed after `since`, by reason.
pub fn failures(tx: &mut ReadTx<'_>, subject: &[u8; 32], since: i64) -> Result<Vec<FailureRow>, DbError> {
    tx.all(&SIGN_IN_FAILURES, &[subject, &since])
}

/// Forgets what failed last at or before `before`, and says how much.
pub fn purge(tx: &mut WriteTx<'_>, before: i64) -> Result<u64, DbError> {
    tx.execute(&SIGN_IN_FAILURES_PURGE, &[&before])
}
