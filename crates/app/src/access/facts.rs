//! What the judge is asked with: the records of members and the ways from resources to their roots, each read once.
//!
//! Everything that asks for other members than the caller gets them here and nowhere else: from [`Facts::member_record`] and
//! [`Facts::chain`]. A batch calls [`Facts::read`] before, which reads all it needs in a fixed number of statements, or asks with
//! [`Facts::member_records`] and [`Facts::chains`].

use crate::{Failure, Outcome, Parts, standing::Standing};
use roster_domain::{
    id::{MemberId, ResourceId},
    member::MemberRecord,
    refusal::Refusal,
    resource::Chain,
};
use roster_store::{ReadTx, judged, members};
use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::Arc,
};

/// What was read of an account for one question or many.
pub(crate) struct Facts<'f, 'tx> {
    pub(crate) tx: &'f mut ReadTx<'tx>,
    pub(crate) standing: &'f Standing,
    parts: &'f Parts,
    members: HashMap<MemberId, Option<Arc<MemberRecord>>>,
    chains: HashMap<ResourceId, Option<Arc<Chain>>>,
}

impl<'f, 'tx> Facts<'f, 'tx> {
    /// Nothing yet.
    pub(crate) fn new(tx: &'f mut ReadTx<'tx>, standing: &'f Standing, parts: &'f Parts) -> Facts<'f, 'tx> {
        Facts { tx, standing, parts, members: HashMap::new(), chains: HashMap::new() }
    }

    /// A member as the judge knows them; `None`: there is none in this account.
    pub(crate) fn member_record(&mut self, member: MemberId) -> Outcome<Option<Arc<MemberRecord>>> {
        if let Some(known) = self.members.get(&member) {
            return Ok(known.clone());
        }
        let record = match self.remembered(member) {
            Some(record) => Some(record),
            None => match members::by_id(self.tx, self.standing.account.account, member)? {
                Some(row) => Some(self.standing.known_record_of(self.tx, self.parts, &row)?),
                None => None,
            },
        };
        self.members.insert(member, record.clone());
        Ok(record)
    }

    /// The way from a resource to its root; `None`: there is no such resource in this account.
    pub(crate) fn chain(&mut self, resource: ResourceId) -> Outcome<Option<Arc<Chain>>> {
        if let Some(known) = self.chains.get(&resource) {
            return Ok(known.clone());
        }
        let chain = match self.remembered_way(resource) {
            Some(chain) => Some(chain),
            None => match self.standing.chain(self.tx, resource) {
                Ok(chain) => Some(self.keep_way(resource, chain)),
                Err(Failure::Refused(Refusal::NotFound)) => None,
                Err(failure) => return Err(failure),
            },
        };
        self.chains.insert(resource, chain.clone());
        Ok(chain)
    }

    /// Many of them, each where it was asked for.
    pub(crate) fn member_records(&mut self, wanted: &[Option<MemberId>]) -> Outcome<Vec<Option<Arc<MemberRecord>>>> {
        let mut found: Vec<_> = wanted.iter().map(|member| self.remembered((*member)?)).collect();
        let missing: Vec<MemberId> = missing(wanted, &found).collect();
        if !missing.is_empty() {
            self.read(&missing, &[])?;
            for (found, member) in found.iter_mut().zip(wanted).filter(|(found, _)| found.is_none()) {
                *found = member.map_or(Ok(None), |member| self.member_record(member))?;
            }
        }
        Ok(found)
    }

    /// Many ways, each where it was asked for.
    pub(crate) fn chains(&mut self, wanted: &[Option<ResourceId>]) -> Outcome<Vec<Option<Arc<Chain>>>> {
        let mut found: Vec<_> = wanted.iter().map(|resource| self.remembered_way((*resource)?)).collect();
        let missing: Vec<ResourceId> = missing(wanted, &found).collect();
        if !missing.is_empty() {
            self.read(&[], &missing)?;
            for (found, resource) in found.iter_mut().zip(wanted).filter(|(found, _)| found.is_none()) {
                *found = resource.map_or(Ok(None), |resource| self.chain(resource))?;
            }
        }
        Ok(found)
    }

    /// Reads all of these that aren't known yet. One alone is left to be read by its key.
    pub(crate) fn read(&mut self, members: &[MemberId], resources: &[ResourceId]) -> Outcome<()> {
        for member in unknown(&self.members, members) {
            if let Some(record) = self.remembered(member) {
                self.members.insert(member, Some(record));
            }
        }
        let members = unknown(&self.members, members);
        if members.len() > 1 {
            let mut found = records(self.tx, self.parts, self.standing, &members)?;
            self.members.extend(members.into_iter().map(|member| (member, found.remove(&member))));
        }
        for resource in unknown(&self.chains, resources) {
            if let Some(chain) = self.remembered_way(resource) {
                self.chains.insert(resource, Some(chain));
            }
        }
        let resources = unknown(&self.chains, resources);
        if resources.len() > 1 {
            let mut found = self.standing.chains(self.tx, &resources)?;
            for resource in resources {
                let chain = found.remove(&resource).map(|chain| self.keep_way(resource, chain));
                self.chains.insert(resource, chain);
            }
        }
        Ok(())
    }

    fn remembered(&self, member: MemberId) -> Option<Arc<MemberRecord>> {
        self.parts.known.record(self.standing.account.account, member, self.standing.as_of?)
    }

    fn remembered_way(&self, resource: ResourceId) -> Option<Arc<Chain>> {
        self.parts.known.chain(self.standing.account.account, resource, self.standing.as_of?)
    }

    fn keep_way(&self, resource: ResourceId, chain: Chain) -> Arc<Chain> {
        let chain = Arc::new(chain);
        if let Some(as_of) = self.standing.as_of {
            self.parts.known.keep_chain(self.standing.account.account, resource, &chain, as_of);
        }
        chain
    }
}

fn missing<K: Copy, V>(wanted: &[Option<K>], found: &[Option<V>]) -> impl Iterator<Item = K> {
    wanted.iter().zip(found).filter(|(_, found)| found.is_none()).filter_map(|(wanted, _)| *wanted)
}

fn unknown<K: Copy + Eq + Hash, V>(known: &HashMap<K, V>, wanted: &[K]) -> Vec<K> {
    let mut seen = HashSet::new();
    wanted.iter().copied().filter(|key| !known.contains_key(key) && seen.insert(*key)).collect()
}

/// The records of several members, in a fixed number of statements. Ids that the model doesn't know (any more) give nothing.
fn records(
    tx: &mut ReadTx<'_>,
    parts: &Parts,
    standing: &Standing,
    ids: &[MemberId],
) -> Outcome<HashMap<MemberId, Arc<MemberRecord>>> {
    let account = standing.account.account;
    let states = judged::states(tx, account, ids)?;
    let found: HashMap<MemberId, Arc<MemberRecord>> = standing
        .records_of(tx, &states, None)?
        .into_iter()
        .map(|(member, record)| (member, Arc::new(record)))
        .collect();
    if let Some(as_of) = standing.as_of {
        found.values().for_each(|record| parts.known.keep_record(account, record, as_of));
    }
    Ok(found)
}
