//! Withdrawing one invitation: its link dies at once (F10).

use super::{called, waits};
use crate::{
    console::{
        PageError,
        sent::{Named, Sent},
        visit::InAccount,
    },
    ui::Confirm,
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{invitations::withdraw::withdraw, members::show::show as profile};
use roster_domain::{id::MemberId, refusal::Refusal};

/// The question.
pub(crate) async fn show(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    if !waits(&profile.line) {
        return Err(Refusal::WrongState { state: profile.line.status }.into());
    }
    let t = at.visit.t;
    let title = t.with("withdraw-question", &[("name", called(&profile.line).into())]);
    let confirm = Confirm::new(
        title.clone(),
        at.user(member, "/withdraw"),
        t.get("invite-withdraw"),
        at.path("/users"),
        t.get("keep"),
    )
    .danger()
    .sends("version", profile.line.row.version.to_string())
    .body(html! { p { (t.get("withdraw-means")) } });
    Ok(at.confirm(StatusCode::OK, title, &confirm))
}

/// Withdraws.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, account) = (&at.visit.web.app, at.here.account);
    let profile = profile(app, &at.visit.caller, account, member).await?;
    withdraw(app, &at.having_seen(sent.version()), account, member).await?;
    let said = at.visit.t.with("withdraw-done", &[("name", called(&profile.line).into())]);
    Ok(at.visit.go(&at.back(&sent), &said))
}
