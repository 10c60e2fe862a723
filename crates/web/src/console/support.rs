//! Break-glass (A14), as a browser sees it: the operator's link, the banner over every page they look at, and the line that admins read
//! meanwhile, with the button that ends it.

use crate::{
    Web,
    console::{
        PageError,
        form::Part,
        visit::{InAccount, bare_page},
    },
    refusal::status_of,
    request::{MaybeSession, current_language, current_looking, flash_cookie, support_cookie, support_over_cookie},
    text::Text,
    ui::{self, Button, Definitions, ErrorPage, Tone, card},
};
use axum::{
    extract::State,
    http::header::SET_COOKIE,
    response::{IntoResponse, Redirect, Response},
};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use roster_app::{Actor, Failure, support};
use roster_domain::{id::AccountId, refusal::Refusal};

fn end_path(account: AccountId) -> String {
    format!("/accounts/{account}/support/end")
}

/// What stands over the page while the operator can look into the account; nothing otherwise.
pub(super) fn banner(t: &'static Text) -> Option<Markup> {
    let now = current_looking()?;
    let (tone, told) = match now.mine {
        true => (Tone::Danger, t.with("support-banner", &[("until", now.until.as_str().into())])),
        false => (Tone::Info, t.with("support-line", &[("until", now.until.as_str().into())])),
    };
    let end = html! {
        form method="post" action=(end_path(now.account)) { (Button::submit(t.get("support-end")).small()) }
    };
    Some(ui::banner(tone, &t.get("support-label"), &html! { (told) }, &end))
}

/// The operator's link: a button begins, so that nothing that fetches links ahead uses it up.
pub(crate) async fn show(State(web): State<Web>, Part(token): Part) -> Result<Response, PageError> {
    let t = Text::for_language(current_language());
    let face = match support::look(&web.app, &token).await {
        Ok(face) => face,
        Err(failure) => return Ok(dead(&web, t, failure)),
    };
    let title = t.with("support-title", &[("account", face.name.as_str().into())]);
    let facts = Definitions::new()
        .fact(t.get("support-reason"), html! { bdi { (face.reason) } })
        .fact(t.get("support-until"), html! { (t.date_time(face.until, &TimeZone::UTC)) });
    let body = html! {
        h1 { (title) }
        p { (t.get("support-means")) }
        (card(None, facts))
        form method="post" action=(format!("/support/{token}")) {
            div.actions { (Button::submit(t.get("support-begin")).primary()) }
        }
    };
    Ok(bare_page(&web, t, &title, body).into_response())
}

/// Begins.
pub(crate) async fn begin(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Part(token): Part,
) -> Result<Response, PageError> {
    let t = Text::for_language(current_language());
    match support::begin(&web.app, &caller, &token).await {
        Ok((account, kept)) => {
            let mut response = Redirect::to(&format!("/accounts/{account}")).into_response();
            response.headers_mut().append(SET_COOKIE, support_cookie(&web, &kept));
            Ok(response)
        }
        Err(failure) => Ok(dead(&web, t, failure)),
    }
}

/// The page for a link that is over.
fn dead(web: &Web, t: &'static Text, failure: Failure) -> Response {
    if !matches!(failure, Failure::Refused(Refusal::DeadLink(_))) {
        return PageError::from(failure).into_response();
    }
    let (status, title) = (status_of(&failure), t.get("support-dead-title"));
    let body = ErrorPage::new(status.as_u16(), title.clone(), t.get("support-dead"));
    (status, bare_page(web, t, &title, html! { (body) })).into_response()
}

/// Ends it: by an admin for everybody, by the operator for their browser.
pub(crate) async fn end(at: InAccount) -> Result<Response, PageError> {
    let t = at.visit.t;
    if matches!(at.visit.caller.actor, Actor::Support { .. }) {
        support::end_by_operator(&at.visit.web.app, at.here.account).await?;
        let title = t.get("support-ended-title");
        let body = html! { h1 { (title) } p { (t.get("support-ended")) } };
        let mut response = bare_page(&at.visit.web, t, &title, body).into_response();
        response.headers_mut().append(SET_COOKIE, support_over_cookie(&at.visit.web));
        return Ok(response);
    }
    support::end(&at.visit.web.app, &at.visit.caller, at.here.account).await?;
    let mut response = Redirect::to(&at.path("")).into_response();
    response.headers_mut().append(SET_COOKIE, flash_cookie(&at.visit.web, &t.get("support-ended")));
    Ok(response)
}
