//! Choosing a new password with a link from a mail.

use crate::{
    Web,
    console::{
        PageError, forgot_password,
        form::{Form, Part, Problems},
        visit::bare_page,
    },
    refusal::status_of,
    request::{From, current_language, flash_cookie, session_cookie},
    text::Text,
    ui::{Button, ErrorPage, Field},
};
use axum::{
    extract::State,
    http::{StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use roster_app::{
    Caller, Failure, Once,
    people::{self, ResetToDo},
};
use roster_domain::refusal::Refusal;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewPassword {
    password: String,
}

pub(crate) async fn show(State(web): State<Web>, Part(token): Part) -> Response {
    match people::look_at_reset(&web.app, &token).await {
        Ok(reset) => form(&web, &token, &reset, &Problems::none()).into_response(),
        Err(failure) => dead(&web, failure),
    }
}

/// Sets the password and signs in.
pub(crate) async fn submit(
    State(web): State<Web>,
    From(origin): From,
    Part(token): Part,
    Form(input): Form<NewPassword>,
) -> Response {
    let t = Text::for_language(current_language());
    match people::reset_password(&web.app, &Caller::anonymous(origin), &token, &input.password).await {
        Ok(Once { value: signed_in, .. }) => {
            let mut response = Redirect::to("/").into_response();
            response.headers_mut().extend(session_cookie(&web, &signed_in).map(|cookie| (SET_COOKIE, cookie)));
            response.headers_mut().append(SET_COOKIE, flash_cookie(&web, &t.get("reset-done")));
            response
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => match people::look_at_reset(&web.app, &token).await {
            Ok(reset) => {
                let page = form(
                    &web,
                    &token,
                    &reset,
                    &Problems::new(t, &problems).called(t, &[("password", "reset-new-password")]),
                );
                (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
            }
            Err(failure) => dead(&web, failure),
        },
        Err(failure) => dead(&web, failure),
    }
}

fn form(web: &Web, token: &str, reset: &ResetToDo, problems: &Problems) -> Markup {
    let t = Text::for_language(current_language());
    let password = Field::password("password", t.get("reset-new-password"), Some(t.get("sign-in-show-password")))
        .autocomplete("new-password")
        .hint(t.get("password-hint"))
        .required()
        .error(problems.of("password"));
    let body = html! {
        (problems.summary(t))
        div {
            h1 { (t.get("reset-title")) }
            p.lead { (t.with("reset-for", &[("email", reset.email.as_str().into())])) }
        }
        form method="post" action={ "/reset-password/" (token) } novalidate {
            // For password managers, so that they know whose password it is.
            input type="text" name="username" value=(reset.email) autocomplete="username" readonly hidden;
            @if problems.any() { (password) } @else { (password.autofocus()) }
            (Button::submit(t.get("reset-submit")).primary())
        }
    };
    bare_page(web, t, &t.get("reset-title"), body)
}

/// The page for a link that is over; any other failure has its usual page.
fn dead(web: &Web, failure: Failure) -> Response {
    if !matches!(failure, Failure::Refused(Refusal::DeadLink(_))) {
        return PageError::from(failure).into_response();
    }
    let t = Text::for_language(current_language());
    let (status, title) = (status_of(&failure), t.get("reset-dead-title"));
    let body = ErrorPage::new(status.as_u16(), title.clone(), t.get("reset-dead"))
        .action(Button::link(forgot_password::PATH, t.get("reset-ask-again")).primary());
    (status, bare_page(web, t, &title, html! { (body) })).into_response()
}
