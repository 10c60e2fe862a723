//! Everything a member may, in the account or on a resource, each with why (F09).

use crate::{
    App, Caller, Outcome,
    access::{
        check::{Place, way},
        facts::Facts,
        held_in_account, is_shown, may_ask_about,
        told::{Since, Way},
    },
    standing::{Need, Standing},
};
use roster_domain::{
    access::{self, Because, Question},
    id::{AccountId, MemberId, ResourceId},
    member::MemberRecord,
    permission::{PermissionIx, PermissionSet, RosterPermission},
    refusal::Refusal,
    resource::Chain,
};
use roster_store::{judged, members};
use std::collections::{BTreeSet, HashMap};

/// A permission somebody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub permission: String,
    /// Everything by which they hold it.
    pub ways: Vec<Way>,
}

/// What a member may in the account, or on a resource: nothing on one that isn't there for the caller. About others than oneself
/// it takes `needed`.
pub async fn permissions(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    place: Place,
    needed: RosterPermission,
) -> Outcome<Vec<Held>> {
    app.view(caller, account, Need::Member, move |view| {
        let standing = &view.standing;
        may_ask_about(standing, member, needed)?;
        let mut facts = Facts::new(view.tx, standing, view.parts);
        let record = facts.member_record(member)?.ok_or(Refusal::NotFound)?;
        let chain = match way(&mut facts, &place)? {
            Some(chain) if chain.as_ref().is_none_or(|chain| is_shown(standing, chain)) => chain,
            _ => return Ok(Vec::new()),
        };
        let chain = chain.as_deref();
        let set = set(standing, &record, chain);
        let mut held: Vec<Held> = set
            .iter()
            .map(|permission| Held {
                permission: standing.model[permission].id.to_string(),
                ways: ways(standing, &record, chain, [permission]),
            })
            .collect();
        let all = held.iter_mut().flat_map(|held| &mut held.ways).map(|way| (member, way));
        note_since(&mut facts, chain.into_iter(), all)?;
        Ok(held)
    })
    .await
}

/// What a member may; on a resource with those of Roster's own that count there because they are held in the account.
pub(super) fn set(standing: &Standing, member: &MemberRecord, chain: Option<&Chain>) -> PermissionSet {
    let (model, open, now) = (&standing.model, standing.is_open(), standing.now);
    let Some(chain) = chain else { return access::account_set(model, member, open, now) };
    let mut set = access::resource_set(model, member, open, chain, now);
    if let Some(kind) = chain.kind().filter(|_| !set.is_empty()) {
        let here = RosterPermission::ALL.iter().map(|own| own.ix()).filter(|own| model.on_kind(kind).contains(*own));
        set.extend(here.filter(|own| held_in_account(standing, member, *own)).collect::<Vec<_>>());
    }
    set
}

/// By what a member holds these permissions, all of which they hold; each thing once.
pub(super) fn ways(
    standing: &Standing,
    member: &MemberRecord,
    chain: Option<&Chain>,
    permissions: impl IntoIterator<Item = PermissionIx>,
) -> Vec<Way> {
    let (model, open, now) = (&standing.model, standing.is_open(), standing.now);
    let there = chain.map(|chain| access::resource_set(model, member, open, chain, now)).unwrap_or_default();
    let mut found: Vec<Because> = Vec::new();
    for permission in permissions {
        // What isn't held on the resource itself is one of Roster's own, and held in the account.
        let chain = chain.filter(|_| there.contains(permission));
        for one in access::explain(model, member, open, Question { permission, chain }, now).because {
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    found.iter().map(|because| Way::new(model, because)).collect()
}

/// One thing that somebody was given.
#[derive(PartialEq, Eq, Hash)]
enum Thing {
    Role(String),
    Extra(String),
    Grant(ResourceId, String),
}

impl Thing {
    fn of(way: &Way) -> Thing {
        match way {
            Way::Role { role, .. } | Way::RoleOn { role, .. } => Thing::Role(role.clone()),
            Way::Extra { permission, .. } => Thing::Extra(permission.clone()),
            Way::Grant { on, what, .. } => Thing::Grant(*on, what.slot()),
        }
    }
}

/// Since when, until when, and by whom something was given.
type Given = (i64, Option<i64>, Option<MemberId>);

/// Adds to ways since when, until when and by whom, in a fixed number of statements.
pub(super) fn note_since<'c, 'w>(
    facts: &mut Facts<'_, '_>,
    chains: impl Iterator<Item = &'c Chain>,
    ways: impl Iterator<Item = (MemberId, &'w mut Way)>,
) -> Outcome<()> {
    let account = facts.standing.account.account;
    let mut ways: Vec<(MemberId, Thing, &mut Way)> = ways.map(|(member, way)| (member, Thing::of(way), way)).collect();
    let with = |is: fn(&Thing) -> bool| {
        let found: BTreeSet<MemberId> = ways.iter().filter(|(_, thing, _)| is(thing)).map(|way| way.0).collect();
        found.into_iter().collect::<Vec<MemberId>>()
    };
    let [roles, extras, grants] = [
        with(|thing| matches!(thing, Thing::Role(_))),
        with(|thing| matches!(thing, Thing::Extra(_))),
        with(|thing| matches!(thing, Thing::Grant(..))),
    ];
    let mut given: HashMap<(MemberId, Thing), Given> = HashMap::new();
    if !roles.is_empty() {
        let rows = members::roles_of(facts.tx, account, &roles)?;
        given.extend(
            rows.into_iter()
                .map(|row| ((row.member, Thing::Role(row.role)), (row.given_at, row.until_at, row.given_by))),
        );
    }
    if !extras.is_empty() {
        let rows = judged::extras(facts.tx, account, &extras)?;
        given.extend(
            rows.into_iter()
                .map(|row| ((row.member, Thing::Extra(row.permission)), (row.given_at, row.until_at, row.given_by))),
        );
    }
    if !grants.is_empty() {
        let resources: BTreeSet<ResourceId> = chains.flat_map(|chain| &chain.links).map(|link| link.resource).collect();
        let resources: Vec<ResourceId> = resources.into_iter().collect();
        let rows = judged::since(facts.tx, account, &grants, &resources)?;
        given.extend(rows.into_iter().map(|row| {
            ((row.member, Thing::Grant(row.resource, row.slot)), (row.given_at, row.until_at, row.given_by))
        }));
    }
    let named = facts.standing.may(RosterPermission::ReadMembers);
    let by: BTreeSet<MemberId> = given.values().filter_map(|(.., by)| by.filter(|_| named)).collect();
    let names: HashMap<MemberId, String> = match by.is_empty() {
        true => HashMap::new(),
        false => members::names(facts.tx, account, &by.into_iter().collect::<Vec<_>>())?.into_iter().collect(),
    };
    for (member, thing, way) in &mut ways {
        let key = (*member, std::mem::replace(thing, Thing::Role(String::new())));
        if let Some((at, until, by)) = given.get(&key) {
            let by = by.and_then(|by| Some((by, names.get(&by)?.clone())));
            *way.given_mut() = Since { since: Some(*at), until: *until, by };
        }
    }
    Ok(())
}
