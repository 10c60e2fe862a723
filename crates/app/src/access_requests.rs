//! Asking an admin for what one may not (F21). Whoever asks learns nothing by it: of what is there, of what isn't, and of what they
//! can't see the answer is the same, and so is what is written down.

pub mod answer;
pub mod ask;
pub mod list;

use crate::{Outcome, standing::Standing};
use roster_domain::{
    id::{AccessRequestId, Id, ResourceId},
    permission::{PermissionIx, RosterPermission},
    resource::Chain,
};
use roster_store::{ReadTx, access_requests, access_requests::AccessRequestRow, members, resources};
use std::collections::HashMap;
use uuid::Uuid;

/// The most open requests that are looked at for a page and for the count.
pub(crate) const MOST_OPEN: usize = 200;

/// The longest path of a page.
const LONGEST_PAGE: usize = 300;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// Access to a resource, whether there is such a thing or not.
    Resource(ResourceId),
    /// A permission in the account, by its id.
    Permission(String),
    /// Whatever it takes to see a page: its path after the account's.
    Page(String),
}

impl Wanted {
    /// As it is stored.
    pub(crate) fn stored(&self) -> String {
        match self {
            Wanted::Resource(resource) => format!("resource:{resource}"),
            Wanted::Permission(id) => format!("permission:{id}"),
            Wanted::Page(path) => format!("page:{path}"),
        }
    }

    /// The inverse.
    pub(crate) fn read(stored: &str) -> Wanted {
        match stored.split_once(':') {
            Some(("resource", id)) => id.parse().map_or_else(|_| Wanted::Page(String::new()), Wanted::Resource),
            Some(("permission", id)) => Wanted::Permission(id.to_owned()),
            Some((_, path)) => Wanted::Page(path.to_owned()),
            None => Wanted::Page(stored.to_owned()),
        }
    }

    /// A page of the account: a path that begins with a slash, on one line, without what follows the question mark.
    pub fn page(path: &str) -> Option<Wanted> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let fits = path.starts_with('/') && !path.starts_with("//") && path.chars().count() <= LONGEST_PAGE;
        let plain = !path.contains('\\') && !path.chars().any(|c| c.is_control() || c.is_whitespace());
        (fits && plain).then(|| Wanted::Page(path.to_owned()))
    }
}

/// An open request as somebody who may answer it sees it.
#[derive(Clone, Debug)]
pub struct AccessRequest {
    /// The request.
    pub row: AccessRequestRow,
    /// What for.
    pub wanted: Wanted,
    /// Who asks, as they are called.
    pub name: String,
    /// Their contact address.
    pub email: String,
    /// The ids of their roles in force.
    pub roles: Vec<String>,
    /// The resource, if there is one: its kind's id and its name.
    pub resource: Option<(String, String)>,
}

/// Whether the caller may answer at all, anywhere: in the account, or on something they were given.
fn may_answer_something(standing: &Standing) -> bool {
    let in_account = [RosterPermission::ChangeAccess, RosterPermission::ChangeRoles];
    let on_resources = || standing.record().is_some_and(|me| !me.grants.all().is_empty());
    in_account.into_iter().any(|permission| standing.may(permission)) || on_resources()
}

/// How many open requests wait for the caller, up to as many as are looked at; in a fixed number of statements.
pub(crate) fn waiting(tx: &mut ReadTx<'_>, standing: &Standing) -> Outcome<usize> {
    if !may_answer_something(standing) {
        return Ok(0);
    }
    let newest = AccessRequestId::from_uuid(Uuid::max());
    let limit = i64::try_from(MOST_OPEN).unwrap_or(i64::MAX);
    let rows = access_requests::page(tx, standing.account.account, "open", newest, limit)?;
    Ok(seen(tx, standing, rows, MOST_OPEN)?.len())
}

/// Those of these requests that the caller may answer, as they see them.
pub(crate) fn seen(
    tx: &mut ReadTx<'_>,
    standing: &Standing,
    rows: Vec<AccessRequestRow>,
    most: usize,
) -> Outcome<Vec<AccessRequest>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let account = standing.account.account;
    let wanted: Vec<Wanted> = rows.iter().map(|row| Wanted::read(&row.target)).collect();
    let ids: Vec<ResourceId> = wanted
        .iter()
        .filter_map(|wanted| match wanted {
            Wanted::Resource(resource) => Some(*resource),
            _ => None,
        })
        .collect();
    let chains = standing.chains(tx, &ids)?;
    let found = rows.into_iter().zip(wanted).filter(|(_, wanted)| may_answer(standing, &chains, wanted)).take(most);
    let found: Vec<_> = found.collect();
    let mut members = HashMap::new();
    let asking: Vec<_> = found.iter().map(|(row, _)| row.member).collect();
    let now = roster_store::db::millis(standing.now);
    for row in members::by_ids(tx, account, &asking)? {
        if row.status == "active" {
            members.insert(row.member, (row, Vec::new()));
        }
    }
    for role in members::roles_of(tx, account, &asking)? {
        let counts = role.from_at.is_none_or(|from| from <= now) && role.until_at.is_none_or(|until| now < until);
        if let Some((_, roles)) = members.get_mut(&role.member).filter(|_| counts) {
            roles.push(role.role);
        }
    }
    let names = resources::by_ids(tx, account, &ids)?;
    let names: HashMap<_, _> = names.into_iter().map(|row| (row.resource, (row.kind, row.name))).collect();
    let requests = found.into_iter().filter_map(|(row, wanted)| {
        let (member, roles) = members.get(&row.member)?;
        let resource = match &wanted {
            Wanted::Resource(resource) => names.get(resource).cloned(),
            _ => None,
        };
        let name = if member.name.is_empty() { member.email.clone() } else { member.name.clone() };
        Some(AccessRequest { wanted, name, email: member.email.clone(), roles: roles.clone(), resource, row })
    });
    Ok(requests.collect())
}

/// Whether the caller may answer a request about this. What is there and they can't see isn't told to them either (rule 10).
fn may_answer(standing: &Standing, chains: &HashMap<ResourceId, Chain>, wanted: &Wanted) -> bool {
    match wanted {
        Wanted::Resource(resource) => match chains.get(resource) {
            Some(chain) => {
                let there = standing.set_on(chain);
                let needed = RosterPermission::ChangeAccess;
                !there.is_empty() && (there.contains(needed.ix()) || standing.may(needed))
            }
            None => standing.may(RosterPermission::ChangeAccess),
        },
        Wanted::Permission(_) => standing.may(RosterPermission::ChangeRoles),
        Wanted::Page(_) => standing.may(RosterPermission::ChangeAccess) || standing.may(RosterPermission::ChangeRoles),
    }
}

/// The permission that is meant in the account, if the model has one of this name.
pub(crate) fn permission(standing: &Standing, id: &str) -> Option<PermissionIx> {
    standing.model.permission(id)
}
