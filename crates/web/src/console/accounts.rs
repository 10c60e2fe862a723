//! The accounts one is in, to choose from.

use crate::{
    console::{PageError, close, create_account, sent::Asked, visit::Visit},
    text::Text,
    ui::{Button, Column, Empty, Heading, Menu, MenuItem, Row, SafeUrl, Table, Tone, badge},
};
use axum::{http::StatusCode, response::Response};
use jiff::Timestamp;
use maud::{Markup, html};
use roster_app::{
    accounts::{
        close::Closed,
        found::{self, Offer},
        reopen,
    },
    people::{self, MyAccount},
};
use roster_domain::id::AccountId;

/// Where one chooses.
pub(super) const PATH: &str = "/accounts";

/// The list, or what to wait for.
pub(crate) async fn show(visit: Visit, Asked(asked): Asked) -> Result<Response, PageError> {
    let accounts = people::accounts(&visit.web.app, &visit.caller).await?;
    let closed = reopen::mine(&visit.web.app, &visit.caller).await?;
    let t = visit.t;
    let mut heading = Heading::new(t.get("accounts-title"));
    if found::offer(&visit.web.app) != Offer::Closed {
        let create = Button::link(create_account::PATH, t.get("create-account"));
        heading = heading.action(create.icon(icondata_lu::LuPlus).primary().panel());
    }
    let body = html! {
        (heading)
        @if accounts.is_empty() && !closed.is_empty() {
            (Empty::new(icondata_lu::LuBuilding2, t.get("account-all-closed")).text(t.get("account-all-closed-hint")))
        } @else if accounts.is_empty() && asked.some("left").is_some() {
            (Empty::new(icondata_lu::LuBuilding2, t.get("account-none-left")).text(t.get("account-none-left-hint"))
                .action(Button::link("/me", t.get("profile"))))
        } @else if accounts.is_empty() {
            (Empty::new(icondata_lu::LuBuilding2, t.get("account-none")).text(t.get("account-none-hint")))
        } @else {
            (list(&visit, &accounts))
        }
        @if !closed.is_empty() { h2 { (t.get("closed-accounts")) } (closed_list(&visit, &closed)) }
    };
    Ok(visit.answer(StatusCode::OK, visit.page(t.get("accounts-title")).console(&visit.shell(), body)))
}

/// Those that are closed, each with the way to its page.
fn closed_list(visit: &Visit, closed: &[(AccountId, Closed)]) -> Markup {
    let (t, zone) = (visit.t, visit.zone());
    let table = Table::new(t.get("closed-accounts"))
        .column(Column::new(t.get("account-title")))
        .column(Column::new(t.get("closed-until")));
    let row = |(account, closed): &(AccountId, Closed)| {
        let href = SafeUrl::from(close::path(*account));
        Row::new()
            .cell(html! { a.person-name href=(href) { bdi { (closed.name) } } })
            .cell(html! { (t.date_time(closed.purge_at, &zone)) })
    };
    html! { (closed.iter().map(row).fold(table, Table::row)) }
}

/// Accounts with one's role in each and when one was there.
pub(super) fn list(visit: &Visit, accounts: &[MyAccount]) -> Markup {
    let (t, language, now) = (visit.t, visit.me.language.tag(), visit.web.app.now());
    let zone = visit.zone();
    let used = |account: &MyAccount| {
        let at = Timestamp::from_millisecond(account.last_used_at).unwrap_or(now);
        t.relative(at, now, &zone)
    };
    let row = |account: &MyAccount| {
        let href = SafeUrl::from(format!("/accounts/{}", account.account));
        let roles: Vec<&str> = account.roles.iter().map(|role| role.get(language)).collect();
        let row = Row::new()
            .cell(html! {
                a.person-name href=(href) { bdi { (account.name) } }
                @if account.suspended { " " (badge(Tone::Warn, &t.get("account-suspended"))) }
            })
            .cell(html! { (roles.join(", ")) })
            .cell(html! { (used(account)) });
        // From one that is suspended nobody leaves: it opens first.
        if account.suspended { row } else { row.menu(leaving(t, account)) }
    };
    let table = Table::new(t.get("accounts-title"))
        .column(Column::new(t.get("account-title")))
        .column(Column::new(t.get("account-your-role")))
        .column(Column::new(t.get("account-last-used")))
        .actions(t.get("members-actions"));
    html! { (accounts.iter().map(row).fold(table, Table::row)) }
}

/// The way out of an account (F19), also for whoever sees no list of its members.
fn leaving(t: &'static Text, account: &MyAccount) -> Menu<'static> {
    let label = t.with("members-actions-for", &[("name", account.name.as_str().into())]);
    let leave = MenuItem::link(t.get("leave-account"), format!("/accounts/{}/leave", account.account));
    Menu::row(format!("a-{}", account.account), label).item(leave.icon(icondata_lu::LuLogOut).dialog().danger())
}
