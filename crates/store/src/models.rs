//! Model texts (immutable, global) and which one each account is pinned to.

use crate::{DbError, ReadTx, WriteTx, statements};
use roster_domain::id::{AccountId, MemberId};

statements! {
    MODEL_TEXT_PUT = "insert into model_texts (hash, text, created_at) values ($1, $2, $3) on conflict (hash) do nothing";
    MODEL_TEXT = "select text from model_texts where hash = $1";
    MODEL_PIN = "insert into account_models (account_id, version, hash, applied_at, applied_by) values ($1, $2, $3, $4, $5)";
    MODEL_PINNED = "select version, hash from account_models where account_id = $1 order by version desc limit 1";
}

/// Keeps a text under its SHA-256; a text that is there already stays as it is.
pub fn put_text(tx: &mut WriteTx<'_>, hash: &[u8; 32], text: &str, at: i64) -> Result<(), DbError> {
    tx.execute(&MODEL_TEXT_PUT, &[&hash.to_vec(), &text, &at])?;
    Ok(())
}

/// The text with this SHA-256.
pub fn text(tx: &mut ReadTx<'_>, hash: &[u8]) -> Result<Option<String>, DbError> {
    Ok(tx.optional::<(String,)>(&MODEL_TEXT, &[&hash.to_vec()])?.map(|(text,)| text))
}

/// Pins an account to a model from `at` on.
pub fn pin(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    version: i64,
    hash: &[u8; 32],
    at: i64,
    by: Option<MemberId>,
) -> Result<(), DbError> {
    tx.execute(&MODEL_PIN, &[&account, &version, &hash.to_vec(), &at, &by])?;
    Ok(())
}

/// The version and hash an account is pinned to.
pub fn pinned(tx: &mut ReadTx<'_>, account: AccountId) -> Result<Option<(i64, Vec<u8>)>, DbError> {
    tx.optional(&MODEL_PINNED, &[&account])
}
