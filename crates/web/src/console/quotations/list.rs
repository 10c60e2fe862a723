//! The list, the newest first.

use super::state_badge;
use crate::{
    console::{PageError, query, sent::Asked, visit::InAccount},
    ui::{Button, Column, Empty, Heading, Pager, Row, SafeUrl, Select, Table, Toolbar, live_part},
};
use axum::response::Response;
use maud::html;
use roster_app::quotations::list::{Quotation, Quotations, list};
use roster_domain::quotation::QuotationState;

/// How many rows a page has.
const PAGE: usize = 50;

/// The page.
pub(crate) async fn show(at: InAccount, Asked(asked): Asked) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let state = asked.some("state").filter(|state| QuotationState::from_code(state).is_some());
    let before = asked.some("before").and_then(|id| id.parse().ok());
    let page = list(app, caller, account, state.map(str::to_owned), before, PAGE).await?;
    let (t, title) = (at.visit.t, at.quotations_label());
    let mut heading = Heading::new(title.clone());
    if page.issues {
        let new = Button::link(at.path("/quotations/new"), t.get("quotations-new")).icon(icondata_lu::LuPlus);
        heading = heading.action(new.primary().panel());
    }
    let states = QuotationState::ALL
        .map(|state| (state.code().to_owned(), t.get(&format!("quotations-state-{}", state.code())).into_owned()));
    let states = std::iter::once((String::new(), t.get("quotations-any-state").into_owned())).chain(states);
    let bar = Toolbar::new(at.path("/quotations"), "quotations", t.get("apply"))
        .filter(Select::new("state", t.get("quotations-state"), states).selected(state.unwrap_or_default().to_owned()));
    let address = |before: Option<String>| {
        SafeUrl::from(at.path("/quotations") + &query([("state", state), ("before", before.as_deref())]))
    };
    let newest = before.map(|_| address(None));
    let older = page.next.map(|next| address(Some(next.to_string())));
    let body = html! {
        (heading)
        (bar)
        (live_part("quotations", None, html! {
            @if page.items.is_empty() {
                (Empty::new(icondata_lu::LuFileText, t.get("quotations-empty")).text(t.get("quotations-empty-hint")))
            } @else {
                (table(&at, &page, &title))
                (Pager::new(t.get("pages"), (t.get("audit-newest"), newest), (t.get("audit-older"), older)))
            }
        }))
    };
    Ok(at.console(title, body))
}

fn table(at: &InAccount, page: &Quotations, title: &str) -> Table<'static> {
    let t = at.visit.t;
    Table::new(title.to_owned())
        .column(Column::new(t.get("quotations-what")))
        .column(Column::new(t.get("quotations-state")))
        .column(Column::new(t.get("quotations-amount")).number())
        .column(Column::new(t.get("quotations-valid-until")))
        .column(Column::new(t.get("quotations-issued")))
        .rows(page.items.iter().map(|quotation| row(at, quotation)))
}

fn row(at: &InAccount, Quotation { row, state }: &Quotation) -> Row<'static> {
    let path = at.path(&format!("/quotations/{}", row.quotation));
    Row::new()
        .cell(html! { a.person-name href=(SafeUrl::from(path)) { bdi { (row.title) } } })
        .cell(state_badge(at, state))
        .cell(row.amount.map(|amount| at.amount(amount)).unwrap_or_default())
        .cell(row.valid_until.map(|until| at.end(until)).unwrap_or_default())
        .cell(at.ago(row.issued_at))
}
