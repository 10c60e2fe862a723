//! The page: the balance for everybody; how it came to that for those who may see it.

use super::{DAYS, filter};
use crate::{
    console::{
        PageError, query,
        sent::{Asked, Pairs},
        visit::InAccount,
    },
    ui::{
        Button, Chart, Column, Definitions, Empty, Heading, Pager, Row, SafeUrl, Select, Table, Toolbar, card,
        live_part,
    },
};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp, ToSpan};
use maud::{Markup, html};
use roster_app::{
    Outcome,
    credits::{
        balance::{Has, balance, over_time},
        history::{Entry, Ledger, history},
    },
    members::list::{self as members, MemberFilter},
};
use roster_domain::{credits::EntryKind, permission::RosterPermission};

/// How many transactions a page has.
const PAGE: usize = 50;

/// The most people that are offered in the filter.
const PEOPLE: usize = 200;

/// The most points of the line: a year by weeks, less by days.
const POINTS: i64 = 92;

/// The page.
pub(crate) async fn show(at: InAccount, Asked(asked): Asked) -> Result<Response, PageError> {
    at.credits()?;
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let has = balance(app, caller, account, None).await?;
    let (t, title) = (at.visit.t, at.credits_label());
    let mut heading = Heading::new(title.clone());
    if has.adds {
        let add = Button::link(at.path("/credits/add"), t.get("credits-add")).icon(icondata_lu::LuPlus);
        heading = heading.action(add.primary().panel());
    }
    let body = html! {
        (heading)
        (card(None, standing(&at, &has)))
        @if has.sees_transactions { (transactions(&at, &asked, &has).await?) }
    };
    Ok(at.console(title, body))
}

fn standing(at: &InAccount, has: &Has) -> Definitions<'static> {
    let t = at.visit.t;
    let facts = Definitions::new().fact(t.get("credits-available"), at.amount(has.balance.available()));
    if has.balance.held == 0 {
        return facts;
    }
    facts
        .fact(t.get("credits-held"), at.amount(has.balance.held))
        .fact(t.get("credits-balance"), at.amount(has.balance.balance))
}

/// What only those see who may: the line, and the ledger.
async fn transactions(at: &InAccount, asked: &Pairs, has: &Has) -> Result<Markup, PageError> {
    let t = at.visit.t;
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let before = asked.some("before").and_then(|seq| seq.parse().ok()).filter(|seq| *seq > 0);
    let mut filter = filter(at, asked);
    // A kind that is none was not chosen here.
    filter.kind = filter.kind.filter(|kind| EntryKind::from_code(kind).is_some());
    let ledger = history(app, caller, account, filter, before, PAGE).await?;
    let people = people(at).await?;
    let chart = if has.balance.seq > 0 { Some(chart(at, asked).await?) } else { None };
    Ok(html! {
        @if let Some(chart) = chart { (card(Some(&t.get("credits-over-time")), chart)) }
        (toolbar(at, asked, &people))
        (live_part("transactions", None, html! {
            @if ledger.entries.is_empty() {
                (Empty::new(icondata_lu::LuCoins, t.get("credits-empty")))
            } @else {
                (table(at, &ledger))
                (pager(at, asked, &ledger))
            }
        }))
    })
}

/// The balance at the end of each day, or week, of the time that is looked at; the last point is now.
async fn chart(at: &InAccount, asked: &Pairs) -> Result<Markup, PageError> {
    let t = at.visit.t;
    let days =
        asked.some("days").and_then(|days| days.parse().ok()).filter(|days| DAYS.contains(days)).unwrap_or(DAYS[0]);
    let step = if days > POINTS { 7 } else { 1 };
    let now = at.now();
    let today = now.to_zoned(at.visit.zone()).date();
    let midnight = |back: i64| {
        let day = today.checked_sub(back.days()).ok()?.tomorrow().ok()?;
        Some(day.to_zoned(at.visit.zone()).ok()?.timestamp())
    };
    let ends = (0..=days / step).rev().map(|back| back * step);
    let mut moments: Vec<Timestamp> = ends.filter(|back| *back > 0).filter_map(midnight).collect();
    moments.push(now.checked_add(SignedDuration::from_millis(1)).unwrap_or(now));
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let points = over_time(app, caller, account, moments).await?;
    let values: Vec<i64> = points.iter().map(|(_, balance)| *balance).collect();
    // A midnight is the end of the day before it.
    let day = |at_end: Timestamp| {
        t.date(at_end.checked_sub(SignedDuration::from_millis(1)).unwrap_or(at_end), &at.visit.zone())
    };
    let edge = |point: Option<&(Timestamp, i64)>| point.map(|(end, _)| day(*end)).unwrap_or_default();
    let extreme = |value: Option<&i64>| at.amount(value.copied().unwrap_or(0));
    let note = t.with(
        "credits-chart-note",
        &[
            ("from", edge(points.first()).into()),
            ("until", edge(points.last()).into()),
            ("lowest", extreme(values.iter().min()).into()),
            ("highest", extreme(values.iter().max()).into()),
        ],
    );
    let numbers = Table::new(t.get("credits-over-time"))
        .column(Column::new(t.get("credits-end-of-day")))
        .column(Column::new(t.get("credits-balance")).number())
        .rows(points.iter().rev().map(|(end, balance)| Row::new().cell(day(*end)).cell(at.amount(*balance))));
    let chart = Chart::new(t.get("credits-over-time"), note, values, |tick| at.amount(tick))
        .ends(edge(points.first()), edge(points.last()))
        .numbers(t.get("credits-numbers"), numbers);
    Ok(html! { (chart) })
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
    let any = |key: &str| std::iter::once((String::new(), t.get(key).into_owned()));
    let kinds = EntryKind::ALL.iter().map(|kind| (kind.code().to_owned(), kind_label(at, kind.code())));
    let periods = DAYS.iter().map(|days| (days.to_string(), t.with("audit-last-days", &[("count", (*days).into())])));
    let chosen = |name: &str| asked.get(name).to_owned();
    let kinds = any("credits-any-kind").chain(kinds);
    let mut bar = Toolbar::new(at.path("/credits"), "transactions", t.get("apply"))
        .filter(Select::new("kind", t.get("credits-kind"), kinds).selected(chosen("kind")));
    if !people.is_empty() {
        let people = any("audit-any-person").chain(people.iter().cloned());
        bar = bar.filter(Select::new("by", t.get("audit-who"), people).selected(chosen("by")));
    }
    let periods = any("audit-any-time").chain(periods);
    bar = bar.filter(Select::new("days", t.get("audit-when"), periods).selected(chosen("days")));
    // A form of its own: that the transactions leave the house is an event, so it is no link.
    let kept = ["kind", "by", "days"].map(|name| (name, chosen(name)));
    bar.end(html! {
        form method="post" action=(at.path("/credits/export")) {
            @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
            (Button::submit(t.get("credits-export")).icon(icondata_lu::LuDownload))
        }
    })
}

/// What a kind of transaction is called.
fn kind_label(at: &InAccount, code: &str) -> String {
    at.visit.t.find(&format!("credits-kind-{code}")).map_or_else(|| code.to_owned(), |label| label.into_owned())
}

fn table(at: &InAccount, ledger: &Ledger) -> Table<'static> {
    let t = at.visit.t;
    Table::new(t.get("credits-transactions"))
        .column(Column::new(t.get("credits-kind")))
        .column(Column::new(t.get("credits-amount")).number())
        .column(Column::new(t.get("credits-balance")).number())
        .column(Column::new(t.get("audit-who")))
        .column(Column::new(t.get("audit-when")))
        .rows(ledger.entries.iter().map(|entry| row(at, entry)))
}

fn row(at: &InAccount, Entry { row, member_name }: &Entry) -> Row<'static> {
    let t = at.visit.t;
    // What is only set aside, or free again, moves no balance: it is said by how much.
    let amount = if row.amount == 0 { at.amount(row.held) } else { at.amount(row.amount) };
    let plus = if row.amount > 0 { "+" } else { "" };
    let by = match member_name {
        Some(name) => name.clone(),
        None => at.visit.web.config.product.to_string(),
    };
    let about = [row.reference.as_str(), row.note.as_str()].into_iter().filter(|text| !text.is_empty());
    let about = about.collect::<Vec<_>>().join(" · ");
    let ends = row.expires_at.map(|end| at.until(end));
    Row::new()
        .cell(html! {
            span.cell-lines {
                span { (kind_label(at, &row.kind)) " " span.muted { (t.with("credits-number", &[("number", row.seq.to_string().into())])) } }
                @if !about.is_empty() { small { bdi { (about) } } }
                @if let Some(ends) = ends { small { (ends) } }
            }
        })
        .cell(format!("{plus}{amount}"))
        .cell(at.amount(row.balance))
        .cell(html! { bdi { (by) } })
        .cell(at.ago(row.at))
}

fn pager(at: &InAccount, asked: &Pairs, ledger: &Ledger) -> Pager<'static> {
    let t = at.visit.t;
    let address = |before: Option<String>| {
        let kept = ["kind", "by", "days"].map(|name| (name, asked.some(name)));
        SafeUrl::from(at.path("/credits") + &query(kept.into_iter().chain([("before", before.as_deref())])))
    };
    let newest = asked.some("before").map(|_| address(None));
    let older = ledger.next.map(|next| address(Some(next.to_string())));
    Pager::new(t.get("pages"), (t.get("audit-newest"), newest), (t.get("audit-older"), older))
}
