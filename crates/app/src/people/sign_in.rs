//! Signing in with an address and a password.

use super::{SignedIn, session::start_session_as, tries::note_failure};
use crate::{App, Caller, Origin, Outcome, once, passwords::Verdict, scope::Housekeeping, throttle};
use roster_domain::{
    email::Email,
    id::{PersonId, SessionId},
    refusal::Refusal,
};
use roster_store::{WriteTx, db::millis, persons, sessions};

/// What is needed of someone who wants to sign in.
#[derive(Clone)]
struct Known {
    person: PersonId,
    hash: String,
    changed_at: i64,
}

/// Signs in. An address nobody signs in with and a wrong password are the same refusal after the same time.
///
/// A request that is sent twice begins one session: its secret is not kept, so the second time it gets another, and the first is dead.
pub async fn sign_in(app: &App, caller: &Caller, email: &str, password: &str) -> Outcome<SignedIn> {
    let email = Email::parse(email).map_err(|_| Refusal::WrongCredentials)?;
    let signed_in = try_to_sign_in(app, caller, &email, password).await;
    if let Err(failure) = &signed_in {
        note_failure(app, &email, failure).await?;
    }
    signed_in
}

async fn try_to_sign_in(app: &App, caller: &Caller, email: &Email, password: &str) -> Outcome<SignedIn> {
    count_try(app, &caller.origin, email).await?;
    let known = find(app, email).await?;
    let verdict = app.parts.passwords.verify(known.as_ref().map(|known| known.hash.clone()), password).await?;
    let (known, stronger) = match (known, verdict) {
        (Some(known), Verdict::Right) => (known, None),
        (Some(known), Verdict::RightButWeak) => {
            let hash = app.parts.passwords.hash(password, app.fresh().salt()).await?;
            (known, Some(hash))
        }
        _ => return Err(Refusal::WrongCredentials.into()),
    };
    let (parts, caller, email) = (app.parts.clone(), caller.clone(), email.clone());
    app.housekeep(Housekeeping::Sessions, move |tx, fresh| {
        let (mut session, asker): (SessionId, _) = (fresh.id(), once::by_client(&caller.origin));
        if let Some(request) = &caller.idempotency {
            match once::begin(tx, &parts, &asker, request, millis(fresh.now))? {
                None => once::settle(tx, &asker, request, &session)?,
                Some(before) => session = before,
            }
        }
        persons::lock(tx, known.person)?.ok_or(Refusal::WrongCredentials)?;
        // Whoever changed the password meanwhile has ended all sessions, and meant this one, too.
        let current = persons::password_hash(tx, known.person)?;
        if current.is_none_or(|(_, changed_at)| changed_at != known.changed_at) {
            return Err(Refusal::WrongCredentials.into());
        }
        if let Some(stronger) = &stronger {
            persons::strengthen_password_hash(tx, known.person, &known.hash, stronger)?;
        }
        forget_tries(tx, &caller.origin, &email)?;
        throttle::SIGN_IN_PER_CLIENT.give_back_client(tx, &caller.origin)?;
        sessions::end(tx, known.person, session)?;
        start_session_as(tx, fresh, &caller.origin, known.person, session)
    })
    .await
}

/// Counts the try before it is known whether it is a good one, so that many at once can't slip through.
async fn count_try(app: &App, origin: &Origin, email: &Email) -> Outcome<()> {
    let (origin, address) = (origin.clone(), email.normal().to_owned());
    app.housekeep(Housekeeping::Throttles, move |tx, fresh| {
        let now = millis(fresh.now);
        throttle::SIGN_IN_PER_CLIENT.count_client(tx, &origin, now)?;
        // The narrower limit first: tries that it refuses are not counted against the address, or a stranger in one place could use up
        // everybody's.
        throttle::SIGN_IN_PER_ADDRESS_AND_CLIENT.count_from(tx, &address, &origin, now)?;
        throttle::SIGN_IN_PER_ADDRESS.count(tx, &address, now)
    })
    .await
}

/// The wrong passwords for an address are forgotten: this client, at least, knows the right one.
pub(super) fn forget_tries(tx: &mut WriteTx<'_>, origin: &Origin, email: &Email) -> Outcome<()> {
    throttle::SIGN_IN_PER_ADDRESS.clear(tx, email.normal())?;
    throttle::SIGN_IN_PER_ADDRESS_AND_CLIENT.clear_from(tx, email.normal(), origin)
}

async fn find(app: &App, email: &Email) -> Outcome<Option<Known>> {
    let address = email.normal().to_owned();
    let found = app.parts.db.read_fast(move |tx| persons::sign_in(tx, &address)).await?;
    Ok(found.map(|(person, hash, changed_at)| Known { person, hash, changed_at }))
}
