//! A signed-in browser: how it begins, and how it is recognised at every request.

use crate::{
    Actor, App, Caller, Failure, Origin, Outcome,
    actor::LiveSession,
    clock::Fresh,
    scope::Housekeeping,
    token::{SessionToken, hash_secret, same_secret},
};
use roster_domain::id::{PersonId, SessionId};
use roster_store::{
    WriteTx,
    db::{DbError, millis, timestamp},
    sessions::{self, NewSession, Seen},
    sign_ins,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

const DAY: i64 = 24 * 60 * 60 * 1000;
/// A session ends when it is not used for this long…
const IDLE: i64 = 30 * DAY;
/// …and at last this long after the sign-in.
const AT_MOST: i64 = 90 * DAY;
/// How exactly "last seen" is known: a session in steady use is written once in this time, not at each request.
const SEEN_EVERY: i64 = 60_000;
/// How many sessions are noted in one transaction.
const CHUNK: usize = 200;

/// A browser that has just signed in.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SignedIn {
    /// What the browser keeps: a secret, shown once. `None`: the request was done before, and only repeated.
    #[serde(skip)]
    pub token: Option<SessionToken>,
    /// The session.
    pub session: LiveSession,
}

/// Sessions that were used and whose rows don't say so yet.
#[derive(Debug, Default)]
pub(crate) struct SeenSessions(Mutex<HashMap<(PersonId, SessionId), Seen>>);

impl SeenSessions {
    fn note(&self, seen: Seen) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((seen.person, seen.session), seen);
    }

    fn take(&self) -> Vec<Seen> {
        let taken = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let mut seen: Vec<Seen> = taken.into_values().collect();
        // In one order always, so that two nodes can't wait for each other's rows.
        seen.sort_unstable_by_key(|seen| (seen.person, seen.session));
        seen
    }
}

/// Begins a session inside whatever signs a person in.
pub(crate) fn start_session(
    tx: &mut WriteTx<'_>,
    fresh: &mut Fresh,
    origin: &Origin,
    person: PersonId,
) -> Outcome<SignedIn> {
    let session = fresh.id();
    start_session_as(tx, fresh, origin, person, session)
}

/// The same with an id that is known.
pub(super) fn start_session_as(
    tx: &mut WriteTx<'_>,
    fresh: &mut Fresh,
    origin: &Origin,
    person: PersonId,
    session: SessionId,
) -> Outcome<SignedIn> {
    let (secret, at) = (fresh.secret(), millis(fresh.now));
    let expires_at = at + IDLE;
    let new = NewSession {
        person,
        session,
        secret_hash: &hash_secret(&secret),
        at,
        expires_at,
        user_agent: origin.user_agent.as_deref().unwrap_or_default(),
        address: origin.address.as_deref().unwrap_or_default(),
    };
    sessions::insert(tx, &new)?;
    sign_ins::succeeded(tx, person, at)?;
    Ok(SignedIn {
        token: Some(SessionToken { person, session, secret }),
        session: LiveSession { person, session, expires_at: timestamp(expires_at)? },
    })
}

/// Whose session this is, if it is a living one. This stands before every request: one row by its primary key, and no
/// write.
pub async fn authenticate(app: &App, token: &str) -> Outcome<Option<LiveSession>> {
    let Some(token) = SessionToken::decode(token) else { return Ok(None) };
    let SessionToken { person, session, secret } = token;
    let row = app.parts.db.read_fast(move |tx| sessions::by_id(tx, person, session)).await?;
    let Some(row) = row.filter(|row| same_secret(&row.secret_hash, &hash_secret(&secret))) else { return Ok(None) };
    let now = millis(app.now());
    if now >= row.expires_at {
        return Ok(None);
    }
    let expires_at = row.expires_at.max((now + IDLE).min(row.created_at + AT_MOST));
    if now - row.seen_at >= SEEN_EVERY {
        app.parts.seen.note(Seen { person, session, at: now, expires_at });
    }
    Ok(Some(LiveSession { person, session, expires_at: timestamp(expires_at)? }))
}

/// Whether the session behind a page that stays open still lives; asking keeps nobody signed in. Keys are asked in their account.
pub async fn still_signed_in(app: &App, caller: &Caller) -> Outcome<bool> {
    let (Actor::Person { person, session } | Actor::Acting { person, session, .. }) = caller.actor else {
        return Ok(!matches!(caller.actor, Actor::Anonymous));
    };
    let row = app.parts.db.read_fast(move |tx| sessions::by_id(tx, person, session)).await?;
    Ok(row.is_some_and(|row| millis(app.now()) < row.expires_at))
}

/// Writes down which sessions were used since the last time. To be called every half minute, and before the end.
pub async fn flush_seen(app: &App) -> Outcome<()> {
    let seen = app.parts.seen.take();
    for chunk in seen.chunks(CHUNK) {
        let chunk = chunk.to_vec();
        app.housekeep(Housekeeping::Sessions, move |tx, _| {
            sessions::seen(tx, &chunk).map_err(|error: DbError| Failure::from(error))
        })
        .await?;
    }
    Ok(())
}
