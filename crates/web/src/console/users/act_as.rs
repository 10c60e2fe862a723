//! Beginning to act as a user (B12).

use super::{Errors, called, field_errors};
use crate::{
    console::{
        PageError,
        sent::{Named, Sent},
        visit::InAccount,
    },
    request::acting_cookie,
    ui::{Button, Field, Notice, Panel, Tone},
};
use axum::{
    http::{StatusCode, header::SET_COOKIE},
    response::Response,
};
use maud::html;
use roster_app::{
    Failure,
    acting::start::start,
    members::{list::MemberLine, show::show as profile},
};
use roster_domain::{access::Verb, id::MemberId, permission::RosterPermission, refusal::Refusal};

/// Whether it is offered.
pub(super) fn offered(at: &InAccount, line: &MemberLine) -> bool {
    line.status == "active" && at.here.may_act_on(Verb::ActAs, line.row.member, &line.roles)
}

/// The question why.
pub(crate) async fn show(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    if !at.here.may(RosterPermission::ActAs) {
        return Err(Refusal::Forbidden { permission: RosterPermission::ActAs.id().to_owned() }.into());
    }
    let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    Ok(form(&at, StatusCode::OK, &profile.line, "", &Errors::default()))
}

/// Begins.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, account, reason) = (&at.visit.web.app, at.here.account, sent.get("reason"));
    match start(app, &at.visit.caller, account, member, reason).await {
        Ok(done) => {
            let mut response = at.visit.go(&at.path(""), &at.visit.t.get("acting-begun"));
            response.headers_mut().append(SET_COOKIE, acting_cookie(&at.visit.web, account, done.value.acting));
            Ok(response)
        }
        Err(Failure::Refused(
            refusal @ (Refusal::Invalid(_)
            | Refusal::RankTooHigh { .. }
            | Refusal::NotYourself
            | Refusal::WrongState { .. }),
        )) => {
            let profile = profile(app, &at.visit.caller, account, member).await?;
            let errors = field_errors(&at, &refusal, &["reason"]);
            Ok(form(&at, crate::refusal::status(&refusal), &profile.line, reason, &errors))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn form(at: &InAccount, status: StatusCode, line: &MemberLine, reason: &str, errors: &Errors) -> Response {
    let (t, name) = (at.visit.t, called(line));
    let title = t.with("act-as-title", &[("name", name.into())]);
    let back = at.user(line.row.member, "");
    let panel = Panel::new(title.clone(), back.clone(), t.get("close"))
        .post(at.user(line.row.member, "/act-as"))
        .body(html! {
            (errors.summary(at))
            (Notice::new(Tone::Info, html! { (t.with("act-as-means", &[("name", name.into())])) }))
            (Field::textarea("reason", t.get("act-as-reason")).rows(3).max_length(500).value(reason.to_owned())
                .hint(t.with("act-as-reason-hint", &[("name", name.into())])).error(errors.of("reason")).required())
        })
        .footer(html! {
            (Button::cancel(back, t.get("cancel")))
            (Button::submit(t.get("act-as-begin")).primary())
        });
    at.panel(status, title, &panel)
}
