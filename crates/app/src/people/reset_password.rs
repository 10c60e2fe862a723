//! Choosing a new password with a link from a mail.

use super::{SignedIn, link, password, start_session};
use crate::{App, Caller, Once, Outcome, once, scope::Housekeeping};
use jiff::Timestamp;
use roster_domain::{
    id::AccountId,
    refusal::{DeadLink, Refusal},
};
use roster_store::{
    db::{millis, timestamp},
    person_links::{self, LinkKind},
    persons,
};

/// What the page behind a link to choose a new password shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResetToDo {
    /// Whose password it is.
    pub email: String,
    /// When the link dies.
    pub expires_at: Timestamp,
}

/// Looks at a link without using it up.
pub async fn look_at_reset(app: &App, token: &str) -> Outcome<ResetToDo> {
    let (token, parts, now) = (link::read_token(token)?, app.parts.clone(), app.now());
    app.parts
        .db
        .read_fast(move |tx| {
            let row = link::open(tx, &parts, &token, LinkKind::PasswordReset, now)?;
            Ok(ResetToDo { email: row.email, expires_at: timestamp(row.expires_at)? })
        })
        .await
}

/// Uses the link up and sets the password. All sessions end, and a new one begins here.
pub async fn reset_password(app: &App, caller: &Caller, token: &str, new: &str) -> Outcome<Once<SignedIn>> {
    let token = link::read_token(token)?;
    let (asker, request) = (once::by_link(token.link), caller.idempotency.as_ref());
    // The link is used up by then.
    if let Some(value) = app.done_before(AccountId::INSTALLATION, asker.clone(), request).await? {
        return Ok(Once { value, replayed: true });
    }
    let words = words_behind(app, token).await?;
    let hash = app.parts.passwords.choose("/password", new, words, app.fresh().salt()).await?;
    let (parts, origin) = (app.parts.clone(), caller.origin.clone());
    app.housekeep_once(Housekeeping::Person, asker, request, move |tx, fresh| {
        let person = persons::lock(tx, token.person)?.ok_or_else(link::dead)?;
        // Again, now that nobody else can use it.
        let row = link::open(tx, &parts, &token, LinkKind::PasswordReset, fresh.now)?;
        if !person_links::mark_used(tx, token.person, token.link, millis(fresh.now))? {
            return Err(Refusal::DeadLink(DeadLink::Used).into());
        }
        // Whoever holds the link reads the mail of the address it was sent to.
        persons::prove_email(tx, token.person, super::stored_email(&row.email)?.normal(), millis(fresh.now))?;
        password::replace(tx, fresh, &parts, &origin, &person, &hash, None)?;
        start_session(tx, fresh, &origin, person.person)
    })
    .await
}

/// Only the holder of a living link makes the server hash anything.
async fn words_behind(app: &App, token: crate::token::PersonToken) -> Outcome<Vec<String>> {
    let (parts, now) = (app.parts.clone(), app.now());
    app.parts
        .db
        .read_fast(move |tx| {
            link::open(tx, &parts, &token, LinkKind::PasswordReset, now)?;
            let person = persons::by_id(tx, token.person)?.ok_or_else(link::dead)?;
            password::words_of(tx, &person, millis(now))
        })
        .await
}
