//! What the address says of the list of users: it holds the whole view, so that reloading, sharing and going back work.

use crate::console::{sent::Pairs, visit::InAccount};
use roster_app::members::list::{MemberFilter, MemberSort, SortBy};
use roster_domain::refusal::Refusal;

/// The view.
#[derive(Clone, Default)]
pub(super) struct Query {
    pub(super) status: Option<String>,
    pub(super) role: Option<String>,
    pub(super) search: Option<String>,
    pub(super) sort: MemberSort,
    pub(super) cursor: Option<String>,
}

impl Query {
    pub(super) fn read(asked: &Pairs) -> Result<Query, Refusal> {
        let some = |name| asked.some(name).map(str::to_owned);
        let sort = match asked.some("sort") {
            Some(sort) => MemberSort::from_code(sort).ok_or_else(|| Refusal::field("/sort", "unknown_sort"))?,
            None => MemberSort::default(),
        };
        Ok(Query { status: some("status"), role: some("role"), search: some("q"), sort, cursor: some("cursor") })
    }

    /// Whom it is about.
    pub(super) fn filter(&self) -> MemberFilter {
        MemberFilter {
            statuses: self.status.iter().cloned().collect(),
            role: self.role.clone(),
            search: self.search.clone(),
            ..MemberFilter::default()
        }
    }

    /// Whether it shows fewer than the tab has.
    pub(super) fn narrows(&self) -> bool {
        self.role.is_some() || self.search.is_some()
    }

    /// Whether only those are listed who have not come yet.
    pub(super) fn waiting(&self) -> bool {
        matches!(self.status.as_deref(), Some("invited" | "expired"))
    }

    /// Whether only those are listed whose invitation ran out.
    pub(super) fn expired(&self) -> bool {
        self.status.as_deref() == Some("expired")
    }

    /// The same of another tab.
    pub(super) fn tab(&self, status: Option<&str>) -> Query {
        Query { status: status.map(str::to_owned), cursor: None, ..self.clone() }
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
        let pairs = [("status", &self.status), ("role", &self.role), ("q", &self.search)];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))).collect()
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
