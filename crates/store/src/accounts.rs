//! Accounts and their heads.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::AccountId;

record! {
    /// A tenant.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct AccountRow {
        /// Its id.
        pub account: AccountId,
        /// Its name.
        pub name: String,
        /// `open`, `suspended` or `closed`.
        pub status: String,
        /// Milliseconds since 1970.
        pub created_at: i64,
        /// Moves with every change of this row.
        pub version: i64,
    }
}

record! {
    /// What every change of an account locks first and moves on.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct HeadRow {
        /// Moves with every committed change.
        pub revision: i64,
        /// Moves with every change of anyone's rights.
        pub access_revision: i64,
        /// Moves when resources are added, moved or deleted.
        pub resources_revision: i64,
        /// The number of the last event.
        pub event_seq: i64,
        /// The hash of the last event.
        pub event_hash: Vec<u8>,
        /// Rule 14 holds from the moment it was first met.
        pub keeper_met: bool,
    }
}

statements! {
    ACCOUNT_INSERT = "insert into accounts (account_id, name, status, created_at, version) values ($1, $2, 'open', $3, 1)";
    ACCOUNT_BY_ID = "select account_id, name, status, created_at, version from accounts where account_id = $1";
    // Lists all accounts: only the operator's command line asks this.
    ACCOUNTS_PAGE = "select account_id, name, status, created_at, version from accounts where account_id > $1 order by account_id limit $2";
    HEAD_INSERT = "insert into account_heads (account_id, revision, access_revision, resources_revision, event_seq, event_hash, keeper_met) values ($1, 0, 0, 0, 0, $2, $3)";
    HEAD_READ = "select revision, access_revision, resources_revision, event_seq, event_hash, keeper_met from account_heads where account_id = $1";
    // SQLite has one writer anyway and no FOR UPDATE.
    HEAD_LOCK = "select revision, access_revision, resources_revision, event_seq, event_hash, keeper_met from account_heads where account_id = $1 for update";
    HEAD_ADVANCE = "update account_heads set revision = $2, access_revision = $3, resources_revision = $4, event_seq = $5, event_hash = $6, keeper_met = $7 where account_id = $1";
}

/// Creates an open account with its head.
pub fn insert(tx: &mut WriteTx<'_>, account: AccountId, name: &str, at: i64) -> Result<(), DbError> {
    tx.execute(&ACCOUNT_INSERT, &[&account, &name, &at])?;
    tx.execute(&HEAD_INSERT, &[&account, &vec![0_u8; 32], &false])?;
    Ok(())
}

/// One account.
pub fn by_id(tx: &mut ReadTx<'_>, account: AccountId) -> Result<Option<AccountRow>, DbError> {
    tx.optional(&ACCOUNT_BY_ID, &[&account])
}

/// All accounts in the order of their ids, for the operator.
pub fn page(tx: &mut ReadTx<'_>, after: AccountId, limit: i64) -> Result<Vec<AccountRow>, DbError> {
    tx.all(&ACCOUNTS_PAGE, &[&after, &limit])
}

/// The head as it stands, without locking it.
pub fn head(tx: &mut ReadTx<'_>, account: AccountId) -> Result<Option<HeadRow>, DbError> {
    tx.optional(&HEAD_READ, &[&account])
}

/// Locks the head: from here to the end of the transaction nobody else changes this account.
pub fn lock_head(tx: &mut WriteTx<'_>, account: AccountId) -> Result<Option<HeadRow>, DbError> {
    tx.optional(&HEAD_LOCK, &[&account])
}

/// Writes the head that the change leads to.
pub fn advance_head(tx: &mut WriteTx<'_>, account: AccountId, head: &HeadRow) -> Result<(), DbError> {
    tx.execute(
        &HEAD_ADVANCE,
        &[
            &account,
            &head.revision,
            &head.access_revision,
            &head.resources_revision,
            &head.event_seq,
            &head.event_hash,
            &head.keeper_met,
        ],
    )?;
    Ok(())
}
