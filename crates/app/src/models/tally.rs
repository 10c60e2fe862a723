//! What a plan says, and how it is added up from what is found member by member.

use super::{
    mails,
    moves::Vanishes,
    report::{Change, Holder, Instead, Place, Plan, Standing, Unmet, VanishedHeld},
    target::Target,
    walk::{One, Under},
};
use roster_domain::{
    id::{MemberId, ResourceId},
    model::{Difference, Model, Text},
    permission::{PermissionIx, PermissionSet},
    plan::{Fate, Moved, Vanished, What},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

/// As many members are named.
pub(super) const NAMED: usize = 100;
/// As many are named who hold one thing that disappears.
const HOLDERS: usize = 20;
/// As many groups of roles are told apart; who has other ones is counted without them.
const GROUPS: usize = 500;

/// What is gained, and what is lost.
pub(super) type Sets = (PermissionSet, PermissionSet);

/// What one member gains and loses, place by place, on these resources; and in how many lines.
pub(super) fn sets(target: &Target, one: &One, places: &[(ResourceId, Arc<Under>)]) -> (BTreeMap<Place, Sets>, u64) {
    let (mut sets, mut lines) = (BTreeMap::<Place, Sets>::new(), 0);
    let mut note = |place: Place, moved: &Moved| {
        if moved.shifts.is_empty() {
            return;
        }
        let (gained, lost) = sets.entry(place).or_default();
        for shift in &moved.shifts {
            lines += (shift.gained.len() + shift.lost.len()) as u64;
            gained.unite(&shift.gained);
            lost.unite(&shift.lost);
        }
    };
    note(Place::Account, &one.base.account);
    for (kind, moved) in &one.base.everywhere {
        note(Place::Everywhere { kind: kind.clone() }, moved);
    }
    for (role, moved) in &one.base.over {
        note(Place::Over { role: target.pair.old[*role].id.to_string() }, moved);
    }
    for (_, under) in places {
        for (kind, moved) in under.iter() {
            note(Place::On { kind: kind.clone() }, moved);
        }
    }
    (sets, lines)
}

/// Adds up.
pub(super) struct Tally<'t> {
    target: &'t Target,
    pub(super) looked_at: u64,
    affected: u64,
    gaining: u64,
    losing: u64,
    lines: u64,
    by_role: HashMap<(String, Standing, Place, PermissionIx, bool), u64>,
    groups: HashSet<String>,
    vanished: BTreeMap<Vanished, Holders>,
    /// Whether members are named.
    names: bool,
    /// Who holds something else afterwards.
    pub(super) moving: Vec<MemberId>,
    not_restored: u64,
    unmet: BTreeMap<(String, String), (u64, PermissionSet)>,
    kept: (bool, bool),
}

/// Who holds something that disappears.
#[derive(Default)]
struct Holders {
    active: u64,
    invited: u64,
    out: u64,
    first: Vec<Holder>,
}

/// Where a member counts; `None`: they have nothing and won't, without being brought back.
pub(super) fn standing(status: &str) -> Option<Standing> {
    match status {
        "active" => Some(Standing::Active),
        "invited" => Some(Standing::Invited),
        "disabled" => Some(Standing::Disabled),
        _ => None,
    }
}

impl<'t> Tally<'t> {
    pub(super) fn new(target: &'t Target, names: bool) -> Tally<'t> {
        let vanished = target.settled.all().map(|vanished| (vanished.clone(), Holders::default())).collect();
        Tally {
            target,
            looked_at: 0,
            affected: 0,
            gaining: 0,
            losing: 0,
            lines: 0,
            by_role: HashMap::new(),
            groups: HashSet::new(),
            vanished,
            names,
            moving: Vec::new(),
            not_restored: 0,
            unmet: BTreeMap::new(),
            kept: (false, false),
        }
    }

    /// One more member. Whether there is anything to tell of them.
    pub(super) fn add(&mut self, one: &One, places: &[(ResourceId, Arc<Under>)]) -> bool {
        self.looked_at += 1;
        self.not_restored += one.stays.len() as u64;
        let holds = self.note_vanished(one);
        for (kind, role, lacks) in &one.unmet {
            let (count, missing) = self.unmet.entry((kind.clone(), role.clone())).or_default();
            *count += 1;
            missing.unite(lacks);
        }
        if one.was.roles != one.is.roles
            || one.was.extras != one.is.extras
            || one.was.custom != one.is.custom
            || one.was.grants != one.is.grants
        {
            self.moving.push(one.row.member);
        }
        let Some(standing) = standing(&one.row.status) else { return false };
        if standing == Standing::Active {
            self.kept.0 |= one.base.keeps.0;
            self.kept.1 |= one.base.keeps.1;
        }
        let (sets, lines) = sets(self.target, one, places);
        if sets.is_empty() {
            return holds;
        }
        self.lines += lines;
        self.affected += 1;
        self.gaining += u64::from(sets.values().any(|(gained, _)| !gained.is_empty()));
        self.losing += u64::from(sets.values().any(|(_, lost)| !lost.is_empty()));
        let group = self.group(one);
        for (place, (gained, lost)) in sets {
            for (set, gained) in [(gained, true), (lost, false)] {
                for permission in set.iter() {
                    let key = (group.clone(), standing, place.clone(), permission, gained);
                    *self.by_role.entry(key).or_default() += 1;
                }
            }
        }
        true
    }

    fn group(&mut self, one: &One) -> String {
        let roles: Vec<&str> = one.was.roles.iter().map(|role| role.id.as_str()).collect();
        let group = roles.join(" ");
        if self.groups.len() < GROUPS {
            self.groups.insert(group.clone());
        }
        if self.groups.contains(&group) { group } else { "…".to_owned() }
    }

    /// Whether they hold anything that disappears.
    fn note_vanished(&mut self, one: &One) -> bool {
        if self.vanished.is_empty() {
            return false;
        }
        let held = one.vanishing(self.target);
        let held: BTreeSet<Vanished> = held.into_iter().map(Vanished::from).collect();
        for held in &held {
            let Some(holders) = self.vanished.get_mut(held) else { continue };
            match one.row.status.as_str() {
                "active" => holders.active += 1,
                "invited" => holders.invited += 1,
                _ => holders.out += 1,
            }
            if let Some(standing) = standing(&one.row.status).filter(|_| self.names && holders.first.len() < HOLDERS) {
                holders.first.push(Holder { member: one.row.member, name: one.name().to_owned(), standing });
            }
        }
        !held.is_empty()
    }

    /// What there is to say. What else a plan has is filled in by whoever knows it.
    pub(super) fn plan(self, differences: Vec<Difference>) -> (Plan, Vec<MemberId>) {
        let pair = &self.target.pair;
        let mut all: BTreeMap<(Standing, Place, PermissionIx, bool), u64> = BTreeMap::new();
        let mut by_role = Vec::new();
        for ((roles, standing, place, permission, gained), members) in self.by_role {
            *all.entry((standing, place.clone(), permission, gained)).or_default() += members;
            let roles = roles.split_whitespace().map(str::to_owned).collect();
            let permission = pair.id(permission).to_string();
            by_role.push(Change { roles, standing, place, permission, gained, members });
        }
        by_role.sort_by(|a, b| {
            let key = |change: &Change| {
                (change.roles.clone(), change.standing, change.place.clone(), !change.gained, change.permission.clone())
            };
            key(a).cmp(&key(b))
        });
        let changes = all.into_iter().map(|((standing, place, permission, gained), members)| Change {
            roles: Vec::new(),
            standing,
            place,
            permission: pair.id(permission).to_string(),
            gained,
            members,
        });
        let changes: Vec<Change> = changes.collect();
        let held = self.vanished.into_iter().filter(|(_, held)| held.active + held.invited + held.out > 0);
        let vanished = held.map(|(vanished, Holders { active, invited, out, first: holders })| {
            let choice = match self.target.settled.fate(vanished.what, &vanished.kind, &vanished.id) {
                Fate::Becomes(to) => Some(Some(to.to_owned())),
                Fate::Goes | Fate::Stays => Some(None),
                Fate::Open => None,
            };
            let options = pair.instead_of(&vanished).into_iter();
            let options = options.map(|id| Instead { label: label(&pair.new, &vanished, &id), id }).collect();
            let Vanished { what, kind, id } = vanished;
            VanishedHeld { what, kind, id, active, invited, out, choice, options, holders }
        });
        let unmet = self.unmet.into_iter().map(|((kind, role), (count, missing))| {
            let missing = missing.iter().map(|permission| pair.new[permission].id.to_string()).collect();
            Unmet { kind, role, count, missing }
        });
        let plan = Plan {
            id: self.target.id.clone(),
            version: self.target.version,
            differences,
            looked_at: self.looked_at,
            affected: self.affected,
            gaining: self.gaining,
            losing: self.losing,
            lines: self.lines,
            changes,
            by_role,
            members: Vec::new(),
            vanished: vanished.collect(),
            moved: self.moving.len() as u64,
            not_restored: self.not_restored,
            left: Vec::new(),
            keys: Vec::new(),
            keeps: self.kept.1 || !self.kept.0,
            unmet: unmet.collect(),
            mails: mails::wanted(&pair.old, &pair.new),
            missing: Vec::new(),
            in_the_way: self.target.in_the_way.clone(),
        };
        (plan, self.moving)
    }
}

impl From<Vanishes<'_>> for Vanished {
    fn from(Vanishes { what, kind, id, .. }: Vanishes<'_>) -> Vanished {
        Vanished { what, kind: kind.to_owned(), id: id.to_owned() }
    }
}

/// What the new model calls what takes the place of something.
fn label(new: &Model, vanished: &Vanished, id: &str) -> Text {
    let kind = new.kind(&vanished.kind);
    let label = match vanished.what {
        What::Role => new.role(id).map(|role| &new[role].label),
        What::Permission => new.permission(id).map(|permission| &new[permission].label),
        What::Level => kind.and_then(|kind| Some(&new[kind].level(new.level(id)?)?.label)),
        What::ProjectRole => kind.and_then(|kind| Some(&new[new.project_role(kind, id)?].label)),
    };
    label.cloned().unwrap_or_default()
}
