//! The settings, where the model puts the way to the users there (E01): they begin with the first thing in their left column.

use crate::console::visit::InAccount;
use axum::response::Redirect;

/// Goes there.
pub(crate) async fn show(at: InAccount) -> Redirect {
    let first = at.settings().into_iter().next();
    Redirect::to(&first.map_or_else(|| at.path(""), |(_, path, _)| path))
}
