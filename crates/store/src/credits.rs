//! The ledger of an account's credits, and what follows from it: what is left of credits that end, and what is set aside.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::{
    credits::{Balance, Lot},
    id::{AccountId, MemberId},
};
use uuid::Uuid;

record! {
    /// One entry.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct EntryRow {
        /// Its number in the account's ledger.
        pub seq: i64,
        /// Milliseconds since 1970.
        pub at: i64,
        /// The code of its kind.
        pub kind: String,
        /// The change of the balance.
        pub amount: i64,
        /// The change of what is set aside.
        pub held: i64,
        /// The balance after it.
        pub balance: i64,
        /// How much of that is set aside.
        pub set_aside: i64,
        /// The entry that it is about.
        pub of: Option<i64>,
        /// When the credits that it brought end.
        pub expires_at: Option<i64>,
        /// The code of the kind of actor.
        pub actor_kind: String,
        /// The actor.
        pub actor_id: Option<Uuid>,
        /// The member who acted, or in whose name a key did.
        pub member: Option<MemberId>,
        /// The product's own word for what it was about.
        pub reference: String,
        /// What was noted.
        pub note: String,
    }
}

record! {
    /// Something that is set aside.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct HoldRow {
        /// The entry that set it aside.
        pub seq: i64,
        /// How much.
        pub amount: i64,
        /// When it is released by itself.
        pub until_at: Option<i64>,
    }
}

/// Which entries to list; `None` means any.
#[derive(Clone, Debug, Default)]
pub struct EntryFilter {
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only by this member, or in their name.
    pub member: Option<MemberId>,
    /// Only at or after, milliseconds.
    pub from: Option<i64>,
    /// Only before, milliseconds.
    pub until: Option<i64>,
}

statements! {
    CREDIT_ENTRY_INSERT = "insert into credit_entries (account_id, seq, at, kind, amount, held, balance, set_aside, of_seq, expires_at, actor_kind, actor_id, member_id, reference, note) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    CREDIT_ENTRY = "select seq, at, kind, amount, held, balance, set_aside, of_seq, expires_at, actor_kind, actor_id, member_id, reference, note \
        from credit_entries where account_id = $1 and seq = $2";
    CREDIT_NEWEST = "select seq, at, balance, set_aside from credit_entries where account_id = $1 order by seq desc limit 1";
    // The newest before a moment: entries are never older than the one before, so that their numbers are in the order of time.
    CREDIT_NEWEST_BEFORE = "select seq, at, balance, set_aside from credit_entries where account_id = $1 and at < $2 order by at desc, seq desc limit 1";
    // The same for many moments at once.
    CREDIT_BALANCES_BEFORE = "select cast(moments.value as bigint), coalesce((select e.balance from credit_entries e \
        where e.account_id = $1 and e.at < cast(moments.value as bigint) order by e.at desc, e.seq desc limit 1), 0) \
        from texts($2) moments";
    // Three ways to read backwards, so that each finds its index: $2 before which number, $3 how many, $4 after which number.
    CREDIT_ENTRIES_BEFORE = "select seq, at, kind, amount, held, balance, set_aside, of_seq, expires_at, actor_kind, actor_id, member_id, reference, note \
        from credit_entries where account_id = $1 and seq < $2 and seq > $4 order by seq desc limit $3";
    CREDIT_ENTRIES_OF_KIND = "select seq, at, kind, amount, held, balance, set_aside, of_seq, expires_at, actor_kind, actor_id, member_id, reference, note \
        from credit_entries where account_id = $1 and kind = $5 and seq < $2 and seq > $4 order by seq desc limit $3";
    CREDIT_ENTRIES_BY_MEMBER = "select seq, at, kind, amount, held, balance, set_aside, of_seq, expires_at, actor_kind, actor_id, member_id, reference, note \
        from credit_entries where account_id = $1 and member_id = $6 and seq < $2 and seq > $4 and (cast($5 as text) is null or kind = $5) order by seq desc limit $3";
    CREDIT_ENTRIES_AFTER = "select seq, at, kind, amount, held, balance, set_aside, of_seq, expires_at, actor_kind, actor_id, member_id, reference, note \
        from credit_entries where account_id = $1 and seq > $2 order by seq limit $3";
    CREDIT_REFUNDED = "select cast(coalesce(sum(amount), 0) as bigint) from credit_entries where account_id = $1 and of_seq = $2 and kind = 'refund'";
    CREDIT_LOT_PUT = "insert into credit_lots (account_id, seq, expires_at, remaining) values ($1, $2, $3, $4) \
        on conflict (account_id, seq) do update set remaining = excluded.remaining";
    CREDIT_LOT_GONE = "delete from credit_lots where account_id = $1 and seq = $2";
    CREDIT_LOTS_AFTER = "select seq, expires_at, remaining from credit_lots where account_id = $1 and (expires_at, seq) > ($2, $3) order by expires_at, seq limit $4";
    CREDIT_LOT_NEXT = "select expires_at from credit_lots where account_id = $1 and expires_at > $2 order by expires_at limit 1";
    CREDIT_HOLD_INSERT = "insert into credit_holds (account_id, seq, amount, until_at) values ($1, $2, $3, $4)";
    CREDIT_HOLD = "select seq, amount, until_at from credit_holds where account_id = $1 and seq = $2";
    CREDIT_HOLD_END = "delete from credit_holds where account_id = $1 and seq = $2";
    CREDIT_HOLDS_AFTER = "select seq, amount, until_at from credit_holds where account_id = $1 and seq > $2 order by seq limit $3";
    CREDIT_HOLDS_OVER = "select seq, amount, until_at from credit_holds where account_id = $1 and until_at <= $2 order by until_at, seq limit $3";
    CREDIT_HOLD_NEXT = "select until_at from credit_holds where account_id = $1 and until_at > $2 order by until_at limit 1";
}

/// Adds an entry; its `seq` must be the next one under the locked head.
pub fn append(tx: &mut WriteTx<'_>, account: AccountId, row: &EntryRow) -> Result<(), DbError> {
    tx.execute(
        &CREDIT_ENTRY_INSERT,
        &[
            &account,
            &row.seq,
            &row.at,
            &row.kind,
            &row.amount,
            &row.held,
            &row.balance,
            &row.set_aside,
            &row.of,
            &row.expires_at,
            &row.actor_kind,
            &row.actor_id,
            &row.member,
            &row.reference,
            &row.note,
        ],
    )?;
    Ok(())
}

/// One entry.
pub fn by_seq(tx: &mut ReadTx<'_>, account: AccountId, seq: i64) -> Result<Option<EntryRow>, DbError> {
    tx.optional(&CREDIT_ENTRY, &[&account, &seq])
}

/// What the account has now.
pub fn newest(tx: &mut ReadTx<'_>, account: AccountId) -> Result<Balance, DbError> {
    balance(tx.optional(&CREDIT_NEWEST, &[&account])?)
}

/// What the account had right before a moment.
pub fn newest_before(tx: &mut ReadTx<'_>, account: AccountId, moment: i64) -> Result<Balance, DbError> {
    balance(tx.optional(&CREDIT_NEWEST_BEFORE, &[&account, &moment])?)
}

fn balance(found: Option<(i64, i64, i64, i64)>) -> Result<Balance, DbError> {
    let (seq, at, balance, held) = found.unwrap_or_default();
    Ok(Balance { seq, at, balance, held })
}

/// The balance right before each of these moments, in their order.
pub fn balances_before(tx: &mut ReadTx<'_>, account: AccountId, moments: &[i64]) -> Result<Vec<(i64, i64)>, DbError> {
    let texts: Vec<String> = moments.iter().map(i64::to_string).collect();
    let mut found: Vec<(i64, i64)> =
        tx.all(&CREDIT_BALANCES_BEFORE, &[&account, &crate::dialect::text_list(&texts)])?;
    found.sort_unstable();
    Ok(found)
}

/// A page of the ledger, newest first, from before entry `before` backwards.
pub fn page(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    before: i64,
    filter: &EntryFilter,
    limit: i64,
) -> Result<Vec<EntryRow>, DbError> {
    let EntryFilter { kind, member, from, until } = filter;
    let after = from.map(|from| newest_before(tx, account, from)).transpose()?.map_or(0, |before| before.seq);
    let end = until.map(|until| newest_before(tx, account, until)).transpose()?;
    let before = end.map_or(before, |end| before.min(end.seq + 1));
    match (member, kind) {
        (Some(_), _) => tx.all(&CREDIT_ENTRIES_BY_MEMBER, &[&account, &before, &limit, &after, kind, member]),
        (None, Some(_)) => tx.all(&CREDIT_ENTRIES_OF_KIND, &[&account, &before, &limit, &after, kind]),
        (None, None) => tx.all(&CREDIT_ENTRIES_BEFORE, &[&account, &before, &limit, &after]),
    }
}

/// A page of the ledger, oldest first, from after entry `after` on: for replaying it.
pub fn after(tx: &mut ReadTx<'_>, account: AccountId, after: i64, limit: i64) -> Result<Vec<EntryRow>, DbError> {
    tx.all(&CREDIT_ENTRIES_AFTER, &[&account, &after, &limit])
}

/// How much of a spending was given back.
pub fn refunded(tx: &mut ReadTx<'_>, account: AccountId, seq: i64) -> Result<i64, DbError> {
    Ok(tx.one::<(i64,)>(&CREDIT_REFUNDED, &[&account, &seq])?.0)
}

/// Credits that end, in the order in which they do, from after this one.
pub fn lots(tx: &mut ReadTx<'_>, account: AccountId, after: (i64, i64), limit: i64) -> Result<Vec<Lot>, DbError> {
    let found: Vec<(i64, i64, i64)> = tx.all(&CREDIT_LOTS_AFTER, &[&account, &after.0, &after.1, &limit])?;
    Ok(found.into_iter().map(|(seq, expires_at, left)| Lot { seq, expires_at, left }).collect())
}

/// Keeps what is left of credits that end.
pub fn leave(tx: &mut WriteTx<'_>, account: AccountId, lot: &Lot) -> Result<(), DbError> {
    match lot.left {
        0 => tx.execute(&CREDIT_LOT_GONE, &[&account, &lot.seq])?,
        left => tx.execute(&CREDIT_LOT_PUT, &[&account, &lot.seq, &lot.expires_at, &left])?,
    };
    Ok(())
}

/// When, after this moment, credits end or a hold does.
pub fn next_end(tx: &mut ReadTx<'_>, account: AccountId, now: i64) -> Result<Option<i64>, DbError> {
    let lot: Option<(i64,)> = tx.optional(&CREDIT_LOT_NEXT, &[&account, &now])?;
    let hold: Option<(i64,)> = tx.optional(&CREDIT_HOLD_NEXT, &[&account, &now])?;
    Ok([lot, hold].into_iter().flatten().map(|(at,)| at).min())
}

/// Sets credits aside.
pub fn hold(tx: &mut WriteTx<'_>, account: AccountId, row: &HoldRow) -> Result<(), DbError> {
    tx.execute(&CREDIT_HOLD_INSERT, &[&account, &row.seq, &row.amount, &row.until_at])?;
    Ok(())
}

/// An open hold.
pub fn open_hold(tx: &mut ReadTx<'_>, account: AccountId, seq: i64) -> Result<Option<HoldRow>, DbError> {
    tx.optional(&CREDIT_HOLD, &[&account, &seq])
}

/// Ends a hold.
pub fn end_hold(tx: &mut WriteTx<'_>, account: AccountId, seq: i64) -> Result<(), DbError> {
    tx.execute(&CREDIT_HOLD_END, &[&account, &seq])?;
    Ok(())
}

/// The open holds, in the order in which they were made, from after this one.
pub fn holds(tx: &mut ReadTx<'_>, account: AccountId, after: i64, limit: i64) -> Result<Vec<HoldRow>, DbError> {
    tx.all(&CREDIT_HOLDS_AFTER, &[&account, &after, &limit])
}

/// The open holds whose time is over.
pub fn holds_over(tx: &mut ReadTx<'_>, account: AccountId, now: i64, limit: i64) -> Result<Vec<HoldRow>, DbError> {
    tx.all(&CREDIT_HOLDS_OVER, &[&account, &now, &limit])
}
