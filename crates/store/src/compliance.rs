//! The compliance status of an account.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, MemberId};

record! {
    /// The status, once it was set.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ComplianceRow {
        /// The model's id for it.
        pub status: String,
        /// What all members can read about it.
        pub note: String,
        /// Milliseconds since 1970.
        pub changed_at: i64,
        /// The member who set it.
        pub changed_by: Option<MemberId>,
        /// Moves with every change.
        pub version: i64,
    }
}

statements! {
    COMPLIANCE = "select status, note, changed_at, changed_by, version from account_compliance where account_id = $1";
    COMPLIANCE_SET = "insert into account_compliance (account_id, status, note, changed_at, changed_by, version) values ($1, $2, $3, $4, $5, 1) \
        on conflict (account_id) do update set status = excluded.status, note = excluded.note, changed_at = excluded.changed_at, \
        changed_by = excluded.changed_by, version = account_compliance.version + 1";
}

/// The status, if it was ever set.
pub fn of(tx: &mut ReadTx<'_>, account: AccountId) -> Result<Option<ComplianceRow>, DbError> {
    tx.optional(&COMPLIANCE, &[&account])
}

/// Sets the status.
pub fn set(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    status: &str,
    note: &str,
    by: Option<MemberId>,
    at: i64,
) -> Result<(), DbError> {
    tx.execute(&COMPLIANCE_SET, &[&account, &status, &note, &at, &by])?;
    Ok(())
}
