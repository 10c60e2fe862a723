//! Pages that say no.

use crate::{
    refusal::status_of,
    request::current_language,
    text::Text,
    ui::{Bare, Button, ErrorPage, Page},
    words,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use roster_app::Failure;
use roster_domain::refusal::Refusal;

/// How a page ends when it can't be shown.
#[derive(Debug)]
pub(crate) enum PageError {
    /// A refusal or a fault: a page that says which, and what to do next.
    Failure(Failure),
    /// Sign in first, then go on to this path.
    SignIn(String),
}

impl<E: Into<Failure>> From<E> for PageError {
    fn from(error: E) -> PageError {
        PageError::Failure(error.into())
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        match self {
            PageError::SignIn(next) => Redirect::to(&super::sign_in::address(&next)).into_response(),
            PageError::Failure(failure) => failure_page(&failure),
        }
    }
}

/// The page for a path that leads nowhere.
pub(crate) async fn not_found() -> Response {
    failure_page(&Refusal::NotFound.into())
}

fn failure_page(failure: &Failure) -> Response {
    let t = Text::for_language(current_language());
    let status = status_of(failure);
    // What went wrong in particular, where there is more to say than the title does.
    let text = match failure {
        Failure::Refused(refusal @ (Refusal::NotFound | Refusal::Forbidden { .. })) => {
            let _ = refusal;
            t.get(&format!("error-{}", status.as_u16())).into_owned()
        }
        Failure::Refused(refusal) => words::refusal(t, refusal),
        Failure::Unavailable(_) => t.get("fault-unavailable").into_owned(),
        Failure::CommitUnknown => t.get("fault-commit_unknown").into_owned(),
        Failure::Broken(_) => t.get("error-500").into_owned(),
    };
    let family = match status {
        StatusCode::FORBIDDEN => "403",
        StatusCode::NOT_FOUND => "404",
        StatusCode::GONE => "410",
        StatusCode::TOO_MANY_REQUESTS => "429",
        status if status.is_server_error() => "500",
        _ => "409",
    };
    let title = t.get(&format!("error-{family}-title"));
    let body = ErrorPage::new(status.as_u16(), title.clone(), text)
        .action(Button::link("/", t.get("error-go-to-start")).primary());
    let bare = Bare { product: "Roster".into(), skip: t.get("skip-to-content").into(), footer: None };
    let page = Page::new(t.language().tag(), title).right_to_left(t.dir() == "rtl");
    (status, page.card(&bare, maud::html! { (body) })).into_response()
}
