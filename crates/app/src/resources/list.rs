//! The resources the caller may see. What they may not see is not there (rule 10).

use crate::{
    App, Caller, Failure, Outcome,
    cursor::{self, Cursor},
    resources::describe,
    standing::Need,
    view::View,
};
use roster_domain::{
    id::{AccountId, Id, MemberId, ResourceId},
    permission::{PermissionSet, RosterPermission},
    refusal::{FieldProblem, Refusal},
    resource::{Attributes, Chain, ChainLink},
    text::{search_key, sort_key},
};
use roster_store::{members, resource_attributes as attributes, resources};
use std::collections::HashMap;

pub use roster_store::resources::ResourceRow;

/// The most rows a page has.
pub const MAX_PAGE: usize = 200;

/// A resource the caller may see.
#[derive(Clone, Debug)]
pub struct VisibleResource {
    /// The row as stored.
    pub row: ResourceRow,
    /// What it lies under, if the caller may see that, too (rule 10).
    pub parent: Option<ResourceId>,
    /// The names of what it lies under, the nearest first.
    pub under: Vec<String>,
    /// What the caller may do with it.
    pub permissions: Vec<String>,
    /// Whose it is, for those who may see who is here: that of the nearest that is anybody's, on the way up.
    pub owner: Option<Owner>,
    /// What the product says of it beside its name.
    pub attributes: Attributes,
}

impl VisibleResource {
    /// What it lies under as one line, from the top down: "Region › Shop".
    pub fn way(&self) -> String {
        self.under.iter().rev().map(String::as_str).collect::<Vec<_>>().join(" › ")
    }
}

/// Whose a resource is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The member.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
    /// They are not in the account any more; what was theirs stays (D09).
    pub former: bool,
}

/// A page of resources.
#[derive(Clone, Debug)]
pub struct ResourcePage {
    /// By name.
    pub resources: Vec<VisibleResource>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// Which resources of a kind to list; `None` means any.
#[derive(Clone, Debug, Default)]
pub struct ResourceFilter {
    /// Only those with this in their name.
    pub search: Option<String>,
    /// Only the one that the product knows by this name.
    pub external_id: Option<String>,
    /// Only those that lie under this one, however deep.
    pub under: Option<ResourceId>,
}

/// Lists the resources of one kind the caller may see.
pub async fn list(
    app: &App,
    caller: &Caller,
    account: AccountId,
    kind: String,
    cursor: Option<&str>,
    limit: usize,
) -> Outcome<ResourcePage> {
    list_some(app, caller, account, kind, ResourceFilter::default(), cursor, limit).await
}

/// Lists some of the resources of one kind the caller may see.
pub async fn list_some(
    app: &App,
    caller: &Caller,
    account: AccountId,
    kind: String,
    filter: ResourceFilter,
    cursor: Option<&str>,
    limit: usize,
) -> Outcome<ResourcePage> {
    let asked = (kind.clone(), filter.clone());
    let after = cursor.map(|cursor| Cursor::decode_for(cursor, &asked)).transpose()?;
    let limit = limit.clamp(1, MAX_PAGE);
    app.view(caller, account, Need::Member, move |view| {
        if view.standing.model.kind(&kind).is_none() {
            let problem = FieldProblem::new("/kind", "unknown_kind").with("value", &kind);
            return Err(Refusal::Invalid(vec![problem]).into());
        }
        let search = filter.search.as_deref();
        if let Some(external_id) = &filter.external_id {
            let account = view.account();
            let mut rows = resources::by_external_ids(view.tx, account, &kind, &[external_id])?;
            let key = search.map(search_key).unwrap_or_default();
            rows.retain(|row| search_key(&row.name).contains(&key));
            return Ok(ResourcePage { resources: seen(view, rows)?, next: None });
        }
        if let Some(under) = filter.under {
            // Of what can't be seen it isn't said what lies under it.
            let chain = resources::chain(view.tx, account, under)?;
            if chain.is_empty() || view.standing.set_on(&view.standing.chain(view.tx, under)?).is_empty() {
                return Ok(ResourcePage { resources: Vec::new(), next: None });
            }
        }
        let (mut place, mut visible) = (after, Vec::new());
        // What is skipped because it can't be seen is made up for by reading on.
        while visible.len() <= limit {
            let limit = cursor::one_more(limit);
            let rows = match filter.under {
                Some(under) => {
                    let after = place.as_ref().map(|place| (place.key.as_str(), ResourceId::from_uuid(place.id)));
                    resources::page_under(view.tx, account, &kind, under, search, after, limit)?
                }
                None => candidates(view, &kind, search, place.as_ref(), limit)?,
            };
            let Some(last) = rows.last() else { break };
            place = Some(Cursor { key: sort_key(&last.name), id: last.resource.uuid() });
            visible.extend(seen(view, rows)?);
        }
        let next = (visible.len() > limit).then(|| {
            visible.truncate(limit);
            visible.last().map(|resource: &VisibleResource| {
                Cursor { key: sort_key(&resource.row.name), id: resource.row.resource.uuid() }.encode_for(&asked)
            })
        });
        Ok(ResourcePage { resources: visible, next: next.flatten() })
    })
    .await
}

/// One resource, if the caller may see it.
pub async fn show(app: &App, caller: &Caller, account: AccountId, resource: ResourceId) -> Outcome<VisibleResource> {
    app.view(caller, account, Need::Member, move |view| {
        let row = resources::by_id(view.tx, account, resource)?.ok_or(Refusal::NotFound)?;
        seen(view, vec![row])?.pop().ok_or_else(|| Refusal::NotFound.into())
    })
    .await
}

pub(crate) fn candidates(
    view: &mut View<'_, '_>,
    kind: &str,
    search: Option<&str>,
    place: Option<&Cursor>,
    limit: i64,
) -> Outcome<Vec<ResourceRow>> {
    let account = view.account();
    let after = place.map(|place| (place.key.as_str(), ResourceId::from_uuid(place.id)));
    let sees_all = view.standing.reaches_all(kind);
    match view.standing.member() {
        // What a key of the account sees, it sees on all of a kind.
        None if !sees_all && view.standing.account_key().is_some() => Ok(Vec::new()),
        Some(member) if !sees_all => Ok(resources::page_near(view.tx, account, kind, member, search, after, limit)?),
        _ => Ok(resources::page(view.tx, account, kind, search, after, limit)?),
    }
}

/// Leaves out what the caller can't see; nothing else is read of the rest.
pub(crate) fn seen_alone(view: &mut View<'_, '_>, rows: Vec<ResourceRow>) -> Outcome<Vec<ResourceRow>> {
    let ids: Vec<ResourceId> = rows.iter().map(|row| row.resource).collect();
    let chains = view.standing.chains(view.tx, &ids)?;
    let sees =
        |row: &ResourceRow| chains.get(&row.resource).is_some_and(|chain| !view.standing.set_on(chain).is_empty());
    Ok(rows.into_iter().filter(|row| sees(row)).collect())
}

/// Leaves out what the caller can't see; the ways up are read in one statement.
pub(super) fn seen(view: &mut View<'_, '_>, rows: Vec<ResourceRow>) -> Outcome<Vec<VisibleResource>> {
    let account = view.account();
    let ids: Vec<ResourceId> = rows.iter().map(|row| row.resource).collect();
    let mut chains: HashMap<ResourceId, (Chain, Vec<String>)> = HashMap::new();
    for step in resources::chains(view.tx, account, &ids)? {
        let kind = view.standing.model.kind(&step.kind);
        let kind = kind.ok_or_else(|| Failure::broken(format!("a resource of kind {:?}", step.kind)))?;
        let (chain, names) = chains.entry(step.of).or_default();
        chain.links.push(ChainLink { resource: step.resource, kind, owner: step.owner });
        names.push(step.name);
    }
    let mut said: HashMap<ResourceId, Attributes> =
        attributes::of(view.tx, account, &ids)?.into_iter().map(|row| (row.resource, describe::said(row))).collect();
    let owners = owners(view, chains.values().map(|(chain, _)| chain))?;
    let mut visible = Vec::new();
    for row in rows {
        let Some((chain, mut names)) = chains.remove(&row.resource) else { continue };
        let set = view.standing.set_on(&chain);
        if !set.is_empty() {
            names.remove(0);
            let above = Chain { links: chain.links[1..].to_vec() };
            let parent = row.parent.filter(|_| !view.standing.set_on(&above).is_empty());
            // Whose it is, is for those who may see who is here.
            let sees =
                view.standing.may(RosterPermission::ReadMembers) || set.contains(RosterPermission::ReadMembers.ix());
            let owner = owner_on(&chain).filter(|owner| sees || view.standing.member() == Some(*owner));
            let owner = owner.and_then(|owner| owners.get(&owner).cloned());
            let attributes = said.remove(&row.resource).unwrap_or_default();
            let permissions = ids_of(view, &set);
            visible.push(VisibleResource { permissions, parent, under: names, owner, attributes, row });
        }
    }
    Ok(visible)
}

/// Whose it is.
fn owner_on(chain: &Chain) -> Option<MemberId> {
    chain.links.iter().find_map(|link| link.owner)
}

/// Those whom something on these ways is owned by, in one statement.
fn owners<'c>(view: &mut View<'_, '_>, chains: impl Iterator<Item = &'c Chain>) -> Outcome<HashMap<MemberId, Owner>> {
    let mut ids: Vec<MemberId> = chains.filter_map(owner_on).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = members::by_ids(view.tx, view.standing.account.account, &ids)?;
    let owner = |row: members::MemberRow| {
        let former = matches!(row.status.as_str(), "archived" | "deleted");
        let name = if row.name.is_empty() { row.email } else { row.name };
        (row.member, Owner { member: row.member, name, former })
    };
    Ok(rows.into_iter().map(owner).collect())
}

fn ids_of(view: &View<'_, '_>, set: &PermissionSet) -> Vec<String> {
    set.iter().map(|permission| view.standing.model[permission].id.to_string()).collect()
}
