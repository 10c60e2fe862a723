//! What the codes of problem documents mean: where their `type` leads (RFC 9457).

use crate::{
    Web,
    console::{PageError, form::Part, visit::bare_page},
    refusal::explained,
    request::current_language,
    text::Text,
};
use axum::{extract::State, response::Redirect};
use maud::{Markup, html};
use roster_domain::refusal::Refusal;

/// Where all of them stand.
pub(crate) const PATH: &str = "/problems";

/// All of them.
pub(crate) async fn list(State(web): State<Web>) -> Markup {
    let t = Text::for_language(current_language());
    let title = t.get("problems-title");
    let body = html! {
        div {
            h1 { (title) }
            p.lead { (t.get("problems-lead")) }
        }
        @for one in explained(t) {
            section.stack id=(one.code) {
                h2.group-title { code { (one.code) } " " small { (one.status) } }
                @for told in &one.told { p { (told) } }
            }
        }
    };
    bare_page(&web, t, &title, body)
}

/// One of them, on that page.
pub(crate) async fn one(Part(code): Part) -> Result<Redirect, PageError> {
    let known = explained(Text::for_language(current_language())).into_iter().find(|one| one.code == code);
    match known {
        Some(one) => Ok(Redirect::permanent(&format!("{PATH}#{}", one.code))),
        None => Err(Refusal::NotFound.into()),
    }
}
