//! Sign-in addresses that were proposed for members and wait to be confirmed.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, LinkId, MemberId};

record! {
    /// A proposal as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ProposalRow {
        /// For whom.
        pub member: MemberId,
        /// The address, as written.
        pub email: String,
        /// In its normal form.
        pub email_key: String,
        /// The person's link that confirms it; none where the address is somebody else's.
        pub link: Option<LinkId>,
        /// Who proposed it.
        pub by: Option<MemberId>,
        /// Milliseconds since 1970.
        pub proposed_at: i64,
        /// Until when it can be confirmed.
        pub expires_at: i64,
    }
}

statements! {
    PROPOSAL_PUT = "insert into address_proposals (account_id, member_id, email, email_key, link_id, proposed_by, proposed_at, expires_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (account_id, member_id) do update set email = excluded.email, \
        email_key = excluded.email_key, link_id = excluded.link_id, proposed_by = excluded.proposed_by, \
        proposed_at = excluded.proposed_at, expires_at = excluded.expires_at";
    PROPOSAL_OF_MEMBER = "select member_id, email, email_key, link_id, proposed_by, proposed_at, expires_at from address_proposals \
        where account_id = $1 and member_id = $2";
    PROPOSAL_REMOVE = "delete from address_proposals where account_id = $1 and member_id = $2";
}

/// Keeps a proposal; it takes the place of any other for this member.
pub fn put(tx: &mut WriteTx<'_>, account: AccountId, row: &ProposalRow) -> Result<(), DbError> {
    let ProposalRow { member, email, email_key, link, by, proposed_at, expires_at } = row;
    tx.execute(&PROPOSAL_PUT, &[&account, member, email, email_key, link, by, proposed_at, expires_at])?;
    Ok(())
}

/// What is proposed for a member.
pub fn of_member(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId) -> Result<Option<ProposalRow>, DbError> {
    tx.optional(&PROPOSAL_OF_MEMBER, &[&account, &member])
}

/// Nothing is proposed for a member any more.
pub fn remove(tx: &mut WriteTx<'_>, account: AccountId, member: MemberId) -> Result<(), DbError> {
    tx.execute(&PROPOSAL_REMOVE, &[&account, &member])?;
    Ok(())
}
