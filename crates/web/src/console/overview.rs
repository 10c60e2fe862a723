//! How the account grows: figures that lead to who they count, seats over time, what became of invitations.

use super::users::narrow::counted;
use crate::{
    console::{PageError, query, sent::Asked, visit::InAccount},
    ui::{Bars, Chart, Column, Empty, Heading, Row, SafeUrl, Tab, Table, Tabs, Tiles, card},
};
use axum::response::Response;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use roster_app::accounts::overview::{Overview, Period, Step, overview};
use roster_domain::permission::RosterPermission;

/// The page.
pub(crate) async fn show(at: InAccount, Asked(asked): Asked) -> Result<Response, PageError> {
    // Another period than those on offer was not chosen here.
    let period = asked.some("period").and_then(Period::from_code).unwrap_or_default();
    let seen = overview(&at.visit.web.app, &at.visit.caller, at.here.account, period).await?;
    let t = at.visit.t;
    let title = t.get("overview-title").into_owned();
    let body = html! {
        (Heading::new(title.clone()))
        (figures(&at, &seen))
        (periods(&at, period))
        (card(Some(&t.get("overview-seats")), seats(&at, &seen.steps)))
        (card(Some(&t.get("overview-invitations")), invitations(&at, &seen.steps)))
        p.field-hint { (t.get("overview-how")) }
    };
    Ok(at.console(title, body))
}

impl InAccount {
    /// Whether the overview is in the menu.
    pub(super) fn has_overview(&self) -> bool {
        self.here.may(RosterPermission::ReadMembers) && self.here.may(RosterPermission::ReadAudit)
    }
}

/// Each leads to the list of those it counts.
fn figures(at: &InAccount, seen: &Overview) -> Tiles<'static> {
    let t = at.visit.t;
    let figures = [
        (at.status_label("active"), seen.seats, "active", ""),
        (at.status_label("invited"), seen.invited, "invited", ""),
        (at.status_label("expired"), seen.expired, "expired", ""),
        (t.get("overview-inactive-30").into_owned(), seen.not_active_30, "active", "30"),
        (t.get("overview-inactive-90").into_owned(), seen.not_active_90, "active", "90"),
        (t.get("overview-never").into_owned(), seen.never_active, "active", "never"),
    ];
    figures.into_iter().fold(Tiles::new(), |tiles, (label, count, status, active)| {
        let active = Some(active).filter(|active| !active.is_empty());
        let list = at.path("/users") + &query([("status", Some(status)), ("active", active)]);
        // What is counted only as far as it is of use says so.
        let number = if active.is_some() { counted(at, count) } else { t.number(count) };
        tiles.tile(label, number, (count > 0).then(|| SafeUrl::from(list)))
    })
}

fn periods(at: &InAccount, now: Period) -> Tabs<'static> {
    let t = at.visit.t;
    let tab = |period: Period| {
        let address = at.path("/overview") + &query([("period", Some(period.code()))]);
        Tab::new(t.get(&format!("overview-{}", period.code())), address).current(period == now)
    };
    Tabs::new(t.get("overview-period"), Period::ALL.map(tab))
}

/// Days are those of UTC, whoever looks.
fn day(at: &InAccount, moment: jiff::Timestamp) -> String {
    at.visit.t.date(moment, &TimeZone::UTC)
}

/// The last day of a step.
fn last_day(at: &InAccount, step: &Step) -> String {
    day(at, step.until.checked_sub(jiff::SignedDuration::from_millis(1)).unwrap_or(step.until))
}

fn seats(at: &InAccount, steps: &[Step]) -> Chart<'static> {
    let t = at.visit.t;
    let values: Vec<i64> = steps.iter().map(|step| step.seats).collect();
    let of = |value: Option<i64>| t.number(value.unwrap_or(0));
    let edge = |step: Option<&Step>| step.map(|step| last_day(at, step)).unwrap_or_default();
    let note = t.with(
        "overview-seats-note",
        &[
            ("from", edge(steps.first()).into()),
            ("first", of(values.first().copied()).into()),
            ("last", of(values.last().copied()).into()),
        ],
    );
    let numbers = Table::new(t.get("overview-seats"))
        .column(Column::new(t.get("overview-day")))
        .column(Column::new(at.status_label("active")).number())
        .rows(steps.iter().rev().map(|step| Row::new().cell(last_day(at, step)).cell(t.number(step.seats))));
    Chart::new(t.get("overview-seats"), note, values, |tick| t.number(tick))
        .ends(edge(steps.first()), edge(steps.last()))
        .numbers(t.get("overview-numbers"), numbers)
}

fn invitations(at: &InAccount, steps: &[Step]) -> Markup {
    let t = at.visit.t;
    if steps.iter().all(|step| step.sent.all() == 0) {
        return html! { (Empty::new(icondata_lu::LuSend, t.get("overview-nobody-invited"))) };
    }
    let kinds = ["accepted", "open", "expired", "withdrawn"].map(|kind| t.get(&format!("overview-{kind}")));
    let columns = kinds.iter().map(|kind| Column::new(kind.clone()).number());
    let row = |step: &Step| {
        let sent = &step.sent;
        let counts = [sent.all(), sent.accepted, sent.open, sent.expired, sent.withdrawn];
        counts.iter().fold(Row::new().cell(since(at, step)), |row, count| row.cell(t.number(*count)))
    };
    let numbers = Table::new(t.get("overview-invitations"))
        .column(Column::new(t.get("overview-from")))
        .column(Column::new(t.get("overview-sent")).number());
    let numbers = columns.fold(numbers, Table::column).rows(steps.iter().rev().map(row));
    let bars = Bars::new(t.get("overview-invitations"), kinds.iter().cloned());
    let bars = steps.iter().fold(bars, |bars, step| {
        let sent = &step.sent;
        bars.bar(since(at, step), vec![sent.accepted, sent.open, sent.expired, sent.withdrawn])
    });
    html! { (bars.numbers(t.get("overview-numbers"), numbers)) }
}

/// "3 Nov – 9 Nov", or the one day.
fn since(at: &InAccount, step: &Step) -> String {
    let (first, last) = (day(at, step.from), last_day(at, step));
    if first == last { first } else { format!("{first} – {last}") }
}
