//! One job: how far it is, and the report.

use crate::{
    console::{
        PageError, query,
        sent::{Asked, Named, Pairs},
        visit::InAccount,
    },
    ui::{Button, Column, Heading, Pager, Row, SafeUrl, Tab, Table, Tabs, Tone, badge, live_part},
};
use axum::response::Response;
use maud::{Markup, html};
use roster_app::jobs::show::{Item, Job, items, show as job};
use roster_domain::{id::JobId, permission::RosterPermission};

/// How many rows a page has.
const PAGE: usize = 50;

/// The page. Where there is script it follows the job; else one looks again.
pub(crate) async fn show(at: InAccount, Named(id): Named<JobId>, Asked(asked): Asked) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let shown = job(app, caller, account, id).await?;
    let state = asked.some("state").filter(|state| STATES.contains(state)).map(str::to_owned);
    let after = asked.some("after").and_then(|after| after.parse().ok()).unwrap_or(0);
    let (rows, next) = items(app, caller, account, id, state.clone(), after, PAGE).await?;
    let t = at.visit.t;
    let title = t.with("job-title", &[("count", shown.total.into()), ("deed", at.deed_label(&shown.deed).into())]);
    let running = shown.state == "running";
    let body = html! {
        (Heading::new(title.clone()).back(at.path("/users"), at.label("page", "members-title")).lead(lead(&at, &shown)))
        div.live-part id="job" data-follows[running] data-say=(far(&at, &shown)) {
            (progress(&at, &shown))
            (tabs(&at, &shown, state.as_deref()))
            (live_part("items", None, html! {
                (table(&at, &title, &rows))
                (pager(&at, id, &asked, next))
            }))
        }
    };
    Ok(at.console(title, body))
}

const STATES: [&str; 4] = ["done", "unchanged", "refused", "waiting"];

fn lead(at: &InAccount, job: &Job) -> Markup {
    let t = at.visit.t;
    let by = job.asked_by_name.clone().unwrap_or_else(|| t.get("unknown").into_owned());
    html! { (t.with("job-asked-by", &[("name", by.into())])) " · " (at.ago(job.created_at)) }
}

/// How far it is, in a sentence.
fn far(at: &InAccount, job: &Job) -> String {
    let t = at.visit.t;
    let values = [("done", job.done.into()), ("total", job.total.into()), ("refused", job.refused.into())];
    t.with(&format!("job-{}", job.state), &values)
}

fn progress(at: &InAccount, job: &Job) -> Markup {
    let t = at.visit.t;
    let post = |rest: &str, button: Button<'static>| {
        html! { form method="post" action=(at.job(job.job, rest)) { (button) } }
    };
    html! {
        p { (far(at, job)) }
        @if job.state == "running" {
            progress max=(job.total) value=(job.total - job.waiting()) aria-label=(t.get("job-progress")) {}
        }
        div.actions {
            @if job.state == "running" {
                (Button::link(at.job(job.job, ""), t.get("job-look-again")))
                (post("/stop", Button::submit(t.get("job-stop")).danger()))
            } @else {
                @if job.refused > 0 { (post("/again", Button::submit(t.get("job-again")))) }
                @if job.undoable > 0 {
                    (post("/undo", Button::submit(t.get("undo")).icon(icondata_lu::LuUndo2)))
                }
            }
        }
    }
}

fn tabs(at: &InAccount, job: &Job, current: Option<&str>) -> Tabs<'static> {
    let t = at.visit.t;
    let tab = |label: String, state: Option<&str>, count: i64| {
        let href = at.job(job.job, "") + &query([("state", state)]);
        Tab::new(label, href).count(t.number(count)).current(current == state)
    };
    let mut tabs = vec![tab(t.get("all").into_owned(), None, job.total)];
    let counts = [job.done, job.unchanged, job.refused, job.waiting()];
    for (state, count) in STATES.into_iter().zip(counts) {
        if count > 0 || current == Some(state) {
            tabs.push(tab(state_label(at, state), Some(state), count));
        }
    }
    Tabs::new(t.get("bulk-result"), tabs)
}

fn state_label(at: &InAccount, state: &str) -> String {
    let key = format!("job-item-{state}");
    at.visit.t.find(&key).map_or(key, |label| label.into_owned())
}

/// User by user what was done, and what not and why.
fn table(at: &InAccount, title: &str, rows: &[Item]) -> Table<'static> {
    let t = at.visit.t;
    let tone = |state: &str| match state {
        "done" => Tone::Ok,
        "refused" => Tone::Warn,
        _ => Tone::Neutral,
    };
    Table::new(title.to_owned())
        .column(Column::new(t.get("name")))
        .column(Column::new(t.get("bulk-result")))
        .column(Column::new(t.get("bulk-reason")))
        .rows(rows.iter().map(|item| {
            Row::new()
                .cell(named(at, item))
                .cell(badge(tone(&item.state), &state_label(at, &item.state)))
                .cell(item.refusal.as_ref().map(|refusal| at.refusal(refusal)).unwrap_or_default())
        }))
}

fn named(at: &InAccount, item: &Item) -> Markup {
    let name = item.name.clone().unwrap_or_else(|| at.visit.t.get("unknown").into_owned());
    html! {
        @if at.here.may(RosterPermission::ReadMembers) && item.name.is_some() {
            a.name href=(at.user(item.member, "")) { bdi { (name) } }
        } @else {
            bdi { (name) }
        }
    }
}

fn pager(at: &InAccount, job: JobId, asked: &Pairs, next: Option<i64>) -> Pager<'static> {
    let t = at.visit.t;
    let address = |after: Option<String>| {
        let pairs = [("state", asked.some("state")), ("after", after.as_deref())];
        SafeUrl::from(at.job(job, "") + &query(pairs))
    };
    let first = asked.some("after").map(|_| address(None));
    let next = next.map(|next| address(Some(next.to_string())));
    Pager::new(t.get("pages"), (t.get("first-page"), first), (t.get("next-page"), next))
}
