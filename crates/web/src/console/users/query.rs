//! What the address says of the list of users: it holds the whole view, so that reloading, sharing and going back work.

use crate::console::{sent::Pairs, visit::InAccount};
use jiff::{SignedDuration, Timestamp};
use roster_app::members::list::{MemberFilter, MemberSort, SortBy};
use roster_domain::{id::ResourceId, model::UsersList, refusal::Refusal};

/// The view.
#[derive(Clone, Default)]
pub(super) struct Query {
    /// The states it is of; none: those that the model shows first.
    pub(super) statuses: Vec<String>,
    /// Those who are out, too.
    pub(super) out: bool,
    pub(super) role: Option<String>,
    pub(super) active: Option<NotActive>,
    /// Only those who reach it.
    pub(super) resource: Option<ResourceId>,
    pub(super) search: Option<String>,
    pub(super) sort: MemberSort,
    pub(super) cursor: Option<String>,
}

/// For how long somebody was not active.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NotActive {
    Days(i64),
    Ever,
}

impl NotActive {
    /// Those on offer.
    pub(super) const ALL: [NotActive; 3] = [NotActive::Days(30), NotActive::Days(90), NotActive::Ever];

    /// What stands in the address.
    pub(super) fn code(self) -> &'static str {
        match self {
            NotActive::Days(30) => "30",
            NotActive::Days(_) => "90",
            NotActive::Ever => "never",
        }
    }
}

impl Query {
    pub(super) fn read(asked: &Pairs) -> Result<Query, Refusal> {
        let some = |name| asked.some(name).map(str::to_owned);
        let sort = match asked.some("sort") {
            Some(sort) => MemberSort::from_code(sort).ok_or_else(|| Refusal::field("/sort", "unknown_sort"))?,
            None => MemberSort::default(),
        };
        let active = |code| NotActive::ALL.into_iter().find(|active| active.code() == code);
        let resource = asked.some("resource").map(str::parse).transpose();
        let resource = resource.map_err(|_| Refusal::field("/resource", "unknown_resource"))?;
        let statuses = asked.get("status").split(',').filter(|status| !status.is_empty());
        Ok(Query {
            statuses: statuses.map(str::to_owned).collect(),
            out: asked.get("out") == "yes",
            role: some("role"),
            active: asked.some("active").and_then(active),
            resource,
            search: some("q"),
            sort,
            cursor: some("cursor"),
        })
    }

    /// The states it is of.
    pub(super) fn states(&self, at: &InAccount) -> Vec<String> {
        if self.statuses.is_empty() {
            at.first_states(self.out).into_iter().map(str::to_owned).collect()
        } else {
            self.statuses.clone()
        }
    }

    /// Whom it is about.
    pub(super) fn filter(&self, at: &InAccount) -> MemberFilter {
        let now = at.visit.web.app.now();
        let since = |days: i64| now.checked_sub(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::UNIX_EPOCH);
        let days = match self.active {
            Some(NotActive::Days(days)) => Some(since(days).as_millisecond()),
            _ => None,
        };
        MemberFilter {
            statuses: self.states(at),
            role: self.role.clone(),
            search: self.search.clone(),
            not_active_since: days,
            never_active: self.active == Some(NotActive::Ever),
            resource: self.resource,
            ..MemberFilter::default()
        }
    }

    /// Whether it shows fewer than the tab has.
    pub(super) fn narrows(&self) -> bool {
        self.role.is_some() || self.search.is_some() || self.active.is_some() || self.resource.is_some()
    }

    /// How much of it the filter's panel says.
    pub(super) fn filters(&self, at: &InAccount) -> usize {
        let states = matches!(at.users_list(), UsersList::Button | UsersList::Filter) && !self.statuses.is_empty();
        let out = at.users_list() == UsersList::Filter && self.out;
        let said = [self.role.is_some(), self.active.is_some(), self.resource.is_some(), states, out];
        said.into_iter().filter(|said| *said).count()
    }

    /// Whether only those are listed who have not come yet.
    pub(super) fn waiting(&self) -> bool {
        !self.statuses.is_empty() && self.statuses.iter().all(|status| matches!(status.as_str(), "invited" | "expired"))
    }

    /// Whether only those are listed whose invitation ran out.
    pub(super) fn expired(&self) -> bool {
        self.statuses == ["expired"]
    }

    /// The same of other states.
    pub(super) fn of_states(&self, states: &[&str]) -> Query {
        let statuses = states.iter().map(|state| (*state).to_owned()).collect();
        Query { statuses, out: false, cursor: None, ..self.clone() }
    }

    /// The same with those who are out, or without.
    pub(super) fn with_out(&self, out: bool) -> Query {
        Query { statuses: Vec::new(), out, cursor: None, ..self.clone() }
    }

    /// The same of everybody in the states it is of.
    pub(super) fn whole(&self) -> Query {
        Query { statuses: self.statuses.clone(), out: self.out, sort: self.sort, ..Query::default() }
    }

    /// The same from another place on.
    pub(super) fn from(&self, cursor: Option<&str>) -> Query {
        Query { cursor: cursor.map(str::to_owned), ..self.clone() }
    }

    /// The same sorted by something: once more the other way round.
    pub(super) fn sorted(&self, by: SortBy) -> Query {
        // Whoever was here last is looked for first.
        let first = by == SortBy::LastActive;
        let descending = if self.sort.by == by { !self.sort.descending } else { first };
        Query { sort: MemberSort { by, descending }, cursor: None, ..self.clone() }
    }

    /// What says whom it is about, by the names of fields.
    pub(super) fn filter_pairs(&self) -> Vec<(&'static str, String)> {
        let statuses = Some(self.statuses.join(",")).filter(|statuses| !statuses.is_empty());
        let out = self.out.then(|| "yes".to_owned());
        let active = self.active.map(|active| active.code().to_owned());
        let pairs = [
            ("status", statuses),
            ("out", out),
            ("role", self.role.clone()),
            ("active", active),
            ("resource", self.resource.map(|resource| resource.to_string())),
            ("q", self.search.clone()),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The order, where it is not the usual one.
    pub(super) fn sort_code(&self) -> Option<String> {
        (self.sort != MemberSort::default()).then(|| self.sort.code())
    }

    /// Its address.
    pub(super) fn address(&self, at: &InAccount) -> String {
        let (filter, sort) = (self.filter_pairs(), self.sort_code());
        let pairs = filter.iter().map(|(name, value)| (*name, Some(value.as_str())));
        let rest = [("sort", sort.as_deref()), ("cursor", self.cursor.as_deref())];
        at.path("/users") + &crate::console::query(pairs.chain(rest))
    }
}
