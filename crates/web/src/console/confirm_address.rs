//! Proving that one reads the mail of an address: from then on one signs in with it.

use crate::{
    Web,
    console::{
        PageError,
        form::{Form, Part, Problems},
        sign_in,
        visit::{bare_page, person_of},
    },
    refusal::status_of,
    request::{MaybeSession, current_language, flash_cookie},
    text::Text,
    ui::{Button, ErrorPage, Field},
};
use axum::{
    extract::State,
    http::{StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Redirect, Response},
};
use maud::html;
use roster_app::{Failure, people};
use roster_domain::refusal::Refusal;
use serde::Deserialize;

/// Looking changes nothing: mail programs open links by themselves.
pub(crate) async fn show(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Part(token): Part,
) -> Result<Response, PageError> {
    person_of(&web, &caller).await?;
    Ok(page(&web, &token, StatusCode::OK, &Problems::none()).await)
}

async fn page(web: &Web, token: &str, status: StatusCode, problems: &Problems) -> Response {
    let t = Text::for_language(current_language());
    let address = match people::look_at_address(&web.app, token).await {
        Ok(address) => address,
        Err(failure) => return dead(web, t, failure),
    };
    let title = t.get("prove-title");
    let password =
        Field::password("current_password", t.get("profile-current-password"), Some(t.get("sign-in-show-password")));
    let body = html! {
        div {
            h1 { (title) }
            p.lead { (t.with("prove-explanation", &[("email", address.email.as_str().into())])) }
        }
        form.stack-wide method="post" action={ "/confirm-address/" (token) } novalidate {
            (problems.summary(t))
            @if address.asks_password {
                (password.autocomplete("current-password").required().hint(t.get("prove-password-hint"))
                    .error(problems.of("current_password")))
            }
            (Button::submit(t.get("prove-submit")).primary())
        }
    };
    (status, bare_page(web, t, &title, body)).into_response()
}

/// The password, where it is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Proof {
    current_password: Option<String>,
}

/// Makes it the address to sign in with.
pub(crate) async fn submit(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Part(token): Part,
    Form(proof): Form<Proof>,
) -> Result<Response, PageError> {
    let me = person_of(&web, &caller).await?;
    let t = Text::for_language(current_language());
    let proven = match people::prove_address(&web.app, &caller, &token, proof.current_password.as_deref()).await {
        Ok(proven) => proven,
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let problems = Problems::new(t, &problems).called(t, &[("current_password", "profile-current-password")]);
            return Ok(page(&web, &token, StatusCode::UNPROCESSABLE_ENTITY, &problems).await);
        }
        Err(failure) => return Ok(dead(&web, t, failure)),
    };
    let done = t.with("prove-done", &[("email", proven.email.as_written().into())]);
    if me.is_some_and(|me| me.person == proven.person) {
        let mut response = Redirect::to("/me").into_response();
        response.headers_mut().append(SET_COOKIE, flash_cookie(&web, &done));
        return Ok(response);
    }
    let title = t.get("prove-done-title");
    let body = html! {
        h1 { (title) }
        p { (done) }
        (Button::link(sign_in::PATH, t.get("sign-in-submit")).primary())
    };
    Ok(bare_page(&web, t, &title, body).into_response())
}

/// The page for a link that is over, or for an address that somebody else proved first.
fn dead(web: &Web, t: &'static Text, failure: Failure) -> Response {
    if !matches!(failure, Failure::Refused(Refusal::DeadLink(_))) {
        return PageError::from(failure).into_response();
    }
    let (status, title) = (status_of(&failure), t.get("prove-dead-title"));
    let body = ErrorPage::new(status.as_u16(), title.clone(), t.get("prove-dead"))
        .action(Button::link("/me", t.get("prove-to-profile")).primary());
    (status, bare_page(web, t, &title, html! { (body) })).into_response()
}
