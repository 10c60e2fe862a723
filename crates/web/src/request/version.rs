//! Versions of things as entity tags (RFC 9110): `ETag` on answers, `If-Match` on changes.

use axum::http::{HeaderMap, HeaderValue, header::IF_MATCH};
use roster_domain::refusal::Refusal;

/// A version as an entity tag.
pub(crate) fn etag(version: i64) -> HeaderValue {
    HeaderValue::try_from(format!("\"{version}\"")).expect("digits in quotes")
}

/// The version the client has seen; `None`: it doesn't say, or `*`.
pub(crate) fn seen_version(headers: &HeaderMap) -> Result<Option<i64>, Refusal> {
    let Some(value) = headers.get(IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let version = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).and_then(|text| text.parse().ok());
    version.map(Some).ok_or_else(|| Refusal::field("/If-Match", "bad_etag"))
}
