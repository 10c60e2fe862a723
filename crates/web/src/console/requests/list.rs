//! What members ask for, each with a form that gives it and one that declines.

use crate::{
    console::{PageError, query, sent::Asked, visit::InAccount},
    ui::{Button, Empty, Field, Heading, Notice, Pager, SafeUrl, Select, SelectOption, Tone, card, live_part},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::access_requests::{
    AccessRequest, Wanted,
    ask::LONGEST_WORD,
    list::{AccessRequests, list},
};
use roster_domain::{id::AccessRequestId, permission::RosterPermission};

/// How many are on a page.
const PAGE: usize = 20;

/// The page.
pub(crate) async fn show(at: InAccount, Asked(asked): Asked) -> Result<Response, PageError> {
    let before = asked.some("before").and_then(|id| id.parse().ok());
    page(&at, StatusCode::OK, before, None).await
}

/// The same with something to say above it.
pub(super) async fn page(
    at: &InAccount,
    status: StatusCode,
    before: Option<AccessRequestId>,
    told: Option<String>,
) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let page = list(app, caller, account, "open", before, PAGE).await?;
    let (t, title) = (at.visit.t, at.visit.t.get("requests-title").into_owned());
    let body = html! {
        (Heading::new(title.clone()).lead(t.get("requests-lead")))
        @if let Some(told) = told { (Notice::new(Tone::Danger, html! { (told) })) }
        (live_part("requests", None, html! {
            @if page.items.is_empty() && page.next.is_none() {
                (Empty::new(icondata_lu::LuInbox, t.get("requests-empty")).text(t.get("requests-empty-hint")))
            } @else {
                div.stack-wide { @for request in &page.items { (one(at, request)) } }
                (pager(at, &page, before))
            }
        }))
    };
    Ok(at.console_with(status, title, body))
}

fn pager(at: &InAccount, page: &AccessRequests, before: Option<AccessRequestId>) -> Markup {
    let t = at.visit.t;
    let address =
        |before: Option<String>| SafeUrl::from(at.path("/requests") + &query([("before", before.as_deref())]));
    let newest = before.map(|_| address(None));
    let older = page.next.map(|next| address(Some(next.to_string())));
    html! { (Pager::new(t.get("pages"), (t.get("audit-newest"), newest), (t.get("audit-older"), older))) }
}

fn one(at: &InAccount, request: &AccessRequest) -> Markup {
    let (t, row) = (at.visit.t, &request.row);
    let path = |verb: &str| SafeUrl::from(at.path(&format!("/requests/{}/{verb}", row.request)));
    let longest = u32::try_from(LONGEST_WORD).unwrap_or(u32::MAX);
    let offers = at.offers(request);
    let name = request.name.as_str();
    card(
        None,
        html! {
            div.stack {
                p {
                    @if at.here.may(RosterPermission::ReadMembers) {
                        a.person-name href=(SafeUrl::from(at.user(row.member, ""))) { bdi { (name) } }
                    } @else { b { bdi { (name) } } }
                    " " (t.get("requests-asks-for")) " " (what(at, request))
                    " · " span.muted { (at.ago(row.asked_at)) }
                }
                @if !row.word.is_empty() { blockquote { bdi { (row.word) } } }
                @if offers.is_empty() {
                    p.muted { (t.get("requests-nothing-to-give")) }
                } @else {
                    form.answer method="post" action=(path("give")) {
                        (Select::new("give", t.get("requests-give-what"), offers.iter().map(|offer|
                            SelectOption::new(offer.value.clone(), offer.label.clone())))
                            .id(format!("give-{}", row.request)))
                        (Field::date("until", t.get("gift-last-day")).aside(t.get("optional"))
                            .id(format!("until-{}", row.request)))
                        (Button::submit(t.get("requests-give")).primary())
                    }
                }
                form.answer method="post" action=(path("decline")) {
                    (Field::text("word", t.with("requests-word", &[("name", name.into())])).aside(t.get("optional"))
                        .max_length(longest).autocomplete("off").id(format!("word-{}", row.request)))
                    (Button::submit(t.get("requests-decline")))
                }
            }
        },
    )
}

/// What is asked for, as the one who answers knows it.
fn what(at: &InAccount, request: &AccessRequest) -> Markup {
    let t = at.visit.t;
    let missing = |id: &str| at.permission_label(id);
    match (&request.wanted, &request.resource) {
        (Wanted::Resource(resource), Some((kind, name))) => {
            let model = &at.here.model;
            let kind = model.kind(kind).map(|kind| &model[kind]);
            html! {
                @match kind {
                    Some(kind) => {
                        (kind.label.get(at.tag())) " "
                        a.name href=(SafeUrl::from(at.of_members(kind, *resource, ""))) { bdi { (name) } }
                    },
                    None => { b.name { bdi { (name) } } },
                }
                @if let Some(id) = &request.row.permission { " (" (missing(id)) ")" }
            }
        }
        (Wanted::Resource(_), None) => html! { (t.get("requests-gone")) },
        (Wanted::Permission(id), _) => html! { b { (missing(id)) } },
        (Wanted::Page(path), _) => html! {
            (t.get("requests-page")) " " a href=(SafeUrl::from(at.path(path))) { bdi { (path) } }
        },
    }
}
