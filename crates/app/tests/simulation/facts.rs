//! What is stored, as the oracle reads it: plain words, and nothing that the judge made of them.

use crate::support::World;
use roster_app::{Actor, Caller};
use roster_domain::id::{MemberId, ResourceId};
use roster_store::{ReadTx, acting, api_keys, db::DbError, grants, members, resources};
use serde::Deserialize;
use std::collections::BTreeMap;

/// From when, until when.
#[derive(Clone, Debug)]
pub struct Span(pub Option<i64>, pub Option<i64>);

#[derive(Clone, Debug)]
pub enum What {
    Level(String),
    #[expect(dead_code, reason = "the models of this simulation have none")]
    Role(String),
    #[expect(dead_code, reason = "the models of this simulation have none")]
    Permission(String),
}

#[derive(Clone, Debug)]
pub struct Grant {
    pub resource: String,
    pub what: What,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Person {
    pub name: String,
    pub status: &'static str,
    pub roles: Vec<(String, Span)>,
    pub extras: Vec<(String, Span)>,
    pub mask: Option<Vec<String>>,
    pub grants: Vec<Grant>,
}

/// A resource on the way up.
#[derive(Clone, Debug)]
pub struct Node {
    pub name: String,
    pub kind: String,
    pub owner: Option<String>,
}

/// What was fixed of a key of the account when it was made.
#[derive(Clone, Debug, Deserialize)]
pub struct Fixed {
    pub account: Vec<String>,
    pub on: BTreeMap<String, Vec<String>>,
    roles: Vec<String>,
}

/// A member, and what is written on the key that acts for them; of a key of the account, whose roles it acts like.
#[derive(Clone, Debug)]
pub struct Place {
    pub person: Person,
    pub written: Option<Vec<String>>,
    /// Who acts as the member.
    pub behind: Option<Person>,
    pub fixed: Option<Fixed>,
}

impl World {
    /// A member as the oracle knows them.
    pub async fn person(&self, member: MemberId) -> Option<Person> {
        let account = self.account;
        self.read(move |tx| members::by_id(tx, account, member)?.map(|row| person(tx, account, row)).transpose()).await
    }

    /// Where a caller stands: nowhere with a dead key, or without a place.
    pub async fn place(&self, caller: &Caller) -> Option<Place> {
        let (account, actor, now) = (self.account, caller.actor, self.now().as_millisecond());
        self.read(move |tx| {
            let mut behind = None;
            let (row, written) = match actor {
                Actor::Person { person, .. } => (members::by_person(tx, account, person)?, None),
                Actor::Acting { account: of, acting, .. } if of == account => {
                    let Some(row) = acting::by_id(tx, account, acting)? else { return Ok(None) };
                    if row.ended_at.is_some() || row.expires_at <= now {
                        return Ok(None);
                    }
                    behind = members::by_id(tx, account, row.actor)?;
                    (members::by_id(tx, account, row.member)?, None)
                }
                Actor::Key { account: of, key } if of == account => {
                    let Some(key) = api_keys::by_id(tx, account, key)? else { return Ok(None) };
                    if key.revoked_at.is_some() || key.expires_at.is_some_and(|until| until <= now) {
                        return Ok(None);
                    }
                    if let Some(bounds) = &key.bounds {
                        let fixed: Fixed = serde_json::from_str(bounds).expect("what was fixed");
                        let roles = fixed.roles.iter().map(|role| (role.clone(), Span(None, None))).collect();
                        let person = nobody(key.key.to_string(), roles);
                        return Ok(Some(Place { person, written: None, behind: None, fixed: Some(fixed) }));
                    }
                    let written = serde_json::from_str(&key.permissions).expect("a list of words");
                    (members::by_id(tx, account, key.member)?, Some(written))
                }
                _ => (None, None),
            };
            let Some(row) = row else { return Ok(None) };
            let behind = behind.map(|row| person(tx, account, row)).transpose()?;
            Ok(Some(Place { person: person(tx, account, row)?, written, behind, fixed: None }))
        })
        .await
    }

    /// The way from a resource to its root; empty for none.
    pub async fn path(&self, resource: ResourceId) -> Vec<Node> {
        let account = self.account;
        let rows = self.read(move |tx| resources::chain(tx, account, resource)).await;
        let node = |row: resources::ChainRow| Node {
            name: row.resource.to_string(),
            kind: row.kind,
            owner: row.owner.map(|owner| owner.to_string()),
        };
        rows.into_iter().map(node).collect()
    }

    /// Every resource of the account with its way to the root.
    pub async fn paths(&self) -> Vec<(ResourceId, Vec<Node>)> {
        let account = self.account;
        let steps = self
            .read(move |tx| {
                let all: Vec<_> = resources::all(tx, account, 1_000)?.into_iter().map(|row| row.resource).collect();
                resources::chains(tx, account, &all)
            })
            .await;
        let mut paths: Vec<(ResourceId, Vec<Node>)> = Vec::new();
        for step in steps {
            if paths.last().is_none_or(|(resource, _)| *resource != step.of) {
                paths.push((step.of, Vec::new()));
            }
            let (name, owner) = (step.resource.to_string(), step.owner.map(|owner| owner.to_string()));
            paths.last_mut().expect("pushed").1.push(Node { name, kind: step.kind, owner });
        }
        paths
    }
}

/// Who has roles and nothing else.
fn nobody(name: String, roles: Vec<(String, Span)>) -> Person {
    Person { name, status: "active", roles, extras: Vec::new(), mask: None, grants: Vec::new() }
}

fn person(
    tx: &mut ReadTx<'_>,
    account: roster_domain::id::AccountId,
    row: members::MemberRow,
) -> Result<Person, DbError> {
    let timed = |row: members::TimedRow| (row.id, Span(row.from_at, row.until_at));
    let member = row.member;
    let status = match row.status.as_str() {
        "active" => "active",
        _ => "away",
    };
    let grant = |row: grants::MemberGrantRow| Grant {
        resource: row.resource.to_string(),
        what: What::Level(row.value),
        span: Span(row.from_at, row.until_at),
    };
    Ok(Person {
        name: member.to_string(),
        status,
        roles: members::roles(tx, account, member)?.into_iter().map(timed).collect(),
        extras: members::extras(tx, account, member)?.into_iter().map(timed).collect(),
        mask: None,
        grants: grants::of_member(tx, account, member)?.into_iter().map(grant).collect(),
    })
}
