//! Wanting to sign in with another address.

use crate::{
    console::{
        PageError,
        form::{Form, Problems},
        visit::Visit,
    },
    ui::{Button, Field, Panel},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{Failure, people};
use roster_domain::refusal::Refusal;
use serde::Deserialize;

/// Where it is.
pub(crate) const PATH: &str = "/me/address";

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewAddress {
    email: String,
    current_password: String,
}

pub(crate) async fn show(visit: Visit) -> Response {
    // Whose address isn't proven yet has the link sent there once more.
    let email = if visit.me.proven { "" } else { visit.me.email.as_written() };
    page(&visit, StatusCode::OK, email, &Problems::none())
}

/// Mails a link to it; until that is opened, everything stays as it is.
pub(crate) async fn submit(visit: Visit, Form(input): Form<NewAddress>) -> Result<Response, PageError> {
    match people::ask_for_address(&visit.web.app, &visit.caller, &input.email, &input.current_password).await {
        Ok(_) => {
            let sent = visit.t.with("profile-address-sent", &[("email", input.email.trim().into())]);
            Ok(visit.go(super::PATH, &sent))
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let labels = [("email", "profile-new-email"), ("current_password", "profile-current-password")];
            let problems = Problems::new(visit.t, &problems).called(visit.t, &labels);
            Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, &input.email, &problems))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn page(visit: &Visit, status: StatusCode, email: &str, problems: &Problems) -> Response {
    let t = visit.t;
    let password =
        Field::password("current_password", t.get("profile-current-password"), Some(t.get("sign-in-show-password")));
    let panel = Panel::new(t.get("profile-change-email"), super::PATH, t.get("close"))
        .lead(t.with("profile-change-email-hint", &[("email", visit.me.email.as_written().into())]))
        .post(PATH)
        .body(html! {
            (problems.summary(t))
            (Field::email("email", t.get("profile-new-email")).value(email).autocomplete("email").required()
                .hint(t.get("profile-new-email-hint")).error(problems.of("email")))
            (password.autocomplete("current-password").required().error(problems.of("current_password")))
        })
        .footer(html! {
            (Button::cancel(super::PATH, t.get("cancel")))
            (Button::submit(t.get("profile-send-link")).primary())
        });
    visit.answer(status, visit.page(t.get("profile-change-email")).panel(&visit.shell(), &panel))
}
