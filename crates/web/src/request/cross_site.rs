//! Requests that another site makes a browser send (CSRF) are refused, by what the browser itself says of them.
//!
//! `Sec-Fetch-Site` (W3C Fetch Metadata) or, from browsers that don't send it, `Origin`. Programs send neither, and carry no
//! cookie that someone else could use. The session's cookie is `SameSite=Lax` besides.

use axum::{
    extract::Request,
    http::header::{HOST, ORIGIN},
};

/// Whether another site made a browser send this, to change something: safe methods and same-origin requests pass.
pub(crate) fn is_cross_site(request: &Request) -> bool {
    !request.method().is_safe() && !same_origin(request)
}

fn same_origin(request: &Request) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = header("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    match header(ORIGIN.as_str()) {
        None => true,
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == header(HOST.as_str())
        }
    }
}
