//! The accounts one is in, to choose from.

use crate::{
    console::{PageError, visit::Visit},
    ui::{Column, Empty, Heading, Row, SafeUrl, Table},
};
use axum::{http::StatusCode, response::Response};
use jiff::Timestamp;
use maud::{Markup, html};
use roster_app::people::{self, MyAccount};

/// The list, or what to wait for.
pub(crate) async fn show(visit: Visit) -> Result<Response, PageError> {
    let accounts = people::accounts(&visit.web.app, &visit.caller).await?;
    let t = visit.t;
    let body = html! {
        (Heading::new(t.get("accounts-title")))
        @if accounts.is_empty() {
            (Empty::new(icondata_lu::LuBuilding2, t.get("account-none")).text(t.get("account-none-hint")))
        } @else {
            (list(&visit, &accounts))
        }
    };
    Ok(visit.answer(StatusCode::OK, visit.page(t.get("accounts-title")).console(&visit.shell(), body)))
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
        Row::new()
            .cell(html! { a.person-name href=(href) { bdi { (account.name) } } })
            .cell(html! { (roles.join(", ")) })
            .cell(html! { (used(account)) })
    };
    let table = Table::new(t.get("accounts-title"))
        .column(Column::new(t.get("account-title")))
        .column(Column::new(t.get("account-your-role")))
        .column(Column::new(t.get("account-last-used")));
    html! { (accounts.iter().map(row).fold(table, Table::row)) }
}
