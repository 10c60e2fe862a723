//! Who asks: a signed-in browser or an API key.

use crate::{
    Web,
    refusal::Problem,
    request::{ActingNow, From, cookies, remember_acting},
};
use axum::{
    extract::FromRequestParts,
    http::{
        header::{AUTHORIZATION, IF_MATCH},
        request::Parts,
    },
};
use roster_app::{Actor, Caller, Failure, actor::LiveSession, keys, people, support};
use roster_domain::{event::Target, refusal::Refusal};
use std::marker::PhantomData;

/// The caller behind a request of the console: a signed-in person, or nobody.
pub(crate) struct MaybeSession(pub(crate) Caller);

/// The caller behind a request of the API: a bearer key or a session; nobody else gets in.
pub(crate) struct AnyCaller(pub(crate) Caller);

/// A program that shows an API key, which says in which account it asks.
pub(crate) struct Program(pub(crate) Caller);

/// A signed-in person: what concerns them alone is no business of a key.
pub(crate) struct Person(pub(crate) Caller);

/// Whoever it is, signed in or not: the holder of a link.
pub(crate) struct Anyone(pub(crate) Caller);

/// A caller who says which version of the thing they have seen, as every change of a thing with versions demands.
pub(crate) struct Versioned<W = AnyCaller>(pub(crate) Caller, PhantomData<W>);

/// Who may ask, as an extractor.
pub(crate) trait Who: FromRequestParts<Web, Rejection = Problem> + Send {
    /// Who it is.
    fn caller(self) -> Caller;
}

macro_rules! who {
    ($($name:ident),+) => { $(
        impl Who for $name {
            fn caller(self) -> Caller {
                self.0
            }
        }
    )+ };
}

who!(AnyCaller, Program, Person, Anyone);

impl<W: Who> Who for Versioned<W> {
    fn caller(self) -> Caller {
        self.0
    }
}

async fn by_session(parts: &mut Parts, web: &Web) -> Result<Caller, Failure> {
    let From(origin) = From::from_request_parts(parts, web).await.unwrap_or_else(|never| match never {});
    if let Some(kept) = cookies::support(&parts.headers, web)
        && let Some(actor) = support::authenticate(&web.app, kept).await?
    {
        return Ok(Caller { about: about(parts.uri.path()), ..Caller::new(actor, origin) });
    }
    let actor = match cookies::session(&parts.headers, web) {
        None => Actor::Anonymous,
        Some(token) => match people::authenticate(&web.app, token).await? {
            Some(LiveSession { person, session, .. }) => match cookies::acting(&parts.headers, web) {
                None => Actor::Person { person, session },
                Some((account, acting)) => {
                    remember_acting(ActingNow { account, name: None });
                    Actor::Acting { person, session, account, acting }
                }
            },
            None => Actor::Anonymous,
        },
    };
    Ok(Caller { about: about(parts.uri.path()), ..Caller::new(actor, origin) })
}

/// Whom or what a path names: the member, or else the resource.
fn about(path: &str) -> Option<Target> {
    let after = |names: &[&str]| {
        let (mut parts, mut found) = (path.split('/'), None);
        while let Some(part) = parts.next() {
            if names.contains(&part) {
                found = Some(parts.clone());
            }
        }
        found
    };
    let member = after(&["members", "users"]).and_then(|mut rest| rest.next()?.parse().ok()).map(Target::Member);
    // The console names the kind before it.
    let resource = || after(&["resources"])?.take(2).find_map(|part| part.parse().ok()).map(Target::Resource);
    member.or_else(resource)
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
        let bearer = parts.headers.get(AUTHORIZATION).cloned();
        let mut caller = match bearer {
            // Whoever shows a key is judged by it alone, whatever cookies come along.
            Some(value) => {
                // The scheme is written in any case (RFC 9110).
                let (scheme, token) = value.to_str().unwrap_or_default().split_once(' ').unwrap_or_default();
                if !scheme.eq_ignore_ascii_case("bearer") {
                    return Err(Refusal::NotSignedIn.into());
                }
                let actor =
                    keys::authenticate::authenticate(&web.app, token.trim()).await?.ok_or(Refusal::NotSignedIn)?;
                let From(origin) = From::from_request_parts(parts, web).await.unwrap_or_else(|never| match never {});
                Caller { about: about(parts.uri.path()), ..Caller::new(actor, origin) }
            }
            None => Box::pin(by_session(parts, web)).await?,
        };
        if caller.actor == Actor::Anonymous {
            return Err(Refusal::NotSignedIn.into());
        }
        // What the operator looks at is noted page by page (A14): what lies beside the pages is closed to them.
        if matches!(caller.actor, Actor::Support { .. }) {
            return Err(Refusal::SessionRequired.into());
        }
        caller.seen_version = crate::request::seen_version(&parts.headers)?;
        Ok(AnyCaller(caller))
    }
}

impl FromRequestParts<Web> for Program {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let AnyCaller(caller) = AnyCaller::from_request_parts(parts, web).await?;
        match caller.actor {
            Actor::Key { .. } => Ok(Program(caller)),
            _ => Err(Refusal::NotSignedIn.into()),
        }
    }
}

impl FromRequestParts<Web> for Person {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let AnyCaller(caller) = AnyCaller::from_request_parts(parts, web).await?;
        match caller.actor {
            Actor::Person { .. } => Ok(Person(caller)),
            Actor::Acting { .. } => Err(Refusal::NotWhileActing.into()),
            Actor::Key { .. } => Err(Refusal::SessionRequired.into()),
            _ => Err(Refusal::NotSignedIn.into()),
        }
    }
}

impl FromRequestParts<Web> for Anyone {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        Ok(Anyone(by_session(parts, web).await?))
    }
}

impl<W: Who> FromRequestParts<Web> for Versioned<W> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let mut caller = W::from_request_parts(parts, web).await?.caller();
        // Refused by the use-case: whoever may not know of the thing is told so first.
        caller.must_say_version = !parts.headers.contains_key(IF_MATCH);
        Ok(Versioned(caller, PhantomData))
    }
}
