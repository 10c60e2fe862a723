//! Two models of one account side by side, and what one member has under each of them.

use crate::{
    access::{self, Verb},
    grant::Timed,
    id::{Id, MemberId},
    member::MemberRecord,
    model::Model,
    permission::{PermissionId, PermissionIx, PermissionSet},
    resource::{Chain, ChainLink},
    role::RoleIx,
};
use jiff::Timestamp;
use std::{collections::BTreeMap, sync::Arc};

/// The model that an account has, and the one that it would have. Permissions of both stand in one row: those of the old model
/// at their places there, and behind them those that only the new one has.
#[derive(Debug)]
pub struct Pair {
    /// The one that it has.
    pub old: Arc<Model>,
    /// The one that it would have.
    pub new: Arc<Model>,
    ids: Vec<PermissionId>,
    /// Where each of the new model's permissions stands in the row.
    places: Vec<PermissionIx>,
}

/// What is gained and lost from a moment on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shift {
    /// From then on; `None`: at once.
    pub from: Option<Timestamp>,
    /// What is there afterwards and was not before, in the row of the [`Pair`].
    pub gained: PermissionSet,
    /// What was there before and is not afterwards.
    pub lost: PermissionSet,
}

/// What moves for one member in one place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Moved {
    /// Moment by moment; what was told of an earlier moment is not told again.
    pub shifts: Vec<Shift>,
    /// All that is given there by the change, for rule 12: also what the account's compliance status withholds today, and what is
    /// held in the account and counts on a resource because that comes into sight.
    pub given: PermissionSet,
}

impl Moved {
    /// Whether nothing changes.
    pub fn is_nothing(&self) -> bool {
        self.shifts.is_empty() && self.given.is_empty()
    }
}

/// One member under both models. The status of both records is of no account to the places below: it is judged as it stands in
/// them.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// As the old model knows them.
    pub before: &'a MemberRecord,
    /// As the new model would know them.
    pub after: &'a MemberRecord,
    /// Now.
    pub now: Timestamp,
}

impl Pair {
    /// Puts them side by side.
    pub fn new(old: Arc<Model>, new: Arc<Model>) -> Pair {
        let mut ids: Vec<PermissionId> = old.permissions().map(|(_, permission)| permission.id.clone()).collect();
        let mut places = Vec::new();
        for (_, permission) in new.permissions() {
            let known = old.permission(&permission.id);
            places.push(known.unwrap_or_else(|| PermissionIx::at(ids.len())));
            if known.is_none() {
                ids.push(permission.id.clone());
            }
        }
        Pair { old, new, ids, places }
    }

    /// The id of what stands at a place of the row.
    pub fn id(&self, place: PermissionIx) -> &PermissionId {
        &self.ids[place.index()]
    }

    /// The ids of a set of the row.
    pub fn ids(&self, set: &PermissionSet) -> Vec<String> {
        set.iter().map(|place| self.id(place).to_string()).collect()
    }

    /// Whether only the new model has it.
    pub fn is_new(&self, place: PermissionIx) -> bool {
        place.index() >= self.old.permissions().len()
    }

    /// A set of the new model, in the row.
    pub fn joined(&self, set: &PermissionSet) -> PermissionSet {
        set.iter().map(|permission| self.places[permission.index()]).collect()
    }

    /// The ids of a kind and of all kinds that may lie under it, in either model.
    pub fn kind_and_below(&self, kind: &str) -> Vec<String> {
        let below = |model: &Model| -> Vec<String> {
            let kinds = model.kind(kind).map(|kind| model.kind_and_below(kind)).unwrap_or_default();
            kinds.into_iter().map(|kind| model[kind].id.to_string()).collect()
        };
        let mut kinds = below(&self.old);
        for kind in below(&self.new) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// A way up of the old model, in the places of the new one; `None` where that has no such kind.
    pub fn chain(&self, chain: &Chain) -> Option<Chain> {
        let link = |link: &ChainLink| {
            let kind = self.new.kind(&self.old.get_kind(link.kind)?.id)?;
            Some(ChainLink { kind, ..*link })
        };
        chain.links.iter().map(link).collect::<Option<Vec<_>>>().map(|links| Chain { links })
    }

    /// The resource that a way up begins at, and for each kind that may lie under it in either model, some resource on which nobody
    /// has anything: the kind's id, and the way up in both models; empty where a model has none.
    pub fn under(&self, chain: &Chain) -> Vec<(String, Chain, Chain)> {
        let new = self.chain(chain).unwrap_or_default();
        let found = |model: &Model, chain: &Chain| -> BTreeMap<String, Chain> {
            let under = access::under(model, chain).into_iter();
            under.filter_map(|chain| Some((model[chain.kind()?].id.to_string(), chain))).collect()
        };
        let (mut before, mut after) = (found(&self.old, chain), found(&self.new, &new));
        let kinds = chain.kind().map(|kind| self.kind_and_below(&self.old[kind].id)).unwrap_or_default();
        let both = kinds.into_iter().map(|kind| {
            let (old, new) = (before.remove(&kind).unwrap_or_default(), after.remove(&kind).unwrap_or_default());
            (kind, old, new)
        });
        both.collect()
    }

    /// What moves in the account.
    pub fn in_account(&self, sides: &Sides<'_>) -> Moved {
        self.moved(sides, |model, record, moment| {
            let set = access::account_set(model, record, true, moment);
            (set.clone(), set)
        })
    }

    /// What moves on every resource of a kind, whichever they are.
    pub fn everywhere(&self, sides: &Sides<'_>, kind: &str) -> Moved {
        self.moved(sides, |model, record, moment| {
            let Some(kind) = model.kind(kind) else { return Default::default() };
            let set = access::everywhere(model, record, kind, moment);
            let mut counts = set.clone();
            if !set.is_empty() {
                let account = access::account_set(model, record, true, moment);
                counts.unite(&account.intersection(model.on_kind(kind)));
            }
            (set, counts)
        })
    }

    /// What moves on a resource, whose way up is told in the places of the old model and in those of the new one.
    pub fn on(&self, sides: &Sides<'_>, old: &Chain, new: &Chain) -> Moved {
        self.moved(sides, |model, record, moment| {
            let chain = if std::ptr::eq(model, &*self.old) { old } else { new };
            (access::resource_set(model, record, true, chain, moment), access::set_on(model, record, chain, moment))
        })
    }

    /// What moves over members who have a role: `new` is the one that takes the place of `old`.
    pub fn over(&self, sides: &Sides<'_>, old: RoleIx, new: Option<RoleIx>) -> Moved {
        self.moved(sides, |model, record, moment| {
            let role = if std::ptr::eq(model, &*self.old) { Some(old) } else { new };
            let set = over(model, record, role, moment);
            (set.clone(), set)
        })
    }

    /// Compares what is shown; of what counts, only what is gained.
    fn moved(
        &self,
        sides: &Sides<'_>,
        sets: impl Fn(&Model, &MemberRecord, Timestamp) -> (PermissionSet, PermissionSet),
    ) -> Moved {
        let mut moved = Moved::default();
        let (mut gained, mut lost) = (PermissionSet::new(), PermissionSet::new());
        let open = |record: &MemberRecord| MemberRecord { withheld: PermissionSet::new(), ..record.clone() };
        let withheld = !sides.before.withheld.is_empty() || !sides.after.withheld.is_empty();
        let opened = withheld.then(|| (open(sides.before), open(sides.after)));
        for moment in access::moments([sides.before, sides.after], sides.now, None) {
            let (had, had_counts) = sets(&self.old, sides.before, moment);
            let (has, has_counts) = sets(&self.new, sides.after, moment);
            let (had_counts, has_counts) = match &opened {
                Some((before, after)) => (sets(&self.old, before, moment).1, sets(&self.new, after, moment).1),
                None => (had_counts, has_counts),
            };
            moved.given.unite(&self.joined(&has_counts).difference(&had_counts));
            let has = self.joined(&has);
            let mut shift = Shift {
                from: (moment != sides.now).then_some(moment),
                gained: has.difference(&had),
                lost: had.difference(&has),
            };
            shift.gained.subtract(&gained);
            shift.lost.subtract(&lost);
            gained.unite(&shift.gained);
            lost.unite(&shift.lost);
            if !shift.gained.is_empty() || !shift.lost.is_empty() {
                moved.shifts.push(shift);
            }
        }
        moved
    }
}

/// Roster's own permissions that somebody can use on members with this role, or on those with none where it is `None`.
pub(super) fn over(model: &Model, record: &MemberRecord, role: Option<RoleIx>, now: Timestamp) -> PermissionSet {
    let mut target = MemberRecord::active(MemberId::from_uuid(uuid::Uuid::nil()));
    target.roles.extend(role.map(Timed::always));
    let may = Verb::ALL.into_iter().filter(|verb| access::may_act_on(model, record, *verb, &target, now).is_ok());
    may.map(|verb| verb.needs().ix()).collect()
}
