//! "Who has access" (F23): who reaches a resource, how, since when and until when.

use super::{OfKind, assign::assign, gift::offers_something};
use crate::{
    console::{
        PageError, query,
        sent::{Asked, Named, Pairs, Sent},
        visit::InAccount,
    },
    ui::{
        BulkBar, Button, Column, Empty, Heading, Menu, MenuItem, Pager, Row, SafeUrl, Select, Table, Toolbar,
        live_part, person,
    },
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use roster_app::{
    access::{
        check::Place,
        given_there::{GivenThere, awaited},
        reachers::{Reacher, Reachers, ReachersPage, reachers},
        told::Way,
    },
    resources::list::VisibleResource,
};
use roster_domain::{
    id::{MemberId, ResourceId},
    model::{Kind, ProjectRole},
    permission::RosterPermission,
    resource::KindIx,
};

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
    let kind = at.kind(&of)?;
    page(&at, kind, resource, &asked, StatusCode::OK, Markup::default()).await
}

/// The same with something to say above the list.
pub(super) async fn page(
    at: &InAccount,
    (ix, kind): (KindIx, &Kind),
    resource: ResourceId,
    asked: &Pairs,
    status: StatusCode,
    told: Markup,
) -> Result<Response, PageError> {
    let seen = at.resource(kind, resource).await?;
    let permission = asked.some("permission");
    let page = find(at, resource, permission, asked.some("cursor"), PAGE).await?;
    let whole = permission.is_none() && asked.some("cursor").is_none();
    let awaited = if whole { awaited_there(at, resource).await? } else { Vec::new() };
    let title = at.who_title(&seen);
    let mut heading = Heading::new(title.clone()).back(at.of_kind(kind, ""), kind.plural.get(at.tag()).to_owned());
    if !seen.under.is_empty() {
        heading = heading.lead(seen.way());
    }
    if at.may_give_on(kind, &seen) {
        let give = Button::link(at.of_members(kind, resource, "/give"), at.label("who.give", "who-give"));
        heading = heading.action(give.icon(icondata_lu::LuUserPlus).primary().panel());
    }
    let body = html! {
        (heading)
        (told)
        (toolbar(at, ix, &seen, permission))
        (live_part("reachers", None, html! {
            @if page.members.is_empty() && page.next.is_none() {
                (Empty::new(icondata_lu::LuUsers, at.visit.t.get("who-empty")))
            } @else {
                (table(at, kind, &seen, &page, &title))
                (pager(at, kind, resource, &page, permission, asked.some("cursor").is_some()))
            }
        }))
        (still_invited(at, kind, &seen, &awaited))
    };
    Ok(at.console_with(status, title, body))
}

/// What is done with those who are selected: a bar's buttons lead here, and on to the page that asks.
pub(crate) async fn selected(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (_, kind) = at.kind(&of)?;
    let (list, t) = (at.of_members(kind, resource, ""), at.visit.t);
    let members: Vec<MemberId> = sent.all("member");
    match (sent.get("do").split_once(':').unwrap_or((sent.get("do"), "")), &members[..]) {
        (_, []) => {
            // Who can't see it is not told that there is anything to select from.
            at.resource(kind, resource).await?;
            Ok(at.visit.go(&list, &t.get("who-select-one")))
        }
        (("remove", _), _) => {
            let ids: Vec<String> = members.iter().map(ToString::to_string).collect();
            let asked = query(ids.iter().map(|id| ("member", Some(id.as_str()))));
            Ok(Redirect::to(&format!("{list}/remove{asked}")).into_response())
        }
        (("edit", _), [one]) => Ok(Redirect::to(&format!("{list}/{one}/edit")).into_response()),
        (("assign", role), [one]) => assign(&at, &of, resource, *one, role).await,
        _ => Ok(at.visit.go(&list, &t.get("who-select-only-one"))),
    }
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
    /// What the page is called: the model's word for it, or the question it answers.
    pub(super) fn who_title(&self, seen: &VisibleResource) -> String {
        match self.here.model.label(self.tag(), "who") {
            Some(label) => format!("{} · {label}", seen.row.name),
            None => self.visit.t.with("who-title-of", &[("name", seen.row.name.as_str().into())]),
        }
    }

    /// The path of something about who has access to a resource.
    pub(crate) fn of_members(&self, kind: &Kind, resource: ResourceId, rest: &str) -> String {
        self.of_kind(kind, &format!("/{resource}/members{rest}"))
    }

    /// Whether the caller may give others access there: they may change it, and there is something to give.
    fn may_give_on(&self, kind: &Kind, seen: &VisibleResource) -> bool {
        self.may_here_or_on(seen, RosterPermission::ChangeAccess) && offers_something(self, kind)
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
    let bar = Toolbar::new(action, "reachers", t.get("filter")).filter(filter);
    if !at.here.may(RosterPermission::ReadMembers) {
        return bar;
    }
    // There they are searched, sorted and exported, those who are invited among them.
    let list = at.path("/users") + &query([("resource", Some(seen.row.resource.to_string().as_str()))]);
    bar.end(Button::link(list, t.get("users-who-reach")).icon(icondata_lu::LuUsers))
}

fn table(at: &InAccount, kind: &Kind, seen: &VisibleResource, page: &ReachersPage, title: &str) -> Markup {
    let t = at.visit.t;
    let mut table =
        Table::new(title.to_owned()).column(Column::new(t.get("name"))).column(Column::new(t.get("who-how")));
    let bulk = page.members.iter().any(|reacher| reacher.changeable);
    if bulk {
        table = table.selectable("bulk", t.get("select-all"));
    }
    let table =
        table.actions(t.get("members-actions")).rows(page.members.iter().map(|reacher| {
            let profile = at.here.may(RosterPermission::ReadMembers).then(|| at.user(reacher.member, ""));
            let mut row = Row::new()
                .cell(person(&reacher.name, &reacher.email, profile.map(SafeUrl::from)))
                .cell(at.ways(seen.row.resource, &reacher.ways, &page.names));
            if reacher.changeable {
                let label = t.with("members-select", &[("name", called(reacher).into())]);
                row = row.select("member", reacher.member.to_string(), label).menu(menu(at, kind, seen, reacher));
            }
            row
        }));
    html! { (table) @if bulk { (bulk_bar(at, kind, seen.row.resource)) } }
}

fn called(reacher: &Reacher) -> &str {
    if reacher.name.is_empty() { &reacher.email } else { &reacher.name }
}

fn bulk_bar(at: &InAccount, kind: &Kind, resource: ResourceId) -> BulkBar<'static> {
    let (t, to) = (at.visit.t, at.of_members(kind, resource, "/selected"));
    let button = |label: String, sends: String| Button::submit_to(to.clone(), label).sends("do", sends).small();
    let bar = BulkBar::new("bulk", t.get("members-selected"), t.get("members-bulk-selected"));
    let bar = at
        .handed_over(kind)
        .fold(bar, |bar, role| bar.button(button(at.assign_label(role), format!("assign:{}", role.id))));
    let bar = match offers_something(at, kind) {
        true => bar.button(button(at.label("who.edit", "who-edit"), "edit".to_owned())),
        false => bar,
    };
    bar.button(button(at.label("who.remove", "remove"), "remove".to_owned()).danger())
        .button(Button::reset(t.get("clear")).small().quiet())
}

/// What was given here is changed and taken away here: what comes from a role or from above is not.
fn menu(at: &InAccount, kind: &Kind, seen: &VisibleResource, reacher: &Reacher) -> Menu<'static> {
    let (t, resource, member) = (at.visit.t, seen.row.resource, reacher.member);
    let path = |rest: &str| at.of_members(kind, resource, &format!("/{member}/{rest}"));
    let here = |way: &Way| matches!(way, Way::Grant { on, .. } if *on == resource);
    let holds = |role: &ProjectRole| {
        let is = |way: &Way| {
            matches!(way, Way::Grant { on, what: given, .. } if *on == resource
                && given.project_role.as_deref() == Some(role.id.as_str()))
        };
        reacher.ways.iter().any(is)
    };
    let menu = Menu::row(format!("w-{member}"), t.with("members-actions-for", &[("name", called(reacher).into())]));
    let menu = at.handed_over(kind).filter(|role| !holds(role)).fold(menu, |menu, role| {
        let assign = MenuItem::post(at.assign_label(role), path("assign")).sends("role", role.id.to_string());
        menu.item(assign.icon(icondata_lu::LuCrown))
    });
    let edit = offers_something(at, kind)
        .then(|| MenuItem::link(at.label("who.edit", "who-edit"), path("edit")).icon(icondata_lu::LuPencil).panel());
    let remove = reacher.ways.iter().any(here).then(|| {
        let remove = MenuItem::link(at.label("who.remove", "remove"), path("remove"));
        remove.icon(icondata_lu::LuUserMinus).dialog().danger()
    });
    menu.maybe(edit).separator().maybe(remove)
}

async fn awaited_there(at: &InAccount, resource: ResourceId) -> Result<Vec<GivenThere>, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    Ok(awaited(app, caller, account, resource, RosterPermission::ReadMembers).await?)
}

/// Those who have something here as soon as they accept their invitation.
fn still_invited(at: &InAccount, kind: &Kind, seen: &VisibleResource, awaited: &[GivenThere]) -> Markup {
    let (t, now) = (at.visit.t, at.now().as_millisecond());
    let row = |one: &GivenThere| {
        let status = if one.invited_until.is_none_or(|until| until <= now) { "expired" } else { "invited" };
        let given: Vec<String> = one.given.iter().map(|grant| at.access_label(&grant.value)).collect();
        let profile = at.here.may(RosterPermission::ReadMembers).then(|| at.user(one.member, ""));
        let path = |rest: &str| at.of_members(kind, seen.row.resource, &format!("/{}/{rest}", one.member));
        let row = Row::new()
            .cell(person(&one.name, &one.email, profile.map(SafeUrl::from)))
            .cell(given.join(", "))
            .cell(at.status_badge(status));
        if !one.changeable {
            return row;
        }
        let menu =
            Menu::row(format!("w-{}", one.member), t.with("members-actions-for", &[("name", one.called().into())]));
        let edit = MenuItem::link(at.label("who.edit", "who-edit"), path("edit")).icon(icondata_lu::LuPencil).panel();
        let remove = MenuItem::link(at.label("who.remove", "remove"), path("remove"));
        row.menu(menu.item(edit).separator().item(remove.icon(icondata_lu::LuUserMinus).dialog().danger()))
    };
    let title = t.get("who-awaited");
    html! {
        @if !awaited.is_empty() {
            h2.group-title { (title) }
            (Table::new(title.clone()).column(Column::new(t.get("name"))).column(Column::new(t.get("who-how")))
                .column(Column::new(t.get("status"))).actions(t.get("members-actions")).rows(awaited.iter().map(row)))
        }
    }
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
