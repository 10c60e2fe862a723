//! Is it alive, is it ready? For load balancers and supervisors.

use crate::Web;
use axum::{extract::State, http::StatusCode};

/// Alive: the process answers.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// Ready: the database is reachable and its schema is current.
pub(crate) async fn readyz(State(web): State<Web>) -> (StatusCode, String) {
    match roster_app::ready(&web.app).await {
        Ok(()) => (StatusCode::OK, "ready\n".to_owned()),
        Err(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")),
    }
}
