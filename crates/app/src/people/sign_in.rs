//! Signing in with an address and a password.

use super::{SignedIn, start_session};
use crate::{App, Origin, Outcome, passwords::Verdict, scope::Housekeeping, throttle};
use roster_domain::{email::Email, id::PersonId, refusal::Refusal};
use roster_store::{db::millis, persons};

/// What is needed of someone who wants to sign in.
#[derive(Clone)]
struct Known {
    person: PersonId,
    hash: String,
    changed_at: i64,
}

/// Signs in. An address nobody signs in with and a wrong password are the same refusal after the same time.
pub async fn sign_in(app: &App, origin: &Origin, email: &str, password: &str) -> Outcome<SignedIn> {
    let email = Email::parse(email).map_err(|_| Refusal::WrongCredentials)?;
    count_try(app, origin, &email).await?;
    let known = find(app, &email).await?;
    let verdict = app.parts.passwords.verify(known.as_ref().map(|known| known.hash.clone()), password).await?;
    let (known, stronger) = match (known, verdict) {
        (Some(known), Verdict::Right) => (known, None),
        (Some(known), Verdict::RightButWeak) => {
            let hash = app.parts.passwords.hash(password, app.fresh().salt()).await?;
            (known, Some(hash))
        }
        _ => return Err(Refusal::WrongCredentials.into()),
    };
    let origin = origin.clone();
    app.housekeep(Housekeeping::Sessions, move |tx, fresh| {
        persons::lock(tx, known.person)?.ok_or(Refusal::WrongCredentials)?;
        // Whoever changed the password meanwhile has ended all sessions, and meant this one, too.
        let current = persons::password_hash(tx, known.person)?;
        if current.is_none_or(|(_, changed_at)| changed_at != known.changed_at) {
            return Err(Refusal::WrongCredentials.into());
        }
        if let Some(stronger) = &stronger {
            persons::strengthen_password_hash(tx, known.person, &known.hash, stronger)?;
        }
        throttle::SIGN_IN_PER_ADDRESS.clear(tx, email.normal())?;
        throttle::SIGN_IN_PER_CLIENT.give_back_client(tx, &origin)?;
        start_session(tx, fresh, &origin, known.person)
    })
    .await
}

/// Counts the try before it is known whether it is a good one, so that many at once can't slip through.
async fn count_try(app: &App, origin: &Origin, email: &Email) -> Outcome<()> {
    let (origin, address) = (origin.clone(), email.normal().to_owned());
    app.housekeep(Housekeeping::Throttles, move |tx, fresh| {
        let now = millis(fresh.now);
        throttle::SIGN_IN_PER_CLIENT.count_client(tx, &origin, now)?;
        throttle::SIGN_IN_PER_ADDRESS.count(tx, &address, now)
    })
    .await
}

async fn find(app: &App, email: &Email) -> Outcome<Option<Known>> {
    let address = email.normal().to_owned();
    let found = app.parts.db.read_fast(move |tx| persons::sign_in(tx, &address)).await?;
    Ok(found.map(|(person, hash, changed_at)| Known { person, hash, changed_at }))
}
