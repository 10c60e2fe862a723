//! Times in which one member acts as another.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, ActingId, MemberId, SessionId};

record! {
    /// One of them as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ActingRow {
        /// Its id.
        pub acting: ActingId,
        /// As whom.
        pub member: MemberId,
        /// Who acts.
        pub actor: MemberId,
        /// The one browser it is good in.
        pub session: SessionId,
        /// Why, in the words of who acts.
        pub reason: String,
        /// Milliseconds since 1970.
        pub started_at: i64,
        /// When it ends at the latest.
        pub expires_at: i64,
        /// When it ended.
        pub ended_at: Option<i64>,
    }
}

statements! {
    ACTING_INSERT = "insert into acting_sessions (account_id, acting_id, member_id, actor_id, session_id, reason, started_at, expires_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    ACTING_BY_ID = "select acting_id, member_id, actor_id, session_id, reason, started_at, expires_at, ended_at from acting_sessions \
        where account_id = $1 and acting_id = $2";
    ACTING_OF_MEMBER = "select acting_id, member_id, actor_id, session_id, reason, started_at, expires_at, ended_at from acting_sessions \
        where account_id = $1 and member_id = $2 order by acting_id desc limit $3";
    ACTING_END = "update acting_sessions set ended_at = $3 where account_id = $1 and acting_id = $2 and ended_at is null";
    ACTING_END_OF_MEMBER = "update acting_sessions set ended_at = $3 where account_id = $1 and ended_at is null and (member_id = $2 or actor_id = $2) returning acting_id";
}

/// Adds one that begins.
pub fn insert(tx: &mut WriteTx<'_>, account: AccountId, row: &ActingRow) -> Result<(), DbError> {
    let ActingRow { acting, member, actor, session, reason, started_at, expires_at, ended_at: _ } = row;
    tx.execute(&ACTING_INSERT, &[&account, acting, member, actor, session, reason, started_at, expires_at])?;
    Ok(())
}

/// One of them, by primary key.
pub fn by_id(tx: &mut ReadTx<'_>, account: AccountId, acting: ActingId) -> Result<Option<ActingRow>, DbError> {
    tx.optional(&ACTING_BY_ID, &[&account, &acting])
}

/// When others acted as a member, the newest first.
pub fn of_member(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    member: MemberId,
    limit: i64,
) -> Result<Vec<ActingRow>, DbError> {
    tx.all(&ACTING_OF_MEMBER, &[&account, &member, &limit])
}

/// Ends one; false when it had ended.
pub fn end(tx: &mut WriteTx<'_>, account: AccountId, acting: ActingId, at: i64) -> Result<bool, DbError> {
    Ok(tx.execute(&ACTING_END, &[&account, &acting, &at])? > 0)
}

/// Ends all in which a member acts or is acted as, and says which.
pub fn end_of_member(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    member: MemberId,
    at: i64,
) -> Result<Vec<ActingId>, DbError> {
    let ended: Vec<(ActingId,)> = tx.all(&ACTING_END_OF_MEMBER, &[&account, &member, &at])?;
    Ok(ended.into_iter().map(|(acting,)| acting).collect())
}
