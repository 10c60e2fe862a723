//! Model texts (immutable, global) and which one each account is pinned to.

use crate::{DbError, ReadTx, WriteTx, dialect, record, statements};
use roster_domain::id::{AccountId, MemberId};

record! {
    /// A model that an account has, or had.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct VersionRow {
        /// 1, 2, …
        pub version: i64,
        /// SHA-256 of its text.
        pub hash: Vec<u8>,
        /// Since when, milliseconds.
        pub applied_at: i64,
        /// The member who applied it; `None`: the operator.
        pub applied_by: Option<MemberId>,
        /// What became of what the one before had, as JSON.
        pub choices: String,
    }
}

record! {
    /// Mails about another model that are still to be written.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct MailsRow {
        /// From this version of the account's model on.
        pub version: i64,
        /// The last member who was looked at.
        pub after: MemberId,
    }
}

statements! {
    MODEL_TEXT_PUT = "insert into model_texts (hash, text, created_at) values ($1, $2, $3) on conflict (hash) do nothing";
    MODEL_TEXT = "select text from model_texts where hash = $1";
    MODEL_PIN = "insert into account_models (account_id, version, hash, choices, applied_at, applied_by) values ($1, $2, $3, $4, $5, $6)";
    MODEL_PINNED = "select version, hash from account_models where account_id = $1 order by version desc limit 1";
    MODEL_VERSIONS = "select version, hash, applied_at, applied_by, choices from account_models where account_id = $1 and version < $2 order by version desc limit $3";
    MODEL_MOVES_PUT =
        sqlite "insert into model_moves (account_id, version, member_id, images) \
            select $1, $2, unhex(value ->> 0), value ->> 1 from json_each($3)",
        postgres "insert into model_moves (account_id, version, member_id, images) \
            select $1::uuid, $2::bigint, (value ->> 0)::uuid, value ->> 1 from jsonb_array_elements($3::jsonb)";
    MODEL_MOVES_OF = "select member_id, images from model_moves where account_id = $1 and version = $2 and member_id in uuids($3)";
    MODEL_MAILS_PUT = "insert into model_mails (account_id, version, after_id) values ($1, $2, $3) on conflict (account_id, version) do update set after_id = excluded.after_id";
    MODEL_MAILS_NEWEST = "select version, after_id from model_mails where account_id = $1 order by version desc limit 2";
    MODEL_MAILS_DONE = "delete from model_mails where account_id = $1 and version = $2";
    MODEL_MOVES_FORGET = "delete from model_moves where account_id = $1 and version < $2 and version <= coalesce((select min(version) from model_mails where account_id = $1), $2)";
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

/// Pins an account to a model from `at` on; `choices`, as JSON: what became of what the one before had.
pub fn pin(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    version: i64,
    hash: &[u8; 32],
    choices: &str,
    at: i64,
    by: Option<MemberId>,
) -> Result<(), DbError> {
    tx.execute(&MODEL_PIN, &[&account, &version, &hash.to_vec(), &choices, &at, &by])?;
    Ok(())
}

/// The version and hash an account is pinned to.
pub fn pinned(tx: &mut ReadTx<'_>, account: AccountId) -> Result<Option<(i64, Vec<u8>)>, DbError> {
    tx.optional(&MODEL_PINNED, &[&account])
}

/// The newest of an account's models from before version `before` backwards.
pub fn versions(tx: &mut ReadTx<'_>, account: AccountId, before: i64, limit: i64) -> Result<Vec<VersionRow>, DbError> {
    tx.all(&MODEL_VERSIONS, &[&account, &before, &limit])
}

/// Keeps what members held that version `version` doesn't have.
pub fn put_moves(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    version: i64,
    moves: &[(MemberId, String)],
) -> Result<(), DbError> {
    let rows: Vec<_> = moves.iter().map(|(member, images)| (dialect::hex(*member), images)).collect();
    tx.execute(&MODEL_MOVES_PUT, &[&account, &version, &dialect::json(&rows)])?;
    Ok(())
}

/// What these members held that version `version` doesn't have.
pub fn moves_of(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    version: i64,
    members: &[MemberId],
) -> Result<Vec<(MemberId, String)>, DbError> {
    tx.all(&MODEL_MOVES_OF, &[&account, &version, &dialect::uuid_list(members)])
}

/// Forgets it of all versions before `version`: only the newest can be undone. What mails that are still to be written tell of, stays.
pub fn forget_moves(tx: &mut WriteTx<'_>, account: AccountId, version: i64) -> Result<u64, DbError> {
    tx.execute(&MODEL_MOVES_FORGET, &[&account, &version])
}

/// Mails from version `version` on are to be written to all behind `after`.
pub fn put_mails(tx: &mut WriteTx<'_>, account: AccountId, version: i64, after: MemberId) -> Result<(), DbError> {
    tx.execute(&MODEL_MAILS_PUT, &[&account, &version, &after])?;
    Ok(())
}

/// The newest two of what is still to be written.
pub fn newest_mails(tx: &mut ReadTx<'_>, account: AccountId) -> Result<Vec<MailsRow>, DbError> {
    tx.all(&MODEL_MAILS_NEWEST, &[&account])
}

/// All from this version on are written.
pub fn mails_done(tx: &mut WriteTx<'_>, account: AccountId, version: i64) -> Result<(), DbError> {
    tx.execute(&MODEL_MAILS_DONE, &[&account, &version])?;
    Ok(())
}
