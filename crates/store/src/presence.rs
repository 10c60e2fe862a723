//! Where members are in the console, now: for their colleagues, who may follow them (C09).

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, MemberId};

record! {
    /// A member on a page.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct PresentRow {
        /// Who.
        pub member: MemberId,
        /// The page's path below the account's.
        pub page: String,
        /// When they looked at it, milliseconds.
        pub seen_at: i64,
    }
}

statements! {
    PRESENT_SINCE = "select member_id, page, seen_at from presence where account_id = $1 and seen_at >= $2 order by seen_at desc, member_id desc limit $3";
    // Whoever hides, or is no active member any more, is not there, whatever was noted of them.
    PRESENT_NAMES = "select m.member_id, case when m.name = '' then m.email else m.name end from members m \
        left join presence p on p.account_id = m.account_id and p.member_id = m.member_id \
        where m.account_id = $1 and m.member_id in uuids($2) and m.status = 'active' and p.hidden_at is null";
    PRESENCE_HIDDEN = "select hidden_at from presence where account_id = $1 and member_id = $2";
    PRESENCE_NOTE = "insert into presence (account_id, member_id, page, seen_at) values ($1, $2, $3, $4) \
        on conflict (account_id, member_id) do update set page = excluded.page, seen_at = excluded.seen_at \
        where presence.hidden_at is null and presence.seen_at < excluded.seen_at";
    PRESENCE_HIDE = "insert into presence (account_id, member_id, page, seen_at, hidden_at) values ($1, $2, '', 0, $3) \
        on conflict (account_id, member_id) do update set page = '', seen_at = 0, hidden_at = excluded.hidden_at";
}

/// Who was on a page since then, the newest first.
pub fn since(tx: &mut ReadTx<'_>, account: AccountId, since: i64, limit: i64) -> Result<Vec<PresentRow>, DbError> {
    tx.all(&PRESENT_SINCE, &[&account, &since, &limit])
}

/// What those of these members are called who are active and don't hide.
pub fn names(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    members: &[MemberId],
) -> Result<Vec<(MemberId, String)>, DbError> {
    tx.all(&PRESENT_NAMES, &[&account, &crate::dialect::uuid_list(members)])
}

/// Whether a member hides.
pub fn is_hidden(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId) -> Result<bool, DbError> {
    Ok(tx.optional::<(Option<i64>,)>(&PRESENCE_HIDDEN, &[&account, &member])?.is_some_and(|(at,)| at.is_some()))
}

/// Notes where a member is, unless they hide.
pub fn note(tx: &mut WriteTx<'_>, account: AccountId, present: &PresentRow) -> Result<(), DbError> {
    tx.execute(&PRESENCE_NOTE, &[&account, &present.member, &present.page, &present.seen_at])?;
    Ok(())
}

/// Hides a member from then on, or no longer; where they were is forgotten.
pub fn hide(tx: &mut WriteTx<'_>, account: AccountId, member: MemberId, from: Option<i64>) -> Result<(), DbError> {
    tx.execute(&PRESENCE_HIDE, &[&account, &member, &from])?;
    Ok(())
}
