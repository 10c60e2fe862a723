//! Which key a bearer token is.

use crate::{
    Actor, App, Failure, Outcome,
    token::{KeyToken, hash_secret, same_secret},
};
use roster_store::{api_keys, db::millis};

/// The actor behind a bearer token; `None` for anything that is not a living key.
pub async fn authenticate(app: &App, bearer: &str) -> Outcome<Option<Actor>> {
    let Some(token) = KeyToken::decode(bearer) else { return Ok(None) };
    let now = millis(app.now());
    app.parts
        .db
        .read_fast(move |tx| {
            let Some(row) = api_keys::by_id(tx, token.account, token.key)? else { return Ok(None) };
            let right = same_secret(&row.secret_hash, &hash_secret(&token.secret));
            let alive = row.revoked_at.is_none() && row.expires_at.is_none_or(|until| now < until);
            Ok::<_, Failure>((right && alive).then_some(Actor::Key { account: token.account, key: token.key }))
        })
        .await
}
