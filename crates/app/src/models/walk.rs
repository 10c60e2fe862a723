//! Going through all members of an account, chunk by chunk, with the one question: what has each of them before and after?
//!
//! Those who hold the same are asked about once, and so are places where the same was given; memory is bounded however many members
//! there are.

use super::{
    moves::{self, After, Stays, Vanishes},
    target::Target,
};
use crate::{
    Outcome,
    held::Held,
    members::called,
    standing::{Standing, grant_what, window},
    undo::image::Delta,
};
use jiff::Timestamp;
use roster_domain::{
    access,
    grant::GrantRecord,
    id::{AccountId, Id, MemberId, ResourceId},
    member::MemberRecord,
    model::Model,
    permission::PermissionSet,
    plan::{Moved, Sides},
    resource::Chain,
    role::RoleIx,
};
use roster_store::{
    ReadTx,
    grants::MemberGrantRow,
    members::{self, MemberRow, TimedRow},
    models, resources,
};
use std::{
    collections::{BTreeSet, HashMap},
    fmt::Write,
    sync::Arc,
};
use uuid::Uuid;

/// As many are read at a time.
pub(super) const CHUNK: i64 = 500;
/// As many answers are remembered of each kind.
const REMEMBERED: usize = 20_000;

/// What whoever holds the same has, apart from what was given on resources.
pub(super) struct Base {
    /// Which of them.
    pub(super) number: usize,
    /// In the account.
    pub(super) account: Moved,
    /// On all resources of a kind.
    pub(super) everywhere: Vec<(String, Moved)>,
    /// Over members with a role of the old model.
    pub(super) over: Vec<(RoleIx, Moved)>,
    /// Whether one of them, active, is enough for the account not to be lost, before and after.
    pub(super) keeps: (bool, bool),
}

/// What moves on a resource and on what lies under it, by the kind of what lies there.
pub(super) type Under = Vec<(String, Moved)>;

/// One member.
pub(super) struct One {
    pub(super) row: MemberRow,
    pub(super) was: Held,
    pub(super) is: Held,
    /// See [`moves::After`].
    pub(super) back: Option<Held>,
    /// What doesn't come back.
    pub(super) stays: Vec<Stays>,
    pub(super) base: Arc<Base>,
    /// On each resource on which they have something.
    pub(super) places: Vec<(ResourceId, Arc<Under>)>,
    /// Project roles that they would get and lack something for: the kind, the role, and what they lack, of the new model.
    pub(super) unmet: Vec<(String, String, PermissionSet)>,
}

impl One {
    /// What they hold that disappears. What comes back needs nothing in its place.
    pub(super) fn vanishing(&self, target: &Target) -> Vec<Vanishes<'_>> {
        moves::vanishing(&target.settled, self.back.as_ref().unwrap_or(&self.was))
    }

    /// What they are called.
    pub(super) fn name(&self) -> &str {
        called(&self.row)
    }
}

pub(super) struct Walk<'w> {
    pub(super) target: &'w Target,
    standing: &'w Standing,
    now: Timestamp,
    /// What else is looked at for everybody: where whoever applies it has something.
    besides: Vec<ResourceId>,
    bases: HashMap<String, Arc<Base>>,
    under: HashMap<String, Arc<Under>>,
    chains: HashMap<ResourceId, Arc<Chain>>,
    numbers: usize,
}

impl<'w> Walk<'w> {
    pub(super) fn new(target: &'w Target, standing: &'w Standing) -> Walk<'w> {
        let (bases, under, chains) = (HashMap::new(), HashMap::new(), HashMap::new());
        Walk { target, standing, now: standing.now, besides: Vec::new(), bases, under, chains, numbers: 0 }
    }

    /// Looks at these resources for everybody.
    pub(super) fn also_on(&mut self, resources: impl IntoIterator<Item = ResourceId>) {
        self.besides.extend(resources);
    }

    pub(super) fn account(&self) -> AccountId {
        self.standing.account.account
    }

    pub(super) fn now(&self) -> Timestamp {
        self.now
    }

    /// The next members after `after`, by their ids; an empty page is the end.
    pub(super) fn next(&mut self, tx: &mut ReadTx<'_>, after: Option<MemberId>, limit: i64) -> Outcome<Vec<One>> {
        let after = after.unwrap_or(MemberId::from_uuid(Uuid::nil()));
        let rows = members::page_by_id(tx, self.account(), after, limit)?;
        self.these(tx, rows)
    }

    /// These members.
    pub(super) fn these(&mut self, tx: &mut ReadTx<'_>, rows: Vec<MemberRow>) -> Outcome<Vec<One>> {
        let (account, ids) = (self.account(), rows.iter().map(|row| row.member).collect::<Vec<_>>());
        let mut held = Held::of_rows(tx, account, &rows)?;
        let mut before = self.before(tx, &held, &ids)?;
        let mut images: HashMap<MemberId, Vec<Delta>> = HashMap::new();
        if let Some(version) = self.target.restore {
            for (member, text) in models::moves_of(tx, account, version, &ids)? {
                images.insert(member, moves::images(&text)?);
            }
        }
        let mut on: HashMap<MemberId, BTreeSet<ResourceId>> = HashMap::new();
        for (member, resource) in resources::owned_by(tx, account, &ids)? {
            on.entry(member).or_default().insert(resource);
        }
        for (member, held) in held.iter().chain(&before) {
            on.entry(*member).or_default().extend(held.grants.iter().map(|grant| grant.resource));
        }
        for (member, images) in &images {
            on.entry(*member).or_default().extend(moves::resources(images));
        }
        self.read_chains(tx, on.values().flatten().chain(&self.besides.clone()))?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let now = held.remove(&row.member).unwrap_or_default();
            let images = images.remove(&row.member).unwrap_or_default();
            let after = moves::after(self.target, &now, &images, |resource| self.chains.contains_key(&resource));
            let was = before.remove(&row.member).unwrap_or(now);
            let on = on.remove(&row.member).unwrap_or_default();
            found.push(self.one(row, was, after, on)?);
        }
        Ok(found)
    }

    /// What those held who were moved by the versions that this looks back over.
    fn before(
        &self,
        tx: &mut ReadTx<'_>,
        held: &HashMap<MemberId, Held>,
        ids: &[MemberId],
    ) -> Outcome<HashMap<MemberId, Held>> {
        let mut before: HashMap<MemberId, Held> = HashMap::new();
        for version in &self.target.since {
            for (member, text) in models::moves_of(tx, self.account(), *version, ids)? {
                let was = before.entry(member).or_insert_with(|| held.get(&member).cloned().unwrap_or_default());
                moves::unwind(was, &moves::images(&text)?);
            }
        }
        Ok(before)
    }

    fn read_chains<'r>(&mut self, tx: &mut ReadTx<'_>, on: impl Iterator<Item = &'r ResourceId>) -> Outcome<()> {
        if self.chains.len() > REMEMBERED {
            self.chains.clear();
        }
        let unread: BTreeSet<ResourceId> = on.copied().filter(|resource| !self.chains.contains_key(resource)).collect();
        let unread: Vec<ResourceId> = unread.into_iter().collect();
        for (resource, chain) in self.standing.chains(tx, &unread)? {
            self.chains.extend(self.of_old(chain).map(|chain| (resource, Arc::new(chain))));
        }
        Ok(())
    }

    /// The same way in the places of the old model, where that isn't the one that the account has by now; `None`: it has no such kind.
    fn of_old(&self, mut chain: Chain) -> Option<Chain> {
        let (has, old) = (&self.standing.model, &self.target.pair.old);
        if !Arc::ptr_eq(has, old) {
            for link in &mut chain.links {
                link.kind = old.kind(&has[link.kind].id)?;
            }
        }
        Some(chain)
    }

    /// The way up from a resource that was looked at.
    pub(super) fn chain(&self, resource: ResourceId) -> Option<Arc<Chain>> {
        self.chains.get(&resource).map(Arc::clone)
    }

    fn one(
        &mut self,
        row: MemberRow,
        mut was: Held,
        After { held: mut is, back, stays }: After,
        on: BTreeSet<ResourceId>,
    ) -> Outcome<One> {
        was.grants.sort_by_key(|grant| grant.resource);
        is.grants.sort_by_key(|grant| grant.resource);
        let key = format!("{}>{}", base_key(&was), base_key(&is));
        // Made only where something isn't remembered.
        let mut records = None;
        let base = match self.bases.get(&key) {
            Some(base) => Arc::clone(base),
            None => {
                let base = self.base(self.records(&mut records, &row, &was, &is)?);
                if self.bases.len() > REMEMBERED {
                    self.bases.clear();
                    self.under.clear();
                }
                let base = Arc::new(base);
                self.bases.insert(key, Arc::clone(&base));
                base
            }
        };
        let mut places = Vec::new();
        for resource in on.into_iter().chain(self.besides.clone()) {
            let Some(chain) = self.chain(resource) else { continue };
            let key = place_key(base.number, row.member, &chain, &was, &is);
            let under = match self.under.get(&key) {
                Some(under) => Arc::clone(under),
                None => {
                    let (before, after) = self.records(&mut records, &row, &was, &is)?;
                    let sides = Sides { before, after, now: self.now };
                    let pair = &self.target.pair;
                    let moved =
                        pair.under(&chain).into_iter().map(|(kind, old, new)| (kind, pair.on(&sides, &old, &new)));
                    let under = Arc::new(moved.filter(|(_, moved)| !moved.is_nothing()).collect::<Under>());
                    if self.under.len() > REMEMBERED {
                        self.under.clear();
                    }
                    self.under.insert(key, Arc::clone(&under));
                    under
                }
            };
            if !under.is_empty() {
                places.push((resource, under));
            }
        }
        let unmet = self.unmet(&mut records, &row, &was, &is)?;
        Ok(One { row, was, is, back, stays, base, places, unmet })
    }

    /// Rule 13: what is received now is asked for what it requires; what was held all along isn't.
    fn unmet(
        &self,
        records: &mut Option<(MemberRecord, MemberRecord)>,
        row: &MemberRow,
        was: &Held,
        is: &Held,
    ) -> Outcome<Vec<(String, String, PermissionSet)>> {
        let (mut unmet, new) = (Vec::new(), &self.target.pair.new);
        let held = |grant: &MemberGrantRow| {
            was.grants.iter().any(|had| (had.resource, &had.slot) == (grant.resource, &grant.slot))
        };
        for grant in is.grants.iter().filter(|grant| grant.slot.starts_with("role:") && !held(grant)) {
            let what = grant_what(new, &grant.kind, &grant.slot, &grant.value);
            let chain = self.chain(grant.resource).and_then(|chain| self.target.pair.chain(&chain));
            let (Some(what), Some(chain)) = (what, chain) else { continue };
            let (_, after) = self.records(records, row, was, is)?;
            let given = GrantRecord { resource: grant.resource, what, window: window(grant.from_at, grant.until_at)? };
            let lacks = access::lacks_for(new, after, &given, &chain, self.now);
            if !lacks.is_empty() {
                unmet.push((grant.kind.clone(), grant.value.clone(), lacks));
            }
        }
        Ok(unmet)
    }

    /// Both records, as if they were active: what somebody who is invited will have, and who is disabled will have again.
    fn records<'r>(
        &self,
        made: &'r mut Option<(MemberRecord, MemberRecord)>,
        row: &MemberRow,
        was: &Held,
        is: &Held,
    ) -> Outcome<(&'r MemberRecord, &'r MemberRecord)> {
        if made.is_none() {
            let pair = &self.target.pair;
            let record = |held: &Held, model: &Model, withheld: &PermissionSet| {
                let mut record = held.record(model, row.member, "active")?;
                record.withheld.clone_from(withheld);
                Outcome::Ok(record)
            };
            let before = record(was, &pair.old, &self.target.withheld.0)?;
            let after = record(is, &pair.new, &self.target.withheld.1)?;
            *made = Some((before, after));
        }
        let (before, after) = made.as_ref().expect("it was made just now");
        Ok((before, after))
    }

    fn base(&mut self, (before, after): (&MemberRecord, &MemberRecord)) -> Base {
        let pair = &self.target.pair;
        let sides = Sides { before, after, now: self.now };
        let everywhere = self.target.kinds().into_iter().map(|kind| {
            let moved = pair.everywhere(&sides, &kind);
            (kind, moved)
        });
        let over = pair.old.roles().map(|(ix, role)| (ix, pair.over(&sides, ix, self.target.role_after(role))));
        self.numbers += 1;
        Base {
            number: self.numbers,
            account: pair.in_account(&sides),
            everywhere: everywhere.filter(|(_, moved)| !moved.is_nothing()).collect(),
            over: over.filter(|(_, moved)| !moved.is_nothing()).collect(),
            keeps: (keeps(&pair.old, before, self.now), keeps(&pair.new, after, self.now)),
        }
    }
}

/// Rule 14 as it is asked of the database: by a role that somebody was given.
fn keeps(model: &Model, record: &MemberRecord, now: Timestamp) -> bool {
    let endless = record.roles.iter().filter(|role| role.window.contains(now) && role.window.until.is_none());
    { endless }.any(|role| model[role.what].keeps_account)
}

/// Equal where the same is held beside access.
fn base_key(held: &Held) -> String {
    let mut key = String::new();
    let mut timed = |rows: &[TimedRow]| {
        for row in rows {
            let _ = write!(key, "{} {:?} {:?},", row.id, row.from_at, row.until_at);
        }
        key.push(';');
    };
    timed(&held.roles);
    timed(&held.extras);
    let _ = write!(key, "{:?}", held.custom);
    key
}

/// Equal where on the way up the same was given and owned.
fn place_key(base: usize, member: MemberId, chain: &Chain, was: &Held, is: &Held) -> String {
    let mut key = format!("{base}");
    for link in &chain.links {
        let _ = write!(key, "/{}{}", link.kind.index(), if link.owner == Some(member) { "!" } else { "" });
        for (side, held) in [('<', was), ('>', is)] {
            let first = held.grants.partition_point(|grant| grant.resource < link.resource);
            for grant in held.grants[first..].iter().take_while(|grant| grant.resource == link.resource) {
                let _ = write!(key, "{side}{}={} {:?} {:?}", grant.slot, grant.value, grant.from_at, grant.until_at);
            }
        }
    }
    key
}
