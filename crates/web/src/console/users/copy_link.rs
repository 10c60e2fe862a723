//! Copying the link of an invitation: asked first, then shown once (F14).

use super::{called, waits};
use crate::{
    console::{
        PageError,
        sent::{Named, Sent},
        visit::InAccount,
    },
    ui::{Button, Confirm, Field, Notice, Panel, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{invitations::copy_link::copy_link, members::show::show as profile};
use roster_domain::{id::MemberId, refusal::Refusal};

/// The question.
pub(crate) async fn show(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    if !waits(&profile.line) {
        return Err(Refusal::WrongState { state: profile.line.status }.into());
    }
    let t = at.visit.t;
    let title = t.with("copy-link-question", &[("name", called(&profile.line).into())]);
    let (to, list) = (at.user(member, "/copy-link"), at.path("/users"));
    let confirm = Confirm::new(title.clone(), to, t.get("copy-link-yes"), list, t.get("cancel"))
        .sends("version", profile.line.row.version.to_string())
        .body(html! { p { (t.get("copy-link-means")) } p { (t.get("copy-link-unproven")) } });
    Ok(at.confirm(StatusCode::OK, title, &confirm))
}

/// Makes the link. It is on this page and never again.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, account) = (&at.visit.web.app, at.here.account);
    let done = copy_link(app, &at.having_seen(sent.version()), account, member).await?;
    let profile = profile(app, &at.visit.caller, account, member).await?;
    let (t, list) = (at.visit.t, at.path("/users?status=invited"));
    let title = t.with("copy-link-title", &[("name", called(&profile.line).into())]);
    let until = t.date_time(done.value.expires_at, &at.visit.zone());
    let link = done.value.link.unwrap_or_default();
    let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
        .body(html! {
            (Notice::new(Tone::Warn, html! { (t.with("copy-link-once", &[("until", until.into())])) }))
            (Field::textarea("link", t.get("copy-link-label")).rows(4).value(link).read_only().autofocus()
                .hint(t.get("keys-copy-hint")))
        })
        .footer(html! { (Button::link(list, t.get("done")).primary()) });
    Ok(at.panel(StatusCode::OK, title, &panel))
}
