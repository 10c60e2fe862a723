//! A model is changed under random people: what the plan says of each of them is the difference of the naive answers before and
//! after.

use crate::{
    case::{Case, record, words_of},
    common::{World, at},
    dice::Dice,
    naive::Naive,
    random::{Grant, Node, Person, Span, What as Given},
};
use roster_domain::{
    access::Verb,
    model::Model,
    permission::PermissionSet,
    plan::{Choices, Fate, Moved, Pair, Settled, Sides, What},
};
use std::{collections::BTreeSet, sync::Arc};
use toml::{Table, Value};

/// From now on, whenever anything of anyone begins or ends.
const MOMENTS: [i64; 4] = [1000, 1010, 1020, 1030];

/// How many decisions were compared, and how many of them move.
#[derive(Default)]
pub struct Compared {
    pub all: usize,
    pub moved: usize,
    pub later: usize,
    pub chosen: usize,
}

/// A random case whose model is changed; `None` where the dice made one without sense.
pub fn compare(case: &Case, dice: &mut Dice) -> Option<Compared> {
    let mut table: Table = case.sketch.text.parse().unwrap();
    for _ in 0..3 + dice.upto(4) {
        change(&mut table, dice);
    }
    let text = toml::to_string(&table).unwrap();
    let new = Arc::new(Model::compile(&text).ok()?);
    let pair = Pair::new(Arc::clone(&case.world.model), Arc::clone(&new));
    let mut compared = Compared::default();
    let settled = Settled::new(&pair, &choices(&pair, dice, &mut compared.chosen)).unwrap();
    let (naive, world) = (Naive(table), World { model: new });
    let shown = |person: &Person| {
        format!("{person:#?}, then {:?},\nin\n{}\n-- then --\n{text}", moved(person, &settled).roles, case.sketch.text)
    };
    for (turn, before) in case.people.iter().enumerate() {
        let after = moved(before, &settled);
        let records = (record(&case.world, before), record(&world, &after));
        let sides = Sides { before: &records.0, after: &records.1, now: at(1000) };
        for path in &case.paths {
            let moved = in_place(&pair, &sides, case, path, [before, &after]);
            for id in ids(&pair) {
                let had = |moment| case.naive.has(before, true, path, id, moment);
                let has = |moment| naive.has(&after, true, path, id, moment);
                compared.check(&pair, &moved, id, had, has, &|| format!("{id} on {path:?} for {}", shown(before)));
            }
        }
        // Slow to tell naively, and the same for whoever has the same roles.
        for (ix, role) in pair.old.roles().filter(|_| turn == 0) {
            let to = match settled.fate(What::Role, "", &role.id) {
                Fate::Stays => Some(role.id.as_str()),
                Fate::Becomes(to) => Some(to),
                Fate::Goes | Fate::Open => None,
            };
            let moved = pair.over(&sides, ix, to.and_then(|to| pair.new.role(to)));
            let [old, new] = [Some(role.id.as_str()), to].map(target);
            let verbs: BTreeSet<_> = Verb::ALL.into_iter().map(|verb| verb.needs().id()).collect();
            for id in verbs {
                let acts = |naive: &Naive, who: &Person, target: &Person, moment| {
                    let verbs = Verb::ALL.into_iter().filter(|verb| verb.needs().id() == id);
                    { verbs }.any(|verb| naive.acts(who, target, words_of(verb), moment))
                };
                let (had, has) =
                    (|moment| acts(&case.naive, before, &old, moment), |moment| acts(&naive, &after, &new, moment));
                compared.check(&pair, &moved, id, had, has, &|| format!("{id} over {} for {}", role.id, shown(before)));
            }
        }
    }
    Some(compared)
}

impl Compared {
    /// What is gained and lost, and since when, against two tellings of it.
    fn check(
        &mut self,
        pair: &Pair,
        moved: &Moved,
        id: &str,
        had: impl Fn(i64) -> bool,
        has: impl Fn(i64) -> bool,
        shown: &dyn Fn() -> String,
    ) {
        let first = |set: &dyn Fn(&roster_domain::plan::Shift) -> &PermissionSet| {
            let found = moved.shifts.iter().find(|shift| set(shift).iter().any(|place| pair.id(place) == id));
            found.map(|shift| shift.from.map_or(1000, |from| from.as_second()))
        };
        let answers = MOMENTS.map(|moment| (moment, had(moment), has(moment)));
        let gained = answers.iter().find(|(_, had, has)| *has && !had).map(|(moment, ..)| *moment);
        let lost = answers.iter().find(|(_, had, has)| *had && !has).map(|(moment, ..)| *moment);
        assert_eq!(first(&|shift| &shift.gained), gained, "gained: {}", shown());
        assert_eq!(first(&|shift| &shift.lost), lost, "lost: {}", shown());
        self.all += 1;
        self.moved += usize::from(gained.is_some() || lost.is_some());
        self.later += usize::from(gained.or(lost).is_some_and(|moment| moment > 1000));
    }

    pub fn add(&mut self, more: &Compared) {
        self.all += more.all;
        self.moved += more.moved;
        self.later += more.later;
        self.chosen += more.chosen;
    }
}

fn ids(pair: &Pair) -> impl Iterator<Item = &str> {
    let new = pair.new.permissions().filter(|(_, one)| pair.old.permission(&one.id).is_none());
    pair.old.permissions().chain(new).map(|(_, one)| one.id.as_str())
}

/// Someone with this role alone.
fn target(role: Option<&str>) -> Person {
    Person {
        name: "nobody".to_owned(),
        status: "active",
        roles: role.map(|role| (role.to_owned(), Span(None, None))).into_iter().collect(),
        extras: Vec::new(),
        mask: None,
        grants: Vec::new(),
    }
}

/// The place that stands for a resource: under the nearest one on which they have anything, or wherever there is one.
fn in_place(pair: &Pair, sides: &Sides<'_>, case: &Case, path: &[Node], people: [&Person; 2]) -> Moved {
    let Some(here) = path.first() else { return pair.in_account(sides) };
    let touched = |node: &&Node| {
        let owned = node.owner.as_ref() == Some(&people[0].name);
        owned || people.iter().any(|person| person.grants.iter().any(|grant| grant.resource == node.name))
    };
    let Some(nearest) = path.iter().position(|node| touched(&node)) else {
        return pair.everywhere(sides, &here.kind);
    };
    let under = pair.under(&case.chain(&path[nearest..]));
    let (_, old, new) = under.into_iter().find(|(kind, ..)| *kind == here.kind).unwrap();
    pair.on(sides, &old, &new)
}

/// The same person after the change.
fn moved(before: &Person, settled: &Settled) -> Person {
    let fate = |what, kind: &str, id: &String| match settled.fate(what, kind, id) {
        Fate::Stays => Some(id.clone()),
        Fate::Becomes(to) => Some(to.to_owned()),
        Fate::Goes | Fate::Open => None,
    };
    let timed = |what, all: &[(String, Span)]| {
        all.iter().filter_map(|(id, span)| Some((fate(what, "", id)?, span.clone()))).collect()
    };
    let grant = |grant: &Grant| {
        let what = match &grant.what {
            Given::Level(level) => Given::Level(fate(What::Level, &grant.kind, level)?),
            Given::Role(role) => Given::Role(fate(What::ProjectRole, &grant.kind, role)?),
            Given::Permission(permission) => Given::Permission(fate(What::Permission, "", permission)?),
        };
        Some(Grant { what, ..grant.clone() })
    };
    let mask = |mask: &Vec<String>| mask.iter().filter_map(|id| fate(What::Permission, "", id)).collect();
    Person {
        roles: timed(What::Role, &before.roles),
        extras: timed(What::Permission, &before.extras),
        mask: before.mask.as_ref().map(mask),
        grants: before.grants.iter().filter_map(grant).collect(),
        ..before.clone()
    }
}

/// For most of what disappears, something that takes its place, or nothing.
fn choices(pair: &Pair, dice: &mut Dice, chosen: &mut usize) -> Choices {
    let mut choices = Choices::default();
    for vanished in pair.vanished() {
        let others = pair.instead_of(&vanished);
        let to = (dice.chance(70) && !others.is_empty()).then(|| dice.pick(&others).clone());
        if to.is_none() && dice.chance(50) {
            continue;
        }
        *chosen += 1;
        let ways = match vanished.what {
            What::Role => &mut choices.roles,
            What::Permission => &mut choices.permissions,
            What::Level => choices.levels.entry(vanished.kind).or_default(),
            What::ProjectRole => choices.project_roles.entry(vanished.kind).or_default(),
        };
        ways.insert(vanished.id, to);
    }
    choices
}

/// One change to a model's table. It may make no sense: then it is refused, and another case is drawn.
fn change(table: &mut Table, dice: &mut Dice) {
    let all: Vec<String> = named(table, "permission").iter().map(|one| text(one, "id")).collect();
    let roles: Vec<String> = named(table, "role").iter().map(|one| text(one, "id")).filter(|id| id != "top").collect();
    if roles.is_empty() || all.is_empty() {
        return;
    }
    let (role, permission) = (dice.pick(&roles).clone(), dice.pick(&all).clone());
    let of_role = |table: &mut Table, change: &mut dyn FnMut(&mut Table)| {
        named_mut(table, "role").into_iter().filter(|one| text(one, "id") == role).for_each(change);
    };
    match dice.upto(9) {
        0 => of_role(table, &mut |one| toggle(one, "permissions", &permission)),
        1 => {
            let rank = i64::try_from(dice.upto(89)).unwrap();
            of_role(table, &mut |one| drop(one.insert("rank".to_owned(), rank.into())));
        }
        2 => of_role(table, &mut |one| {
            let maskable = one.get("maskable") != Some(&Value::Boolean(false));
            one.insert("maskable".to_owned(), (!maskable).into());
        }),
        3 => of_role(table, &mut |one| {
            if let Some(on) = one.get_mut("on").and_then(Value::as_array_mut).filter(|on| !on.is_empty()) {
                on.remove(dice.upto(on.len() - 1));
            }
        }),
        4 => of_role(table, &mut |one| {
            let on = one.get_mut("on").and_then(Value::as_array_mut).into_iter().flatten();
            on.filter_map(Value::as_table_mut).for_each(|on| toggle(on, "permissions", &permission));
        }),
        5 => {
            // A level or a project role changes, or is gone.
            let gone = dice.chance(50);
            for kind in named_mut(table, "resource") {
                for key in ["levels", "roles"] {
                    let Some(held) = kind.get_mut(key).and_then(Value::as_table_mut) else { continue };
                    let ids: Vec<String> = held.keys().cloned().collect();
                    if ids.is_empty() || dice.chance(40) {
                        continue;
                    }
                    let id = dice.pick(&ids);
                    match held.get_mut(id) {
                        _ if gone => drop(held.remove(id)),
                        Some(Value::Table(role)) => toggle(role, "permissions", &permission),
                        _ => toggle(held, id, &permission),
                    }
                }
            }
        }
        6 => {
            // A role is gone, and whatever names it.
            let roles = table.get_mut("role").and_then(Value::as_array_mut).unwrap();
            roles.retain(|one| one.as_table().map(|one| text(one, "id")).as_ref() != Some(&role));
            let membership = table.get_mut("membership").unwrap();
            forget(membership, &role);
        }
        7 => {
            let membership = table.get_mut("membership").and_then(Value::as_table_mut).unwrap();
            membership.insert("default_role".to_owned(), role.as_str().into());
        }
        8 => {
            // A permission is gone, and whatever lists it.
            let permissions = table.get_mut("permission").and_then(Value::as_array_mut).unwrap();
            permissions.retain(|one| one.as_table().map(|one| text(one, "id")).as_ref() != Some(&permission));
            table.iter_mut().for_each(|(_, value)| forget(value, &permission));
        }
        _ => {
            let mut fresh = Table::new();
            fresh.insert("id".to_owned(), "fresh".into());
            fresh.insert("include".to_owned(), Value::Array(vec!["roster.invite".into()]));
            let permissions = table.get_mut("permission").and_then(Value::as_array_mut).unwrap();
            permissions.push(fresh.into());
            of_role(table, &mut |one| toggle(one, "permissions", "fresh"));
        }
    }
}

fn named<'t>(table: &'t Table, key: &str) -> Vec<&'t Table> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table).collect()
}

fn named_mut<'t>(table: &'t mut Table, key: &str) -> Vec<&'t mut Table> {
    table.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_table_mut).collect()
}

fn text(table: &Table, key: &str) -> String {
    table.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn toggle(table: &mut Table, key: &str, permission: &str) {
    let list = table.entry(key).or_insert_with(|| Value::Array(Vec::new())).as_array_mut().unwrap();
    let before = list.len();
    list.retain(|one| one.as_str() != Some(permission));
    if list.len() == before {
        list.push(permission.into());
    }
}

fn forget(value: &mut Value, id: &str) {
    match value {
        Value::Array(list) => {
            list.retain(|one| one.as_str() != Some(id));
            list.iter_mut().for_each(|one| forget(one, id));
        }
        Value::Table(table) => table.iter_mut().for_each(|(_, one)| forget(one, id)),
        _ => {}
    }
}
