//! Roles on their way from their holder to a successor.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, MemberId, TransferId};

record! {
    /// One of them as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct TransferRow {
        /// Its id.
        pub transfer: TransferId,
        /// Who holds the role.
        pub from: MemberId,
        /// Who shall get it.
        pub to: MemberId,
        /// The role's id.
        pub role: String,
        /// `open`, `accepted`, `declined`, `withdrawn`, `expired` or `lapsed`.
        pub state: String,
        /// Milliseconds since 1970.
        pub created_at: i64,
        /// Until when it can be accepted.
        pub expires_at: i64,
        /// When it was decided.
        pub closed_at: Option<i64>,
    }
}

statements! {
    TRANSFER_INSERT = "insert into transfers (account_id, transfer_id, from_member, to_member, role, state, created_at, expires_at) \
        values ($1, $2, $3, $4, $5, 'open', $6, $7) on conflict (account_id, from_member) where state = 'open' do nothing";
    TRANSFER_BY_ID = "select transfer_id, from_member, to_member, role, state, created_at, expires_at, closed_at from transfers \
        where account_id = $1 and transfer_id = $2";
    TRANSFERS_OPEN_OF_MEMBER = "select transfer_id, from_member, to_member, role, state, created_at, expires_at, closed_at from transfers \
        where account_id = $1 and state = 'open' and (from_member = $2 or to_member = $2) order by transfer_id";
    TRANSFER_CLOSE = "update transfers set state = $3, closed_at = $4 where account_id = $1 and transfer_id = $2 and state = 'open'";
    TRANSFERS_CLOSE_OF_MEMBER = "update transfers set state = 'lapsed', closed_at = $3 \
        where account_id = $1 and state = 'open' and (from_member = $2 or to_member = $2) returning transfer_id";
}

/// Adds an open one; false where the holder has one that is open already.
pub fn insert(tx: &mut WriteTx<'_>, account: AccountId, row: &TransferRow) -> Result<bool, DbError> {
    let TransferRow { transfer, from, to, role, created_at, expires_at, .. } = row;
    Ok(tx.execute(&TRANSFER_INSERT, &[&account, transfer, from, to, role, created_at, expires_at])? == 1)
}

/// One of them, by primary key.
pub fn by_id(tx: &mut ReadTx<'_>, account: AccountId, transfer: TransferId) -> Result<Option<TransferRow>, DbError> {
    tx.optional(&TRANSFER_BY_ID, &[&account, &transfer])
}

/// Those that are open and concern a member, as the holder or as the successor.
pub fn open_of_member(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId) -> Result<Vec<TransferRow>, DbError> {
    tx.all(&TRANSFERS_OPEN_OF_MEMBER, &[&account, &member])
}

/// Closes one with what became of it; false when it was closed before.
pub fn close(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    transfer: TransferId,
    state: &str,
    at: i64,
) -> Result<bool, DbError> {
    Ok(tx.execute(&TRANSFER_CLOSE, &[&account, &transfer, &state, &at])? == 1)
}

/// Closes all that are open and concern a member who is out, and says which.
pub fn lapse_of_member(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    member: MemberId,
    at: i64,
) -> Result<Vec<TransferId>, DbError> {
    let closed: Vec<(TransferId,)> = tx.all(&TRANSFERS_CLOSE_OF_MEMBER, &[&account, &member, &at])?;
    Ok(closed.into_iter().map(|(transfer,)| transfer).collect())
}
