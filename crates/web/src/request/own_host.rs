//! Whether a request names this server as it is known: a page elsewhere can give its own name the address of this machine (DNS
//! rebinding), and would then be of one origin with what it reads.

use crate::{Web, console::PageError};
use axum::{
    extract::FromRequestParts,
    http::{header::HOST, request::Parts, uri::Authority},
};
use roster_domain::refusal::Refusal;

/// A request to the name that is configured, or to this machine itself.
pub(crate) struct OwnHost;

impl FromRequestParts<Web> for OwnHost {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        // Every browser says it (RFC 9112); who doesn't is none.
        let asked = parts.headers.get(HOST).map(|host| host.to_str().unwrap_or_default());
        match asked.is_none_or(|asked| is_own(asked, &web.app.settings().public_url)) {
            true => Ok(OwnHost),
            false => Err(Refusal::NotFound.into()),
        }
    }
}

fn is_own(asked: &str, public_url: &str) -> bool {
    let host = |text: &str| Some(text.parse::<Authority>().ok()?.host().to_ascii_lowercase());
    let known = public_url.split_once("://").and_then(|(_, rest)| host(rest.split('/').next()?));
    host(asked).is_some_and(|asked| {
        Some(&asked) == known.as_ref() || ["localhost", "127.0.0.1", "[::1]"].contains(&asked.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn only_the_configured_name_and_this_machine_are_ones_own() {
        let own = |asked| is_own(asked, "https://Roster.example.com:8443/sub");
        for asked in ["roster.example.com", "ROSTER.example.com:8443", "localhost:18080", "127.0.0.1", "[::1]:80"] {
            assert!(own(asked), "{asked}");
        }
        for asked in
            ["attacker.example", "roster.example.com.attacker.example", "localhost.attacker.example", "", "a b"]
        {
            assert!(!own(asked), "{asked}");
        }
    }
}
