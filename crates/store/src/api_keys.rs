//! API keys. Only the hash of a key's secret is kept.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, KeyId, MemberId};

record! {
    /// An API key as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct KeyRow {
        /// Its id.
        pub key: KeyId,
        /// What its maker calls it.
        pub label: String,
        /// SHA-256 of its secret.
        pub secret_hash: Vec<u8>,
        /// The member whose key it is: it may what the key and this member may, now.
        pub member: MemberId,
        /// JSON array of permission ids.
        pub permissions: String,
        /// Milliseconds since 1970.
        pub created_at: i64,
        /// From then on it is dead.
        pub expires_at: Option<i64>,
        /// When it was last used, true to the minute.
        pub last_used_at: Option<i64>,
        /// When it was revoked.
        pub revoked_at: Option<i64>,
    }
}

statements! {
    KEY_INSERT = "insert into api_keys (account_id, key_id, label, secret_hash, member_id, permissions, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    KEY_BY_ID = "select key_id, label, secret_hash, member_id, permissions, created_at, expires_at, last_used_at, revoked_at from api_keys where account_id = $1 and key_id = $2";
    KEYS = "select key_id, label, secret_hash, member_id, permissions, created_at, expires_at, last_used_at, revoked_at from api_keys \
        where account_id = $1 and (cast($2 as uuid) is null or member_id = $2) and key_id > $3 order by key_id limit $4";
    KEY_REVOKE = "update api_keys set revoked_at = $3 where account_id = $1 and key_id = $2 and revoked_at is null";
    KEYS_REVOKE_OF_MEMBER = "update api_keys set revoked_at = $3 where account_id = $1 and member_id = $2 and revoked_at is null";
    KEYS_COUNT_OF_MEMBER = "select count(*) from api_keys where account_id = $1 and member_id = $2 and revoked_at is null and (expires_at is null or expires_at > $3)";
    KEY_USED = "update api_keys set last_used_at = $3 where account_id = $1 and key_id = $2 and (last_used_at is null or last_used_at < $3)";
}

/// Adds a key.
pub fn insert(tx: &mut WriteTx<'_>, account: AccountId, row: &KeyRow) -> Result<(), DbError> {
    tx.execute(
        &KEY_INSERT,
        &[
            &account,
            &row.key,
            &row.label,
            &row.secret_hash,
            &row.member,
            &row.permissions,
            &row.created_at,
            &row.expires_at,
        ],
    )?;
    Ok(())
}

/// One key.
pub fn by_id(tx: &mut ReadTx<'_>, account: AccountId, key: KeyId) -> Result<Option<KeyRow>, DbError> {
    tx.optional(&KEY_BY_ID, &[&account, &key])
}

/// A page of the account's keys by id, of one member or of all.
pub fn page(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    member: Option<MemberId>,
    after: KeyId,
    limit: i64,
) -> Result<Vec<KeyRow>, DbError> {
    tx.all(&KEYS, &[&account, &member, &after, &limit])
}

/// Revokes a key; gives whether it was alive.
pub fn revoke(tx: &mut WriteTx<'_>, account: AccountId, key: KeyId, at: i64) -> Result<bool, DbError> {
    Ok(tx.execute(&KEY_REVOKE, &[&account, &key, &at])? > 0)
}

/// Revokes all keys of a member who leaves.
pub fn revoke_of_member(tx: &mut WriteTx<'_>, account: AccountId, member: MemberId, at: i64) -> Result<u64, DbError> {
    tx.execute(&KEYS_REVOKE_OF_MEMBER, &[&account, &member, &at])
}

/// How many keys of a member are good at `now`.
pub fn count_of_member(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId, now: i64) -> Result<i64, DbError> {
    Ok(tx.one::<(i64,)>(&KEYS_COUNT_OF_MEMBER, &[&account, &member, &now])?.0)
}

/// Notes that a key was used.
pub fn used(tx: &mut WriteTx<'_>, account: AccountId, key: KeyId, at: i64) -> Result<(), DbError> {
    tx.execute(&KEY_USED, &[&account, &key, &at])?;
    Ok(())
}
