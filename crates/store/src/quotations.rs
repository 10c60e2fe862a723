//! Quotations: what is offered to an account, and what became of it. Their texts are never changed.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, MemberId, QuotationId};

record! {
    /// A quotation.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct QuotationRow {
        /// Its id.
        pub quotation: QuotationId,
        /// What it is about, in a line.
        pub title: String,
        /// All of it.
        pub text: String,
        /// What accepting costs, if it is said in credits.
        pub amount: Option<i64>,
        /// The product's own word for it.
        pub reference: String,
        /// The code of its state.
        pub state: String,
        /// Until when it can be accepted.
        pub valid_until: Option<i64>,
        /// Milliseconds since 1970.
        pub issued_at: i64,
        /// The member who offered it.
        pub issued_by: Option<MemberId>,
        /// When it was accepted, declined or withdrawn.
        pub decided_at: Option<i64>,
        /// By which member.
        pub decided_by: Option<MemberId>,
        /// What they were called then.
        pub decided_name: String,
        /// The entry of the ledger with which it was paid.
        pub entry_seq: Option<i64>,
    }
}

statements! {
    QUOTATION_INSERT = "insert into quotations (account_id, quotation_id, title, text, amount, reference, state, valid_until, issued_at, issued_by, decided_name) \
        values ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, '')";
    QUOTATION = "select quotation_id, title, text, amount, reference, state, valid_until, issued_at, issued_by, decided_at, decided_by, decided_name, entry_seq \
        from quotations where account_id = $1 and quotation_id = $2";
    QUOTATION_DECIDE = "update quotations set state = $3, decided_at = $4, decided_by = $5, decided_name = $6, entry_seq = $7 \
        where account_id = $1 and quotation_id = $2 and state = 'open'";
    // Newest first: ids are in the order of their making.
    QUOTATIONS_BEFORE = "select quotation_id, title, text, amount, reference, state, valid_until, issued_at, issued_by, decided_at, decided_by, decided_name, entry_seq \
        from quotations where account_id = $1 and quotation_id < $2 order by quotation_id desc limit $3";
    QUOTATIONS_OF_STATE = "select quotation_id, title, text, amount, reference, state, valid_until, issued_at, issued_by, decided_at, decided_by, decided_name, entry_seq \
        from quotations where account_id = $1 and state = $4 and quotation_id < $2 order by quotation_id desc limit $3";
}

/// Offers a quotation.
pub fn insert(tx: &mut WriteTx<'_>, account: AccountId, row: &QuotationRow) -> Result<(), DbError> {
    tx.execute(
        &QUOTATION_INSERT,
        &[
            &account,
            &row.quotation,
            &row.title,
            &row.text,
            &row.amount,
            &row.reference,
            &row.valid_until,
            &row.issued_at,
            &row.issued_by,
        ],
    )?;
    Ok(())
}

/// One quotation.
pub fn by_id(tx: &mut ReadTx<'_>, account: AccountId, quotation: QuotationId) -> Result<Option<QuotationRow>, DbError> {
    tx.optional(&QUOTATION, &[&account, &quotation])
}

/// Keeps what became of an open quotation; whether it was open.
pub fn decide(tx: &mut WriteTx<'_>, account: AccountId, row: &QuotationRow) -> Result<bool, DbError> {
    let decided = tx.execute(
        &QUOTATION_DECIDE,
        &[&account, &row.quotation, &row.state, &row.decided_at, &row.decided_by, &row.decided_name, &row.entry_seq],
    )?;
    Ok(decided == 1)
}

/// A page, the newest first, from before this one backwards; of one state or of all.
pub fn page(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    state: Option<&str>,
    before: QuotationId,
    limit: i64,
) -> Result<Vec<QuotationRow>, DbError> {
    match state {
        Some(state) => tx.all(&QUOTATIONS_OF_STATE, &[&account, &before, &limit, &state]),
        None => tx.all(&QUOTATIONS_BEFORE, &[&account, &before, &limit]),
    }
}
