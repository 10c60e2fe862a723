//! The list of the resources of a kind that one may see.

use super::{OfKind, create::parents};
use crate::{
    console::{
        PageError, query,
        sent::{Asked, Pairs},
        visit::InAccount,
    },
    ui::{Button, Column, Empty, Heading, Menu, MenuItem, Pager, Row, SafeUrl, Table, Tone, Toolbar, badge, live_part},
};
use axum::response::Response;
use maud::{Markup, html};
use roster_app::resources::list::{Owner, ResourceFilter, ResourcePage, VisibleResource, list_some, show as look};
use roster_domain::{
    model::{Kind, Level},
    permission::{PermissionSet, RosterPermission},
};

/// How many rows a page has.
const PAGE: usize = 50;

/// The page.
pub(crate) async fn show(at: InAccount, of: OfKind, Asked(asked): Asked) -> Result<Response, PageError> {
    let (ix, kind) = at.kind(&of)?;
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let under = asked.some("under").and_then(|id| id.parse().ok());
    let filter = ResourceFilter { search: asked.some("q").map(str::to_owned), under, ..Default::default() };
    let narrowed = filter.search.is_some();
    let page = list_some(app, caller, account, kind.id.to_string(), filter, asked.some("cursor"), PAGE).await?;
    let above = match under {
        Some(under) => Some(look(app, caller, account, under).await?),
        None => None,
    };
    let creatable = match kind.parent {
        None => at.here.permissions.contains(kind.create_needs),
        Some(_) => !parents(&at, ix).await?.is_empty(),
    };
    let title = kind.plural.get(at.tag()).to_owned();
    let mut heading = Heading::new(title.clone());
    if let Some(above) = &above {
        heading = heading
            .lead(html! { bdi { (above.row.name) } })
            .back(at.of_kind(kind, ""), at.visit.t.get("resources-all"));
    }
    if creatable {
        let new = Button::link(at.of_kind(kind, "/new"), kind.label.get(at.tag()).to_owned());
        heading = heading.action(new.icon(icondata_lu::LuPlus).primary().panel());
    }
    let body = html! {
        (heading)
        (toolbar(&at, kind, &asked))
        (live_part("resources", None, html! {
            @if page.resources.is_empty() && narrowed {
                (Empty::new(icondata_lu::LuSearch, at.visit.t.get("resources-none-found")))
            } @else if page.resources.is_empty() {
                (Empty::new(icondata_lu::LuFolder, at.visit.t.get("resources-empty")).text(at.visit.t.get("resources-empty-hint")))
            } @else {
                (table(&at, kind, &page, &title))
                (pager(&at, kind, &page, &asked))
            }
        }))
    };
    Ok(at.console(title, body))
}

/// The search, which keeps within what is looked at.
fn toolbar(at: &InAccount, kind: &Kind, asked: &Pairs) -> Markup {
    let t = at.visit.t;
    let bar = Toolbar::new(at.of_kind(kind, ""), "resources", t.get("apply"));
    let bar = bar.search("q", t.get("resources-search"), asked.get("q").to_owned());
    let bar = match asked.some("under") {
        Some(under) => bar.keeps("under", under.to_owned()),
        None => bar,
    };
    html! { (bar) }
}

fn table(at: &InAccount, kind: &Kind, page: &ResourcePage, title: &str) -> Table<'static> {
    let t = at.visit.t;
    let mut table = Table::new(title.to_owned()).column(Column::new(t.get("name")));
    if let Some(parent) = kind.parent {
        table = table.column(Column::new(at.here.model[parent].label.get(at.tag()).to_owned()));
    }
    let shown = Shown::of(page);
    if shown.owners {
        table = table.column(Column::new(t.get("resources-owner")));
    }
    if shown.attributes {
        table =
            table.column(Column::new(t.get("resources-type"))).column(Column::new(t.get("resources-size")).number());
    }
    table
        .column(Column::new(t.get("resources-your-access")))
        .actions(t.get("members-actions"))
        .rows(page.resources.iter().map(|resource| row(at, kind, resource, shown)))
}

/// The columns that say anything on this page.
#[derive(Clone, Copy)]
struct Shown {
    owners: bool,
    attributes: bool,
}

impl Shown {
    fn of(page: &ResourcePage) -> Shown {
        Shown {
            owners: page.resources.iter().any(|one| one.owner.is_some()),
            attributes: page.resources.iter().any(|one| !one.attributes.is_empty()),
        }
    }
}

/// Whose it is; who is not here any more is said to be so (D09).
fn owner(at: &InAccount, owner: &Owner) -> Markup {
    let t = at.visit.t;
    html! {
        @match at.here.may(RosterPermission::ReadMembers) {
            true => a.quiet-link href=(SafeUrl::from(at.user(owner.member, ""))) { bdi { (owner.name) } },
            false => bdi { (owner.name) },
        }
        @if owner.former { " " (badge(Tone::Neutral, &t.get("former-member"))) }
    }
}

fn row(at: &InAccount, kind: &Kind, resource: &VisibleResource, shown: Shown) -> Row<'static> {
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
        @if let Some(link) = resource.attributes.link.clone().and_then(SafeUrl::parse) {
            " " a href=(link) rel="noopener noreferrer" { (t.get("resources-open")) }
        }
    });
    if kind.parent.is_some() {
        row = row.cell(resource.way());
    }
    if shown.owners {
        row = row.cell(html! { @if let Some(of) = &resource.owner { (owner(at, of)) } });
    }
    if shown.attributes {
        let said = &resource.attributes;
        row = row.cell(html! { @if let Some(of) = &said.media_type { bdi { (of) } } });
        row = row.cell(said.size.map(|size| t.bytes(size)).unwrap_or_default());
    }
    row = row.cell(own_access(at, kind, resource, edit));
    let hands_over = resource.owner.is_some() && at.may_here_or_on(resource, RosterPermission::ChangeAccess);
    let inside = at.here.model.kind(kind.id.as_str()).and_then(|ix| at.here.model[ix].children.first().copied());
    let inside = inside.map(|child| &at.here.model[child]);
    if !edit && !delete && who.is_none() && !hands_over && inside.is_none() {
        return row;
    }
    let id = resource.row.resource;
    let item = |label, rest: &str| MenuItem::link(label, at.of_kind(kind, &format!("/{id}{rest}")));
    let name = resource.row.name.as_str();
    let menu = Menu::row(format!("r-{id}"), t.with("members-actions-for", &[("name", name.into())]))
        .maybe(who.map(|path| MenuItem::link(at.label("who", "who-title"), path).icon(icondata_lu::LuUsers)))
        .maybe(inside.map(|child| {
            let path = at.of_kind(child, "") + &query([("under", Some(id.to_string().as_str()))]);
            MenuItem::link(child.plural.get(at.tag()).to_owned(), path).icon(icondata_lu::LuFolderOpen)
        }))
        .maybe(hands_over.then(|| item(t.get("resources-hand-over"), "/owner").icon(icondata_lu::LuUserCheck).dialog()))
        .maybe(edit.then(|| item(t.get("resources-rename"), "/rename").icon(icondata_lu::LuPencil).dialog()))
        .maybe(
            (edit && kind.parent.is_some())
                .then(|| item(t.get("resources-move"), "/move").icon(icondata_lu::LuFolderInput).panel()),
        )
        .separator()
        .maybe(delete.then(|| item(t.get("delete"), "/delete").icon(icondata_lu::LuTrash2).dialog().danger()));
    row.menu(menu)
}

/// What one's own access is called: as the model calls the level that gives the most of what one has here, however one came to
/// have it. Whoever may change it is not said to have a level that doesn't.
fn own_access(at: &InAccount, kind: &Kind, resource: &VisibleResource, edit: bool) -> Markup {
    let (model, t) = (&at.here.model, at.visit.t);
    let mut held = PermissionSet::new();
    for id in &resource.permissions {
        held.extend(model.permission(id));
    }
    let here = at.here.model.kind(kind.id.as_str());
    let fits = |level: &&Level| {
        let mut on_it =
            level.permissions.iter().filter(|held| here.is_some_and(|kind| model[*held].on.contains(&kind))).peekable();
        on_it.peek().is_some()
            && on_it.all(|one| held.contains(one))
            && (level.permissions.contains(kind.edit_needs) || !edit)
    };
    let level = kind.levels.iter().filter(fits).max_by_key(|level| level.permissions.len());
    let tone = if edit { Tone::Ok } else { Tone::Neutral };
    match level {
        Some(level) => badge(tone, level.label.get(at.tag())),
        None => badge(tone, &t.get(if edit { "resources-change" } else { "resources-see" })),
    }
}

fn pager(at: &InAccount, kind: &Kind, page: &ResourcePage, asked: &Pairs) -> Markup {
    let t = at.visit.t;
    let inside = asked.some("cursor").is_some();
    let address = |cursor: Option<&str>| {
        let asked = [("under", asked.some("under")), ("q", asked.some("q")), ("cursor", cursor)];
        SafeUrl::from(at.of_kind(kind, "") + &query(asked))
    };
    let first = inside.then(|| address(None));
    let next = page.next.as_deref().map(|next| address(Some(next)));
    let count = i64::try_from(page.resources.len()).unwrap_or(i64::MAX);
    let note = if next.is_none() && !inside { at.counted(kind, count) } else { String::new() };
    let pager = Pager::new(t.get("pages"), (t.get("first-page"), first), (t.get("next-page"), next));
    html! { (pager.note(note)) }
}
