//! "Who has access" (F23): who reaches a resource, how, since when and until when.

use super::OfKind;
use crate::{
    console::{
        PageError, query,
        sent::{Asked, Named},
        visit::InAccount,
    },
    ui::{
        Button, Column, Empty, Heading, Menu, MenuItem, Pager, Row, SafeUrl, Select, Table, Toolbar, live_part, person,
    },
};
use axum::response::Response;
use maud::{Markup, html};
use roster_app::{
    access::{
        check::Place,
        reachers::{Reacher, Reachers, ReachersPage, reachers},
        told::Way,
    },
    resources::list::VisibleResource,
};
use roster_domain::{id::ResourceId, model::Kind, permission::RosterPermission, resource::KindIx};

/// How many rows a page has.
const PAGE: usize = 50;

/// Up to how many are counted where the list is linked to.
const COUNTED: usize = 100;

/// The page. `?permission=` lists those who hold it there.
pub(crate) async fn show(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let (ix, kind) = at.kind(&of)?;
    let seen = at.resource(kind, resource).await?;
    let permission = asked.some("permission");
    let page = find(&at, resource, permission, asked.some("cursor"), PAGE).await?;
    let t = at.visit.t;
    let title = t.with("who-title-of", &[("name", seen.row.name.as_str().into())]);
    let mut heading = Heading::new(title.clone()).back(at.of_kind(kind, ""), kind.plural.get(at.tag()).to_owned());
    if !seen.under.is_empty() {
        heading = heading.lead(seen.under.join(" › "));
    }
    if at.may_give_on(kind, &seen) {
        let give = Button::link(at.of_members(kind, resource, "/give"), t.get("who-give"));
        heading = heading.action(give.icon(icondata_lu::LuPlus).primary().panel());
    }
    let body = html! {
        (heading)
        (toolbar(&at, ix, &seen, permission))
        (live_part("reachers", None, html! {
            @if page.members.is_empty() && page.next.is_none() {
                (Empty::new(icondata_lu::LuUsers, t.get("who-empty")))
            } @else {
                (table(&at, kind, &seen, &page, &title))
                (pager(&at, kind, resource, &page, permission, asked.some("cursor").is_some()))
            }
        }))
    };
    Ok(at.console(title, body))
}

async fn find(
    at: &InAccount,
    resource: ResourceId,
    permission: Option<&str>,
    cursor: Option<&str>,
    limit: usize,
) -> Result<ReachersPage, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let asked = Reachers { place: Place::Resource(resource), permission: permission.map(str::to_owned) };
    Ok(reachers(app, caller, account, asked, RosterPermission::ReadMembers, cursor, limit).await?)
}

/// "12 users have access", as a link to the list; nothing for those who may not see it.
pub(super) async fn how_many(at: &InAccount, kind: &Kind, seen: &VisibleResource) -> Result<Option<Markup>, PageError> {
    if !at.may_here_or_on(seen, RosterPermission::ReadMembers) {
        return Ok(None);
    }
    let page = find(at, seen.row.resource, None, None, COUNTED).await?;
    let key = match (page.members.len(), &page.next) {
        (0, _) => return Ok(None),
        (_, Some(_)) => "who-count-more",
        (_, None) => "who-count",
    };
    let said = at.visit.t.with(key, &[("count", page.members.len().into())]);
    Ok(Some(html! { p { a href=(SafeUrl::from(at.of_members(kind, seen.row.resource, ""))) { (said) } } }))
}

impl InAccount {
    /// The path of something about who has access to a resource.
    pub(super) fn of_members(&self, kind: &Kind, resource: ResourceId, rest: &str) -> String {
        self.of_kind(kind, &format!("/{resource}/members{rest}"))
    }

    /// Whether the caller may give others access there: they may change it, find others, and there is something to give.
    fn may_give_on(&self, kind: &Kind, seen: &VisibleResource) -> bool {
        self.here.may(RosterPermission::ReadMembers)
            && self.may_here_or_on(seen, RosterPermission::ChangeAccess)
            && kind.levels.iter().any(|level| !level.permissions.is_empty())
    }
}

fn toolbar(at: &InAccount, kind: KindIx, seen: &VisibleResource, permission: Option<&str>) -> Toolbar<'static> {
    let (t, model) = (at.visit.t, &at.here.model);
    let first = (String::new(), t.get("who-any-permission").into_owned());
    let there = model.on_kind(kind).iter().filter(|permission| RosterPermission::at(*permission).is_none());
    let named = there.map(|permission| {
        let id = model[permission].id.to_string();
        let label = at.permission_label(&id);
        (id, label)
    });
    let filter = Select::new("permission", t.get("who-may"), std::iter::once(first).chain(named))
        .selected(permission.unwrap_or_default().to_owned());
    let action = at.of_members(&model[kind], seen.row.resource, "");
    Toolbar::new(action, "reachers", t.get("filter")).filter(filter)
}

fn table(at: &InAccount, kind: &Kind, seen: &VisibleResource, page: &ReachersPage, title: &str) -> Table<'static> {
    let t = at.visit.t;
    let table = Table::new(title.to_owned()).column(Column::new(t.get("name"))).column(Column::new(t.get("who-how")));
    table.actions(t.get("members-actions")).rows(page.members.iter().map(|reacher| {
        let profile = at.here.may(RosterPermission::ReadMembers).then(|| at.user(reacher.member, ""));
        let row = Row::new().cell(person(&reacher.name, &reacher.email, profile.map(SafeUrl::from))).cell(at.ways(
            seen.row.resource,
            &reacher.ways,
            &page.names,
        ));
        match menu(at, kind, seen, reacher) {
            Some(menu) => row.menu(menu),
            None => row,
        }
    }))
}

/// Taking access away where it was given: what comes from a role or from above isn't given here.
fn menu(at: &InAccount, kind: &Kind, seen: &VisibleResource, reacher: &Reacher) -> Option<Menu<'static>> {
    let (t, resource, member) = (at.visit.t, seen.row.resource, reacher.member);
    let given_here =
        |way: &Way| matches!(way, Way::Grant { on, given, .. } if *on == resource && given.level.is_some());
    let removable = reacher.changeable && reacher.ways.iter().any(given_here);
    let name = if reacher.name.is_empty() { &reacher.email } else { &reacher.name };
    removable.then(|| {
        let path = at.of_members(kind, resource, &format!("/{member}/remove"));
        let remove = MenuItem::link(t.get("remove"), path).icon(icondata_lu::LuUserMinus).dialog().danger();
        Menu::row(format!("w-{member}"), t.with("members-actions-for", &[("name", name.as_str().into())])).item(remove)
    })
}

fn pager(
    at: &InAccount,
    kind: &Kind,
    resource: ResourceId,
    page: &ReachersPage,
    permission: Option<&str>,
    inside: bool,
) -> Markup {
    let t = at.visit.t;
    let list = at.of_members(kind, resource, "");
    let link = |cursor| SafeUrl::from(list.clone() + &query([("permission", permission), ("cursor", cursor)]));
    let first = inside.then(|| link(None));
    let next = page.next.as_deref().map(|next| link(Some(next)));
    let whole = next.is_none() && !inside;
    let note = if whole { t.with("who-count", &[("count", page.members.len().into())]) } else { String::new() };
    html! { (Pager::new(t.get("pages"), (t.get("first-page"), first), (t.get("next-page"), next)).note(note)) }
}
