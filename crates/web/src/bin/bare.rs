//! The least that our HTTP stack can do: one route, nothing before it. `cargo xtask bench` measures Roster beside it; it is
//! no part of the product.

use axum::{Router, routing::get};
use std::{io, net::SocketAddr};

#[tokio::main]
async fn main() -> io::Result<()> {
    let address = std::env::args().nth(1).and_then(|address| address.parse::<SocketAddr>().ok());
    let address = address.filter(|address| address.ip().is_loopback());
    let address = address.ok_or_else(|| io::Error::other("name an address on loopback: bare 127.0.0.1:PORT"))?;
    let listener = tokio::net::TcpListener::bind(address).await?;
    axum::serve(listener, Router::new().route("/", get(|| async { "ok\n" }))).await
}
