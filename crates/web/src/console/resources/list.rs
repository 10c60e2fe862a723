//! The list of the resources of a kind that one may see.

use super::{OfKind, create::parents};
use crate::{
    console::{PageError, query, sent::Asked, visit::InAccount},
    ui::{Button, Column, Empty, Heading, Menu, MenuItem, Pager, Row, SafeUrl, Table, Tone, badge, live_part},
};
use axum::response::Response;
use maud::{Markup, html};
use roster_app::resources::list::{ResourcePage, VisibleResource, list};
use roster_domain::{model::Kind, permission::RosterPermission};

/// How many rows a page has.
const PAGE: usize = 50;

/// The page.
pub(crate) async fn show(at: InAccount, of: OfKind, Asked(asked): Asked) -> Result<Response, PageError> {
    let (ix, kind) = at.kind(&of)?;
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let page = list(app, caller, account, kind.id.to_string(), asked.some("cursor"), PAGE).await?;
    let creatable = match kind.parent {
        None => at.here.permissions.contains(kind.create_needs),
        Some(_) => !parents(&at, ix).await?.is_empty(),
    };
    let title = kind.plural.get(at.tag()).to_owned();
    let mut heading = Heading::new(title.clone());
    if creatable {
        let new = Button::link(at.of_kind(kind, "/new"), kind.label.get(at.tag()).to_owned());
        heading = heading.action(new.icon(icondata_lu::LuPlus).primary().panel());
    }
    let body = html! {
        (heading)
        (live_part("resources", None, html! {
            @if page.resources.is_empty() {
                (Empty::new(icondata_lu::LuFolder, at.visit.t.get("resources-empty")).text(at.visit.t.get("resources-empty-hint")))
            } @else {
                (table(&at, kind, &page, &title))
                (pager(&at, kind, &page, asked.some("cursor").is_some()))
            }
        }))
    };
    Ok(at.console(title, body))
}

fn table(at: &InAccount, kind: &Kind, page: &ResourcePage, title: &str) -> Table<'static> {
    let t = at.visit.t;
    let mut table = Table::new(title.to_owned()).column(Column::new(t.get("name")));
    if let Some(parent) = kind.parent {
        table = table.column(Column::new(at.here.model[parent].label.get(at.tag()).to_owned()));
    }
    table
        .column(Column::new(t.get("resources-your-access")))
        .actions(t.get("members-actions"))
        .rows(page.resources.iter().map(|resource| row(at, kind, resource)))
}

fn row(at: &InAccount, kind: &Kind, resource: &VisibleResource) -> Row<'static> {
    let t = at.visit.t;
    let (edit, delete) = (at.may_on(resource, kind.edit_needs), at.may_on(resource, kind.delete_needs));
    let who = at
        .may_here_or_on(resource, RosterPermission::ReadMembers)
        .then(|| at.of_members(kind, resource.row.resource, ""));
    let mut row = Row::new().cell(html! {
        @match &who {
            Some(path) => a.person-name href=(SafeUrl::from(path.clone())) { bdi { (resource.row.name) } },
            None => b.name { bdi { (resource.row.name) } },
        }
        @if let Some(owner) = &resource.owner {
            " " small {
                (t.get("resources-owner")) " " bdi { (owner.name) }
                @if owner.former { " " (badge(Tone::Warn, &t.get("former-member"))) }
            }
        }
    });
    if kind.parent.is_some() {
        row = row.cell(resource.under.join(" › "));
    }
    row = row.cell(if edit {
        badge(Tone::Ok, &t.get("resources-change"))
    } else {
        badge(Tone::Neutral, &t.get("resources-see"))
    });
    if !edit && !delete && who.is_none() {
        return row;
    }
    let id = resource.row.resource;
    let item = |label, rest: &str| MenuItem::link(label, at.of_kind(kind, &format!("/{id}{rest}")));
    let name = resource.row.name.as_str();
    let menu = Menu::row(format!("r-{id}"), t.with("members-actions-for", &[("name", name.into())]))
        .maybe(who.map(|path| MenuItem::link(at.label("who", "who-title"), path).icon(icondata_lu::LuUsers)))
        .maybe(edit.then(|| item(t.get("resources-rename"), "/rename").icon(icondata_lu::LuPencil).dialog()))
        .maybe(
            (edit && kind.parent.is_some())
                .then(|| item(t.get("resources-move"), "/move").icon(icondata_lu::LuFolderInput).panel()),
        )
        .separator()
        .maybe(delete.then(|| item(t.get("delete"), "/delete").icon(icondata_lu::LuTrash2).dialog().danger()));
    row.menu(menu)
}

fn pager(at: &InAccount, kind: &Kind, page: &ResourcePage, inside: bool) -> Markup {
    let t = at.visit.t;
    let list = at.of_kind(kind, "");
    let first = inside.then(|| SafeUrl::from(list.clone()));
    let next = page.next.as_deref().map(|next| SafeUrl::from(list + &query([("cursor", Some(next))])));
    let count = i64::try_from(page.resources.len()).unwrap_or(i64::MAX);
    let note = if next.is_none() && !inside { at.counted(kind, count) } else { String::new() };
    let pager = Pager::new(t.get("pages"), (t.get("first-page"), first), (t.get("next-page"), next));
    html! { (pager.note(note)) }
}
