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
        /// The member who made it.
        pub member: MemberId,
        /// JSON array of permission ids: what is written on it.
        pub permissions: String,
        /// JSON: what was fixed when it was made, of a key of the account. `None`: it is its maker's own, and may what they may, now.
        pub bounds: Option<String>,
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

impl KeyRow {
    /// Whether it is a member's own, and this member's.
    pub fn is_of(&self, member: Option<MemberId>) -> bool {
        self.bounds.is_none() && member == Some(self.member)
    }
}

statements! {
    KEY_INSERT = "insert into api_keys (account_id, key_id, label, secret_hash, member_id, permissions, bounds, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    KEY_BY_ID = "select key_id, label, secret_hash, member_id, permissions, bounds, created_at, expires_at, last_used_at, revoked_at from api_keys where account_id = $1 and key_id = $2";
    KEYS = "select key_id, label, secret_hash, member_id, permissions, bounds, created_at, expires_at, last_used_at, revoked_at from api_keys \
        where account_id = $1 and (cast($2 as uuid) is null or member_id = $2 and bounds is null) and key_id > $3 order by key_id limit $4";
    KEY_REVOKE = "update api_keys set revoked_at = $3 where account_id = $1 and key_id = $2 and revoked_at is null";
    KEYS_REVOKE_OF_MEMBER = "update api_keys set revoked_at = $3 where account_id = $1 and member_id = $2 and bounds is null and revoked_at is null";
    KEYS_OF_ACCOUNT_BY = "select key_id, label from api_keys where account_id = $1 and member_id = $2 and bounds is not null \
        and revoked_at is null and (expires_at is null or expires_at > $3) order by key_id limit $4";
    KEYS_COUNT_OF_MEMBER = "select count(*) from api_keys where account_id = $1 and member_id = $2 and bounds is null and revoked_at is null and (expires_at is null or expires_at > $3)";
    KEYS_GOOD = "select key_id, label from api_keys where account_id = $1 and revoked_at is null and (expires_at is null or expires_at > $2) \
        order by key_id limit $3";
    KEYS_GOOD_COUNT = "select count(*) from api_keys where account_id = $1 and revoked_at is null and (expires_at is null or expires_at > $2)";
    KEYS_REVOKE_ALL = "update api_keys set revoked_at = $2 where account_id = $1 and revoked_at is null";
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
            &row.bounds,
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

/// A page of the keys by id: a member's own, or all of the account.
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

/// Revokes a member's own keys when they leave; those that they made for the account stay.
pub fn revoke_of_member(tx: &mut WriteTx<'_>, account: AccountId, member: MemberId, at: i64) -> Result<u64, DbError> {
    tx.execute(&KEYS_REVOKE_OF_MEMBER, &[&account, &member, &at])
}

/// Revokes all keys of the account, the members' and its own.
pub fn revoke_all(tx: &mut WriteTx<'_>, account: AccountId, at: i64) -> Result<u64, DbError> {
    tx.execute(&KEYS_REVOKE_ALL, &[&account, &at])
}

/// The keys that are good at `now`, the members' and the account's: ids and labels, the oldest first.
pub fn good(tx: &mut ReadTx<'_>, account: AccountId, now: i64, limit: i64) -> Result<Vec<(KeyId, String)>, DbError> {
    tx.all(&KEYS_GOOD, &[&account, &now, &limit])
}

/// How many keys are good at `now`, the members' and the account's.
pub fn count_good(tx: &mut ReadTx<'_>, account: AccountId, now: i64) -> Result<i64, DbError> {
    Ok(tx.one::<(i64,)>(&KEYS_GOOD_COUNT, &[&account, &now])?.0)
}

/// How many of a member's own keys are good at `now`.
pub fn count_of_member(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId, now: i64) -> Result<i64, DbError> {
    Ok(tx.one::<(i64,)>(&KEYS_COUNT_OF_MEMBER, &[&account, &member, &now])?.0)
}

/// Notes that a key was used.
pub fn used(tx: &mut WriteTx<'_>, account: AccountId, key: KeyId, at: i64) -> Result<(), DbError> {
    tx.execute(&KEY_USED, &[&account, &key, &at])?;
    Ok(())
}

/// The keys that a member made for the account and that are good at `now`: ids and labels, the oldest first.
pub fn made_for_account(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    by: MemberId,
    now: i64,
    limit: i64,
) -> Result<Vec<(KeyId, String)>, DbError> {
    tx.all(&KEYS_OF_ACCOUNT_BY, &[&account, &by, &now, &limit])
}
