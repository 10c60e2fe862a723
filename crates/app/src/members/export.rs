//! The list of members as a file: all of them (B04), or some (F22). What is read is asked for part by part, so that memory stays flat.

use super::{
    list::{MemberFilter, MemberSort, status},
    narrowed::checked,
};
use crate::{
    App, Caller, Done, Outcome,
    jobs::{
        MOST,
        ask::{Which, known},
        deed::under,
    },
    standing::{Need, Standing},
    view::View,
};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, MemberId},
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};
use roster_store::{
    member_list::{self, Place},
    members::{self, MemberRow},
    resources,
};
use std::collections::HashMap;

/// How many members a part has.
const PART: usize = 500;

/// Who is in the file.
#[derive(Clone, Debug)]
pub enum What {
    /// Everybody but those who were deleted, whatever is searched or filtered at the moment.
    All,
    /// Those chosen, or those who match, in the order of their names.
    Some(Which),
}

/// A member in the file.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The row as stored.
    pub row: MemberRow,
    /// `invited`, `expired`, `active`, `disabled` or `archived`.
    pub status: &'static str,
    /// The ids of the roles in force.
    pub roles: Vec<String>,
}

/// A part of the file.
#[derive(Clone, Debug)]
pub struct Part {
    /// Those in it.
    pub members: Vec<Exported>,
    /// Where the next part begins; `None`: this is the last.
    pub next: Option<Next>,
}

/// Where a part begins.
#[derive(Clone, Debug)]
pub struct Next(From);

#[derive(Clone, Debug)]
enum From {
    Place(Place),
    Index(usize),
}

/// Notes that members are taken out of the house, and gives the ids of the profile fields that are known of them. Needs
/// `roster.export` and `roster.read_members`.
pub async fn note(app: &App, caller: &Caller, account: AccountId, what: What) -> Outcome<Done<Vec<String>>> {
    app.change(caller, account, Need::Permission(RosterPermission::Export), move |scope| {
        scope.standing.require(RosterPermission::ReadMembers)?;
        let told = match &what {
            What::All => None,
            What::Some(Which::Matching(filter)) => {
                under("/filter", checked(scope.tx, &scope.standing, filter.clone()))?;
                let account = scope.account();
                let on = filter.resource.map(|on| resources::by_id(scope.tx, account, on)).transpose()?.flatten();
                Some(Change::new("only", None, Some(told(filter, on.map(|row| row.name)))))
            }
            What::Some(which @ Which::Members(ids)) => {
                match ids.len() {
                    0 => return Err(Refusal::field("/members", "empty").into()),
                    1..=MOST => known(scope.tx, account, which, ids.clone())?,
                    _ => {
                        let problem = FieldProblem::new("/members", "too_many").with("limit", MOST.to_string());
                        return Err(Refusal::Invalid(vec![problem]).into());
                    }
                };
                Some(Change::new("users", None, Some(ids.len().to_string())))
            }
        };
        let name = scope.standing.account.name.clone();
        let fields = scope.standing.model.fields().iter().map(|field| field.id.to_string()).collect();
        Ok(scope.commit(fields, Event::new(EventKind::MembersExported, Target::Account, name).changes(told)))
    })
    .await
}

/// A filter as the log tells it; `resource` is what the one is called that it narrows to.
fn told(filter: &MemberFilter, resource: Option<String>) -> String {
    let mut told = filter.statuses.clone();
    told.extend(filter.role.clone());
    told.extend(resource);
    told.extend(filter.search.as_ref().map(|search| format!("“{search}”")));
    told.join(", ")
}

/// The next part of the file. Whoever loses the right to it meanwhile gets no further one.
pub async fn part(app: &App, caller: &Caller, account: AccountId, what: What, from: Option<Next>) -> Outcome<Part> {
    app.view(caller, account, Need::Permission(RosterPermission::Export), move |view| {
        view.standing.require(RosterPermission::ReadMembers)?;
        match what {
            What::All => {
                let there = ["active", "disabled", "invited", "expired", "archived"];
                let statuses = there.map(str::to_owned).to_vec();
                matching(view, MemberFilter { statuses, ..MemberFilter::default() }, from)
            }
            What::Some(Which::Matching(filter)) => {
                let filter = checked(view.tx, &view.standing, filter)?;
                matching(view, filter, from)
            }
            What::Some(Which::Members(ids)) => chosen(view, &ids, from),
        }
    })
    .await
}

fn matching(view: &mut View<'_, '_>, filter: MemberFilter, from: Option<Next>) -> Outcome<Part> {
    let after = match &from {
        Some(Next(From::Place(place))) => Some(place),
        _ => None,
    };
    let (account, now, limit) = (view.account(), view.at(), i64::try_from(PART).unwrap_or(i64::MAX));
    let mut rows = member_list::page(view.tx, account, &filter, MemberSort::default(), after, now, limit)?;
    let full = rows.len() == PART;
    let next = rows.last_mut().filter(|_| full).map(|(_, place)| Next(From::Place(place.clone())));
    let members = exported(view, rows.into_iter().map(|(row, _)| row).collect())?;
    Ok(Part { members, next })
}

fn chosen(view: &mut View<'_, '_>, ids: &[MemberId], from: Option<Next>) -> Outcome<Part> {
    let begin = match from {
        Some(Next(From::Index(index))) => index,
        _ => 0,
    };
    let end = ids.len().min(begin + PART);
    let account = view.account();
    let rows = members::by_ids(view.tx, account, ids.get(begin..end).unwrap_or_default())?;
    let next = (end < ids.len()).then_some(Next(From::Index(end)));
    Ok(Part { members: exported(view, rows)?, next })
}

fn exported(view: &mut View<'_, '_>, rows: Vec<MemberRow>) -> Outcome<Vec<Exported>> {
    let (account, now) = (view.account(), view.at());
    let ids: Vec<MemberId> = rows.iter().map(|row| row.member).collect();
    let mut held: HashMap<MemberId, Vec<String>> = HashMap::new();
    for role in members::roles_of(view.tx, account, &ids)? {
        if role.from_at.is_none_or(|from| from <= now) && role.until_at.is_none_or(|until| now < until) {
            held.entry(role.member).or_default().push(role.role);
        }
    }
    let default = default_role(&view.standing);
    let line = |row: MemberRow| {
        let roles = held.remove(&row.member).unwrap_or_else(|| vec![default.clone()]);
        Exported { status: status(&row, now), roles, row }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// With none in force the default role holds (rule 3).
fn default_role(standing: &Standing) -> String {
    standing.model[standing.model.membership().default_role].id.to_string()
}
