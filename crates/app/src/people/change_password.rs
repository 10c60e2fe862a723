//! Choosing a new password while signed in.

use super::{password, signed_in};
use crate::{App, Caller, Once, Outcome, once, passwords::Verdict, scope::Housekeeping, throttle};
use roster_domain::{
    id::{AccountId, Id, PersonId},
    refusal::Refusal,
};
use roster_store::{db::millis, persons};

/// Sets a new password for the caller, who proves to know the current one. Their other sessions end.
pub async fn change_password(app: &App, caller: &Caller, current: &str, new: &str) -> Outcome<Once<()>> {
    let (person, session) = signed_in(caller)?;
    let (asker, request) = (once::by_person(person), caller.idempotency.as_ref());
    // The password that was right then is wrong now.
    if let Some(value) = app.done_before(AccountId::INSTALLATION, asker.clone(), request).await? {
        return Ok(Once { value, replayed: true });
    }
    let changed_at = check_current(app, person, current).await?;
    let now = millis(app.now());
    let words = app
        .parts
        .db
        .read_fast(move |tx| {
            let person = persons::by_id(tx, person)?.ok_or(Refusal::NotSignedIn)?;
            password::words_of(tx, &person, now)
        })
        .await?;
    let hash = app.parts.passwords.choose("/new_password", new, words, app.fresh().salt()).await?;
    let (parts, origin) = (app.parts.clone(), caller.origin.clone());
    app.housekeep_once(Housekeeping::Person, asker, request, move |tx, fresh| {
        let person = persons::lock(tx, person)?.ok_or(Refusal::NotSignedIn)?;
        // What was proven above must still be so.
        if persons::password_hash(tx, person.person)?.is_none_or(|(_, at)| at != changed_at) {
            return Err(wrong_current());
        }
        throttle::CURRENT_PASSWORD.clear(tx, &person.person.uuid().to_string())?;
        password::replace(tx, fresh, &parts, &origin, &person, &hash, Some(session))
    })
    .await
}

fn wrong_current() -> crate::Failure {
    Refusal::field("/current_password", "wrong").into()
}

/// Compares the current password, and gives when it was chosen.
pub(crate) async fn check_current(app: &App, person: PersonId, current: &str) -> Outcome<i64> {
    app.housekeep(Housekeeping::Throttles, move |tx, fresh| {
        throttle::CURRENT_PASSWORD.count(tx, &person.uuid().to_string(), millis(fresh.now))
    })
    .await?;
    let stored = app.parts.db.read_fast(move |tx| persons::password_hash(tx, person)).await?;
    let (hash, changed_at) = stored.unzip();
    match app.parts.passwords.verify(hash, current).await? {
        Verdict::Wrong => Err(wrong_current()),
        Verdict::Right | Verdict::RightButWeak => changed_at.ok_or_else(wrong_current),
    }
}
