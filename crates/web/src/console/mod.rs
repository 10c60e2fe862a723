//! What people see: pages, each handler one use-case.

mod error;
mod sign_in;
mod visit;

pub(crate) use error::{PageError, not_found};

use crate::{Web, WebConfig};
use axum::{Router, routing::get};

/// Every page.
pub(crate) fn routes(_config: &WebConfig) -> Router<Web> {
    Router::new()
        .route("/", get(visit::start))
        .route("/sign-in", get(sign_in::show).post(sign_in::submit))
        .route("/sign-out", axum::routing::post(sign_in::sign_out))
}
