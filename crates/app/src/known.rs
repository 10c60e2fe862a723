//! What is remembered of accounts between two looks, so that a question costs one read of the account's head instead of one for
//! each thing the judge has to know.
//!
//! Everything carries the revision it is as of, and is used only by a look that stands at that revision. The revision moves with
//! every change of the account but those of its credits; that of rights only with those that may change what somebody may, so that
//! inviting people or renaming things leaves the judge's memory as it is. Nothing has to be dropped. Only looks remember: what a
//! change reads may be undone with it.

use crate::{Failure, Outcome, Parts};
use quick_cache::{Weighter, sync::Cache};
use roster_domain::{
    id::{AccountId, KeyId, MemberId, PersonId, ResourceId},
    member::MemberRecord,
    model::Model,
    permission::PermissionSet,
    refusal::Refusal,
    resource::Chain,
};
use roster_store::{
    ReadTx,
    accounts::{self, AccountRow, HeadRow},
    api_keys::{self, KeyRow},
    compliance,
    members::{self, MemberRow},
    models,
};
use std::{hash::Hash, mem::size_of_val, sync::Arc};

/// The most bytes of each kind of thing.
const EACH: u64 = 32 << 20;
/// How many of a kind there may be at first; the bytes decide.
const ITEMS: usize = 10_000;

/// How far an account had come in the snapshot at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AsOf {
    /// Moves with every change of what is remembered here.
    pub(crate) revision: i64,
    /// Moves with every change that may change what somebody may.
    pub(crate) access: i64,
}

impl AsOf {
    pub(crate) fn head(head: &HeadRow) -> AsOf {
        AsOf { revision: head.revision, access: head.access_revision }
    }
}

/// An account with the model it is pinned to.
pub(crate) struct Pinned {
    pub(crate) row: Arc<AccountRow>,
    pub(crate) model: Arc<Model>,
    pub(crate) model_version: i64,
    /// What the account's compliance status withholds from everybody.
    pub(crate) withheld: PermissionSet,
}

/// A key, and what is written on it.
pub(crate) struct KnownKey {
    pub(crate) row: KeyRow,
    /// The member in whose name it acts; nobody: it is the account's own.
    pub(crate) member: Option<Arc<MemberRow>>,
    /// With all that it includes in the model of that revision.
    pub(crate) written: PermissionSet,
}

/// The memory of all accounts together.
#[derive(Default)]
pub(crate) struct Known {
    accounts: Kept<AccountId, Pinned>,
    people: Kept<(AccountId, PersonId), MemberRow>,
    keys: Kept<(AccountId, KeyId), KnownKey>,
    records: Kept<(AccountId, MemberId), MemberRecord>,
    chains: Kept<(AccountId, ResourceId), Chain>,
}

impl Known {
    /// The account with its model; `as_of` nothing: from the transaction at hand, to be forgotten.
    pub(crate) fn account(
        tx: &mut ReadTx<'_>,
        parts: &Parts,
        id: AccountId,
        as_of: Option<AsOf>,
    ) -> Outcome<Arc<Pinned>> {
        let kept = &parts.known.accounts;
        kept.get_or(id, as_of.map(|as_of| as_of.revision), || {
            let row = Arc::new(accounts::by_id(tx, id)?.ok_or(Refusal::NotFound)?);
            let (model_version, hash) =
                models::pinned(tx, id)?.ok_or_else(|| Failure::broken("an account without a model"))?;
            let model = parts.models.get(tx, &hash)?;
            let withheld = withheld(tx, id, &model)?;
            Ok(Pinned { row, model, model_version, withheld })
        })
    }

    /// The member that a person is in an account.
    pub(crate) fn person(
        &self,
        tx: &mut ReadTx<'_>,
        account: AccountId,
        person: PersonId,
        as_of: Option<AsOf>,
    ) -> Outcome<Arc<MemberRow>> {
        self.people.get_or((account, person), as_of.map(|as_of| as_of.revision), || {
            Ok(members::by_person(tx, account, person)?.ok_or(Refusal::NotFound)?)
        })
    }

    /// A key, and the member in whose name it acts; one of the account acts in nobody's.
    pub(crate) fn key(
        &self,
        tx: &mut ReadTx<'_>,
        account: AccountId,
        key: KeyId,
        model: &Model,
        as_of: Option<AsOf>,
    ) -> Outcome<Arc<KnownKey>> {
        self.keys.get_or((account, key), as_of.map(|as_of| as_of.revision), || {
            let row = api_keys::by_id(tx, account, key)?.ok_or(Refusal::NotSignedIn)?;
            let member = match row.bounds {
                None => Some(Arc::new(members::by_id(tx, account, row.member)?.ok_or(Refusal::NotSignedIn)?)),
                Some(_) => None,
            };
            let ids: Vec<String> = serde_json::from_str(&row.permissions)
                .map_err(|e| Failure::broken(format!("an API key's permissions: {e}")))?;
            let written = model.closed(ids.iter().filter_map(|id| model.permission(id)));
            Ok(KnownKey { row, member, written })
        })
    }

    /// The same, if it is remembered.
    pub(crate) fn remembered_key(&self, account: AccountId, key: KeyId, as_of: AsOf) -> Option<Arc<KnownKey>> {
        self.keys.get((account, key), as_of.revision)
    }

    /// How many members the judge remembers, and about how many bytes they take.
    pub(crate) fn records(&self) -> (u64, u64) {
        (self.records.0.len() as u64, self.records.0.weight())
    }

    /// What the judge knows of a member, if it is remembered.
    pub(crate) fn record(&self, account: AccountId, member: MemberId, as_of: AsOf) -> Option<Arc<MemberRecord>> {
        self.records.get((account, member), as_of.access)
    }

    /// Remembers what the judge knows of a member.
    pub(crate) fn keep_record(&self, account: AccountId, record: &Arc<MemberRecord>, as_of: AsOf) {
        self.records.keep((account, record.member), as_of.access, Arc::clone(record));
    }

    /// The way from a resource to its root, if it is remembered.
    pub(crate) fn chain(&self, account: AccountId, resource: ResourceId, as_of: AsOf) -> Option<Arc<Chain>> {
        self.chains.get((account, resource), as_of.access)
    }

    /// Remembers a way.
    pub(crate) fn keep_chain(&self, account: AccountId, resource: ResourceId, chain: &Arc<Chain>, as_of: AsOf) {
        self.chains.keep((account, resource), as_of.access, Arc::clone(chain));
    }
}

/// What the compliance status withholds; the status is read only where anything asks for one.
fn withheld(tx: &mut ReadTx<'_>, account: AccountId, model: &Model) -> Outcome<PermissionSet> {
    if model.permissions().all(|(_, permission)| permission.require_status.is_empty()) {
        return Ok(PermissionSet::new());
    }
    let status = compliance::of(tx, account)?.map(|row| row.status);
    Ok(model.withheld(status.as_deref()))
}

/// Things, each as of a revision, up to so many bytes; what was not asked for lately goes first.
struct Kept<K, V>(Cache<K, (i64, Arc<V>), ByBytes>);

impl<K: Copy + Eq + Hash, V: Weighs> Default for Kept<K, V> {
    fn default() -> Self {
        Kept(Cache::with_weighter(ITEMS, EACH, ByBytes))
    }
}

impl<K: Copy + Eq + Hash, V: Weighs> Kept<K, V> {
    fn get(&self, key: K, revision: i64) -> Option<Arc<V>> {
        self.0.get(&key).filter(|(as_of, _)| *as_of == revision).map(|(_, value)| value)
    }

    fn keep(&self, key: K, revision: i64, value: Arc<V>) {
        self.0.insert(key, (revision, value));
    }

    /// What is remembered as of this revision, or what `read` finds. Without a revision nothing is remembered.
    fn get_or(&self, key: K, revision: Option<i64>, read: impl FnOnce() -> Outcome<V>) -> Outcome<Arc<V>> {
        if let Some(known) = revision.and_then(|revision| self.get(key, revision)) {
            return Ok(known);
        }
        let value = Arc::new(read()?);
        if let Some(revision) = revision {
            self.keep(key, revision, Arc::clone(&value));
        }
        Ok(value)
    }
}

#[derive(Clone)]
struct ByBytes;

/// The key, the pointers, and what the cache itself adds.
const BESIDE: u64 = 128;

impl<K, V: Weighs> Weighter<K, (i64, Arc<V>)> for ByBytes {
    fn weight(&self, _: &K, (_, value): &(i64, Arc<V>)) -> u64 {
        BESIDE + value.bytes() as u64
    }
}

/// About how many bytes something takes.
trait Weighs {
    fn bytes(&self) -> usize;
}

impl Weighs for Pinned {
    fn bytes(&self) -> usize {
        // The model is shared by all accounts that are pinned to it.
        size_of_val(self) + self.row.name.len()
    }
}

impl Weighs for MemberRow {
    fn bytes(&self) -> usize {
        let names = [&self.name, &self.given_name, &self.family_name, &self.email, &self.email_key];
        let texts = [&self.status, &self.company, &self.fields, &self.note];
        size_of_val(self) + names.iter().chain(&texts).map(|text| text.len()).sum::<usize>()
    }
}

impl Weighs for KnownKey {
    fn bytes(&self) -> usize {
        let row = &self.row;
        let texts = row.label.len() + row.permissions.len() + row.bounds.as_ref().map_or(0, String::len);
        size_of_val(self) + texts + self.member.as_ref().map_or(0, |member| member.bytes())
    }
}

impl Weighs for MemberRecord {
    fn bytes(&self) -> usize {
        MemberRecord::bytes(self)
    }
}

impl Weighs for Chain {
    fn bytes(&self) -> usize {
        size_of_val(self) + size_of_val(&*self.links)
    }
}
