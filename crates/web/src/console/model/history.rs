//! The models that the account had, each with what it changed; the last can be taken back.

use super::{plan, progress::work_out, proposal, words};
use crate::{
    console::{
        PageError,
        sent::{Asked, Pairs},
        visit::InAccount,
    },
    ui::{Button, Heading, card},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::models::{Choices, apply::back, history as models};

/// The list.
pub(crate) async fn show(at: InAccount, Asked(asked): Asked) -> Result<Response, PageError> {
    at.manages_model()?;
    let before = asked.get("before").parse().ok();
    let (versions, next) =
        models::history(&at.visit.web.app, &at.visit.caller, at.here.account, before, models::MAX_PAGE).await?;
    let t = at.visit.t;
    let title = t.get("model-history");
    let newest = before.is_none().then(|| versions.first().map(|version| version.version)).flatten();
    let heading = Heading::new(title.clone()).back(at.path("/model"), t.get("model-title"));
    let body = html! {
        (heading)
        @for version in &versions {
            (card(Some(&*t.with("model-version", &[("version", version.version.to_string().into())])), html! {
                p {
                    (at.ago(version.applied_at.as_millisecond())) " – "
                    @match &version.applied_by_name {
                        Some(name) => { bdi { (name) } }
                        None => { (t.get("audit-operator")) }
                    }
                }
                @if version.version == 1 { p.muted { (t.get("model-first")) } }
                ul { @for difference in &version.differences { li { (words::difference(&at, difference)) } } }
                @if newest == Some(version.version) && version.version > 1 {
                    (Button::link(at.path("/model/undo"), t.get("undo")).icon(icondata_lu::LuUndo2))
                }
            }))
        }
        @if let Some(next) = next {
            (Button::link(at.path(&format!("/model/history?before={next}")), t.get("audit-older")))
        }
    };
    Ok(at.console(words::owned(&title), body))
}

/// What taking the last one back would change.
pub(crate) async fn undo(at: InAccount) -> Result<Response, PageError> {
    at.manages_model()?;
    let found = work_out(&at, back(Choices::default())).await?;
    let sent = Pairs::with("back", "yes");
    debug_assert_eq!(proposal(&sent), back(Choices::default()), "the form says the same");
    Ok(plan::page(&at, StatusCode::OK, &plan::shown(&at, &found, &sent, None, &[])))
}

/// Where one can go on after the model was changed.
pub(super) async fn seen_from(at: &InAccount) -> String {
    let seen = models::current(&at.visit.web.app, &at.visit.caller, at.here.account).await;
    at.path(if seen.is_ok() { "/model/history" } else { "" })
}
