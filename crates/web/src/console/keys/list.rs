//! The list of API keys.

use crate::{
    console::{PageError, query, sent::Asked, visit::InAccount},
    ui::{Button, Column, Empty, Heading, Pager, Row, SafeUrl, Table, Tone, badge},
};
use axum::response::Response;
use maud::{Markup, html};
use roster_app::keys::list::{KeyRow, list, owners};
use roster_domain::{
    id::{KeyId, MemberId},
    permission::RosterPermission,
};
use std::collections::HashMap;

/// How many rows a page has.
const PAGE: usize = 50;

/// The page.
pub(crate) async fn show(at: InAccount, Asked(asked): Asked) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let after: Option<KeyId> = asked.some("after").and_then(|id| id.parse().ok());
    let mut keys = list(app, caller, account, after, PAGE + 1).await?;
    let more = keys.len() > PAGE;
    keys.truncate(PAGE);
    let owners = owners(app, caller, account, &keys).await?;
    let t = at.visit.t;
    let title = t.get("keys-title").into_owned();
    let new = Button::link(at.path("/keys/new"), t.get("keys-new")).icon(icondata_lu::LuPlus).panel();
    let body = html! {
        (Heading::new(title.clone()).lead(t.get("keys-lead")).action(new.clone().primary()))
        @if keys.is_empty() {
            (Empty::new(icondata_lu::LuKeyRound, t.get("keys-empty")).text(t.get("keys-empty-hint")).action(new))
        } @else {
            (table(&at, &keys, &owners, &title))
            (pager(&at, &keys, after.is_some(), more))
        }
    };
    Ok(at.console(title, body))
}

fn table(at: &InAccount, keys: &[KeyRow], owners: &HashMap<MemberId, String>, title: &str) -> Table<'static> {
    let t = at.visit.t;
    let all = at.here.may(RosterPermission::ManageKeys);
    let mut table = Table::new(title.to_owned()).column(Column::new(t.get("name")));
    if all {
        table = table.column(Column::new(t.get("keys-owner")));
    }
    table
        .column(Column::new(t.get("keys-may")))
        .column(Column::new(t.get("keys-expires")))
        .column(Column::new(t.get("keys-last-used")))
        .column(Column::new(t.get("status")))
        .actions(t.get("members-actions"))
        .rows(keys.iter().map(|key| row(at, key, all.then(|| owner(at, key, owners)))))
}

/// Whose it is; of one of the account also who made it.
fn owner(at: &InAccount, key: &KeyRow, owners: &HashMap<MemberId, String>) -> Markup {
    let (t, name) = (at.visit.t, owners.get(&key.member).cloned().unwrap_or_default());
    match key.bounds {
        None => html! { bdi { (name) } },
        Some(_) => html! {
            span.cell-lines { (t.get("keys-account")) small { (t.get("keys-made-by")) " " bdi { (name) } } }
        },
    }
}

fn row(at: &InAccount, key: &KeyRow, owner: Option<Markup>) -> Row<'static> {
    let t = at.visit.t;
    let expired = key.expires_at.is_some_and(|until| until <= at.now().as_millisecond());
    let (tone, state) = match (key.revoked_at, expired) {
        (Some(_), _) => (Tone::Neutral, "keys-revoked"),
        (None, true) => (Tone::Warn, "keys-expired"),
        (None, false) => (Tone::Ok, "keys-active"),
    };
    let mut row = Row::new().muted(key.revoked_at.is_some() || expired).cell(html! {
        span.cell-lines { b.name { bdi { (key.label) } } small { (t.get("keys-made")) " " (at.ago(key.created_at)) } }
    });
    if let Some(owner) = owner {
        row = row.cell(owner);
    }
    row = row
        .cell(permissions(at, key))
        .cell(html! { @match key.expires_at { Some(until) => (at.end(until)), None => small { (t.get("never")) } } })
        .cell(html! { @match key.last_used_at { Some(used) => (at.ago(used)), None => small { (t.get("never")) } } })
        .cell(badge(tone, &t.get(state)));
    if key.revoked_at.is_some() {
        return row;
    }
    let revoke = crate::ui::MenuItem::link(t.get("keys-revoke"), at.path(&format!("/keys/{}/revoke", key.key)));
    let label = t.with("members-actions-for", &[("name", key.label.as_str().into())]);
    let menu = crate::ui::Menu::row(format!("k-{}", key.key), label);
    row.menu(menu.item(revoke.icon(icondata_lu::LuBan).dialog().danger()))
}

/// What the key may: the first ones, and how many more.
fn permissions(at: &InAccount, key: &KeyRow) -> Markup {
    let ids: Vec<String> = serde_json::from_str(&key.permissions).unwrap_or_default();
    let labels: Vec<String> = ids.iter().map(|id| at.permission_label(id)).collect();
    let shown = labels.iter().take(2).map(String::as_str).collect::<Vec<_>>().join(", ");
    let rest = labels.len().saturating_sub(2);
    html! {
        span title=(labels.join(", ")) {
            (shown)
            @if rest > 0 { " " small { (at.visit.t.with("keys-and-more", &[("count", rest.into())])) } }
        }
    }
}

fn pager(at: &InAccount, keys: &[KeyRow], inside: bool, more: bool) -> Markup {
    let t = at.visit.t;
    let list = at.path("/keys");
    let first = inside.then(|| SafeUrl::from(list.clone()));
    let last = keys.last().filter(|_| more).map(|key| key.key.to_string());
    let next = last.map(|last| SafeUrl::from(list + &query([("after", Some(last.as_str()))])));
    html! {
        @if first.is_some() || next.is_some() {
            (Pager::new(t.get("pages"), (t.get("first-page"), first), (t.get("next-page"), next)))
        }
    }
}
