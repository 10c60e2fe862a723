//! The overview of all users of an account (A02, A15).

use super::{bulk, columns, export, query::Query, row};
use crate::{
    console::{PageError, sent::Asked, visit::InAccount},
    ui::{Button, Empty, Heading, Notice, Pager, SafeUrl, Select, Tab, Table, Tabs, Tone, Toolbar, live_part},
};
use axum::response::Response;
use maud::{Markup, html};
use roster_app::{
    invitations::asked::{self, asked},
    members::{
        count::count,
        list::{MemberFilter, MemberPage, list, sorted},
    },
};
use roster_domain::{model::Leaving, permission::RosterPermission};
use std::collections::HashMap;

/// How many rows a page has.
const PAGE: usize = 50;

/// The page.
pub(crate) async fn show(at: InAccount, Asked(asked): Asked) -> Result<Response, PageError> {
    let query = Query::read(&asked)?;
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let page = sorted(app, caller, account, query.filter(), query.sort, query.cursor.as_deref(), PAGE).await?;
    let counts = count(app, caller, account).await?;
    let elsewhere = if page.members.is_empty() { elsewhere(&at, &query).await? } else { Vec::new() };
    let title = at.label("page", "members-title");
    let note = note(&at, &query, &page, &counts);
    let body = html! {
        (heading(&at, &title))
        (second(&at))
        (open_to_all(&at))
        (asking(&at).await?)
        (tabs(&at, &query, &counts))
        (toolbar(&at, &query).end(html! { (again_all(&at, &query, &page)) (export::all_button(&at)) }))
        (live_part("members", Some(&note), html! {
            @if page.members.is_empty() {
                (empty(&at, &query, &elsewhere))
            } @else {
                (table(&at, &query, &page, &title))
                @if query.narrows() { (export::matching_button(&at, &query, these(&page, &query))) }
                (pager(&at, &query, &page, note.clone()))
            }
        }))
    };
    Ok(at.console(title, body))
}

fn heading(at: &InAccount, title: &str) -> Heading<'static> {
    let heading = Heading::new(title.to_owned());
    if !at.here.may(RosterPermission::Invite) {
        return heading;
    }
    let invite = Button::link(at.path(invite_form(at)), at.label("invite", "invite-title"));
    heading.action(invite.icon(icondata_lu::LuUserPlus).primary().panel())
}

/// Whoever is the only one to keep the account is told to add a second, as long as it is so (F25).
fn second(at: &InAccount) -> Markup {
    if !at.here.alone || at.visit.is_acting() {
        return Markup::default();
    }
    let t = at.visit.t;
    html! {
        (Notice::new(Tone::Warn, html! {
            p { (t.get("second-text")) }
            @if at.here.may(RosterPermission::Invite) {
                (Button::link(at.path(invite_form(at)), t.get("second-add")).small().panel())
            }
        }).title(t.get("second-title")))
    }
}

/// Where people are invited, or created.
fn invite_form(at: &InAccount) -> &'static str {
    if at.here.model.invitation().welcome { "/users/new" } else { "/users/invite" }
}

/// Where people sign themselves up, whoever may invite is told the address to hand on (B10).
fn open_to_all(at: &InAccount) -> Markup {
    let here = &at.here;
    if !here.model.membership().self_sign_up || !here.may(RosterPermission::Invite) {
        return Markup::default();
    }
    let page = crate::console::sign_up::public_page(here.account);
    let address = format!("{}{page}", at.visit.web.app.settings().public_url);
    html! { p.field-hint { (at.visit.t.get("members-sign-up")) " " a href=(page) { (address) } } }
}

/// How many of those who ask for a new link are named.
const ASKING: usize = 3;

/// Who holds a dead link and asks for a new one: granted by one click (D07).
async fn asking(at: &InAccount) -> Result<Markup, PageError> {
    if !at.here.may(RosterPermission::Invite) {
        return Ok(Markup::default());
    }
    let t = at.visit.t;
    let waiting = asked(&at.visit.web.app, &at.visit.caller, at.here.account, 100).await?;
    let again = at.label("invite.again", "invite-again");
    let more = waiting.len().saturating_sub(ASKING);
    let each = |one: &asked::Asked| {
        let label = format!("{again}: {}", one.email);
        html! {
            li {
                form method="post" action=(at.user(one.member, "/send-again")) {
                    bdi { (one.email) } " " small { (at.ago(one.at.as_millisecond())) } " "
                    button.button.small type="submit" aria-label=(label) { (again) }
                }
            }
        }
    };
    Ok(html! {
        @if !waiting.is_empty() {
            (Notice::new(Tone::Info, html! {
                ul.plain { @for one in waiting.iter().take(ASKING) { (each(one)) } }
                @if more > 0 { a href=(at.path("/users?status=expired")) { (t.with("asking-more", &[("count", more.into())])) } }
            }).title(t.with("asking-title", &[("count", waiting.len().into())])))
        }
    })
}

/// The states that users of this model can be in, besides all.
fn statuses(at: &InAccount) -> Vec<&'static str> {
    let leaving = &at.here.model.membership().leaving;
    let mut statuses = vec!["active", "invited", "expired"];
    statuses.extend(leaving.contains(&Leaving::Disable).then_some("disabled"));
    statuses.extend(leaving.contains(&Leaving::Archive).then_some("archived"));
    statuses
}

fn tabs(at: &InAccount, query: &Query, counts: &HashMap<String, i64>) -> Tabs<'static> {
    let t = at.visit.t;
    let count = |status: &str| counts.get(status).copied().unwrap_or(0);
    // As the list has it: an invitation that ran out is not among all (A09).
    let all = ["active", "disabled", "invited"].map(count).iter().sum();
    let tab = |label: String, status: Option<&str>, count: i64| {
        let current = query.status.as_deref() == status;
        Tab::new(label, query.tab(status).address(at)).count(t.number(count)).current(current)
    };
    let mut tabs = vec![tab(t.get("all").into_owned(), None, all)];
    tabs.extend(statuses(at).into_iter().map(|status| tab(at.status_label(status), Some(status), count(status))));
    Tabs::new(t.get("status"), tabs)
}

fn toolbar(at: &InAccount, query: &Query) -> Toolbar<'static> {
    let t = at.visit.t;
    let roles = at.here.model.roles().map(|(_, role)| (role.id.to_string(), role.label.get(at.tag()).to_owned()));
    let any = (String::new(), t.get("members-any-role").into_owned());
    let filter = Select::new("role", at.label("column.roles", "role"), std::iter::once(any).chain(roles));
    let filter = filter.selected(query.role.clone().unwrap_or_default());
    let search = query.search.clone().unwrap_or_default();
    let bar = Toolbar::new(at.path("/users"), "members", t.get("apply"))
        .search("q", t.get("members-search"), search)
        .filter(filter);
    let kept = query.status.clone().map(|status| ("status", status)).into_iter();
    let kept = kept.chain(query.sort_code().map(|sort| ("sort", sort)));
    kept.fold(bar, |bar, (name, value)| bar.keeps(name, value))
}

/// Those who did not come in time can all be invited again at once (F12).
fn again_all(at: &InAccount, query: &Query, page: &MemberPage) -> Markup {
    let some = query.status.as_deref() == Some("expired") && page.members.len() > 1;
    html! {
        @if some && at.here.may(RosterPermission::Invite) {
            form method="post" action=(at.path("/users/bulk/send-again")) {
                (Button::submit(at.visit.t.get("again-all")).sends("all", "expired").icon(icondata_lu::LuSend))
            }
        }
    }
}

/// How many the list is narrowed to, where the page shows them all.
fn these(page: &MemberPage, query: &Query) -> Option<usize> {
    (page.next.is_none() && query.cursor.is_none()).then_some(page.members.len())
}

fn note(at: &InAccount, query: &Query, page: &MemberPage, counts: &HashMap<String, i64>) -> String {
    let t = at.visit.t;
    let shown = page.members.len();
    let whole = page.next.is_none() && query.cursor.is_none();
    if whole || query.narrows() {
        let key = if whole { "members-count" } else { "members-count-and-more" };
        return t.with(key, &[("count", shown.into())]);
    }
    let total: i64 = match query.status.as_deref() {
        Some(status) => counts.get(status).copied().unwrap_or(0),
        None => ["active", "disabled", "invited"].iter().filter_map(|status| counts.get(*status)).sum(),
    };
    let shown = t.number(i64::try_from(shown).unwrap_or(i64::MAX));
    t.with("of-total", &[("shown", shown.into()), ("total", t.number(total).into())])
}

fn table(at: &InAccount, query: &Query, page: &MemberPage, title: &str) -> Markup {
    let t = at.visit.t;
    let mut table = Table::new(title.to_owned());
    let columns = columns::shown(at, query);
    for column in &columns {
        table = table.column(columns::head(at, query, column));
    }
    let bulk = page.members.iter().any(|line| bulk::selectable(at, line));
    if bulk {
        table = table.selectable("bulk", t.get("select-all"));
    }
    let table = table.actions(t.get("members-actions"));
    let table = table.rows(page.members.iter().map(|line| row::row(at, &columns, line)));
    // All who match can be meant where there are more of them than the page shows.
    let more = page.next.is_some() || query.cursor.is_some();
    let all = more.then(|| (query, t.get("bulk-all-matching").into_owned()));
    html! { (table) @if bulk { (bulk::bar(at, &page.members, all)) } }
}

fn pager(at: &InAccount, query: &Query, page: &MemberPage, note: String) -> Pager<'static> {
    let t = at.visit.t;
    let first = query.cursor.as_ref().map(|_| SafeUrl::from(query.from(None).address(at)));
    let next = page.next.as_deref().map(|next| SafeUrl::from(query.from(Some(next)).address(at)));
    Pager::new(t.get("pages"), (t.get("first-page"), first), (t.get("next-page"), next)).note(note)
}

/// Where else a search that finds nothing here would find something (F26): states, and how many there.
async fn elsewhere(at: &InAccount, query: &Query) -> Result<Vec<(&'static str, usize)>, PageError> {
    let mut found = Vec::new();
    if query.search.is_none() {
        return Ok(found);
    }
    for status in statuses(at).into_iter().filter(|status| query.status.as_deref() != Some(*status)) {
        let filter = MemberFilter { statuses: vec![status.to_owned()], ..query.filter() };
        let page = list(&at.visit.web.app, &at.visit.caller, at.here.account, filter, None, PAGE).await?;
        if !page.members.is_empty() {
            found.push((status, page.members.len()));
        }
    }
    Ok(found)
}

fn empty(at: &InAccount, query: &Query, elsewhere: &[(&'static str, usize)]) -> Empty<'static> {
    let t = at.visit.t;
    if !query.narrows() {
        let none = Empty::new(icondata_lu::LuUsers, t.get("members-empty"));
        return if query.status.is_none() { none.text(t.get("members-empty-hint")) } else { none };
    }
    let links = html! {
        @for (status, count) in elsewhere {
            a.button href=(query.tab(Some(status)).address(at)) {
                (t.with("members-elsewhere", &[("count", (*count).into()), ("tab", at.status_label(status).into())]))
            }
        }
        @if elsewhere.is_empty() { (Button::link(at.path("/users"), t.get("members-show-all"))) }
    };
    Empty::new(icondata_lu::LuSearchX, t.get("nothing-found")).action(links)
}
