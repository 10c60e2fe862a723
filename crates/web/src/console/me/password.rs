//! Choosing another password while signed in.

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
pub(crate) const PATH: &str = "/me/password";

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Passwords {
    current_password: String,
    new_password: String,
}

pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, StatusCode::OK, &Problems::none())
}

/// Sets it; all other sessions end.
pub(crate) async fn submit(visit: Visit, Form(input): Form<Passwords>) -> Result<Response, PageError> {
    let Passwords { current_password, new_password } = input;
    match people::change_password(&visit.web.app, &visit.caller, &current_password, &new_password).await {
        Ok(_) => Ok(visit.go(super::PATH, &visit.t.get("profile-password-changed"))),
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let labels = [("current_password", "profile-current-password"), ("new_password", "profile-new-password")];
            let problems = Problems::new(visit.t, &problems).called(visit.t, &labels);
            Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, &problems))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn page(visit: &Visit, status: StatusCode, problems: &Problems) -> Response {
    let t = visit.t;
    let field = |name: &'static str, key: &str| Field::password(name, t.get(key), Some(t.get("sign-in-show-password")));
    let current = field("current_password", "profile-current-password").autocomplete("current-password").required();
    let new = field("new_password", "profile-new-password").autocomplete("new-password").required();
    let panel = Panel::new(t.get("profile-change-password"), super::PATH, t.get("close"))
        .lead(t.get("profile-change-password-hint"))
        .post(PATH)
        .body(html! {
            (problems.summary(t))
            // For password managers, so that they know whose password it is.
            input type="text" name="username" value=(visit.me.email.as_written()) autocomplete="username" readonly hidden;
            (current.error(problems.of("current_password")))
            (new.hint(t.get("password-hint")).error(problems.of("new_password")))
        })
        .footer(html! {
            (Button::cancel(super::PATH, t.get("cancel")))
            (Button::submit(t.get("save")).primary())
        });
    visit.answer(status, visit.page(t.get("profile-change-password")).panel(&visit.shell(), &panel))
}
