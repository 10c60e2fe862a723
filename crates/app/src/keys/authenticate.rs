//! Which key a bearer token is.

use crate::{
    Actor, App, Failure, Outcome,
    token::{KeyToken, hash_secret, same_secret},
};
use roster_store::{
    api_keys::{self, KeyRow},
    db::millis,
};

/// The actor behind a bearer token; `None` for anything that is not a living key.
pub async fn authenticate(app: &App, bearer: &str) -> Outcome<Option<Actor>> {
    let Some(token) = KeyToken::decode(bearer) else { return Ok(None) };
    let (moment, parts) = (app.moment(), &app.parts);
    let as_of = parts.confirmed.get(token.account, moment);
    if let Some(known) = as_of.and_then(|as_of| parts.known.remembered_key(token.account, token.key, as_of)) {
        return Ok(actor(&token, &known.row, millis(moment)));
    }
    let read = parts.db.read_fast(move |tx| {
        let row = api_keys::by_id(tx, token.account, token.key)?;
        Ok::<_, Failure>(row.and_then(|row| actor(&token, &row, millis(moment))))
    });
    // Apart, so that whoever is remembered doesn't carry it.
    Box::pin(read).await
}

fn actor(token: &KeyToken, row: &KeyRow, now: i64) -> Option<Actor> {
    let right = same_secret(&row.secret_hash, &hash_secret(&token.secret));
    let alive = row.revoked_at.is_none() && row.expires_at.is_none_or(|until| now < until);
    (right && alive).then_some(Actor::Key { account: token.account, key: token.key })
}
