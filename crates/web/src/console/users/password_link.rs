//! Mailing a user a link to choose a new password (B13).

use super::called;
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
use roster_app::members::{password_link::send_password_link, show::show as profile};
use roster_domain::{id::MemberId, refusal::Refusal};

/// The question.
pub(crate) async fn show(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    if let Some(refusal) = profile.not_editable {
        return Err(refusal.into());
    }
    if profile.line.status != "active" {
        return Err(Refusal::WrongState { state: profile.line.status }.into());
    }
    let t = at.visit.t;
    let title = t.with("password-link-question", &[("name", called(&profile.line).into())]);
    let to = at.user(member, "/password-link");
    let confirm = Confirm::new(title.clone(), to, t.get("password-link-send"), at.path("/users"), t.get("cancel"))
        .body(html! { p { (t.get("password-link-means")) } });
    Ok(at.confirm(StatusCode::OK, title, &confirm))
}

/// Mails it.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    send_password_link(app, caller, account, member).await?;
    let profile = profile(app, caller, account, member).await?;
    let said = at.visit.t.with("password-link-sent", &[("name", called(&profile.line).into())]);
    Ok(at.visit.go(&at.back(&sent), &said))
}
