//! What can she reach? (F23): the resources of one kind, by name, each with how and since when.
//!
//! An index finds those that come into question; the judge decides about each.

use crate::{
    App, Caller, Outcome,
    access::{
        facts::Facts,
        gather::{Look, gather},
        held_in_account, is_shown, may_ask_about, permission,
        permissions::{note_since, ways},
        told::Way,
    },
    cursor::{self, Cursor},
    standing::{Need, Standing},
};
use roster_domain::{
    access,
    id::{AccountId, Id, MemberId, ResourceId},
    member::MemberRecord,
    permission::{PermissionIx, RosterPermission},
    refusal::{FieldProblem, Refusal},
    resource::{Chain, KindIx},
    text::sort_key,
};
use roster_store::resources::{self, ResourceRow};
use std::{collections::HashMap, sync::Arc};

/// The most rows a page has.
pub const MAX_PAGE: usize = 200;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Who.
    pub member: MemberId,
    /// The kind's id.
    pub kind: String,
    /// Only where they hold this.
    pub permission: Option<String>,
}

/// A resource somebody reaches.
#[derive(Clone, Debug)]
pub struct Reached {
    /// The row as stored.
    pub row: ResourceRow,
    /// Ids of what they may there.
    pub permissions: Vec<String>,
    /// By what: for the permission that was asked for, or for any.
    pub ways: Vec<Way>,
}

/// A page of them.
#[derive(Clone, Debug, Default)]
pub struct ReachPage {
    /// By name. A page may have less than asked for, and still not be the last.
    pub resources: Vec<Reached>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// What the resources are called that the ways speak of.
    pub names: HashMap<ResourceId, String>,
}

/// Lists what a member reaches. About others than oneself it takes `needed`; and who doesn't ask for a product
/// (`roster.check`) is shown of it what they see themself.
pub async fn reach(
    app: &App,
    caller: &Caller,
    account: AccountId,
    asked: Reach,
    needed: RosterPermission,
    cursor: Option<&str>,
    limit: usize,
) -> Outcome<ReachPage> {
    let after = cursor.map(|cursor| Cursor::decode_for(cursor, &asked)).transpose()?;
    let limit = limit.clamp(1, MAX_PAGE);
    app.view(caller, account, Need::Member, move |view| {
        let standing = &view.standing;
        may_ask_about(standing, asked.member, needed)?;
        let mut facts = Facts::new(view.tx, standing, view.parts);
        let member = facts.member_record(asked.member)?.ok_or(Refusal::NotFound)?;
        let permission = permission(standing, asked.permission.as_deref())?;
        let unknown = || FieldProblem::new("/kind", "unknown_kind").with("value", &asked.kind);
        let kind = standing.model.kind(&asked.kind).ok_or_else(|| Refusal::Invalid(vec![unknown()]))?;
        let all = everywhere(standing, &member, kind, permission);
        let search = Search { asked: &asked, member: &member, kind, permission, all };
        search.page(&mut facts, after, limit)
    })
    .await
}

/// Whether all resources of the kind come into question, and not only those near to what was given or is owned.
fn everywhere(standing: &Standing, member: &MemberRecord, kind: KindIx, permission: Option<PermissionIx>) -> bool {
    let everywhere = access::everywhere(&standing.model, member, kind, standing.now);
    match permission.filter(|permission| !held_in_account(standing, member, *permission)) {
        Some(permission) => everywhere.contains(permission),
        None => !everywhere.is_empty(),
    }
}

struct Search<'s> {
    asked: &'s Reach,
    member: &'s MemberRecord,
    kind: KindIx,
    permission: Option<PermissionIx>,
    all: bool,
}

impl Search<'_> {
    fn page(&self, facts: &mut Facts<'_, '_>, after: Option<Cursor>, limit: usize) -> Outcome<ReachPage> {
        let place = |row: &ResourceRow| Cursor { key: sort_key(&row.name), id: row.resource.uuid() };
        let (found, next) = gather(after, limit, |after, wanted| {
            let rows = self.candidates(facts, after, wanted)?;
            let (looked_at, last) = (rows.len(), rows.last().map(place));
            let found = self.reached(facts, rows)?.into_iter();
            Ok(Look { looked_at, last, found: found.map(|row| (place(&row.0.row), row)).collect() })
        })?;
        let next = next.map(|next| next.encode_for(self.asked));
        let chains: Vec<Arc<Chain>> = found.iter().map(|(_, chain)| Arc::clone(chain)).collect();
        let mut resources: Vec<Reached> = found.into_iter().map(|(reached, _)| reached).collect();
        let member = self.member.member;
        let ways = resources.iter_mut().flat_map(|reached| &mut reached.ways).map(|way| (member, way));
        note_since(facts, chains.iter().map(|chain| &**chain), ways)?;
        let names = names_of(facts, resources.iter().flat_map(|reached| &reached.ways))?;
        Ok(ReachPage { resources, next, names })
    }

    fn candidates(&self, facts: &mut Facts<'_, '_>, after: Option<&Cursor>, limit: usize) -> Outcome<Vec<ResourceRow>> {
        let (account, kind) = (facts.standing.account.account, facts.standing.model[self.kind].id.to_string());
        let after = after.map(|after| (after.key.as_str(), ResourceId::from_uuid(after.id)));
        let limit = cursor::one_more(limit) - 1;
        let rows = match self.all {
            true => resources::page(facts.tx, account, &kind, None, after, limit),
            false => resources::page_near(facts.tx, account, &kind, self.member.member, None, after, limit),
        };
        Ok(rows?)
    }

    fn reached(&self, facts: &mut Facts<'_, '_>, rows: Vec<ResourceRow>) -> Outcome<Vec<(Reached, Arc<Chain>)>> {
        let resources: Vec<ResourceId> = rows.iter().map(|row| row.resource).collect();
        facts.read(&[], &resources)?;
        let (standing, own) = (facts.standing, facts.standing.member() == Some(self.member.member));
        let mut found = Vec::new();
        for row in rows {
            let Some(chain) = facts.chain(row.resource)? else { continue };
            if let Some((permissions, ways)) = judged(standing, self.member, &chain, self.permission)
                && (own || is_shown(standing, &chain))
            {
                found.push((Reached { row, permissions, ways }, chain));
            }
        }
        Ok(found)
    }
}

/// What the resources are called on which something was given or is owned; in one statement.
pub(super) fn names_of<'w>(
    facts: &mut Facts<'_, '_>,
    ways: impl Iterator<Item = &'w Way>,
) -> Outcome<HashMap<ResourceId, String>> {
    let mut ids: Vec<ResourceId> = ways.filter_map(Way::resource).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = resources::by_ids(facts.tx, facts.standing.account.account, &ids)?;
    Ok(rows.into_iter().map(|row| (row.resource, row.name)).collect())
}

/// What a member may on a resource and by what; `None`: not what was asked for, or nothing.
pub(super) fn judged(
    standing: &Standing,
    member: &MemberRecord,
    chain: &Chain,
    permission: Option<PermissionIx>,
) -> Option<(Vec<String>, Vec<Way>)> {
    let (model, open, now) = (&standing.model, standing.is_open(), standing.now);
    if let Some(permission) = permission
        && !access::holds_on(model, member, open, chain, permission, now)
    {
        return None;
    }
    let set = access::resource_set(model, member, open, chain, now);
    if set.is_empty() {
        return None;
    }
    let ways = match permission {
        Some(permission) => ways(standing, member, Some(chain), [permission]),
        None => ways(standing, member, Some(chain), set.iter()),
    };
    Some((set.iter().map(|permission| model[permission].id.to_string()).collect(), ways))
}
