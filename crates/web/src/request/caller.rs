//! Who asks: a signed-in browser or an API key.

use crate::{
    Web,
    refusal::Problem,
    request::{From, cookies},
};
use axum::{
    extract::FromRequestParts,
    http::{header::AUTHORIZATION, request::Parts},
};
use roster_app::{Actor, Caller, Failure, keys, people};
use roster_domain::refusal::Refusal;

/// The caller behind a request of the console: a signed-in person, or nobody.
pub(crate) struct MaybeSession(pub(crate) Caller);

/// The caller behind a request of the API: a bearer key or a session; nobody else gets in.
pub(crate) struct AnyCaller(pub(crate) Caller);

async fn by_session(parts: &mut Parts, web: &Web) -> Result<Caller, Failure> {
    let From(origin) = From::from_request_parts(parts, web).await.unwrap_or_else(|never| match never {});
    let actor = match cookies::session(&parts.headers, web) {
        None => Actor::Anonymous,
        Some(token) => match people::authenticate(&web.app, token).await? {
            Some(live) => Actor::Person { person: live.person, session: live.session },
            None => Actor::Anonymous,
        },
    };
    Ok(Caller::new(actor, origin))
}

impl FromRequestParts<Web> for MaybeSession {
    type Rejection = crate::console::PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        Ok(MaybeSession(by_session(parts, web).await?))
    }
}

impl FromRequestParts<Web> for AnyCaller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let bearer = parts.headers.get(AUTHORIZATION).map(|value| value.to_str().unwrap_or_default().to_owned());
        let mut caller = match bearer {
            // Whoever shows a key is judged by it alone, whatever cookies come along.
            Some(value) => {
                let token = value.strip_prefix("Bearer ").ok_or(Refusal::NotSignedIn)?.trim().to_owned();
                let actor = keys::authenticate::authenticate(&web.app, &token).await?.ok_or(Refusal::NotSignedIn)?;
                let From(origin) = From::from_request_parts(parts, web).await.unwrap_or_else(|never| match never {});
                Caller::new(actor, origin)
            }
            None => by_session(parts, web).await?,
        };
        if caller.actor == Actor::Anonymous {
            return Err(Refusal::NotSignedIn.into());
        }
        caller.seen_version = crate::request::seen_version(&parts.headers)?;
        Ok(AnyCaller(caller))
    }
}
