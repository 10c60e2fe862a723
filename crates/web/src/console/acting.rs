//! Acting as somebody, as every page tells it, and its end.

use crate::{
    Web,
    console::{PageError, form::Part, support},
    request::{MaybeSession, current_acting, current_language, flash_cookie, own_name_cookie},
    text::Text,
    ui::{self, Button, Tone},
};
use axum::{
    extract::State,
    http::header::SET_COOKIE,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use roster_app::acting::end::end;
use roster_domain::{id::AccountId, refusal::Refusal};

/// Where acting ends.
pub(super) fn end_path(account: AccountId) -> String {
    format!("/accounts/{account}/acting/end")
}

/// As whom the browser acts, with the one click that ends it; nothing where it acts as nobody.
pub(super) fn banner(t: &'static Text) -> Option<Markup> {
    let Some(now) = current_acting() else { return support::banner(t) };
    let told = match &now.name {
        Some(name) => t.with("acting-banner", &[("name", name.as_str().into())]),
        None => t.get("acting-banner-somewhere").into_owned(),
    };
    let end = html! {
        form method="post" action=(end_path(now.account)) { (Button::submit(t.get("acting-end")).small()) }
    };
    Some(ui::banner(Tone::Warn, &t.get("acting-label"), &html! { (told) }, &end))
}

/// Ends it, also where it is over already.
pub(crate) async fn submit(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Part(account): Part,
) -> Result<Response, PageError> {
    let account: AccountId = account.parse().map_err(|_| Refusal::NotFound)?;
    end(&web.app, &caller, account).await?;
    let next = format!("/accounts/{account}");
    let said = Text::for_language(current_language()).get("acting-ended");
    let mut response = Redirect::to(&next).into_response();
    response.headers_mut().append(SET_COOKIE, own_name_cookie(&web));
    response.headers_mut().append(SET_COOKIE, flash_cookie(&web, &said));
    Ok(response)
}
