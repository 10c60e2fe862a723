//! Signing oneself up (B10): the account's public page, and the page behind the link that was mailed.

use super::accept::newcomer::{self, Answers};
use crate::{
    Web,
    console::{
        PageError,
        form::{Form, Part, Problems},
        sign_in,
        visit::{bare_page, person_of},
    },
    refusal::status_of,
    request::{From, MaybeSession, accepted_country, current_language, flash_cookie, session_cookie},
    text::Text,
    ui::{Button, ErrorPage, Field, Notice, Tone},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use roster_app::{
    Caller, Failure,
    invitations::look::InvitationFace,
    people::Me,
    sign_up::{self, OpenAccount},
};
use roster_domain::{
    email::Email,
    id::AccountId,
    refusal::{DeadLink, Refusal},
};
use serde::Deserialize;

/// An account's public page.
pub(crate) fn public_page(account: AccountId) -> String {
    format!("/join/{account}")
}

fn path(token: &str) -> String {
    format!("/sign-up/{token}")
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    email: String,
}

/// The account's public page; where people don't sign themselves up, there is none.
pub(crate) async fn show(State(web): State<Web>, Part(account): Part) -> Result<Response, PageError> {
    let id: AccountId = account.parse().map_err(|_| Refusal::NotFound)?;
    let open = sign_up::account(&web.app, id).await?;
    Ok(ask_form(&web, id, &open, "", &Problems::none()).into_response())
}

/// Mails the link. The answer is the same whoever's address it is.
pub(crate) async fn submit(
    State(web): State<Web>,
    From(origin): From,
    Part(account): Part,
    Form(wish): Form<Wish>,
) -> Result<Response, PageError> {
    let id: AccountId = account.parse().map_err(|_| Refusal::NotFound)?;
    let open = sign_up::account(&web.app, id).await?;
    let t = Text::for_language(current_language());
    match sign_up::ask(&web.app, &Caller::anonymous(origin), id, &wish.email, current_language()).await {
        Ok(_) => Ok(sent(&web, t, wish.email.trim()).into_response()),
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let page = ask_form(
                &web,
                id,
                &open,
                &wish.email,
                &Problems::new(t, &problems).called(t, &[("email", "sign-in-email")]),
            );
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(failure) => Err(failure.into()),
    }
}

fn ask_form(web: &Web, account: AccountId, open: &OpenAccount, email: &str, problems: &Problems) -> Markup {
    let t = Text::for_language(current_language());
    let title = t.with("sign-up-title", &[("account", open.name.as_str().into())]);
    let field = Field::email("email", t.get("sign-in-email")).value(email.to_owned()).autocomplete("email").required();
    let field = field.error(problems.of("email"));
    let body = html! {
        (problems.summary(t))
        div {
            h1 { (title) }
            p.lead { (t.get("sign-up-lead")) }
        }
        form method="post" action=(public_page(account)) novalidate {
            @if problems.any() { (field) } @else { (field.autofocus()) }
            (Button::submit(t.get("sign-up-submit")).primary())
        }
        p { (t.get("sign-up-have-one")) " " a href=(sign_in::PATH) { (t.get("sign-in-submit")) } }
    };
    bare_page(web, t, &title, body)
}

fn sent(web: &Web, t: &'static Text, email: &str) -> Markup {
    let body = html! {
        h1 { (t.get("sign-up-sent-title")) }
        p { (t.with("sign-up-sent", &[("email", email.into())])) }
    };
    bare_page(web, t, &t.get("sign-up-sent-title"), body)
}

/// The page behind the mailed link.
pub(crate) async fn look(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Part(token): Part,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let me = person_of(&web, &caller).await?;
    Ok(match sign_up::look(&web.app, &token).await {
        Ok(face) => {
            let answers = Answers::proposed(&face, accepted_country(&headers));
            page(&web, &token, &face, me.as_ref(), &answers, &Problems::none()).into_response()
        }
        Err(failure) => dead(&web, failure),
    })
}

/// Signs up as someone new.
pub(crate) async fn complete(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Part(token): Part,
    Form(answers): Form<Answers>,
) -> Result<Response, PageError> {
    let face = match sign_up::look(&web.app, &token).await {
        Ok(face) => face,
        Err(failure) => return Ok(dead(&web, failure)),
    };
    match sign_up::complete(&web.app, &caller, &token, answers.newcomer()).await {
        Ok(joined) => {
            let t = Text::for_language(answers.language());
            let hello = t.with("invitation-welcome", &[("account", face.account.as_str().into())]);
            let mut response = Redirect::to(&format!("/accounts/{}", joined.account)).into_response();
            response.headers_mut().extend(session_cookie(&web, &joined.signed_in).map(|cookie| (SET_COOKIE, cookie)));
            response.headers_mut().append(SET_COOKIE, flash_cookie(&web, &hello));
            Ok(response)
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let t = Text::for_language(current_language());
            let problems = Problems::new(t, &problems).called(t, &newcomer::LABELS);
            let page = page(&web, &token, &face, None, &answers, &problems);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        // The address has a sign-in by now: the page asks for it.
        Err(Failure::Refused(Refusal::NotSignedIn)) => Ok(Redirect::to(&path(&token)).into_response()),
        Err(failure) => Ok(dead(&web, failure)),
    }
}

/// Signs up as the person who is signed in.
pub(crate) async fn join(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Part(token): Part,
) -> Result<Response, PageError> {
    let Some(me) = person_of(&web, &caller).await? else { return Err(PageError::SignIn(path(&token))) };
    match sign_up::complete_signed_in(&web.app, &caller, &token).await {
        Ok(done) => {
            let hello = Text::for_language(me.language).get("sign-up-done");
            let mut response = Redirect::to(&format!("/accounts/{}", done.value.account)).into_response();
            response.headers_mut().append(SET_COOKIE, flash_cookie(&web, &hello));
            Ok(response)
        }
        Err(Failure::Refused(Refusal::NotTheInvited)) => Ok(Redirect::to(&path(&token)).into_response()),
        Err(failure) => Ok(dead(&web, failure)),
    }
}

fn page(
    web: &Web,
    token: &str,
    face: &InvitationFace,
    me: Option<&Me>,
    answers: &Answers,
    problems: &Problems,
) -> Markup {
    let t = Text::for_language(current_language());
    let title = t.with("sign-up-title", &[("account", face.account.as_str().into())]);
    let theirs = Email::parse(&face.email).ok();
    let way = match me {
        Some(me) if theirs.as_ref() == Some(&me.email) => join_as(t, token, face),
        Some(me) => other_person(t, token, face, me),
        None if face.known_person => known_person(t, token),
        None => newcomer::form(t, &path(token), face, answers, problems, "sign-up-complete"),
    };
    let role = face.roles.iter().map(|role| role.get(t.language().tag())).collect::<Vec<_>>().join(", ");
    let body = html! {
        (problems.summary(t))
        div {
            h1 { (title) }
            p.lead { (t.with("sign-up-as", &[("role", role.into())])) }
        }
        (way)
    };
    bare_page(web, t, &title, body)
}

fn known_person(t: &'static Text, token: &str) -> Markup {
    html! {
        p { (t.get("invitation-known-person")) }
        (Button::link(sign_in::address(&path(token)), t.get("sign-in-submit")).primary())
    }
}

fn join_as(t: &'static Text, token: &str, face: &InvitationFace) -> Markup {
    html! {
        form method="post" action={ (path(token)) "/join" } {
            p { (t.with("invitation-join-as", &[("email", face.email.as_str().into())])) }
            (Button::submit(t.with("invitation-join", &[("account", face.account.as_str().into())])).primary())
        }
    }
}

fn other_person(t: &'static Text, token: &str, face: &InvitationFace, me: &Me) -> Markup {
    let values = [("email", face.email.as_str().into()), ("signed_in", me.email.as_written().into())];
    html! {
        (Notice::new(Tone::Warn, html! { (t.with("sign-up-other-person", &values)) }))
        form method="post" action={ "/sign-out?next=" (path(token)) } {
            (Button::submit(t.get("invitation-sign-out-first")).primary())
        }
    }
}

/// The page for a link that is over, or of no use any more.
fn dead(web: &Web, failure: Failure) -> Response {
    let key = match &failure {
        Failure::Refused(Refusal::DeadLink(DeadLink::Used)) => "sign-up-used",
        Failure::Refused(Refusal::DeadLink(_)) => "sign-up-dead",
        Failure::Refused(Refusal::WrongState { .. }) => "sign-up-here-already",
        _ => return PageError::from(failure).into_response(),
    };
    let t = Text::for_language(current_language());
    let (status, title) = (status_of(&failure), t.get(&format!("{key}-title")));
    let body = ErrorPage::new(status.as_u16(), title.clone(), t.get(key))
        .action(Button::link(sign_in::PATH, t.get("sign-in-submit")).primary());
    (status, bare_page(web, t, &title, html! { (body) })).into_response()
}
