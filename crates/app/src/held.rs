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
    grants::{self, MemberGrantRow, MembersGrantRow},
    judged::{self, ExtraRow, StateRow},
    members::{self, MemberRoleRow, MemberRow, TimedRow},
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

    /// The same of whole rows, in a fixed number of statements.
    pub(crate) fn of_rows(
        tx: &mut ReadTx<'_>,
        account: AccountId,
        rows: &[MemberRow],
    ) -> Outcome<HashMap<MemberId, Held>> {
        let states: Vec<StateRow> = rows.iter().map(state_of).collect();
        Held::read_many(tx, account, &states, None)
    }

    /// The same of many, in a fixed number of statements: of their grants, with `on`, those on these resources alone.
    fn read_many(
        tx: &mut ReadTx<'_>,
        account: AccountId,
        members: &[StateRow],
        on: Option<&[ResourceId]>,
    ) -> Outcome<HashMap<MemberId, Held>> {
        let ids: Vec<MemberId> = members.iter().map(|row| row.member).collect();
        let masked: Vec<MemberId> = members.iter().filter(|row| row.masked).map(|row| row.member).collect();
        let new = |row: &StateRow| Held { custom: row.masked.then(Vec::new), ..Held::default() };
        let mut all: HashMap<MemberId, Held> = members.iter().map(|row| (row.member, new(row))).collect();
        for row in members::roles_of(tx, account, &ids)? {
            let MemberRoleRow { member, role: id, from_at, until_at, given_at, given_by } = row;
            if let Some(held) = all.get_mut(&member) {
                held.roles.push(TimedRow { id, from_at, until_at, given_at, given_by });
            }
        }
        for row in judged::extras(tx, account, &ids)? {
            let ExtraRow { member, permission: id, from_at, until_at, given_at, given_by } = row;
            if let Some(held) = all.get_mut(&member) {
                held.extras.push(TimedRow { id, from_at, until_at, given_at, given_by });
            }
        }
        if !masked.is_empty() {
            for (member, permission) in judged::masks(tx, account, &masked)? {
                if let Some(custom) = all.get_mut(&member).and_then(|held| held.custom.as_mut()) {
                    custom.push(permission);
                }
            }
        }
        let grants = match on {
            Some(on) => grants::of_members_on(tx, account, &ids, on)?,
            None => judged::grants(tx, account, &ids)?,
        };
        for MembersGrantRow { member, resource, kind, slot, value, from_at, until_at } in grants {
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

/// Where a member stands.
pub(crate) fn state_of(row: &MemberRow) -> StateRow {
    StateRow { member: row.member, status: row.status.clone(), masked: row.masked }
}

impl Standing {
    /// What the judge needs to know of several members, in a fixed number of statements; `on`: as far as it matters on these
    /// resources.
    pub(crate) fn records_of(
        &self,
        tx: &mut ReadTx<'_>,
        members: &[StateRow],
        on: Option<&[ResourceId]>,
    ) -> Outcome<HashMap<MemberId, MemberRecord>> {
        let held = Held::read_many(tx, self.account.account, members, on)?;
        let none = Held::default();
        let record = |row: &StateRow| {
            let held = held.get(&row.member).unwrap_or(&none);
            Ok((row.member, self.as_judged(held, row.member, &row.status)?))
        };
        members.iter().map(record).collect()
    }

    /// What several members hold, as it is stored, in a fixed number of statements.
    pub(crate) fn held_of_many(&self, tx: &mut ReadTx<'_>, members: &[StateRow]) -> Outcome<HashMap<MemberId, Held>> {
        Held::read_many(tx, self.account.account, members, None)
    }

    /// Reads ahead what these members hold.
    pub(crate) fn read_ahead(&mut self, tx: &mut ReadTx<'_>, rows: &[MemberRow]) -> Outcome<()> {
        let held = Held::of_rows(tx, self.account.account, rows)?;
        let mut on: BTreeSet<ResourceId> = held.values().flat_map(|held| &held.grants).map(|it| it.resource).collect();
        on.extend(self.record().iter().flat_map(|record| record.grants.all()).map(|grant| grant.resource));
        let chains = self.chains(tx, &on.into_iter().collect::<Vec<_>>())?;
        let version: HashMap<MemberId, i64> = rows.iter().map(|row| (row.member, row.version)).collect();
        let known = held.into_iter().filter_map(|(member, held)| Some((member, (*version.get(&member)?, held))));
        self.ahead = Ahead { held: known.collect(), chains };
        Ok(())
    }
}
