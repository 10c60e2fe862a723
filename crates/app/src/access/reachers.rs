//! Who can reach this? (F23): the active members who may something on a resource, or in the account, by name, each with how and
//! since when.
//!
//! An index finds those who come into question; the judge decides about each.

use crate::{
    App, Caller, Outcome,
    access::{
        check::{Place, way},
        facts::Facts,
        gather::{Look, gather},
        is_shown, permission,
        permissions::{note_since, set, ways},
        reach::{MAX_PAGE, judged, names_of},
        told::Way,
    },
    cursor::{self, Cursor},
    standing::{Need, Standing},
};
use roster_domain::{
    id::{AccountId, Id, MemberId, ResourceId},
    permission::{PermissionIx, RosterPermission},
    refusal::Refusal,
    resource::Chain,
    role::RoleIx,
};
use roster_store::judged::{self as rows, CandidateRow};
use std::{collections::HashMap, sync::Arc};

/// What is asked.
#[derive(Clone, Debug)]
pub struct Reachers {
    /// Where.
    pub place: Place,
    /// Only who holds this there.
    pub permission: Option<String>,
}

/// Somebody who reaches it.
#[derive(Clone, Debug)]
pub struct Reacher {
    /// Who.
    pub member: MemberId,
    /// The name used in the account; may be empty.
    pub name: String,
    /// The contact address.
    pub email: String,
    /// Ids of what they may there.
    pub permissions: Vec<String>,
    /// By what: for the permission that was asked for, or for any.
    pub ways: Vec<Way>,
    /// Whether the caller may change what they were given there.
    pub changeable: bool,
}

/// A page of them.
#[derive(Clone, Debug, Default)]
pub struct ReachersPage {
    /// By name. A page may have less than asked for, and still not be the last.
    pub members: Vec<Reacher>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// What the resources are called that the ways speak of.
    pub names: HashMap<ResourceId, String>,
}

/// Lists who reaches something. It takes `needed`: in the account, or on the resource itself.
pub async fn reachers(
    app: &App,
    caller: &Caller,
    account: AccountId,
    asked: Reachers,
    needed: RosterPermission,
    cursor: Option<&str>,
    limit: usize,
) -> Outcome<ReachersPage> {
    let after = cursor.map(|cursor| Cursor::decode_for(cursor, &asked)).transpose()?;
    let limit = limit.clamp(1, MAX_PAGE);
    app.view(caller, account, Need::Member, move |view| {
        let standing = &view.standing;
        let mut facts = Facts::new(view.tx, standing, view.parts);
        let chain = open(&mut facts, &asked.place, needed)?;
        let permission = permission(standing, asked.permission.as_deref())?;
        let from = From::new(standing, chain.as_deref(), permission);
        let search = Search { asked: &asked, chain: chain.as_deref(), permission, from };
        search.page(&mut facts, after, limit)
    })
    .await
}

/// The way up from where somebody asks who reaches it. It takes `needed`, in the account or there; and what they are not shown is
/// not there.
pub(super) fn open(facts: &mut Facts<'_, '_>, place: &Place, needed: RosterPermission) -> Outcome<Option<Arc<Chain>>> {
    let (chain, standing) = (way(facts, place)?, facts.standing);
    let held_there = |chain: &Arc<Chain>| standing.set_on(chain).contains(needed);
    if !chain.as_ref().and_then(Option::as_ref).is_some_and(held_there) {
        standing.require(needed)?;
    }
    let chain = chain.ok_or(Refusal::NotFound)?;
    match &chain {
        Some(chain) if !is_shown(standing, chain) => Err(Refusal::NotFound.into()),
        _ => Ok(chain),
    }
}

/// Who comes into question.
enum From {
    /// Everybody who is active.
    All,
    /// Who has a grant or owns something on the way up, and the holders of these roles.
    Near(Vec<String>),
}

impl From {
    fn new(standing: &Standing, chain: Option<&Chain>, permission: Option<PermissionIx>) -> From {
        let model = &standing.model;
        let Some(kind) = chain.and_then(Chain::kind) else { return From::All };
        // What counts on resources because it is held in the account needs no more than to see them.
        let wanted = permission.filter(|permission| RosterPermission::at(*permission).is_none());
        let gives = |role: &RoleIx| match wanted {
            Some(permission) => model[*role].on_all(kind).contains(permission),
            None => true,
        };
        let roles: Vec<RoleIx> = model.roles_reaching_all(kind).into_iter().filter(gives).collect();
        // With no role in force it is the default role that holds, and that no index finds.
        if roles.contains(&model.membership().default_role) {
            return From::All;
        }
        From::Near(roles.into_iter().map(|role| model[role].id.to_string()).collect())
    }
}

struct Search<'s> {
    asked: &'s Reachers,
    chain: Option<&'s Chain>,
    permission: Option<PermissionIx>,
    from: From,
}

impl Search<'_> {
    fn page(&self, facts: &mut Facts<'_, '_>, after: Option<Cursor>, limit: usize) -> Outcome<ReachersPage> {
        let (mut members, next) = gather(after, limit, |after, wanted| {
            let rows = self.candidates(facts, after, wanted)?;
            let (looked_at, last) = (rows.len(), rows.last().map(cursor_of));
            Ok(Look { looked_at, last, found: self.reachers(facts, rows)? })
        })?;
        let next = next.map(|next| next.encode_for(self.asked));
        let ways = members.iter_mut().flat_map(|reacher| {
            let member = reacher.member;
            reacher.ways.iter_mut().map(move |way| (member, way))
        });
        note_since(facts, self.chain.into_iter(), ways)?;
        let names = names_of(facts, members.iter().flat_map(|reacher| &reacher.ways))?;
        Ok(ReachersPage { members, next, names })
    }

    fn candidates(
        &self,
        facts: &mut Facts<'_, '_>,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Outcome<Vec<CandidateRow>> {
        let account = facts.standing.account.account;
        let after = after.map(|after| (after.key.as_str(), MemberId::from_uuid(after.id)));
        let limit = cursor::one_more(limit) - 1;
        let found = match (&self.from, self.chain) {
            (From::Near(roles), Some(chain)) => {
                let way: Vec<_> = chain.links.iter().map(|link| link.resource).collect();
                let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
                rows::candidates_near(facts.tx, account, &way, &roles, after, limit)
            }
            _ => rows::candidates_all(facts.tx, account, after, limit),
        };
        Ok(found?)
    }

    fn reachers(&self, facts: &mut Facts<'_, '_>, rows: Vec<CandidateRow>) -> Outcome<Vec<(Cursor, Reacher)>> {
        let members: Vec<MemberId> = rows.iter().map(|row| row.member).collect();
        facts.read(&members, &[])?;
        let mut found = Vec::new();
        for row in rows {
            let Some(record) = facts.member_record(row.member)? else { continue };
            let standing = facts.standing;
            let judged = match self.chain {
                Some(chain) => judged(standing, &record, chain, self.permission),
                None => in_account(standing, &record, self.permission),
            };
            if let Some((permissions, ways)) = judged {
                let place = cursor_of(&row);
                let changeable = standing.may_change_access_there(self.chain, &record);
                let CandidateRow { member, name, email, .. } = row;
                found.push((place, Reacher { member, name, email, permissions, ways, changeable }));
            }
        }
        Ok(found)
    }
}

fn cursor_of(row: &CandidateRow) -> Cursor {
    Cursor { key: row.name_key.clone(), id: row.member.uuid() }
}

/// What a member may in the account and by what; `None`: not what was asked for, or nothing.
fn in_account(
    standing: &Standing,
    member: &roster_domain::member::MemberRecord,
    permission: Option<PermissionIx>,
) -> Option<(Vec<String>, Vec<Way>)> {
    let set = set(standing, member, None);
    if set.is_empty() || permission.is_some_and(|permission| !set.contains(permission)) {
        return None;
    }
    let ways = match permission {
        Some(permission) => ways(standing, member, None, [permission]),
        None => ways(standing, member, None, set.iter()),
    };
    Some((set.iter().map(|permission| standing.model[permission].id.to_string()).collect(), ways))
}
