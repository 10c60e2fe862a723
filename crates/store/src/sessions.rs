//! Sessions: browsers that are signed in.

use crate::{DbError, ReadTx, WriteTx, db::Param, record, statements};
use roster_domain::id::{PersonId, SessionId};

record! {
    /// What is read of a session to know whether it is good.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SessionRow {
        /// SHA-256 of the secret in the cookie.
        pub secret_hash: [u8; 32],
        /// When the person signed in.
        pub created_at: i64,
        /// When it was last used, true to the minute.
        pub seen_at: i64,
        /// When it ends if it is not used again.
        pub expires_at: i64,
    }
}

record! {
    /// A session as its person sees it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SessionSeenRow {
        /// Its id.
        pub session: SessionId,
        /// When the person signed in.
        pub created_at: i64,
        /// When it was last used, true to the minute.
        pub seen_at: i64,
        /// The browser's name for itself, or empty.
        pub user_agent: String,
        /// The IP address it began from, or empty.
        pub address: String,
    }
}

/// What a new session needs.
#[derive(Clone, Copy, Debug)]
pub struct NewSession<'a> {
    /// Who signed in.
    pub person: PersonId,
    /// Its id.
    pub session: SessionId,
    /// SHA-256 of the secret in the cookie.
    pub secret_hash: &'a [u8; 32],
    /// When.
    pub at: i64,
    /// Until when.
    pub expires_at: i64,
    /// The browser's name for itself, or empty.
    pub user_agent: &'a str,
    /// The IP address, or empty.
    pub address: &'a str,
}

/// A session that was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Whose.
    pub person: PersonId,
    /// Which.
    pub session: SessionId,
    /// When.
    pub at: i64,
    /// Until when it is good now.
    pub expires_at: i64,
}

statements! {
    SESSION_INSERT = "insert into sessions (person_id, session_id, secret_hash, created_at, seen_at, expires_at, user_agent, address) \
        values ($1, $2, $3, $4, $4, $5, $6, $7)";
    SESSION_BY_ID = "select secret_hash, created_at, seen_at, expires_at from sessions where person_id = $1 and session_id = $2";
    SESSIONS_OF_PERSON = "select session_id, created_at, seen_at, user_agent, address from sessions \
        where person_id = $1 and expires_at > $2 order by seen_at desc, session_id desc limit $3";
    SESSION_SEEN = "update sessions set seen_at = $3, expires_at = $4 where person_id = $1 and session_id = $2 and seen_at < $3";
    SESSION_END = "delete from sessions where person_id = $1 and session_id = $2";
    SESSIONS_END = "delete from sessions where person_id = $1 and (cast($2 as uuid) is null or session_id <> $2)";
    SESSIONS_PURGE = "delete from sessions where expires_at <= $1";
}

/// Adds a session.
pub fn insert(tx: &mut WriteTx<'_>, new: &NewSession<'_>) -> Result<(), DbError> {
    tx.execute(
        &SESSION_INSERT,
        &[&new.person, &new.session, new.secret_hash, &new.at, &new.expires_at, &new.user_agent, &new.address],
    )?;
    Ok(())
}

/// One session, by primary key.
pub fn by_id(tx: &mut ReadTx<'_>, person: PersonId, session: SessionId) -> Result<Option<SessionRow>, DbError> {
    tx.optional(&SESSION_BY_ID, &[&person, &session])
}

/// The living sessions of a person, the last used first.
pub fn of_person(tx: &mut ReadTx<'_>, person: PersonId, now: i64, limit: i64) -> Result<Vec<SessionSeenRow>, DbError> {
    tx.all(&SESSIONS_OF_PERSON, &[&person, &now, &limit])
}

/// Notes when sessions were last used, and until when they are good therefore.
pub fn seen(tx: &mut WriteTx<'_>, sessions: &[Seen]) -> Result<(), DbError> {
    let rows = sessions.iter().map(|seen| [&seen.person as &dyn Param, &seen.session, &seen.at, &seen.expires_at]);
    tx.execute_many(&SESSION_SEEN, rows)?;
    Ok(())
}

/// Ends a session.
pub fn end(tx: &mut WriteTx<'_>, person: PersonId, session: SessionId) -> Result<(), DbError> {
    tx.execute(&SESSION_END, &[&person, &session])?;
    Ok(())
}

/// Ends all of a person's sessions, but one where it is named.
pub fn end_all(tx: &mut WriteTx<'_>, person: PersonId, except: Option<SessionId>) -> Result<(), DbError> {
    tx.execute(&SESSIONS_END, &[&person, &except])?;
    Ok(())
}

/// Forgets whose time is over, and says how many.
pub fn purge(tx: &mut WriteTx<'_>, now: i64) -> Result<u64, DbError> {
    tx.execute(&SESSIONS_PURGE, &[&now])
}
