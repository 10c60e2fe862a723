//! Pages that say no: what is the matter in a person's words, and what to do next.

use crate::{
    console::{acting, requests},
    refusal::status_of,
    request::{current_acting, current_language, current_number, current_place, current_product},
    text::Text,
    ui::{Bare, Button, ErrorPage, Page},
    words,
};
use axum::{
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Redirect, Response},
};
use jiff::SignedDuration;
use maud::{Markup, html};
use roster_app::Failure;
use roster_domain::refusal::Refusal;
use std::{any::Any, borrow::Cow};

/// How a page ends when it can't be shown.
#[derive(Debug)]
pub(crate) enum PageError {
    /// A refusal or a fault: a page that says which, and what to do next.
    Failure(Failure),
    /// Go there instead.
    Elsewhere(String),
    /// Sign in first, then go on to this path.
    SignIn(String),
}

impl<E: Into<Failure>> From<E> for PageError {
    fn from(error: E) -> PageError {
        match error.into() {
            // The session ended between two looks at it.
            Failure::Refused(Refusal::NotSignedIn) => PageError::SignIn("/".to_owned()),
            failure => PageError::Failure(failure),
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        match self {
            PageError::Elsewhere(path) => Redirect::to(&path).into_response(),
            PageError::SignIn(next) => Redirect::to(&super::sign_in::address(&next)).into_response(),
            PageError::Failure(failure) => page(&failure),
        }
    }
}

/// The page for a path that leads nowhere.
pub(crate) async fn not_found() -> Response {
    page(&Refusal::NotFound.into())
}

/// The page where the code fell over; programs get a problem document instead, made of it by the router.
pub(crate) fn panicked(_what: Box<dyn Any + Send>) -> Response {
    // What it was stands in the log already, written where it happened.
    page(&Failure::broken("a panic"))
}

/// The page where an answer took too long.
pub(crate) fn late() -> Response {
    page(&Failure::Unavailable("it took too long".to_owned()))
}

/// The page for a form that another site made the browser send.
pub(crate) fn cross_site() -> Response {
    let t = Text::for_language(current_language());
    let body = ErrorPage::new(403, t.get("error-cross-site-title"), t.get("error-cross-site"));
    let body = body.action(Button::link("/", t.get("error-go-to-start")).primary());
    told_on_a_card(t, StatusCode::FORBIDDEN, body, t.get("error-cross-site-title"))
}

/// Where somebody goes on from a page that says no.
fn start(failure: &Failure) -> String {
    match failure {
        // It went there, and so did they.
        Failure::Refused(Refusal::AccountMerged { into, .. }) => format!("/accounts/{into}"),
        // Whoever acts as somebody stays in the account, until they end it with the banner's button.
        _ => current_acting().map_or("/".to_owned(), |acting| format!("/accounts/{}", acting.account)),
    }
}

fn page(failure: &Failure) -> Response {
    let t = Text::for_language(current_language());
    let status = status_of(failure);
    let title = match failure {
        Failure::Refused(Refusal::NotWhileActing) => t.get("error-acting-title"),
        Failure::Refused(Refusal::ActingOver) => t.get("error-acting-over-title"),
        Failure::Refused(Refusal::AccountMerged { .. }) => t.get("error-merged-title"),
        Failure::Refused(Refusal::AccountSuspended) => t.get("error-suspended-title"),
        Failure::Refused(Refusal::LookOnly) => t.get("error-look-only-title"),
        _ => t.get(&format!("error-{}-title", family(status))),
    };
    let text = sentence(t, failure);
    let mut body = ErrorPage::new(status.as_u16(), title.clone(), text);
    let (next, ask) = (next(t, failure), ask(t, failure));
    if next.is_some() || ask.is_some() {
        body = body.more(html! { @if let Some(next) = next { p { (next) } } @if let Some(ask) = ask { (ask) } });
    }
    if let Some(number) = current_number().filter(|_| status.is_server_error()) {
        body = body.reference(t.get("error-reference"), number);
    }
    let body = body.action(Button::link(start(failure), t.get("error-go-to-start")).primary());
    let mut response = told_on_a_card(t, status, body, title);
    if let Some(seconds) = wait(failure) {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// What a member of the account can ask an admin for; of what is not there the same as of what they may not see (F21).
fn ask(t: &'static Text, failure: &Failure) -> Option<Markup> {
    let missing = match failure {
        Failure::Refused(Refusal::Forbidden { permission }) => Some(permission.as_str()),
        Failure::Refused(Refusal::NotFound) => None,
        _ => return None,
    };
    current_place().map(|place| requests::ask::offer(t, &place, missing))
}

fn told_on_a_card(t: &'static Text, status: StatusCode, body: ErrorPage<'_>, title: Cow<'static, str>) -> Response {
    let product = current_product().unwrap_or_else(|| "Roster".to_owned());
    let bare = Bare { product: product.into(), skip: t.get("skip-to-content"), footer: None };
    let page = Page::new(t.language().tag(), title).right_to_left(t.dir() == "rtl").banner(acting::banner(t));
    (status, page.card(&bare, html! { (body) })).into_response()
}

/// What is the matter and what to do next, for a page that can go on.
pub(crate) fn told(t: &'static Text, failure: &Failure) -> String {
    let sentence = sentence(t, failure);
    next(t, failure).map_or(sentence.clone(), |next| format!("{sentence} {next}"))
}

/// Statuses that read alike to a person share their words.
fn family(status: StatusCode) -> &'static str {
    match status {
        StatusCode::FORBIDDEN => "403",
        StatusCode::NOT_FOUND => "404",
        StatusCode::GONE => "410",
        StatusCode::TOO_MANY_REQUESTS => "429",
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::PAYLOAD_TOO_LARGE => "422",
        status if status.is_server_error() => "500",
        _ => "409",
    }
}

/// What is the matter.
fn sentence(t: &'static Text, failure: &Failure) -> String {
    match failure {
        // Which permission it is says nothing to a person who only followed a link.
        Failure::Refused(Refusal::Forbidden { .. }) => t.get("error-403").into_owned(),
        Failure::Refused(Refusal::NotFound) => t.get("error-404").into_owned(),
        Failure::Refused(Refusal::Throttled { .. }) => t.get("error-429").into_owned(),
        Failure::Refused(Refusal::Invalid(problems)) => match &problems[..] {
            [problem] => words::problem(t, problem),
            _ => t.get("error-422").into_owned(),
        },
        Failure::Refused(refusal) => words::refusal(t, refusal),
        Failure::Unavailable(_) => t.get("fault-unavailable").into_owned(),
        Failure::CommitUnknown => t.get("fault-commit_unknown").into_owned(),
        Failure::KeyGone(_) | Failure::Broken(_) => t.get("error-500").into_owned(),
    }
}

/// What to do next.
fn next(t: &'static Text, failure: &Failure) -> Option<String> {
    if let Some(seconds) = wait(failure) {
        let wait = t.duration(SignedDuration::from_secs(seconds.into()));
        return Some(t.with("error-429-next", &[("wait", wait.into())]));
    }
    let key = match failure {
        Failure::Refused(Refusal::Forbidden { .. }) => "error-403-next",
        Failure::Refused(Refusal::NotFound) => "error-404-next",
        Failure::Refused(Refusal::AccountSuspended) => "error-suspended-next",
        Failure::Refused(Refusal::DeadLink(_)) => "error-410-next",
        Failure::KeyGone(_) | Failure::Broken(_) => "error-500-next",
        _ => return None,
    };
    Some(t.get(key).into_owned())
}

/// Seconds after which it may work.
fn wait(failure: &Failure) -> Option<u32> {
    match failure {
        Failure::Refused(Refusal::Throttled { retry_after }) => Some(*retry_after),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use roster_domain::language::Language;

    #[test]
    fn every_refusal_and_every_fault_has_its_words_in_every_language() {
        let faults = [Failure::CommitUnknown, Failure::Unavailable("x".to_owned()), Failure::broken("a secret")];
        let all: Vec<Failure> = Refusal::samples().into_iter().map(Failure::from).chain(faults).collect();
        for t in Language::ALL.map(Text::for_language) {
            for failure in &all {
                // A key that is missing panics here.
                let told = told(t, failure);
                assert!(!told.is_empty() && !told.contains("secret"), "{failure:?}");
                t.get(&format!("error-{}-title", family(status_of(failure))));
            }
        }
    }

    #[test]
    fn where_the_code_fell_over_there_is_a_page() {
        let response = panicked(Box::new("what it was"));
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
