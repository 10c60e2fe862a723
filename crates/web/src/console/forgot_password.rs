//! A forgotten password: asking for a link. The answer never tells whether anybody signs in with the address.

use crate::{
    Web,
    console::{
        PageError,
        form::{Form, Problems},
        sign_in,
        visit::bare_page,
    },
    request::{From, current_language},
    text::Text,
    ui::{Button, Field},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use roster_app::{Caller, Failure, people};
use roster_domain::refusal::Refusal;
use serde::Deserialize;

/// Where one asks.
pub(crate) const PATH: &str = "/forgot-password";

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Forgotten {
    email: String,
}

pub(crate) async fn show(State(web): State<Web>) -> Markup {
    form(&web, "", &Problems::none())
}

/// Sends a link, if there is anybody to send it to.
pub(crate) async fn submit(
    State(web): State<Web>,
    From(origin): From,
    Form(input): Form<Forgotten>,
) -> Result<Response, PageError> {
    let t = Text::for_language(current_language());
    match people::forgot_password(&web.app, &Caller::anonymous(origin), &input.email).await {
        Ok(_) => Ok(sent(&web, t, input.email.trim()).into_response()),
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let page = form(&web, &input.email, &Problems::new(t, &problems).called(t, &[("email", "sign-in-email")]));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(failure) => Err(failure.into()),
    }
}

fn form(web: &Web, email: &str, problems: &Problems) -> Markup {
    let t = Text::for_language(current_language());
    let field = Field::email("email", t.get("sign-in-email"))
        .value(email.to_owned())
        .autocomplete("username")
        .required()
        .error(problems.of("email"));
    let body = html! {
        (problems.summary(t))
        div {
            h1 { (t.get("forgot-title")) }
            p.lead { (t.get("forgot-explanation")) }
        }
        form method="post" action=(PATH) novalidate {
            @if problems.any() { (field) } @else { (field.autofocus()) }
            (Button::submit(t.get("forgot-submit")).primary())
        }
        p { a href=(sign_in::PATH) { (t.get("forgot-back")) } }
    };
    bare_page(web, t, &t.get("forgot-title"), body)
}

fn sent(web: &Web, t: &'static Text, email: &str) -> Markup {
    let body = html! {
        h1 { (t.get("forgot-sent-title")) }
        p { (t.with("forgot-sent", &[("email", email.into())])) }
        p { a href=(sign_in::PATH) { (t.get("forgot-back")) } }
    };
    bare_page(web, t, &t.get("forgot-sent-title"), body)
}
