//! Erasing oneself, once one is in no account any more.

use crate::{
    console::{
        PageError,
        form::Problems,
        sent::Sent,
        visit::{Visit, bare_page},
    },
    request::signed_out_cookie,
    ui::{Button, Field, Notice, Panel, Tone},
};
use axum::{
    http::{StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Response},
};
use maud::html;
use roster_app::{Failure, people};
use roster_domain::refusal::Refusal;

/// Where it is.
pub(crate) const PATH: &str = "/me/erase";

/// The question.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, StatusCode::OK, &Problems::none(), None)
}

/// Erases.
pub(crate) async fn submit(visit: Visit, Sent(sent): Sent) -> Result<Response, PageError> {
    let t = visit.t;
    match people::erase_me(&visit.web.app, &visit.caller, sent.raw("current_password")).await {
        Ok(()) => {
            let title = t.get("erased-title");
            let body = html! { h1 { (title) } p { (t.get("erased-text")) } };
            let mut response = bare_page(&visit.web, t, &title, body).into_response();
            response.headers_mut().append(SET_COOKIE, signed_out_cookie(&visit.web));
            Ok(response)
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => Ok(page(
            &visit,
            StatusCode::UNPROCESSABLE_ENTITY,
            &Problems::new(t, &problems).called(t, &[("current_password", "close-password")]),
            None,
        )),
        Err(Failure::Refused(refusal @ (Refusal::StillAMember | Refusal::LastKeeper))) => {
            let told = crate::words::refusal(t, &refusal);
            Ok(page(&visit, crate::refusal::status(&refusal), &Problems::none(), Some(told)))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn page(visit: &Visit, status: StatusCode, problems: &Problems, told: Option<String>) -> Response {
    let (t, title) = (visit.t, visit.t.get("erase-question").into_owned());
    let panel = Panel::new(title.clone(), super::PATH, t.get("close"))
        .post(PATH)
        .body(html! {
            (problems.summary(t))
            @if let Some(told) = told { (Notice::new(Tone::Warn, html! { (told) })) }
            p { (t.get("erase-hint")) }
            p { (t.get("erase-means")) }
            (Field::password("current_password", t.get("close-password"), None).autocomplete("current-password").required()
                .error(problems.of("current_password")))
        })
        .footer(html! { (Button::cancel(super::PATH, t.get("cancel"))) (Button::submit(t.get("erase-yes")).danger()) });
    visit.answer(status, visit.page(title).panel(&visit.shell(), &panel))
}
