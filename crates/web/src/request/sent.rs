//! What a program sends: who asks, which things the path names, the query, the body.

use super::{idempotency::idempotent, json};
use crate::{
    Web,
    refusal::{Problem, Protocol},
    request::caller::Who,
};
use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Path, Request},
    http::{StatusCode, request::Parts},
};
use roster_app::Caller;
use roster_domain::refusal::{FieldProblem, Refusal};
use serde::de::DeserializeOwned;
use std::marker::PhantomData;

/// A JSON body and who sent it. `W` says who may: [`AnyCaller`](super::AnyCaller), [`Person`](super::Person), …
pub(crate) struct Sent<T, W> {
    pub(crate) caller: Caller,
    pub(crate) input: T,
    who: PhantomData<W>,
}

impl<T: DeserializeOwned, W: Who> FromRequest<Web> for Sent<T, W> {
    type Rejection = Problem;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        // First who asks: to a stranger the body's mistakes are not worth reading it.
        let caller = W::from_request_parts(&mut parts, web).await?.caller();
        // All that reading a body needs to know is its limit, which is an extension: the rest need not be copied.
        let mut rest = Request::new(body);
        *rest.extensions_mut() = std::mem::take(&mut parts.extensions);
        let limit = web.config.body_limit.max(W::BODY);
        if limit > web.config.body_limit {
            DefaultBodyLimit::max(limit).apply(&mut rest);
        }
        let body = Bytes::from_request(rest, web).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge { limit: limit as u64 },
            _ => Refusal::field("", "malformed"),
        })?;
        if !json::is_json(&parts.headers, &body) {
            return Err(Problem::Protocol(Protocol::UnsupportedMediaType));
        }
        let caller = idempotent(caller, &parts.headers, &parts.method, &parts.uri, &body)?;
        Ok(Sent { caller, input: json::parse(&body)?, who: PhantomData })
    }
}

/// The ids in the path. What can't be an id is the id of nothing.
pub(crate) struct Ids<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Web> for Ids<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        match Path::<T>::from_request_parts(parts, web).await {
            Ok(Path(ids)) => Ok(Ids(ids)),
            Err(_) => Err(Refusal::NotFound.into()),
        }
    }
}

/// The parameters after the question mark.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<Web> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Query(parse_query(query).map_err(|problem| Refusal::Invalid(vec![problem]))?))
    }
}

fn parse_query<T: DeserializeOwned>(query: &str) -> Result<T, FieldProblem> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    // PostgreSQL has no texts with a NUL in them, so nothing is found by one.
    if let Some((name, _)) = pairs.clone().find(|(name, value)| name.contains('\0') || value.contains('\0')) {
        return Err(FieldProblem::new(format!("/{}", name.replace('\0', "")), "control_character"));
    }
    let parameters = serde_urlencoded::Deserializer::new(pairs);
    serde_path_to_error::deserialize(parameters).map_err(|error| {
        let pointer = json::pointer(error.path());
        json::told(pointer, &error.into_inner().to_string())
    })
}

/// The most rows a page has, and how many it has if nobody asks.
const MOST: u32 = 200;
const USUAL: u32 = 50;

/// How many rows are wanted.
pub(crate) fn page_size(limit: Option<u32>) -> Result<usize, Refusal> {
    match limit.unwrap_or(USUAL) {
        limit @ 1..=MOST => Ok(limit as usize),
        _ => {
            let problem = FieldProblem::new("/limit", "out_of_range").with("min", "1").with("max", MOST.to_string());
            Err(Refusal::Invalid(vec![problem]))
        }
    }
}
