//! Requests that were done already: ids and codes, never a secret or an address.

use crate::{DbError, ReadTx, WriteTx, statements};
use roster_domain::id::AccountId;

statements! {
    IDEMPOTENCY_FIND = "select digest, outcome from idempotency where account_id = $1 and actor = $2 and key = $3";
    IDEMPOTENCY_KEEP = "insert into idempotency (account_id, actor, key, digest, outcome, created_at) values ($1, $2, $3, $4, $5, $6)";
    IDEMPOTENCY_BEGIN = "insert into idempotency (account_id, actor, key, digest, outcome, created_at) values ($1, $2, $3, $4, 'null', $5) \
        on conflict (account_id, actor, key) do nothing";
    IDEMPOTENCY_SETTLE = "update idempotency set outcome = $4 where account_id = $1 and actor = $2 and key = $3";
    IDEMPOTENCY_FORGET = "delete from idempotency where account_id = $1 and created_at < $2";
}

/// The digest and the outcome of the request that used this key.
pub fn find(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    actor: &str,
    key: &str,
) -> Result<Option<(Vec<u8>, String)>, DbError> {
    tx.optional(&IDEMPOTENCY_FIND, &[&account, &actor, &key])
}

/// Keeps an outcome.
pub fn keep(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    actor: &str,
    key: &str,
    digest: &[u8; 32],
    outcome: &str,
    at: i64,
) -> Result<(), DbError> {
    tx.execute(&IDEMPOTENCY_KEEP, &[&account, &actor, &key, &digest.to_vec(), &outcome, &at])?;
    Ok(())
}

/// Takes a key for a request whose outcome is written in the same transaction; false when it is taken. Where no lock of an
/// account orders the requests, this does: whoever comes second waits for the first.
pub fn begin(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    actor: &str,
    key: &str,
    digest: &[u8; 32],
    at: i64,
) -> Result<bool, DbError> {
    Ok(tx.execute(&IDEMPOTENCY_BEGIN, &[&account, &actor, &key, &digest.to_vec(), &at])? == 1)
}

/// The outcome of a request whose key was taken.
pub fn settle(tx: &mut WriteTx<'_>, account: AccountId, actor: &str, key: &str, outcome: &str) -> Result<(), DbError> {
    tx.execute(&IDEMPOTENCY_SETTLE, &[&account, &actor, &key, &outcome])?;
    Ok(())
}

/// Forgets what an account's keys did before `before`.
pub fn forget(tx: &mut WriteTx<'_>, account: AccountId, before: i64) -> Result<u64, DbError> {
    tx.execute(&IDEMPOTENCY_FORGET, &[&account, &before])
}
