//! Deleting a user from the account (A10).

use super::called;
use crate::{
    console::{
        PageError,
        sent::{Named, Sent},
        visit::InAccount,
    },
    ui::{Button, Confirm, Panel},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{
    Failure,
    members::{
        delete::delete,
        show::{MemberProfile, show as profile},
    },
};
use roster_domain::{id::MemberId, refusal::Refusal};

/// The question; for those who cannot be deleted, why not and what to do first.
pub(crate) async fn show(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    match &profile.not_removable {
        Some(refusal @ Refusal::Forbidden { .. }) => Err(refusal.clone().into()),
        Some(refusal) => Ok(refused(&at, &profile, StatusCode::OK, refusal)),
        None => Ok(question(&at, &profile)),
    }
}

/// Deletes.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, account) = (&at.visit.web.app, at.here.account);
    let profile = profile(app, &at.visit.caller, account, member).await?;
    match delete(app, &at.having_seen(sent.version()), account, member).await {
        Ok(_) => {
            let said = at.visit.t.with("delete-done", &[("name", called(&profile.line).into())]);
            Ok(at.visit.go(&at.back(&sent), &said))
        }
        Err(Failure::Refused(
            refusal @ (Refusal::RoleNotRemovable { .. } | Refusal::NotYourself | Refusal::LastKeeper),
        )) => {
            let status = crate::refusal::status(&refusal);
            Ok(refused(&at, &profile, status, &refusal))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn question(at: &InAccount, profile: &MemberProfile) -> Response {
    let (t, line) = (at.visit.t, &profile.line);
    let title = t.with("delete-question", &[("name", called(line).into())]);
    let reach = at.reach_label(line);
    let confirm = Confirm::new(
        title.clone(),
        at.user(line.row.member, "/delete"),
        at.label("leave.delete", "delete"),
        at.path("/users"),
        t.get("keep"),
    )
    .danger()
    .sends("version", line.row.version.to_string())
    .body(html! {
        p { (t.with("delete-means", &[("reach", reach.into())])) }
        p { (t.get("delete-means-more")) }
    });
    at.confirm(StatusCode::OK, title, &confirm)
}

fn refused(at: &InAccount, profile: &MemberProfile, status: StatusCode, refusal: &Refusal) -> Response {
    let (t, line) = (at.visit.t, &profile.line);
    let title = t.with("delete-not-possible", &[("name", called(line).into())]);
    let list = at.path("/users");
    let edit = matches!(refusal, Refusal::RoleNotRemovable { .. }) && profile.editable;
    let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
        .body(html! { p { (at.refusal(refusal)) } })
        .footer(html! {
            (Button::cancel(list, t.get("close")))
            @if edit { (Button::link(at.user(line.row.member, "/edit"), at.label("edit", "edit")).primary().panel()) }
        });
    at.panel(status, title, &panel)
}
