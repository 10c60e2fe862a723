//! F03 of a change of the model: whoever applies it holds all that anyone gains. What they don't hold is said.
//!
//! The operator holds nothing in an account, and has no member's rights to give. By a model they may give what the product calls its
//! own; of Roster's permissions, by which members are changed, only to those who keep the account.

use super::{
    report::Place,
    tally::standing,
    target::Target,
    walk::{One, Walk},
};
use crate::standing::Standing;
use roster_domain::{
    id::ResourceId,
    permission::{PermissionSet, RosterPermission},
    plan::{Giver, Moved, demands},
    role::RoleIx,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// As many answers are remembered.
const REMEMBERED: usize = 50_000;

pub(super) struct Rights<'t> {
    target: &'t Target,
    giver: Option<Giver<'t>>,
    own: PermissionSet,
    account: PermissionSet,
    everywhere: HashMap<String, PermissionSet>,
    over: HashMap<RoleIx, PermissionSet>,
    on: HashMap<(ResourceId, String), PermissionSet>,
    checked: HashSet<usize>,
    missing: BTreeMap<Place, PermissionSet>,
}

impl<'t> Rights<'t> {
    pub(super) fn new(target: &'t Target, asker: &Standing) -> Rights<'t> {
        let written = asker.written().cloned();
        let giver = asker.record().map(|record| Giver::new(&target.pair, record, written, asker.now));
        let mut rights = Rights {
            target,
            account: giver.as_ref().map(Giver::in_account).unwrap_or_default(),
            giver,
            own: RosterPermission::ALL.iter().map(|permission| permission.ix()).collect(),
            everywhere: HashMap::new(),
            over: HashMap::new(),
            on: HashMap::new(),
            checked: HashSet::new(),
            missing: BTreeMap::new(),
        };
        rights.rules();
        rights
    }

    /// What the model gives by rules of its own.
    fn rules(&mut self) {
        if self.giver.is_none() {
            return;
        }
        for demand in demands(&self.target.pair) {
            let (place, held) = match demand.kind {
                None => (Place::Account, self.account.clone()),
                Some(kind) => {
                    let held = self.everywhere(&kind);
                    (Place::Everywhere { kind }, held)
                }
            };
            self.need(place, &demand.permissions, &held);
        }
    }

    fn need(&mut self, place: Place, given: &PermissionSet, held: &PermissionSet) {
        let missing = given.difference(held);
        if !missing.is_empty() {
            self.missing.entry(place).or_default().unite(&missing);
        }
    }

    /// One more member who gains something, maybe.
    pub(super) fn check(&mut self, one: &One, walk: &Walk<'_>) {
        if standing(&one.row.status).is_none() {
            return;
        }
        if self.giver.is_none() {
            return self.check_as_operator(one);
        }
        if self.checked.insert(one.base.number) {
            let account = self.account.clone();
            self.need(Place::Account, &one.base.account.given, &account);
            for (kind, moved) in &one.base.everywhere {
                let held = self.everywhere(kind);
                self.need(Place::Everywhere { kind: kind.clone() }, &moved.given, &held);
            }
            for (role, moved) in &one.base.over {
                let held = self.over(*role);
                let place = Place::Over { role: self.target.pair.old[*role].id.to_string() };
                self.need(place, &moved.given, &held);
            }
        }
        for (resource, under) in &one.places {
            for (kind, moved) in under.iter().filter(|(_, moved)| !moved.given.is_empty()) {
                let held = self.on(walk, *resource, kind);
                self.need(Place::On { kind: kind.clone() }, &moved.given, &held);
            }
        }
    }

    fn check_as_operator(&mut self, one: &One) {
        if one.base.keeps.0 {
            return;
        }
        let own = |given: &PermissionSet, own: &PermissionSet| given.intersection(own);
        let nothing = PermissionSet::new();
        let given = own(&one.base.account.given, &self.own);
        self.need(Place::Account, &given, &nothing);
        for (kind, moved) in &one.base.everywhere {
            let given = own(&moved.given, &self.own);
            self.need(Place::Everywhere { kind: kind.clone() }, &given, &nothing);
        }
        for (role, moved) in &one.base.over {
            let place = Place::Over { role: self.target.pair.old[*role].id.to_string() };
            self.need(place, &moved.given, &nothing);
        }
        for (kind, moved) in one.places.iter().flat_map(|(_, under)| under.iter()) {
            let given = own(&moved.given, &self.own);
            self.need(Place::On { kind: kind.clone() }, &given, &nothing);
        }
    }

    /// What a key of the account gains somewhere, maybe. It keeps no account.
    pub(super) fn check_key(&mut self, place: Place, moved: &Moved) {
        if moved.given.is_empty() {
            return;
        }
        let target = self.target;
        let (given, held) = match (&place, self.giver.is_some()) {
            (Place::Over { .. }, false) => (moved.given.clone(), PermissionSet::new()),
            (_, false) => (moved.given.intersection(&self.own), PermissionSet::new()),
            (Place::Over { role }, true) => {
                let held = target.pair.old.role(role).map(|role| self.over(role)).unwrap_or_default();
                (moved.given.clone(), held)
            }
            (Place::Everywhere { kind } | Place::On { kind }, true) => (moved.given.clone(), self.everywhere(kind)),
            (Place::Account, true) => (moved.given.clone(), self.account.clone()),
        };
        self.need(place, &given, &held);
    }

    fn everywhere(&mut self, kind: &str) -> PermissionSet {
        let Some(giver) = &self.giver else { return PermissionSet::new() };
        self.everywhere.entry(kind.to_owned()).or_insert_with(|| giver.everywhere(kind)).clone()
    }

    fn over(&mut self, role: RoleIx) -> PermissionSet {
        let Some(giver) = &self.giver else { return PermissionSet::new() };
        self.over.entry(role).or_insert_with(|| giver.over(role)).clone()
    }

    fn on(&mut self, walk: &Walk<'_>, resource: ResourceId, kind: &str) -> PermissionSet {
        let Some(giver) = &self.giver else { return PermissionSet::new() };
        if self.on.len() > REMEMBERED {
            self.on.clear();
        }
        let pair = &self.target.pair;
        let held = self.on.entry((resource, kind.to_owned())).or_insert_with(|| {
            let Some(chain) = walk.chain(resource) else { return PermissionSet::new() };
            let under = pair.under(&chain).into_iter().find(|(below, ..)| below == kind);
            under.map(|(_, old, _)| giver.on(&old)).unwrap_or_default()
        });
        held.clone()
    }

    /// Whether whoever asks sees this resource.
    pub(super) fn sees(&self, walk: &Walk<'_>, resource: ResourceId, asker: &Standing) -> bool {
        let Some(giver) = &self.giver else { return true };
        walk.chain(resource).is_some_and(|chain| giver.sees(&chain, asker.now))
    }

    pub(super) fn missing(self) -> BTreeMap<Place, PermissionSet> {
        self.missing
    }
}
