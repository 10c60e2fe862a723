//! The page of the log: the newest first, narrowed by what, who and when.

use super::{
    filter::{NARROWED, filter, narrows, people, toolbar, without},
    sentence::Sentence,
};
use crate::{
    console::{
        PageError, query,
        sent::{Asked, Pairs},
        visit::InAccount,
    },
    ui::{Button, Column, Empty, Heading, Notice, Pager, Row, SafeUrl, Table, Tone, live_part},
};
use axum::response::Response;
use maud::{Markup, html};
use roster_app::{
    Caller, Outcome,
    audit::{
        list::{AuditPage, Told, list},
        search::{LOOKED_THROUGH, search},
    },
    undo::preview::undoable,
};
use roster_domain::permission::RosterPermission;
use std::collections::BTreeMap;

/// How many events a page has.
const PAGE: usize = 50;

/// The page.
pub(crate) async fn show(at: InAccount, Asked(asked): Asked) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let before = asked.some("before").and_then(|seq| seq.parse().ok());
    let filter = filter(&at, &asked);
    let page = match asked.some("q") {
        Some(text) => search(app, caller, account, filter, text, before, PAGE).await?,
        None => list(app, caller, account, filter, before, PAGE).await?,
    };
    let people = people(&at).await?;
    let undoes = undoes(&at, caller, &page.events).await?;
    let t = at.visit.t;
    let title = t.get("audit-title").into_owned();
    let body = html! {
        (Heading::new(title.clone()))
        (toolbar(&at, &asked, &people))
        (live_part("events", None, html! {
            @if asked.some("about").is_some() {
                (Notice::new(Tone::Info, html! {
                    (t.get("audit-about-one")) " " (Button::link(at.path("/audit"), t.get("audit-show-all")).small())
                }))
            }
            // A search that isn't over, or what happens while one looks.
            div.live-part data-log=[follows(&asked).then(|| at.path("/audit/live") + &address(&asked, None))]
                data-after=(page.newest) {
                @if page.events.is_empty() {
                    (nothing(&at, &asked, &page))
                } @else {
                    (table(&at, &page.events, &undoes))
                }
            }
            (pager(&at, &asked, &page))
        }))
    };
    Ok(at.console(title, body))
}

/// Whether one may undo anything at all; whether this, is asked when it is tried.
fn may_undo(at: &InAccount) -> bool {
    use RosterPermission::{ChangeAccess, ChangeRoles, RemoveMembers, RestoreMembers};
    [ChangeAccess, ChangeRoles, RemoveMembers, RestoreMembers].into_iter().any(|permission| at.here.may(permission))
}

/// Which of them can be undone, if one may undo anything at all.
pub(super) async fn undoes(at: &InAccount, caller: &Caller, events: &[Told]) -> Outcome<BTreeMap<i64, i64>> {
    match may_undo(at) && !events.is_empty() {
        true => {
            undoable(&at.visit.web.app, caller, at.here.account, events.iter().map(|event| event.seq).collect()).await
        }
        false => Ok(BTreeMap::new()),
    }
}

/// Whether what happens while one looks belongs on the page: not on an older one, nor on one that a search found.
fn follows(asked: &Pairs) -> bool {
    ["before", "until", "q"].into_iter().all(|name| asked.some(name).is_none())
}

/// Why the list is empty.
fn nothing(at: &InAccount, asked: &Pairs, page: &AuditPage) -> Empty<'static> {
    let t = at.visit.t;
    if page.next.is_some() {
        let told = t.with("log-looked-through", &[("count", t.number(looked_through()).into())]);
        return Empty::new(icondata_lu::LuSearchX, told);
    }
    if !narrows(asked) {
        return Empty::new(icondata_lu::LuScrollText, t.get("audit-empty"));
    }
    let clear = Button::link(without(at, asked, &NARROWED), t.get("users-filter-clear"));
    Empty::new(icondata_lu::LuSearchX, t.get("log-none-match")).action(clear)
}

fn looked_through() -> i64 {
    i64::try_from(LOOKED_THROUGH).unwrap_or(i64::MAX)
}

/// The events as rows.
pub(super) fn table(at: &InAccount, events: &[Told], undoes: &BTreeMap<i64, i64>) -> Table<'static> {
    let t = at.visit.t;
    Table::new(t.get("audit-title"))
        .column(Column::new(t.get("audit-what")))
        .column(Column::new(t.get("audit-when")))
        .column(Column::new(t.get("audit-from-where")))
        .rows(events.iter().map(|event| {
            Row::new()
                .cell(html! {
                    (Sentence { at, event }.show())
                    @if undoes.contains_key(&event.seq) {
                        (Button::link(at.undo_path(event.seq), t.get("undo")).small().dialog())
                    }
                })
                .cell(html! { a.quiet-link href=(at.event(event.seq)) { (at.ago(event.at.as_millisecond())) } })
                .cell(from_where(event))
        }))
}

pub(super) fn from_where(event: &Told) -> Markup {
    let details = event.details.as_ref();
    let address = details.and_then(|details| details.address.as_deref()).unwrap_or_default();
    let agent = details.and_then(|details| details.user_agent.as_deref()).unwrap_or_default();
    html! {
        @if !address.is_empty() || !agent.is_empty() {
            span.cell-lines title=(agent) { span { (address) } @if let Some(browser) = browser(agent) { small { (browser) } } }
        }
    }
}

/// The name of the browser, as people know it.
fn browser(agent: &str) -> Option<&str> {
    // In this order: most browsers also claim to be those that come later.
    let known =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    let named = known.into_iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| name);
    named.or_else(|| agent.split(['/', ' ']).next().filter(|name| !name.is_empty()))
}

fn address(asked: &Pairs, before: Option<String>) -> String {
    let kept = NARROWED.map(|name| (name, asked.some(name)));
    query(kept.into_iter().chain([("before", before.as_deref())]))
}

fn pager(at: &InAccount, asked: &Pairs, page: &AuditPage) -> Pager<'static> {
    let t = at.visit.t;
    let link = |before: Option<String>| SafeUrl::from(at.path("/audit") + &address(asked, before));
    let newest = asked.some("before").map(|_| link(None));
    let older = page.next.map(|next| link(Some(next.to_string())));
    Pager::new(t.get("pages"), (t.get("audit-newest"), newest), (t.get("audit-older"), older))
}
