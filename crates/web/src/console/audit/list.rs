//! The page of the log: the newest first, narrowed by what, who and when.

use super::sentence::Sentence;
use crate::{
    console::{
        PageError, query,
        sent::{Asked, Pairs},
        visit::InAccount,
    },
    ui::{Button, Column, Empty, Heading, Notice, Pager, Row, SafeUrl, Select, Table, Tone, Toolbar, live_part},
};
use axum::response::Response;
use jiff::SignedDuration;
use maud::{Markup, html};
use roster_app::{
    Outcome,
    audit::list::{AuditPage, EventFilter, Told, list},
    members::list::{self as members, MemberFilter},
    undo::preview::undoable,
};
use roster_domain::{
    event::EventKind,
    id::{Id, MemberId},
    permission::RosterPermission,
};
use std::collections::BTreeMap;

/// How many events a page has.
const PAGE: usize = 50;

/// The most people that are offered in the filter.
const PEOPLE: usize = 200;

/// How many days back, as offered.
const DAYS: [i64; 3] = [1, 7, 30];

/// The page.
pub(crate) async fn show(at: InAccount, Asked(asked): Asked) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let before = asked.some("before").and_then(|seq| seq.parse().ok());
    let page = list(app, caller, account, filter(&at, &asked), before, PAGE).await?;
    let people = people(&at).await?;
    let seqs = page.events.iter().map(|event| event.seq).collect();
    let undoes = if may_undo(&at) { undoable(app, caller, account, seqs).await? } else { BTreeMap::new() };
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
            @if page.events.is_empty() {
                (Empty::new(icondata_lu::LuScrollText, t.get("audit-empty")))
            } @else {
                (table(&at, &page, &undoes, &title))
                (pager(&at, &asked, &page))
            }
        }))
    };
    Ok(at.console(title, body))
}

fn filter(at: &InAccount, asked: &Pairs) -> EventFilter {
    let id = |name| asked.some(name).and_then(|id| id.parse::<MemberId>().ok()).map(|id| id.uuid());
    let days: Option<i64> = asked.some("days").and_then(|days| days.parse().ok()).filter(|days| DAYS.contains(days));
    let since = days.and_then(|days| at.now().checked_sub(SignedDuration::from_hours(24 * days)).ok());
    EventFilter {
        kind: asked.some("kind").map(str::to_owned),
        actor: id("by"),
        target: id("about"),
        from: since.map(|since| since.as_millisecond()),
        until: None,
    }
}

/// Who can be chosen as the one who did it, for those who may see who is here.
async fn people(at: &InAccount) -> Outcome<Vec<(String, String)>> {
    if !at.here.may(RosterPermission::ReadMembers) {
        return Ok(Vec::new());
    }
    let filter = MemberFilter::of_status("active");
    let page = members::list(&at.visit.web.app, &at.visit.caller, at.here.account, filter, None, PEOPLE).await?;
    Ok(page.members.into_iter().map(|line| (line.row.member.to_string(), line.row.name)).collect())
}

fn toolbar(at: &InAccount, asked: &Pairs, people: &[(String, String)]) -> Toolbar<'static> {
    let t = at.visit.t;
    let any = |key: &str| std::iter::once((String::new(), t.find(key).unwrap_or_default().into_owned()));
    let kinds = EventKind::ALL.iter().map(|kind| (kind.code().to_owned(), kind_label(at, kind.code())));
    let periods = DAYS.iter().map(|days| (days.to_string(), t.with("audit-last-days", &[("count", (*days).into())])));
    let chosen = |name: &str| asked.get(name).to_owned();
    let mut bar = Toolbar::new(at.path("/audit"), "events", t.get("apply"))
        .filter(Select::new("kind", t.get("audit-what"), any("audit-any-kind").chain(kinds)).selected(chosen("kind")));
    if !people.is_empty() {
        let people = any("audit-any-person").chain(people.iter().cloned());
        bar = bar.filter(Select::new("by", t.get("audit-who"), people).selected(chosen("by")));
    }
    bar = bar.filter(
        Select::new("days", t.get("audit-when"), any("audit-any-time").chain(periods)).selected(chosen("days")),
    );
    match asked.some("about") {
        Some(about) => bar.keeps("about", about.to_owned()),
        None => bar,
    }
}

/// What a kind of event is called in the filter; one that a newer version wrote, by its code.
fn kind_label(at: &InAccount, code: &str) -> String {
    at.visit.t.find(&format!("event-{code}.kind")).map_or_else(|| code.to_owned(), |label| label.into_owned())
}

/// Whether one may undo anything at all; whether this, is asked when it is tried.
fn may_undo(at: &InAccount) -> bool {
    use RosterPermission::{ChangeAccess, ChangeRoles, RemoveMembers, RestoreMembers};
    [ChangeAccess, ChangeRoles, RemoveMembers, RestoreMembers].into_iter().any(|permission| at.here.may(permission))
}

fn table(at: &InAccount, page: &AuditPage, undoes: &BTreeMap<i64, i64>, title: &str) -> Table<'static> {
    let t = at.visit.t;
    Table::new(title.to_owned())
        .column(Column::new(t.get("audit-what")))
        .column(Column::new(t.get("audit-when")))
        .column(Column::new(t.get("audit-from-where")))
        .rows(page.events.iter().map(|event| {
            Row::new()
                .cell(html! {
                    (Sentence { at, event }.show())
                    @if undoes.contains_key(&event.seq) {
                        (Button::link(at.undo_path(event.seq), t.get("undo")).small().dialog())
                    }
                })
                .cell(at.ago(event.at.as_millisecond()))
                .cell(from_where(event))
        }))
}

fn from_where(event: &Told) -> Markup {
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

fn pager(at: &InAccount, asked: &Pairs, page: &AuditPage) -> Pager<'static> {
    let t = at.visit.t;
    let address = |before: Option<String>| {
        let kept = ["kind", "by", "days", "about"].map(|name| (name, asked.some(name)));
        SafeUrl::from(at.path("/audit") + &query(kept.into_iter().chain([("before", before.as_deref())])))
    };
    let newest = asked.some("before").map(|_| address(None));
    let older = page.next.map(|next| address(Some(next.to_string())));
    Pager::new(t.get("pages"), (t.get("audit-newest"), newest), (t.get("audit-older"), older))
}
