//! Revoking an API key.

use crate::{
    console::{PageError, sent::Named, visit::InAccount},
    ui::Confirm,
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::keys;
use roster_domain::id::KeyId;

/// The question.
pub(crate) async fn show(at: InAccount, Named(key): Named<KeyId>) -> Result<Response, PageError> {
    // A key that is not there is not asked about.
    keys::show::show(&at.visit.web.app, &at.visit.caller, at.here.account, key).await?;
    let t = at.visit.t;
    let title = t.get("keys-revoke-question").into_owned();
    let action = at.path(&format!("/keys/{key}/revoke"));
    let confirm = Confirm::new(title.clone(), action, t.get("keys-revoke"), at.path("/keys"), t.get("keep"))
        .danger()
        .body(html! { p { (t.get("keys-revoke-means")) } });
    Ok(at.confirm(StatusCode::OK, title, &confirm))
}

/// Revokes.
pub(crate) async fn submit(at: InAccount, Named(key): Named<KeyId>) -> Result<Response, PageError> {
    keys::revoke::revoke(&at.visit.web.app, &at.visit.caller, at.here.account, key).await?;
    Ok(at.visit.go(&at.path("/keys"), &at.visit.t.get("keys-revoke-done")))
}
