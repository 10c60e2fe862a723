//! What members hold, as it is stored: one by one, or of many at once in a fixed number of statements.

use crate::{
    Failure, Outcome,
    standing::{Standing, grant_what, window},
};
use roster_domain::{
    grant::{GrantRecord, Timed},
    id::{AccountId, MemberId, ResourceId},
    member::{MemberRecord, MemberStatus},
    model::Model,
    resource::Chain,
};
use roster_store::{
    ReadTx,
    grants::{self, MemberGrantRow},
    judged,
    members::{self, MemberRow, TimedRow},
};
use std::collections::{BTreeSet, HashMap};

/// What a member holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Held {
    /// Their roles, by id.
    pub(crate) roles: Vec<TimedRow>,
    /// Their permissions beyond the roles, by id.
    pub(crate) extras: Vec<TimedRow>,
    /// What Custom keeps; `None`: All.
    pub(crate) custom: Option<Vec<String>>,
    /// Their access.
    pub(crate) grants: Vec<MemberGrantRow>,
}

impl Held {
    /// Reads it.
    pub(crate) fn read(tx: &mut ReadTx<'_>, account: AccountId, row: &MemberRow) -> Outcome<Held> {
        Ok(Held {
            roles: members::roles(tx, account, row.member)?,
            extras: members::extras(tx, account, row.member)?,
            custom: if row.masked { Some(members::mask(tx, account, row.member)?) } else { None },
            grants: grants::of_member(tx, account, row.member)?,
        })
    }

    /// The same of many.
    pub(crate) fn read_many(
        tx: &mut ReadTx<'_>,
        account: AccountId,
        rows: &[MemberRow],
    ) -> Outcome<HashMap<MemberId, Held>> {
        let ids: Vec<MemberId> = rows.iter().map(|row| row.member).collect();
        let new = |row: &MemberRow| Held { custom: row.masked.then(Vec::new), ..Held::default() };
        let mut all: HashMap<MemberId, Held> = rows.iter().map(|row| (row.member, new(row))).collect();
        for row in members::roles_of(tx, account, &ids)? {
            if let Some(held) = all.get_mut(&row.member) {
                held.roles.push(TimedRow { id: row.role, from_at: row.from_at, until_at: row.until_at });
            }
        }
        for row in judged::extras(tx, account, &ids)? {
            if let Some(held) = all.get_mut(&row.member) {
                held.extras.push(TimedRow { id: row.permission, from_at: row.from_at, until_at: row.until_at });
            }
        }
        for (member, permission) in judged::masks(tx, account, &ids)? {
            if let Some(custom) = all.get_mut(&member).and_then(|held| held.custom.as_mut()) {
                custom.push(permission);
            }
        }
        for row in judged::grants(tx, account, &ids)? {
            let judged::JudgedGrantRow { member, resource, kind, slot, value, from_at, until_at } = row;
            if let Some(held) = all.get_mut(&member) {
                held.grants.push(MemberGrantRow { resource, kind, slot, value, from_at, until_at });
            }
        }
        Ok(all)
    }

    /// What the judge needs to know of it. Ids that the model doesn't know (any more) give nothing.
    pub(crate) fn record(&self, model: &Model, member: MemberId, status: &str) -> Outcome<MemberRecord> {
        let mut record = MemberRecord::active(member);
        record.status = MemberStatus::from_code(status)
            .ok_or_else(|| Failure::broken(format!("a member with status {status:?}")))?;
        for role in &self.roles {
            if let Some(what) = model.role(&role.id) {
                record.roles.push(Timed { what, window: window(role.from_at, role.until_at)? });
            }
        }
        for extra in &self.extras {
            if let Some(what) = model.permission(&extra.id) {
                record.extras.push(Timed { what, window: window(extra.from_at, extra.until_at)? });
            }
        }
        let listed = |kept: &Vec<String>| model.mask(kept.iter().filter_map(|id| model.permission(id)));
        record.mask = self.custom.as_ref().map(listed);
        let mut given = Vec::new();
        for grant in &self.grants {
            if let Some(what) = grant_what(model, &grant.kind, &grant.slot, &grant.value) {
                let window = window(grant.from_at, grant.until_at)?;
                given.push(GrantRecord { resource: grant.resource, what, window });
            }
        }
        record.grants = given.into();
        Ok(record)
    }
}

/// What was read of many members at once, before they are asked about one by one.
#[derive(Default)]
pub(crate) struct Ahead {
    /// With the version it is of.
    held: HashMap<MemberId, (i64, Held)>,
    /// The ways from all that they, and whoever acts, were given something on.
    pub(crate) chains: HashMap<ResourceId, Chain>,
}

impl Ahead {
    /// What this version of the member holds, if it was read.
    pub(crate) fn held(&self, row: &MemberRow) -> Option<&Held> {
        self.held.get(&row.member).filter(|(version, _)| *version == row.version).map(|(_, held)| held)
    }

    /// Something of this member was written: it has to be read again.
    pub(crate) fn forget(&mut self, member: MemberId) {
        self.held.remove(&member);
    }
}

impl Standing {
    /// Reads ahead what these members hold.
    pub(crate) fn read_ahead(&mut self, tx: &mut ReadTx<'_>, rows: &[MemberRow]) -> Outcome<()> {
        let held = Held::read_many(tx, self.account.account, rows)?;
        let mut on: BTreeSet<ResourceId> = held.values().flat_map(|held| &held.grants).map(|it| it.resource).collect();
        on.extend(self.record().iter().flat_map(|record| record.grants.all()).map(|grant| grant.resource));
        let chains = self.chains(tx, &on.into_iter().collect::<Vec<_>>())?;
        let version: HashMap<MemberId, i64> = rows.iter().map(|row| (row.member, row.version)).collect();
        let known = held.into_iter().filter_map(|(member, held)| Some((member, (*version.get(&member)?, held))));
        self.ahead = Ahead { held: known.collect(), chains };
        Ok(())
    }
}
