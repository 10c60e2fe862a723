//! The users as a file for a spreadsheet: all of them (B04), or those ticked or found (F22). That they leave the house is an event.

use super::{bulk::Chosen, narrow::counted, query::Query};
use crate::{
    console::{PageError, sent::Sent, visit::InAccount},
    csv_file::For,
    member_file::{self, Words},
    ui::Button,
};
use axum::response::Response;
use maud::{Markup, html};
use roster_app::members::export::{What, note};
use roster_domain::{model::Model, permission::RosterPermission};
use std::sync::Arc;

/// Sends all, whatever the list is narrowed to.
pub(crate) async fn all(at: InAccount, Sent(_): Sent) -> Result<Response, PageError> {
    file(&at, What::All, "all-users").await
}

/// Sends those ticked, or those who match.
pub(crate) async fn some(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    file(&at, What::Some(Chosen(sent).which(&at)?), "some-users").await
}

async fn file(at: &InAccount, what: What, name: &str) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let fields = note(app, caller, account, what.clone()).await?.value;
    Ok(member_file::answer(name, (app.clone(), caller.clone(), account), what, fields, words(at)))
}

/// In the words of the account, for whoever reads it.
fn words(at: &InAccount) -> Words {
    let t = at.visit.t;
    let tag = at.tag();
    let column = |name: &&str| match *name {
        "roles" => at.label("column.roles", "role"),
        name => t.get(&format!("users-column-{name}")).into_owned(),
    };
    let fields = at.here.model.fields().iter().map(|field| field.label.get(tag).to_owned());
    let head = member_file::BEFORE.iter().map(column).chain(fields);
    let head = head.chain(member_file::BEHIND.iter().map(column)).collect();
    let labels: Vec<(&str, String)> = ["active", "disabled", "invited", "expired", "archived", "deleted"]
        .map(|status| (status, at.status_label(status)))
        .to_vec();
    let called = move |status: &str| {
        labels.iter().find(|(code, _)| *code == status).map_or_else(|| status.to_owned(), |(_, label)| label.clone())
    };
    let model: Arc<Model> = at.here.model.clone();
    let role = move |id: &str| model.role(id).map_or_else(|| id.to_owned(), |ix| model[ix].label.get(tag).to_owned());
    Words { head, status: Box::new(called), role: Box::new(role), reader: For::People }
}

fn may(at: &InAccount) -> bool {
    at.here.may(RosterPermission::Export)
}

/// The button for all.
pub(super) fn all_button(at: &InAccount) -> Markup {
    html! {
        @if may(at) {
            form method="post" action=(at.path("/users/export")) {
                (Button::submit(at.label("export", "users-export-all")).icon(icondata_lu::LuDownload))
            }
        }
    }
}

/// The button for those who match, beside that for all, where the list is narrowed.
pub(super) fn matching_button(at: &InAccount, query: &Query, total: i64) -> Markup {
    let t = at.visit.t;
    let label = t.with("users-export-these", &[("count", total.into()), ("number", counted(at, total).into())]);
    html! {
        @if may(at) {
            form method="post" action=(at.path("/users/bulk/export")) {
                input type="hidden" name=(super::bulk::MATCHING) value="yes";
                @for (name, value) in query.filter_pairs() { input type="hidden" name=(name) value=(value); }
                (Button::submit(label).small().icon(icondata_lu::LuDownload))
            }
        }
    }
}

/// The button for those ticked.
pub(super) fn selected_button(at: &InAccount) -> Option<Button<'static>> {
    let label = at.visit.t.get("users-export-selected");
    may(at).then(|| Button::submit_to(at.path("/users/bulk/export"), label).small().icon(icondata_lu::LuDownload))
}
