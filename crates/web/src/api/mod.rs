//! What programs ask: JSON under `/v1`, one resource per noun, each handler one use-case.

pub(crate) mod health;
mod me;

use crate::Web;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Every route, without the `/v1` before it.
pub(crate) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(me::show))
}
