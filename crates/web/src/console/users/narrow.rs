//! What narrows the list of users: the search, the filter's panel; and where else a search would have found somebody.

use super::{
    query::{NotActive, Query},
    views::{Counts, out_button},
};
use crate::{
    console::{PageError, visit::InAccount},
    ui::{Button, Empty, FilterPanel, Select, Toolbar},
};
use maud::{Markup, html};
use roster_app::{
    members::{
        count::{MOST_COUNTED, matching},
        list::MemberFilter,
    },
    resources::{
        choose::{Choose, choose},
        list::VisibleResource,
    },
};
use roster_domain::{model::UsersList, permission::RosterPermission, text::sort_key};

/// The search and the filter.
pub(super) fn toolbar(
    at: &InAccount,
    query: &Query,
    counts: &Counts,
    resources: Option<Select<'static>>,
) -> Toolbar<'static> {
    let t = at.visit.t;
    let search = query.search.clone().unwrap_or_default();
    let bar = Toolbar::new(at.path("/users"), "members", t.get("search"))
        .search("q", t.get("members-search"), search)
        .panel(panel(at, query, resources))
        .beside(out_button(at, query, counts));
    // What the panel has a field for goes along with it.
    let in_panel = ["role", "active", "resource", "q"];
    let kept = query.filter_pairs().into_iter().filter(|(name, _)| match *name {
        "status" => !states_in_panel(at),
        "out" => at.users_list() != UsersList::Filter,
        name => !in_panel.contains(&name),
    });
    let kept = kept.chain(query.sort_code().map(|sort| ("sort", sort)));
    kept.fold(bar, |bar, (name, value)| bar.keeps(name, value))
}

/// Where there are no tabs, the panel says which states.
fn states_in_panel(at: &InAccount) -> bool {
    matches!(at.users_list(), UsersList::Button | UsersList::Filter)
}

/// How many resources are offered; every other one has a page of its own, from which the list is reached, too.
const RESOURCES: usize = 100;

/// The choice of the resource that those listed reach; nothing where the caller sees none.
pub(super) async fn resources(at: &InAccount, query: &Query) -> Result<Option<Select<'static>>, PageError> {
    let t = at.visit.t;
    let asked = Choose { keep: query.resource.into_iter().collect(), most: RESOURCES, ..Choose::default() };
    let found = choose(&at.visit.web.app, &at.visit.caller, at.here.account, asked).await?;
    if found.resources.is_empty() {
        return Ok(None);
    }
    let mut kinds = at.here.model.kinds().map(|(_, kind)| kind);
    let label = match (kinds.next(), kinds.next()) {
        (Some(only), None) => only.label.get(at.tag()).to_owned(),
        _ => at.label("access", "access-title"),
    };
    // What lies under something is told by that.
    let way = |one: &VisibleResource| one.under.iter().rev().chain([&one.row.name]).cloned().collect::<Vec<_>>();
    let mut ways: Vec<(String, Vec<String>)> =
        found.resources.iter().map(|one| (one.row.resource.to_string(), way(one))).collect();
    ways.sort_by_cached_key(|(_, way)| way.iter().map(|name| sort_key(name)).collect::<Vec<_>>());
    let options = ways.into_iter().map(|(id, way)| (id, way.join(" › ")));
    let options = std::iter::once((String::new(), t.get("users-any-resource").into_owned())).chain(options);
    let select = Select::new("resource", label, options);
    let select = if found.cut { select.hint(t.get("users-more-resources")) } else { select };
    Ok(Some(select.selected(query.resource.map(|it| it.to_string()).unwrap_or_default())))
}

fn panel(at: &InAccount, query: &Query, resources: Option<Select<'static>>) -> FilterPanel<'static> {
    let t = at.visit.t;
    let any = |key: &str| (String::new(), t.get(key).into_owned());
    let roles = at.here.model.roles().map(|(_, role)| (role.id.to_string(), role.label.get(at.tag()).to_owned()));
    let roles = std::iter::once(any("members-any-role")).chain(roles);
    let role = Select::new("role", at.label("column.roles", "role"), roles);
    let active = NotActive::ALL
        .map(|active| (active.code().to_owned(), t.get(&format!("users-active-{}", active.code())).into_owned()));
    let active =
        Select::new("active", t.get("members-last-active"), std::iter::once(any("users-active-any")).chain(active))
            .selected(query.active.map(NotActive::code).unwrap_or_default());
    let mut panel = FilterPanel::new("users-filter", t.get("users-filter"), t.get("apply"))
        .count(query.filters(at))
        .field(role.selected(query.role.clone().unwrap_or_default()))
        .field(active);
    if let Some(resources) = resources {
        panel = panel.field(resources);
    }
    if states_in_panel(at) {
        let states = at.states().into_iter().map(|state| (state.to_owned(), at.status_label(state)));
        let states = Select::new("status", t.get("status"), std::iter::once(any("users-any-status")).chain(states));
        panel = panel.field(states.selected(query.statuses.join(",")));
    }
    if at.users_list() == UsersList::Filter {
        let choices = [(String::new(), t.get("users-no")), ("yes".to_owned(), t.get("users-yes"))];
        let out =
            Select::new("out", t.get("users-archived"), choices.map(|(value, label)| (value, label.into_owned())));
        panel = panel.field(out.selected(if query.out { "yes" } else { "" }));
    }
    if query.filters(at) > 0 {
        panel = panel.clear(unfiltered(at, query), t.get("users-filter-clear"));
    }
    panel
}

/// The list without what the panel says of it.
fn unfiltered(at: &InAccount, query: &Query) -> String {
    let (statuses, out) = match states_in_panel(at) {
        true => (Vec::new(), query.out && at.users_list() != UsersList::Filter),
        false => (query.statuses.clone(), query.out),
    };
    Query { statuses, out, search: query.search.clone(), sort: query.sort, ..Query::default() }.address(at)
}

/// "7", or "10,000+".
pub(in crate::console) fn counted(at: &InAccount, count: i64) -> String {
    let t = at.visit.t;
    if count > MOST_COUNTED { format!("{}+", t.number(MOST_COUNTED)) } else { t.number(count) }
}

/// Where else a search that finds nothing here would find somebody (F26): what it is called there, its address, and how many.
pub(super) async fn elsewhere(at: &InAccount, query: &Query) -> Result<Vec<(String, String, i64)>, PageError> {
    let mut found = Vec::new();
    if !query.narrows() {
        return Ok(found);
    }
    let here = query.states(at);
    let tabs = at.tabs().into_iter().filter(|(_, states)| !states.is_empty());
    let mut places: Vec<_> = tabs.collect();
    if places.is_empty() {
        places = at.states().into_iter().map(|state| (at.status_label(state), vec![state])).collect();
    }
    for (label, states) in places {
        let other: Vec<String> =
            states.iter().map(|state| (*state).to_owned()).filter(|state| !here.contains(state)).collect();
        if other.is_empty() {
            continue;
        }
        let there = query.of_states(&states);
        let filter = MemberFilter { statuses: other, ..there.filter(at) };
        let count = matching(&at.visit.web.app, &at.visit.caller, at.here.account, filter).await?;
        if count > 0 {
            found.push((label, there.address(at), count));
        }
    }
    Ok(found)
}

/// What the list says where there is nobody.
pub(super) fn empty(at: &InAccount, query: &Query, elsewhere: &[(String, String, i64)]) -> Empty<'static> {
    let t = at.visit.t;
    if !query.narrows() && query.filters(at) == 0 {
        let none = Empty::new(icondata_lu::LuUsers, t.get("members-empty"));
        if !at.here.may(RosterPermission::Invite) {
            return none;
        }
        let none = if query.waiting() { none } else { none.text(t.get("members-empty-hint")) };
        return none.action(super::list::invite_button(at));
    }
    let links: Markup = html! {
        @for (label, address, count) in elsewhere {
            a.button href=(address) { (t.with("members-elsewhere", &[("count", (*count).into()), ("tab", label.as_str().into())])) }
        }
        @if query.filters(at) > 0 {
            (Button::link(unfiltered(at, query), t.get("users-filter-clear")))
        } @else if elsewhere.is_empty() {
            (Button::link(query.whole().address(at), t.get("members-show-all")))
        }
    };
    let title = if query.search.is_some() { "nothing-found" } else { "members-none-match" };
    Empty::new(icondata_lu::LuSearchX, t.get(title)).action(links)
}
