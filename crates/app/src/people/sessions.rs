//! Where one is signed in, and ending that elsewhere.

use super::signed_in;
use crate::{App, Caller, Outcome, scope::Housekeeping};
use roster_domain::{id::SessionId, refusal::Refusal};
use roster_store::{
    db::millis,
    person_links::{self, LinkKind},
    sessions::{self as rows, SessionSeenRow},
};

/// The most that are shown.
const SHOWN: i64 = 200;

/// A browser in which the caller is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MySession {
    /// What is known of it.
    pub row: SessionSeenRow,
    /// It is the one that asks.
    pub current: bool,
}

/// The caller's sessions: the one that asks, then the last used first.
pub async fn sessions(app: &App, caller: &Caller) -> Outcome<Vec<MySession>> {
    let ((person, current), now) = (signed_in(caller)?, millis(app.now()));
    let found = app.parts.db.read_fast(move |tx| rows::of_person(tx, person, now, SHOWN)).await?;
    let mut mine: Vec<MySession> =
        found.into_iter().map(|row| MySession { current: row.session == current, row }).collect();
    mine.sort_by_key(|session| !session.current);
    Ok(mine)
}

/// Ends one of the caller's sessions; one that is over already is not there.
pub async fn end_session(app: &App, caller: &Caller, session: SessionId) -> Outcome<()> {
    let (person, _) = signed_in(caller)?;
    app.housekeep(Housekeeping::Sessions, move |tx, _| {
        rows::by_id(tx, person, session)?.ok_or(Refusal::NotFound)?;
        Ok(rows::end(tx, person, session)?)
    })
    .await
}

/// Ends all of the caller's sessions but the one that asks, and what one of them may have begun: the move to another address.
pub async fn end_other_sessions(app: &App, caller: &Caller) -> Outcome<()> {
    let (person, session) = signed_in(caller)?;
    app.housekeep(Housekeeping::Person, move |tx, _| {
        person_links::kill_open(tx, person, LinkKind::ProveEmail)?;
        Ok(rows::end_all(tx, person, Some(session))?)
    })
    .await
}
