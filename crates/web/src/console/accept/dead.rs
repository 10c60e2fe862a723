//! What became of an invitation whose link doesn't work any more, and what can be done about it.

use super::path;
use crate::{
    Web,
    console::{
        PageError,
        form::Part,
        sign_in,
        visit::{bare_page, person_of},
    },
    refusal::status_of,
    request::{MaybeSession, current_language},
    text::Text,
    ui::{Button, ErrorPage},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::html;
use roster_app::{Failure, invitations::request::request, people::Me};
use roster_domain::refusal::{DeadLink, Refusal};

/// The page for a dead link; any other failure has its usual page.
pub(in crate::console) fn page(web: &Web, token: &str, me: Option<&Me>, failure: Failure) -> Response {
    let Failure::Refused(Refusal::DeadLink(why)) = &failure else { return PageError::from(failure).into_response() };
    let t = Text::for_language(current_language());
    let (family, can_ask) = match why {
        DeadLink::Expired => ("expired", true),
        DeadLink::Lapsed => ("impossible", true),
        DeadLink::Used => ("used", false),
        DeadLink::Unknown => ("dead", false),
    };
    let (status, title) = (status_of(&failure), t.get(&format!("invitation-{family}-title")));
    let mut body = ErrorPage::new(status.as_u16(), title.clone(), t.get(&format!("invitation-{family}")));
    if can_ask {
        body = body.more(html! {
            form method="post" action={ (path(token)) "/ask-again" } {
                (Button::submit(t.get("invitation-ask-again")).primary())
            }
        });
    }
    let way_on = match me {
        Some(_) => Button::link("/", t.get("error-go-to-start")),
        None => Button::link(sign_in::PATH, t.get("sign-in-submit")),
    };
    body = body.action(if can_ask { way_on } else { way_on.primary() });
    (status, bare_page(web, t, &title, html! { (body) })).into_response()
}

/// The page for somebody who is in the account already.
pub(in crate::console) fn in_already(web: &Web) -> Response {
    let t = Text::for_language(current_language());
    let (status, title) = (StatusCode::CONFLICT, t.get("invitation-in-already-title"));
    let body = ErrorPage::new(status.as_u16(), title.clone(), t.get("invitation-in-already"))
        .action(Button::link("/accounts", t.get("accounts-title")).primary());
    (status, bare_page(web, t, &title, html! { (body) })).into_response()
}

/// Asks for a new invitation. The answer is the same whatever the link was, and however often it is asked.
pub(crate) async fn ask_again(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Part(token): Part,
) -> Result<Response, PageError> {
    person_of(&web, &caller).await?;
    match request(&web.app, &caller, &token).await {
        Ok(_) | Err(Failure::Refused(Refusal::DeadLink(_))) => {}
        Err(failure) => return Err(failure.into()),
    }
    let t = Text::for_language(current_language());
    let title = t.get("invitation-asked-title");
    let body = html! {
        h1 { (title) }
        p { (t.get("invitation-asked")) }
    };
    Ok(bare_page(&web, t, &title, body).into_response())
}
