//! Where a request came from.

use crate::Web;
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{header::USER_AGENT, request::Parts},
};
use roster_app::Origin;
use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

/// The address and the client's name for itself.
pub(crate) struct From(pub(crate) Origin);

impl FromRequestParts<Web> for From {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let address = match peer {
            Some(peer) if web.config.trusts(peer) => forwarded_for(parts, web).or(Some(peer)),
            other => other,
        };
        let user_agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(From(Origin {
            address: address.map(|address| address.to_string()),
            user_agent: user_agent.map(|text| text.chars().take(200).collect()),
        }))
    }
}

/// The last address in `X-Forwarded-For` that is not one of our own proxies: what stands before it anybody can write.
fn forwarded_for(parts: &Parts, web: &Web) -> Option<IpAddr> {
    let values = parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = values.flat_map(|value| value.split(',')).map(str::trim).collect();
    for hop in hops.into_iter().rev() {
        // What can't be read ends the chain.
        let address = hop.parse::<IpAddr>().ok()?;
        if !web.config.trusts(address) {
            return Some(address);
        }
    }
    None
}
