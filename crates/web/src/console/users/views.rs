//! How the model divides the list of users: tabs, a button, or the filter (B03, C05, E03); and which states one view is of.

use super::query::Query;
use crate::{
    console::visit::InAccount,
    ui::{Tab, Tabs},
};
use maud::{Markup, html};
use roster_domain::model::{Leaving, UsersList, WhenExpired};
use std::collections::HashMap;

/// How many there are of each status.
pub(super) type Counts = HashMap<String, i64>;

impl InAccount {
    /// How the model divides the list.
    pub(super) fn users_list(&self) -> UsersList {
        self.here.model.console().users_list
    }

    /// The states of those who are out, and are not gone for good.
    pub(super) fn out_states(&self) -> Vec<&'static str> {
        let leaving = &self.here.model.membership().leaving;
        let ways = [(Leaving::Disable, "disabled"), (Leaving::Archive, "archived")];
        ways.into_iter().filter(|(way, _)| leaving.contains(way)).map(|(_, state)| state).collect()
    }

    /// The states that users of this model can be in.
    pub(super) fn states(&self) -> Vec<&'static str> {
        ["active", "invited", "expired"].into_iter().chain(self.out_states()).collect()
    }

    /// The states that the list is of where the address names none.
    pub(super) fn first_states(&self, out: bool) -> Vec<&'static str> {
        let kept = self.here.model.invitation().when_expired == WhenExpired::Keep;
        match self.users_list() {
            // An invitation that ran out is among all where it stays (D05), and not where it leaves the list (A09).
            UsersList::States => {
                let mut states = vec!["active", "disabled", "invited"];
                states.extend(kept.then_some("expired"));
                states
            }
            UsersList::Tabs => vec!["active"],
            UsersList::Button | UsersList::Filter => {
                let mut states = vec!["active", "invited"];
                states.extend(kept.then_some("expired"));
                states.extend(out.then(|| self.out_states()).into_iter().flatten());
                states
            }
        }
    }

    /// The tabs above the list: what each is called, and which states it is of; none: of those where the address names none.
    pub(super) fn tabs(&self) -> Vec<(String, Vec<&'static str>)> {
        let one = |state: &'static str| (self.status_label(state), vec![state]);
        match self.users_list() {
            UsersList::States => {
                let all = (self.visit.t.get("all").into_owned(), Vec::new());
                std::iter::once(all).chain(self.states().into_iter().map(one)).collect()
            }
            UsersList::Tabs => {
                let waiting = (self.status_label("invited"), vec!["invited", "expired"]);
                let out = self.out_states();
                let called = out.last().map(|state| self.status_label(state));
                [one("active"), waiting].into_iter().chain(called.map(|label| (label, out))).collect()
            }
            UsersList::Button | UsersList::Filter => Vec::new(),
        }
    }
}

/// How many there are in these states together.
pub(super) fn sum(counts: &Counts, states: &[&str]) -> i64 {
    states.iter().filter_map(|state| counts.get(*state)).sum()
}

/// Tabs, or the button that shows those who are out, too; nothing where the filter says it.
pub(super) fn division(at: &InAccount, query: &Query, counts: &Counts) -> Markup {
    let t = at.visit.t;
    let tabs = at.tabs();
    if tabs.is_empty() {
        return Markup::default();
    }
    let now = query.states(at);
    let tab = |(label, states): (String, Vec<&'static str>)| {
        let of = if states.is_empty() { at.first_states(false) } else { states.clone() };
        // A part of a tab lies in it: an address may name one state of several. All is open only where none is named.
        let current = if states.is_empty() {
            query.statuses.is_empty()
        } else {
            now.iter().all(|state| states.contains(&state.as_str())) && !(query.statuses.is_empty() && tabs_all(at))
        };
        Tab::new(label, query.of_states(&states).address(at)).count(t.number(sum(counts, &of))).current(current)
    };
    html! { div id="users-tabs" data-renews { (Tabs::new(t.get("status"), tabs.into_iter().map(tab))) } }
}

/// Whether there is a tab for all.
fn tabs_all(at: &InAccount) -> bool {
    at.users_list() == UsersList::States
}

/// The button that shows those who are out, or hides them again (B03).
pub(super) fn out_button(at: &InAccount, query: &Query, counts: &Counts) -> Markup {
    let out = at.out_states();
    if at.users_list() != UsersList::Button || out.is_empty() {
        return Markup::default();
    }
    let (t, count) = (at.visit.t, sum(counts, &out));
    let of = if out.as_slice() == ["disabled"] { "disabled" } else { "former" };
    let key = if query.out { format!("users-hide-{of}") } else { format!("users-show-{of}") };
    html! {
        a.button id="users-out" data-renews href=(query.with_out(!query.out).address(at)) {
            (t.get(&key)) " " span.count { (t.number(count)) }
        }
    }
}
