//! Signing in and out.

use crate::{
    Web,
    console::{
        PageError,
        error::told,
        forgot_password,
        form::Form,
        sign_up::public_page,
        visit::{bare_page, safe_next},
    },
    refusal::status_of,
    request::{
        From, MaybeSession, clear_flash, current_language, flash, own_name_cookie, session_cookie, signed_out_cookie,
    },
    text::Text,
    ui::{Button, ErrorSummary, Field, Notice, Tone},
};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use roster_app::{Actor, Caller, Failure, acting::end::end, people, sign_up};
use roster_domain::{id::AccountId, refusal::Refusal};
use serde::Deserialize;

/// Where one signs in.
pub(crate) const PATH: &str = "/sign-in";

/// The address to sign in at and go on from.
pub(crate) fn address(next: &str) -> String {
    let next: String = url_encode(next);
    if next == "%2F" { PATH.to_owned() } else { format!("{PATH}?next={next}") }
}

pub(crate) fn url_encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[derive(Deserialize)]
pub(crate) struct Next {
    next: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct SignIn {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    next: Option<String>,
}

/// The form; whoever is signed in already goes on.
pub(crate) async fn show(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Query(query): Query<Next>,
    headers: HeaderMap,
) -> Response {
    if matches!(caller.actor, Actor::Person { .. }) {
        return Redirect::to(&safe_next(query.next.as_deref())).into_response();
    }
    let said = flash(&headers);
    let join = joinable(&web, query.next.as_deref()).await;
    let asked = Asked { email: "", next: query.next.as_deref(), error: None, said: said.as_deref(), join };
    let mut response = form(&web, &asked).into_response();
    if said.is_some() {
        response.headers_mut().append(SET_COOKIE, clear_flash(&web));
    }
    response
}

/// Signs in. A wrong address and a wrong password look the same.
pub(crate) async fn submit(State(web): State<Web>, From(origin): From, Form(input): Form<SignIn>) -> Response {
    match people::sign_in(&web.app, &Caller::anonymous(origin), &input.email, &input.password).await {
        Ok(signed_in) => {
            let mut response = Redirect::to(&safe_next(input.next.as_deref())).into_response();
            response.headers_mut().extend(session_cookie(&web, &signed_in).map(|cookie| (SET_COOKIE, cookie)));
            response
        }
        Err(failure @ Failure::Refused(Refusal::WrongCredentials | Refusal::Throttled { .. })) => {
            let text = told(Text::for_language(current_language()), &failure);
            let (email, next) = (input.email.as_str(), input.next.as_deref());
            let join = joinable(&web, next).await;
            let page = form(&web, &Asked { email, next, error: Some(text), said: None, join });
            let status = match status_of(&failure) {
                // 401 would need a challenge; the form is simply wrong.
                StatusCode::UNAUTHORIZED => StatusCode::UNPROCESSABLE_ENTITY,
                other => other,
            };
            (status, page).into_response()
        }
        Err(failure) => PageError::from(failure).into_response(),
    }
}

/// Signs out on this device, and goes on to `next`: an invitation for somebody else.
pub(crate) async fn sign_out(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Query(query): Query<Next>,
) -> Result<Response, PageError> {
    if let Actor::Acting { account, .. } = caller.actor {
        end(&web.app, &caller, account).await?;
    }
    let own = caller.in_own_name();
    if matches!(own.actor, Actor::Person { .. }) {
        people::sign_out(&web.app, &own).await?;
    }
    let next = query.next.as_deref().map(|next| safe_next(Some(next)));
    let mut response = Redirect::to(next.as_deref().unwrap_or(PATH)).into_response();
    response.headers_mut().append(SET_COOKIE, signed_out_cookie(&web));
    response.headers_mut().append(SET_COOKIE, own_name_cookie(&web));
    Ok(response)
}

/// The account that somebody without a sign-in may join from here: the one they were on their way to, or the only one there is. It is
/// nothing that its public page wouldn't tell anybody.
async fn joinable(web: &Web, next: Option<&str>) -> Option<AccountId> {
    let there = next.and_then(|next| next.strip_prefix("/accounts/")).and_then(|rest| rest.split(['/', '?']).next());
    let found = match there.and_then(|id| id.parse().ok()) {
        Some(account) => sign_up::offers(&web.app, account).await,
        None => sign_up::only(&web.app).await,
    };
    // Signing in goes on without it.
    found.unwrap_or_default()
}

/// What the form shows.
struct Asked<'a> {
    email: &'a str,
    next: Option<&'a str>,
    error: Option<String>,
    /// What the last step left to say.
    said: Option<&'a str>,
    join: Option<AccountId>,
}

fn form(web: &Web, asked: &Asked<'_>) -> Markup {
    let Asked { email, next, error, said, join } = asked;
    let t = Text::for_language(current_language());
    let password = Field::password("password", t.get("sign-in-password"), Some(t.get("sign-in-show-password")));
    let address = Field::email("email", t.get("sign-in-email")).value(*email).autocomplete("username").required();
    let body = html! {
        (ErrorSummary::new(t.get("sign-in-failed")).general(error.clone()))
        @if let Some(said) = said { (Notice::new(Tone::Ok, html! { (said) })) }
        div {
            h1 { (t.get("sign-in-title")) }
            @if next.is_some() && error.is_none() { p.lead { (t.get("sign-in-first")) } }
        }
        form method="post" action=(PATH) novalidate {
            @if let Some(next) = next { input type="hidden" name="next" value=(next); }
            @if error.is_some() { (address) } @else { (address.autofocus()) }
            (password.autocomplete("current-password").required())
            (Button::submit(t.get("sign-in-submit")).primary())
        }
        p { a href=(forgot_password::PATH) { (t.get("sign-in-forgot")) } }
        @if let Some(account) = join {
            p { (t.get("sign-in-none-yet")) " " a href=(public_page(*account)) { (t.get("sign-in-sign-up")) } }
        }
    };
    bare_page(web, t, &t.get("sign-in-title"), body)
}
