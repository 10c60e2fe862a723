//! What people see: pages, each handler one use-case.

mod accept;
mod error;
mod form;
mod sign_in;
mod visit;

pub(crate) use error::{PageError, not_found};

use crate::{Web, WebConfig};
use axum::{
    Router,
    routing::{get, post},
};

/// Every page.
pub(crate) fn routes(_config: &WebConfig) -> Router<Web> {
    Router::new()
        .route("/", get(visit::start))
        .route("/sign-in", get(sign_in::show).post(sign_in::submit))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/invitations/{token}", get(accept::show).post(accept::submit))
        .route("/invitations/{token}/join", post(accept::join))
        .route("/invitations/{token}/ask-again", post(accept::ask_again))
}
