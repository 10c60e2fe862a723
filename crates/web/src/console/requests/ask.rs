//! Asking: from a page that says no, or from a link.

use crate::{
    console::{
        PageError,
        form::Problems,
        sent::{Asked, Pairs, Sent},
        visit::InAccount,
    },
    request::Place,
    text::Text,
    ui::{Button, Field, Heading, SafeUrl, card},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    access_requests::{
        Wanted,
        ask::{Ask, LONGEST_WORD, ask},
    },
};
use roster_domain::{id::ResourceId, refusal::Refusal};

/// The form. What for stands in the address: `?resource=`, `?permission=` or `?page=`.
pub(crate) async fn show(at: InAccount, Asked(asked): Asked) -> Result<Response, PageError> {
    wanted(&asked).ok_or(Refusal::NotFound)?;
    Ok(page(&at, StatusCode::OK, &asked, &Problems::none()))
}

/// Asks.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    let wanted = wanted(&sent).ok_or(Refusal::NotFound)?;
    let permission = sent.some("permission").map(str::to_owned);
    let input = Ask { wanted, permission, word: sent.get("word").to_owned() };
    match ask(&at.visit.web.app, &at.visit.caller, at.here.account, input).await {
        Ok(_) => Ok(at.visit.go(&at.path(""), &at.visit.t.get("ask-sent"))),
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let problems = Problems::new(at.visit.t, &problems).called(at.visit.t, &[("word", "ask-word")]);
            Ok(page(&at, StatusCode::UNPROCESSABLE_ENTITY, &sent, &problems))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn wanted(sent: &Pairs) -> Option<Wanted> {
    if let Some(resource) = sent.some("resource") {
        return resource.parse().ok().map(Wanted::Resource);
    }
    match (sent.some("permission"), sent.some("page")) {
        (Some(permission), _) => Some(Wanted::Permission(permission.to_owned())),
        (None, page) => page.and_then(Wanted::page),
    }
}

fn page(at: &InAccount, status: StatusCode, values: &Pairs, problems: &Problems) -> Response {
    let t = at.visit.t;
    let hidden = ["resource", "permission", "page"].map(|name| (name, values.get(name).to_owned()));
    let title = t.get("ask-title").into_owned();
    let body = html! {
        (Heading::new(title.clone()))
        (card(None, html! {
            (problems.summary(t))
            p { (t.get("ask-lead")) }
            (form(t, &at.path("/ask"), &hidden, values.raw("word"), problems))
        }))
    };
    at.console_with(status, title, body)
}

/// The form on a page that says no.
pub(crate) fn offer(t: &'static Text, place: &Place, missing: Option<&str>) -> Markup {
    let missing = ("permission", missing.unwrap_or_default().to_owned());
    let hidden = match (resource(&place.path), missing.1.is_empty()) {
        (Some(resource), _) => vec![("resource", resource.to_string()), missing],
        (None, false) => vec![missing],
        // Without a path that can be asked for there is nothing to offer.
        (None, true) if Wanted::page(&place.path).is_none() => return Markup::default(),
        (None, true) => vec![("page", place.path.clone())],
    };
    html! {
        div.ask.stack {
            p { (t.get("ask-lead")) }
            (form(t, &format!("/accounts/{}/ask", place.account), &hidden, "", &Problems::none()))
        }
    }
}

/// The resource that a page of the account is about: `/resources/{kind}/{resource}/…`.
fn resource(path: &str) -> Option<ResourceId> {
    path.strip_prefix("/resources/")?.split('/').nth(1)?.parse().ok()
}

fn form(t: &'static Text, action: &str, hidden: &[(&str, String)], word: &str, problems: &Problems) -> Markup {
    let longest = u32::try_from(LONGEST_WORD).unwrap_or(u32::MAX);
    html! {
        form.stack method="post" action=(SafeUrl::from(action.to_owned())) {
            @for (name, value) in hidden.iter().filter(|(_, value)| !value.is_empty()) {
                input type="hidden" name=(name) value=(value);
            }
            (Field::text("word", t.get("ask-word")).aside(t.get("optional")).max_length(longest)
                .value(word.to_owned()).autocomplete("off").error(problems.of("word")))
            div.actions { (Button::submit(t.get("ask-button"))) }
        }
    }
}
