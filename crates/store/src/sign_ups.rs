//! People who want to sign themselves up and have not shown yet that they read the mail of their address.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, SignUpId};

record! {
    /// A wish to sign up as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SignUpRow {
        /// Its id.
        pub sign_up: SignUpId,
        /// The address as written.
        pub email: String,
        /// The key the link is derived from.
        pub key_id: String,
        /// Milliseconds since 1970.
        pub created_at: i64,
        /// When the link dies.
        pub expires_at: i64,
        /// When it was used.
        pub used_at: Option<i64>,
    }
}

statements! {
    SIGN_UP_INSERT = "insert into sign_ups (account_id, sign_up_id, email, email_key, key_id, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)";
    SIGN_UP_BY_ID = "select sign_up_id, email, key_id, created_at, expires_at, used_at from sign_ups where account_id = $1 and sign_up_id = $2";
    SIGN_UP_USE = "update sign_ups set used_at = $3 where account_id = $1 and sign_up_id = $2 and used_at is null";
    SIGN_UPS_REPLACE = "delete from sign_ups where account_id = $1 and email_key = $2 and used_at is null";
    SIGN_UPS_FORGET = "delete from sign_ups where account_id = $1 and expires_at <= $2";
}

/// Notes a wish of the address with this key.
pub fn insert(tx: &mut WriteTx<'_>, account: AccountId, new: &SignUpRow, email_key: &str) -> Result<(), DbError> {
    tx.execute(
        &SIGN_UP_INSERT,
        &[&account, &new.sign_up, &new.email, &email_key, &new.key_id, &new.created_at, &new.expires_at],
    )?;
    Ok(())
}

/// Forgets those of this address whose link wasn't used: a newer one takes their place. Says how many.
pub fn replace(tx: &mut WriteTx<'_>, account: AccountId, email_key: &str) -> Result<u64, DbError> {
    tx.execute(&SIGN_UPS_REPLACE, &[&account, &email_key])
}

/// One wish.
pub fn by_id(tx: &mut ReadTx<'_>, account: AccountId, sign_up: SignUpId) -> Result<Option<SignUpRow>, DbError> {
    tx.optional(&SIGN_UP_BY_ID, &[&account, &sign_up])
}

/// Uses its link up; false when it was used before.
pub fn mark_used(tx: &mut WriteTx<'_>, account: AccountId, sign_up: SignUpId, at: i64) -> Result<bool, DbError> {
    Ok(tx.execute(&SIGN_UP_USE, &[&account, &sign_up, &at])? == 1)
}

/// Forgets those whose link died before, and says how many.
pub fn forget(tx: &mut WriteTx<'_>, account: AccountId, before: i64) -> Result<u64, DbError> {
    tx.execute(&SIGN_UPS_FORGET, &[&account, &before])
}
