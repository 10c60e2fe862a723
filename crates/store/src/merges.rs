//! Merging one account into another: what was offered, and where an account went.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, MemberId};

record! {
    /// Somebody who is invited may bring their account along.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct MergeOfferRow {
        /// Who is invited.
        pub member: MemberId,
        /// Milliseconds since 1970.
        pub offered_at: i64,
        /// The member who offered it.
        pub offered_by: MemberId,
    }
}

record! {
    /// Where an account went.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct MergedRow {
        /// The account that it became a part of.
        pub into: AccountId,
        /// When, in milliseconds since 1970.
        pub merged_at: i64,
    }
}

statements! {
    MERGE_OFFER_PUT = "insert into merge_offers (account_id, member_id, offered_at, offered_by) values ($1, $2, $3, $4) \
        on conflict (account_id, member_id) do update set offered_at = excluded.offered_at, offered_by = excluded.offered_by";
    MERGE_OFFER = "select member_id, offered_at, offered_by from merge_offers where account_id = $1 and member_id = $2";
    MERGE_OFFER_GONE = "delete from merge_offers where account_id = $1 and member_id = $2";
    MERGED_INSERT = "insert into merged_accounts (account_id, into_account, merged_at) values ($1, $2, $3)";
    MERGED = "select into_account, merged_at from merged_accounts where account_id = $1";
    ACCOUNT_MERGED = "update accounts set status = 'merged', version = version + 1 where account_id = $1 and status = 'open'";
}

/// Offers it, or offers it anew.
pub fn offer(tx: &mut WriteTx<'_>, account: AccountId, row: &MergeOfferRow) -> Result<(), DbError> {
    tx.execute(&MERGE_OFFER_PUT, &[&account, &row.member, &row.offered_at, &row.offered_by])?;
    Ok(())
}

/// What was offered to whoever is invited.
pub fn offered(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId) -> Result<Option<MergeOfferRow>, DbError> {
    tx.optional(&MERGE_OFFER, &[&account, &member])
}

/// The offer is over.
pub fn forget(tx: &mut WriteTx<'_>, account: AccountId, member: MemberId) -> Result<(), DbError> {
    tx.execute(&MERGE_OFFER_GONE, &[&account, &member])?;
    Ok(())
}

/// An open account becomes a part of another; whether it was open.
pub fn merge(tx: &mut WriteTx<'_>, account: AccountId, into: AccountId, at: i64) -> Result<bool, DbError> {
    if tx.execute(&ACCOUNT_MERGED, &[&account])? == 0 {
        return Ok(false);
    }
    tx.execute(&MERGED_INSERT, &[&account, &into, &at])?;
    Ok(true)
}

/// Where an account went, if it went anywhere.
pub fn merged(tx: &mut ReadTx<'_>, account: AccountId) -> Result<Option<MergedRow>, DbError> {
    tx.optional(&MERGED, &[&account])
}
