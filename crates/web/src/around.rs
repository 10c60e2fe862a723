//! What stands around every request: its number and its language, who may send it, and the form in which it is answered.
//!
//! One piece instead of one for each of these, because handing a request on costs more than any of them does.

use crate::{
    Web, WebConfig,
    api::authzen,
    console,
    refusal::{Problem, Protocol, dressed},
    request::{Numbered, accepted_language, is_cross_site},
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// What every answer says that doesn't say otherwise.
const ALWAYS: [(HeaderName, HeaderValue); 5] = [
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(super::router::CONTENT_SECURITY_POLICY)),
];
/// Not for the host's other names: they may be somebody else's.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Answers a request, whoever it is for.
pub(crate) async fn around(State(web): State<Web>, request: Request, next: Next) -> Response {
    let numbered = Numbered::new(&web, request.method(), accepted_language(request.headers()));
    let number = numbered.header();
    let asked = Asked::of(&request);
    let answer = numbered.answer(answer(matches!(asked, Asked::ByBrowser), request, next));
    let mut response = match asked {
        Asked::ByBrowser => answer.await,
        Asked::ByProgram { reads_json: true } => dressed(answer.await),
        Asked::ByProgram { reads_json: false } => Problem::Protocol(Protocol::NotAcceptable).into_response(),
        Asked::InAuthzen { .. } => authzen::in_its_words(answer.await).await,
    };
    let theirs = match asked {
        Asked::InAuthzen { number } => number,
        _ => None,
    };
    finish(response.headers_mut(), &web.config, theirs.unwrap_or(number));
    response
}

/// Who asks, by what they ask for.
enum Asked {
    ByBrowser,
    ByProgram { reads_json: bool },
    InAuthzen { number: Option<HeaderValue> },
}

impl Asked {
    fn of(request: &Request) -> Asked {
        if authzen::is_authzen(request.uri().path()) {
            return Asked::InAuthzen { number: request.headers().get(NUMBER).cloned() };
        }
        match is_api(request.uri()) {
            true => Asked::ByProgram { reads_json: accepts_json(request.headers()) },
            false => Asked::ByBrowser,
        }
    }
}

async fn answer(for_people: bool, request: Request, next: Next) -> Response {
    if is_cross_site(&request) {
        return match for_people {
            true => console::cross_site(),
            false => Problem::Protocol(Protocol::CrossSite).into_response(),
        };
    }
    let response = next.run(request).await;
    // What took too long is told with a page; programs get a problem document.
    let untold = !response.headers().contains_key(header::CONTENT_TYPE);
    let late = response.status() == StatusCode::SERVICE_UNAVAILABLE && untold;
    if late && for_people { console::late() } else { response }
}

const NUMBER: HeaderName = HeaderName::from_static("x-request-id");

fn finish(headers: &mut HeaderMap, config: &WebConfig, number: HeaderValue) {
    headers.reserve(ALWAYS.len() + 2);
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(value);
    }
    if config.https {
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(HTTPS_ONLY);
    }
    headers.insert(NUMBER, number);
}

/// Whether a request is one to the API: it is answered in JSON whatever becomes of it.
pub(crate) fn is_api(uri: &Uri) -> bool {
    uri.path() == "/v1" || uri.path().starts_with("/v1/") || authzen::is_authzen(uri.path())
}

fn accepts_json(headers: &HeaderMap) -> bool {
    let mut wanted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).peekable();
    let takes = |range: &str| {
        let mut parts = range.split(';').map(str::trim);
        let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
        let refused = parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        !refused && matches!(&*media_type, "*/*" | "application/*" | "application/json" | "application/problem+json")
    };
    wanted.peek().is_none() || wanted.flat_map(|value| value.split(',')).any(takes)
}
