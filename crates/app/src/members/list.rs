//! The overview of an account's members: a page at a time, with roles, reach and invitations, in a fixed number of statements.

use super::{
    holdings::{self, Holding, Reached},
    place,
};
use crate::{App, Caller, Outcome, cursor, members::narrowed::looked_at, standing::Need, view::View};
use roster_domain::{
    id::{AccountId, InvitationId, MemberId},
    permission::RosterPermission,
    resource::KindIx,
};
use roster_store::{invitations, member_list, members, resources};
use std::collections::HashMap;

pub use roster_store::{
    invitations::InvitationDelivery,
    member_list::{MemberFilter, MemberSort, SortBy},
};

/// The most rows a page has.
pub const MAX_PAGE: usize = 200;

/// How many resources of a kind a member reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The kind's id.
    pub kind: String,
    /// How many.
    pub count: i64,
    /// By a role, every one, also those to come.
    pub all: bool,
}

/// One member as lists show them.
#[derive(Clone, Debug)]
pub struct MemberLine {
    /// The row as stored.
    pub row: members::MemberRow,
    /// `invited`, `expired`, `active`, `disabled`, `archived` or `deleted`.
    pub status: &'static str,
    /// The ids of the roles in force.
    pub roles: Vec<String>,
    /// Those of them that end by themselves, and when, in milliseconds.
    pub role_ends: Vec<(String, i64)>,
    /// How much they reach, per kind of resource.
    pub reach: Vec<Reach>,
    /// The open or expired invitation.
    pub invitation: Option<InvitationDelivery>,
}

/// A page of members.
#[derive(Clone, Debug)]
pub struct MemberPage {
    /// The members in the order asked for.
    pub members: Vec<MemberLine>,
    /// Where the next page begins; `None`: this is the last.
    pub next: Option<String>,
}

/// Lists members by name. Needs `roster.read_members`.
pub async fn list(
    app: &App,
    caller: &Caller,
    account: AccountId,
    filter: MemberFilter,
    cursor: Option<&str>,
    limit: usize,
) -> Outcome<MemberPage> {
    sorted(app, caller, account, filter, MemberSort::default(), cursor, limit).await
}

/// Lists members in one of several orders. Needs `roster.read_members`.
pub async fn sorted(
    app: &App,
    caller: &Caller,
    account: AccountId,
    filter: MemberFilter,
    sort: MemberSort,
    cursor: Option<&str>,
    limit: usize,
) -> Outcome<MemberPage> {
    let asked = filter.clone();
    let after = cursor.map(|cursor| place::read(&asked, sort, cursor)).transpose()?;
    let limit = limit.clamp(1, MAX_PAGE);
    app.view(caller, account, Need::Permission(RosterPermission::ReadMembers), move |view| {
        let filter = looked_at(view.tx, &view.standing, filter)?;
        let now = view.at();
        let mut rows =
            member_list::page(view.tx, account, &filter, sort, after.as_ref(), now, cursor::one_more(limit))?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = more.then(|| rows.last().map(|(_, place)| place::write(&asked, sort, place))).flatten();
        let members = lines(view, rows.into_iter().map(|(row, _)| row).collect())?;
        Ok(MemberPage { members, next })
    })
    .await
}

/// Adds to rows what lists show beside them, in one statement for each kind of thing.
pub(crate) fn lines(view: &mut View<'_, '_>, rows: Vec<members::MemberRow>) -> Outcome<Vec<MemberLine>> {
    let (account, now) = (view.account(), view.at());
    let waiting: Vec<MemberId> = rows.iter().filter(|row| row.status == "invited").map(|row| row.member).collect();
    let mut invitations: HashMap<MemberId, InvitationDelivery> = HashMap::new();
    if !waiting.is_empty() {
        let found = invitations::deliveries(view.tx, account, &waiting)?;
        invitations.extend(found.into_iter().map(|delivery| (delivery.member, delivery)));
    }
    let mut holdings = holdings::of(view, &rows)?;
    let mut everything = Everything::default();
    let default = view.standing.model[view.standing.model.membership().default_role].id.to_string();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let holding = holdings.remove(&row.member).unwrap_or_default();
        let mut roles = holding.roles_at(now);
        if roles.is_empty() {
            // With none in force the default role holds (rule 3).
            roles.push(default.clone());
        }
        lines.push(MemberLine {
            status: status(&row, now),
            reach: everything.reach(view, &holding)?,
            role_ends: holding.role_ends_at(now),
            roles,
            invitation: invitations.remove(&row.member),
            row,
        });
    }
    Ok(lines)
}

/// The status as people see it: an invitation whose time is over is `expired`, to the millisecond.
pub(crate) fn status(row: &members::MemberRow, now: i64) -> &'static str {
    match row.status.as_str() {
        "invited" if row.invited_until.is_none_or(|until| until <= now) => "expired",
        other => super::state(other),
    }
}

/// How many resources of each kind there are, counted once for all who reach every one.
#[derive(Default)]
struct Everything(HashMap<KindIx, i64>);

impl Everything {
    /// How much a member reaches, per kind in the model's order.
    fn reach(&mut self, view: &mut View<'_, '_>, holding: &Holding) -> Outcome<Vec<Reach>> {
        let (account, model) = (view.account(), view.standing.model.clone());
        let mut reach = Vec::new();
        for (ix, kind) in model.kinds() {
            let id = kind.id.as_str();
            let reached = holding.reached(ix);
            let count = match (reached, self.0.get(&ix)) {
                (Reached::Some(count), _) => count,
                (Reached::All, Some(count)) => *count,
                (Reached::All, None) => {
                    let count = resources::count(view.tx, account, id)?;
                    self.0.insert(ix, count);
                    count
                }
            };
            reach.push(Reach { kind: id.to_owned(), count, all: reached == Reached::All });
        }
        Ok(reach)
    }
}

/// The open or expired invitation of a line.
impl MemberLine {
    /// Its id, if there is one.
    pub fn invitation_id(&self) -> Option<InvitationId> {
        self.invitation.as_ref().map(|delivery| delivery.invitation)
    }
}
