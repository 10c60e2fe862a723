//! Accounts and their heads.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, MemberId};

record! {
    /// A tenant.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct AccountRow {
        /// Its id.
        pub account: AccountId,
        /// Its name.
        pub name: String,
        /// `open`, `suspended`, `closed` or `purged`.
        pub status: String,
        /// Milliseconds since 1970.
        pub created_at: i64,
        /// Moves with every change of this row, and of the account's details.
        pub version: i64,
        /// Since when nobody has anything in it; also while it is closed besides.
        pub suspended_at: Option<i64>,
        /// Why, in the operator's words.
        pub suspended_for: String,
        /// When it was closed.
        pub closed_at: Option<i64>,
        /// The member who closed it; none: the operator.
        pub closed_by: Option<MemberId>,
        /// Until when it can be brought back.
        pub purge_at: Option<i64>,
    }
}

record! {
    /// A tenant, as the operator's list shows it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ListedRow {
        /// Its id.
        pub account: AccountId,
        /// Its name.
        pub name: String,
        /// `open`, `suspended`, `closed` or `purged`.
        pub status: String,
        /// Milliseconds since 1970.
        pub created_at: i64,
        /// Why it is suspended, in the operator's words.
        pub suspended_for: String,
        /// Until when it can be brought back.
        pub purge_at: Option<i64>,
        /// How many are in it.
        pub members: i64,
        /// The hash of the model it is pinned to.
        pub model: Option<Vec<u8>>,
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
    ACCOUNT_BY_ID = "select account_id, name, status, created_at, version, suspended_at, suspended_for, closed_at, closed_by, purge_at from accounts where account_id = $1";
    // Only whether there is but one is told of this.
    ACCOUNTS_FIRST = "select account_id, status from accounts where account_id > $1 order by account_id limit $2";
    // Lists all accounts: only the operator's command line asks this.
    ACCOUNTS_PAGE = "select a.account_id, a.name, a.status, a.created_at, a.suspended_for, a.purge_at, \
        (select count(*) from members m where m.account_id = a.account_id and m.status = 'active'), \
        (select am.hash from account_models am where am.account_id = a.account_id order by am.version desc limit 1) \
        from accounts a where a.account_id > $1 order by a.account_id limit $2";
    ACCOUNT_SAVE = "update accounts set name = $2, status = $3, suspended_at = $4, suspended_for = $5, closed_at = $6, closed_by = $7, purge_at = $8, version = version + 1 where account_id = $1";
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

/// Writes what changed of an account; its version moves.
pub fn save(tx: &mut WriteTx<'_>, row: &AccountRow) -> Result<(), DbError> {
    tx.execute(
        &ACCOUNT_SAVE,
        &[
            &row.account,
            &row.name,
            &row.status,
            &row.suspended_at,
            &row.suspended_for,
            &row.closed_at,
            &row.closed_by,
            &row.purge_at,
        ],
    )?;
    Ok(())
}

/// Up to `limit` accounts after `after`, in the order of their ids: which, and where they stand.
pub fn first(tx: &mut ReadTx<'_>, after: AccountId, limit: i64) -> Result<Vec<(AccountId, String)>, DbError> {
    tx.all(&ACCOUNTS_FIRST, &[&after, &limit])
}

/// All accounts in the order of their ids, for the operator.
pub fn page(tx: &mut ReadTx<'_>, after: AccountId, limit: i64) -> Result<Vec<ListedRow>, DbError> {
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
