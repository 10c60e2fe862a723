//! Times in which the operator may look into an account.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, SupportId};

record! {
    /// One of them as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SupportRow {
        /// Its id.
        pub support: SupportId,
        /// The key that the secrets are derived from.
        pub key_id: String,
        /// Why, in the operator's words.
        pub reason: String,
        /// Milliseconds since 1970.
        pub created_at: i64,
        /// When it ends at the latest.
        pub expires_at: i64,
        /// When the link was used.
        pub opened_at: Option<i64>,
        /// When it ended.
        pub ended_at: Option<i64>,
    }
}

impl SupportRow {
    /// Whether it isn't over.
    pub fn is_live(&self, now: i64) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }
}

statements! {
    SUPPORT_INSERT = "insert into support_accesses (account_id, support_id, key_id, reason, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)";
    SUPPORT_BY_ID = "select support_id, key_id, reason, created_at, expires_at, opened_at, ended_at from support_accesses where account_id = $1 and support_id = $2";
    SUPPORT_LIVE = "select support_id, key_id, reason, created_at, expires_at, opened_at, ended_at from support_accesses \
        where account_id = $1 and ended_at is null and expires_at > $2 order by support_id";
    SUPPORT_OPEN = "update support_accesses set opened_at = $3 where account_id = $1 and support_id = $2 and opened_at is null and ended_at is null";
    SUPPORT_END = "update support_accesses set ended_at = $3 where account_id = $1 and support_id = $2 and ended_at is null";
    SUPPORT_END_ALL = "update support_accesses set ended_at = $2 where account_id = $1 and ended_at is null and expires_at > $2 returning support_id";
}

/// Adds one.
pub fn insert(tx: &mut WriteTx<'_>, account: AccountId, row: &SupportRow) -> Result<(), DbError> {
    let SupportRow { support, key_id, reason, created_at, expires_at, .. } = row;
    tx.execute(&SUPPORT_INSERT, &[&account, support, key_id, reason, created_at, expires_at])?;
    Ok(())
}

/// One of them, by primary key.
pub fn by_id(tx: &mut ReadTx<'_>, account: AccountId, support: SupportId) -> Result<Option<SupportRow>, DbError> {
    tx.optional(&SUPPORT_BY_ID, &[&account, &support])
}

/// Those that aren't over.
pub fn live(tx: &mut ReadTx<'_>, account: AccountId, now: i64) -> Result<Vec<SupportRow>, DbError> {
    tx.all(&SUPPORT_LIVE, &[&account, &now])
}

/// Notes that the link was used; false when that was so already.
pub fn open(tx: &mut WriteTx<'_>, account: AccountId, support: SupportId, at: i64) -> Result<bool, DbError> {
    Ok(tx.execute(&SUPPORT_OPEN, &[&account, &support, &at])? == 1)
}

/// Notes its end; false when it had ended already.
pub fn end(tx: &mut WriteTx<'_>, account: AccountId, support: SupportId, at: i64) -> Result<bool, DbError> {
    Ok(tx.execute(&SUPPORT_END, &[&account, &support, &at])? == 1)
}

/// Ends all that aren't over; gives which.
pub fn end_all(tx: &mut WriteTx<'_>, account: AccountId, at: i64) -> Result<Vec<SupportId>, DbError> {
    let ended: Vec<(SupportId,)> = tx.all(&SUPPORT_END_ALL, &[&account, &at])?;
    Ok(ended.into_iter().map(|(support,)| support).collect())
}
