//! Requests that may be sent twice and are done once: the `Idempotency-Key` header (IETF draft).

use axum::http::{HeaderMap, Method, Uri};
use roster_app::{Caller, Idempotency};
use roster_domain::refusal::Refusal;
use sha2::{Digest, Sha256};

/// Adds the request's key, if it has one, to its caller. `body` is what was sent, byte by byte.
pub(crate) fn idempotent(
    caller: Caller,
    headers: &HeaderMap,
    method: &Method,
    uri: &Uri,
    body: &[u8],
) -> Result<Caller, Refusal> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(caller) };
    let key = value.to_str().unwrap_or_default().trim().trim_matches('"').to_owned();
    if key.is_empty() || key.len() > 200 {
        return Err(Refusal::field("/Idempotency-Key", "bad_idempotency_key"));
    }
    let digest = Sha256::new()
        .chain_update(method.as_str())
        .chain_update([0])
        .chain_update(uri.path())
        .chain_update([0])
        .chain_update(body)
        .finalize();
    Ok(Caller { idempotency: Some(Idempotency { key, digest: digest.into() }), ..caller })
}
