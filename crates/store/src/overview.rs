//! How an account grows: who came and went, what became of invitations, who was not seen for long. Counted from indexes alone, over the
//! rows of the time that is looked at.

use crate::{DbError, ReadTx, statements};
use roster_domain::id::AccountId;

/// A time, in parts of the same length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Where the first begins, milliseconds since 1970.
    pub from: i64,
    /// How long each is.
    pub length: i64,
    /// How many there are.
    pub count: i64,
}

impl Parts {
    fn until(self) -> i64 {
        self.from + self.count * self.length
    }
}

statements! {
    // Who is disabled holds no seat, and is not there in the past either.
    OVERVIEW_CAME = "select (joined_at - $2) / $3, count(*) from members where account_id = $1 and joined_at is not null \
        and joined_at >= $2 and joined_at < $4 and status in ('active', 'archived', 'deleted') group by (joined_at - $2) / $3";
    OVERVIEW_WENT = "select (left_at - $2) / $3, count(*) from members where account_id = $1 and left_at is not null and joined_at is not null \
        and left_at >= $2 and left_at < $4 and status in ('archived', 'deleted') group by (left_at - $2) / $3";
    // $5: now. Whose link was not sent yet has no end that counts.
    OVERVIEW_INVITED = "select (created_at - $2) / $3, case when state = 'open' and expires_at <= $5 and told <> '' then 'expired' else state end, count(*) \
        from invitations where account_id = $1 and created_at >= $2 and created_at < $4 \
        group by (created_at - $2) / $3, case when state = 'open' and expires_at <= $5 and told <> '' then 'expired' else state end";
    // Those who were here before, and not from then on; those who never were, and joined before. Each of the two as far as $3.
    OVERVIEW_UNSEEN = "select (select count(*) from (select 1 from members where account_id = $1 and status = 'active' \
            and active_key > 0 and active_key < $2 limit $3) n) \
        + (select count(*) from (select 1 from members where account_id = $1 and status = 'active' \
            and active_key = 0 and joined_at < $2 limit $3) n)";
    OVERVIEW_NEVER_SEEN = "select count(*) from (select 1 from members where account_id = $1 and status = 'active' \
        and active_key = 0 and joined_at is not null limit $2) n";
}

/// How many of those who are in, or were, joined in each part of a time; a part in which nobody did is left out.
pub fn came(tx: &mut ReadTx<'_>, account: AccountId, parts: Parts) -> Result<Vec<(i64, i64)>, DbError> {
    tx.all(&OVERVIEW_CAME, &[&account, &parts.from, &parts.length, &parts.until()])
}

/// How many of those who had joined left in each part.
pub fn went(tx: &mut ReadTx<'_>, account: AccountId, parts: Parts) -> Result<Vec<(i64, i64)>, DbError> {
    tx.all(&OVERVIEW_WENT, &[&account, &parts.from, &parts.length, &parts.until()])
}

/// How many were invited in each part, by what became of the invitation: `open`, `expired`, `withdrawn` or `accepted`.
pub fn invited(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    parts: Parts,
    now: i64,
) -> Result<Vec<(i64, String, i64)>, DbError> {
    tx.all(&OVERVIEW_INVITED, &[&account, &parts.from, &parts.length, &parts.until(), &now])
}

/// How many who are in were not active from a time on, as far as `most`.
pub fn not_active_since(tx: &mut ReadTx<'_>, account: AccountId, since: i64, most: i64) -> Result<i64, DbError> {
    let (count,) = tx.one::<(i64,)>(&OVERVIEW_UNSEEN, &[&account, &since, &most])?;
    Ok(count.min(most))
}

/// How many who are in were never active, as far as `most`.
pub fn never_active(tx: &mut ReadTx<'_>, account: AccountId, most: i64) -> Result<i64, DbError> {
    Ok(tx.one::<(i64,)>(&OVERVIEW_NEVER_SEEN, &[&account, &most])?.0)
}
