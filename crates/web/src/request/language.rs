//! Which language a request is answered in: the person's, or for strangers what the browser asks for.
//!
//! Kept beside the request's task, so that also an error page, made where nobody knows the person, speaks it.

use axum::{extract::Request, http::header::ACCEPT_LANGUAGE, middleware::Next, response::Response};
use roster_domain::language::Language;
use std::cell::Cell;

tokio::task_local! {
    static LANGUAGE: Cell<Language>;
}

/// Begins a request with the language the browser asks for.
pub(crate) async fn with_language(request: Request, next: Next) -> Response {
    let accepted = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let language = accepted.map(Language::negotiate).unwrap_or_default();
    LANGUAGE.scope(Cell::new(language), next.run(request)).await
}

/// The person behind the request reads this.
pub(crate) fn remember_language(language: Language) {
    // Outside a request (in a unit test) there is nothing to remember it for.
    let _ = LANGUAGE.try_with(|current| current.set(language));
}

/// The language of the request at hand.
pub(crate) fn current_language() -> Language {
    LANGUAGE.try_with(Cell::get).unwrap_or_default()
}
