//! The page behind the link of an invitation: who invites to what, and the way in for whoever opened it.

pub(super) mod dead;
pub(super) mod newcomer;

pub(crate) use dead::ask_again;

use crate::{
    Web,
    console::{
        PageError,
        form::{Form, Part, Problems},
        merge, sign_in,
        visit::{bare_page, person_of},
    },
    request::{MaybeSession, accepted_country, current_language, flash_cookie, session_cookie},
    text::{Text, Value},
    ui::{Button, Notice, Tone},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Redirect, Response},
};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use newcomer::Answers;
use roster_app::{
    Failure,
    invitations::{
        accept::{Joined, accept, accept_signed_in},
        look::{InvitationFace, look},
    },
    merges::look::is_offered,
    people::Me,
};
use roster_domain::{email::Email, refusal::Refusal};

/// Where an invitation leads to.
pub(super) fn path(token: &str) -> String {
    format!("/invitations/{token}")
}

/// The living link's page, or what became of the dead one.
pub(crate) async fn show(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Part(token): Part,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let me = person_of(&web, &caller).await?;
    Ok(match look(&web.app, &caller, &token).await {
        Ok(face) => {
            let answers = Answers::proposed(&face, accepted_country(&headers));
            let merges = me.is_some() && is_offered(&web.app, &caller, &token).await?;
            page(&web, (&token, merges), &face, me.as_ref(), &answers, &Problems::none()).into_response()
        }
        Err(failure) => dead::page(&web, &token, me.as_ref(), failure),
    })
}

/// Accepts as someone new.
pub(crate) async fn submit(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Part(token): Part,
    Form(answers): Form<Answers>,
) -> Result<Response, PageError> {
    let face = match look(&web.app, &caller, &token).await {
        Ok(face) => face,
        Err(failure) => return Ok(dead::page(&web, &token, None, failure)),
    };
    match accept(&web.app, &caller, &token, answers.newcomer()).await {
        Ok(joined) => Ok(welcome(&web, &face, &answers, &joined)),
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let t = Text::for_language(current_language());
            let problems = Problems::new(t, &problems).called(t, &newcomer::LABELS);
            let page = page(&web, (&token, false), &face, None, &answers, &problems);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        // The address has a sign-in: it is asked for.
        Err(Failure::Refused(Refusal::NotSignedIn)) => {
            let t = Text::for_language(current_language());
            let values: [(&str, Value<'_>); 2] =
                [("email", face.email.as_str().into()), ("account", face.account.as_str().into())];
            let mut response = Redirect::to(&sign_in::address(&path(&token))).into_response();
            let said = t.with("invitation-has-sign-in", &values);
            response.headers_mut().append(SET_COOKIE, flash_cookie(&web, &said));
            Ok(response)
        }
        Err(failure) => Ok(dead::page(&web, &token, None, failure)),
    }
}

/// Accepts as the person who is signed in.
pub(crate) async fn join(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Part(token): Part,
) -> Result<Response, PageError> {
    let Some(me) = person_of(&web, &caller).await? else { return Err(PageError::SignIn(path(&token))) };
    let joined = async {
        let face = look(&web.app, &caller, &token).await?;
        let joined = accept_signed_in(&web.app, &caller, &token).await?.value;
        Ok((face, joined))
    };
    Ok(match joined.await {
        Ok((face, joined)) => {
            let hello = hello(Text::for_language(me.language), &face, &joined.lost);
            let mut response = Redirect::to(&format!("/accounts/{}", joined.account)).into_response();
            response.headers_mut().append(SET_COOKIE, flash_cookie(&web, &hello));
            response
        }
        // The page itself says for whom it is.
        Err(Failure::Refused(Refusal::NotTheInvited)) => Redirect::to(&path(&token)).into_response(),
        // Under another address: they have no use for it.
        Err(Failure::Refused(Refusal::WrongState { .. })) => dead::in_already(&web),
        Err(failure) => dead::page(&web, &token, Some(&me), failure),
    })
}

/// How many things that were lost are named; a message that follows somebody is short.
const NAMED: usize = 3;

/// Welcome, with what of the invitation was deleted before they came.
fn hello(t: &'static Text, face: &InvitationFace, lost: &[String]) -> String {
    let hello = t.with("invitation-welcome", &[("account", face.account.as_str().into())]);
    if lost.is_empty() {
        return hello;
    }
    let names: Vec<String> = lost.iter().take(NAMED).map(|name| name.chars().take(60).collect()).collect();
    let more = lost.len().saturating_sub(NAMED);
    let lost = t.with("invitation-lost", &[("names", names.join(", ").into()), ("more", more.into())]);
    format!("{hello} {lost}")
}

fn welcome(web: &Web, face: &InvitationFace, answers: &Answers, joined: &Joined) -> Response {
    let t = Text::for_language(answers.language());
    let mut hello = hello(t, face, &joined.lost);
    if let Some(email) = &joined.to_be_proven {
        hello = format!("{hello} {}", t.with("invitation-address-sent", &[("email", email.as_str().into())]));
    }
    let mut response = Redirect::to(&format!("/accounts/{}", joined.account)).into_response();
    response.headers_mut().extend(session_cookie(web, &joined.signed_in).map(|cookie| (SET_COOKIE, cookie)));
    response.headers_mut().append(SET_COOKIE, flash_cookie(web, &hello));
    response
}

fn page(
    web: &Web,
    (token, merges): (&str, bool),
    face: &InvitationFace,
    me: Option<&Me>,
    answers: &Answers,
    problems: &Problems,
) -> Markup {
    let t = Text::for_language(current_language());
    let title = if face.welcome { "invitation-created-title" } else { "invitation-title" };
    let title = t.with(title, &[("account", face.account.as_str().into())]);
    let accept = if face.welcome { "invitation-created-accept" } else { "invitation-accept" };
    let invited = Email::parse(&face.email).ok();
    let way = match me {
        Some(me) if invited.as_ref() == Some(&me.email) => join_as(t, token, face),
        Some(me) => other_person(t, token, face, me),
        None if face.known_person => known_person(t, token),
        None => html! {
            (newcomer::form(t, &path(token), face, answers, problems, accept))
            // Nobody looks here whether they have one: whoever handed the link on would learn it.
            @if face.handed_on {
                p { (t.get("invitation-have-sign-in")) " " a href=(sign_in::address(&path(token))) { (t.get("invitation-sign-in-to-accept")) } }
            }
        },
    };
    let body = html! {
        (problems.summary(t))
        (offer(t, face, &title))
        (way)
        @if merges { (merge::way(t, token)) }
    };
    bare_page(web, t, &title, body)
}

/// Who invites to what.
fn offer(t: &'static Text, face: &InvitationFace, title: &str) -> Markup {
    let roles = face.roles.iter().map(|role| role.get(t.language().tag())).collect::<Vec<_>>().join(", ");
    let values: [(&str, Value<'_>); 3] =
        [("inviter", face.inviter.as_str().into()), ("account", face.account.as_str().into()), ("role", roles.into())];
    let key = match (face.welcome, face.inviter.is_empty()) {
        (true, false) => "invitation-created",
        (_, true) => "invitation-from-nobody",
        (false, false) => "invitation-from",
    };
    html! {
        div {
            h1 { (title) }
            p.lead { (t.with(key, &values)) }
        }
        @if !face.message.trim().is_empty() {
            (Notice::new(Tone::Neutral, html! { @for line in face.message.lines() { p dir="auto" { (line) } } })
                .title(t.with("invitation-message", &values[..1])))
        }
    }
}

/// How long the offer stands.
fn valid_until(t: &'static Text, face: &InvitationFace) -> Markup {
    let until = t.date_time(face.expires_at, &TimeZone::UTC);
    html! { p.field-hint { (t.with("invitation-valid-until", &[("until", until.into())])) } }
}

/// The invited address has a sign-in: its password is asked for there, never a new one here.
fn known_person(t: &'static Text, token: &str) -> Markup {
    html! {
        p { (t.get("invitation-known-person")) }
        (Button::link(sign_in::address(&path(token)), t.get("invitation-sign-in-to-accept")).primary())
    }
}

fn join_as(t: &'static Text, token: &str, face: &InvitationFace) -> Markup {
    html! {
        form method="post" action={ (path(token)) "/join" } {
            p { (t.with("invitation-join-as", &[("email", face.email.as_str().into())])) }
            (Button::submit(t.with("invitation-join", &[("account", face.account.as_str().into())])).primary())
            (valid_until(t, face))
        }
    }
}

fn other_person(t: &'static Text, token: &str, face: &InvitationFace, me: &Me) -> Markup {
    let values: [(&str, Value<'_>); 2] =
        [("email", face.email.as_str().into()), ("signed_in", me.email.as_written().into())];
    html! {
        (Notice::new(Tone::Warn, html! { (t.with("invitation-other-person", &values)) }))
        form method="post" action={ "/sign-out?next=" (path(token)) } {
            (Button::submit(t.get("invitation-sign-out-first")).primary())
        }
        p { a href="/" { (t.get("error-go-to-start")) } }
    }
}
