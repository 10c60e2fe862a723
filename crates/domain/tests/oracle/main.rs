//! The judge against a naive telling of the same rules, on random models, people and resources.
//!
//! Every run draws a new seed and prints it; `ROSTER_SEED=… cargo test --test oracle` repeats a run.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

#[path = "../common/mod.rs"]
mod common;
mod naive;
mod random;

use common::{World, at};
use naive::Naive;
use random::{Dice, Node, PEOPLE, Person, Sketch, What};
use roster_domain::{
    access::{self, Change, Question, Verb},
    grant::{GrantRecord, GrantWhat, LevelIx, Timed, Window},
    member::{MemberRecord, MemberStatus},
    model::Model,
    permission::PermissionSet,
    resource::{Chain, ChainLink},
};
use std::hash::{BuildHasher, RandomState};

const MOMENTS: [i64; 3] = [980, 1000, 1025];

fn seed(test: &str) -> u64 {
    let seed = std::env::var("ROSTER_SEED").ok().map(|seed| seed.parse().expect("ROSTER_SEED is a number"));
    let seed = seed.unwrap_or_else(|| RandomState::new().hash_one(test));
    eprintln!("{test}: ROSTER_SEED={seed}");
    seed
}

/// A random model with people and resources, told both ways.
struct Case {
    world: World,
    naive: Naive,
    sketch: Sketch,
    paths: Vec<Vec<Node>>,
    people: Vec<Person>,
}

impl Case {
    /// `None` where the dice made a model without sense.
    fn new(dice: &mut Dice) -> Option<Case> {
        let sketch = dice.model();
        let world = World { model: Model::compile(&sketch.text).ok()? };
        let naive = Naive(sketch.text.parse().unwrap());
        let paths = dice.paths(&sketch);
        let people = PEOPLE.iter().map(|name| dice.person(name, &sketch, &paths)).collect();
        Some(Case { world, naive, sketch, paths, people })
    }

    fn record(&self, person: &Person) -> MemberRecord {
        let (model, world) = (&self.world.model, &self.world);
        let window = |span: &random::Span| Window { from: span.0.map(at), until: span.1.map(at) };
        let grant = |grant: &random::Grant| GrantRecord {
            resource: common::resource_id(&grant.resource),
            what: match &grant.what {
                What::Level(level) => GrantWhat::Level(model.level(level).unwrap_or(LevelIx::GONE)),
                What::Role(role) => {
                    GrantWhat::Role(model.project_role(model.kind(&grant.kind).unwrap(), role).unwrap())
                }
                What::Permission(permission) => GrantWhat::Permission(world.permission(permission)),
            },
            window: window(&grant.span),
        };
        let mask = |listed: &Vec<String>| model.mask(listed.iter().map(|id| world.permission(id)));
        MemberRecord {
            member: common::member_id(&person.name),
            status: MemberStatus::from_code(person.status).unwrap(),
            roles: person.roles.iter().map(|(id, span)| Timed { what: world.role(id), window: window(span) }).collect(),
            extras: person
                .extras
                .iter()
                .map(|(id, span)| Timed { what: world.permission(id), window: window(span) })
                .collect(),
            mask: person.mask.as_ref().map(mask),
            grants: person.grants.iter().map(grant).collect(),
            withheld: Default::default(),
        }
    }

    fn chain(&self, path: &[Node]) -> Chain {
        let link = |node: &Node| ChainLink {
            resource: common::resource_id(&node.name),
            kind: self.world.model.kind(&node.kind).unwrap(),
            owner: node.owner.as_deref().map(common::member_id),
        };
        Chain { links: path.iter().map(link).collect() }
    }
}

#[test]
fn the_judge_agrees_with_the_naive_telling() {
    let mut dice = Dice::new(seed("the_judge_agrees_with_the_naive_telling"));
    let (mut decisions, mut yes, mut senseless) = (0, 0, 0);
    while decisions < 1_000_000 {
        let case_seed = dice.seed();
        let Some(case) = Case::new(&mut Dice::new(case_seed)) else {
            senseless += 1;
            assert!(senseless < 1000, "the dice make hardly any model that makes sense");
            continue;
        };
        let model = &case.world.model;
        for person in &case.people {
            let record = case.record(person);
            for moment in MOMENTS {
                let open = moment != MOMENTS[0] || decisions % 2 == 0;
                for path in case.paths.iter().map(Vec::as_slice).chain([&[][..]]) {
                    let chain = case.chain(path);
                    let set = match path {
                        [] => access::account_set(model, &record, open, at(moment)),
                        _ => access::resource_set(model, &record, open, &chain, at(moment)),
                    };
                    for id in &case.sketch.permissions {
                        let permission = case.world.permission(id);
                        let expected = case.naive.has(person, open, path, id, moment);
                        let says = set.contains(permission);
                        let shown = || format!("{id} at {moment} on {path:?} for {person:#?} in\n{}", case.sketch.text);
                        assert_eq!(says, expected, "{}", shown());
                        let question = Question { permission, chain: (!path.is_empty()).then_some(&chain) };
                        if decisions % 16 == 0 {
                            let told = access::explain(model, &record, open, question, at(moment));
                            assert_eq!(told.holds, says, "explained: {}", shown());
                            assert!(!says || !told.because.is_empty(), "no reason for a yes: {}", shown());
                            assert!(
                                says || told.because.is_empty() || !told.taken.is_empty(),
                                "no reason: {}",
                                shown()
                            );
                        }
                        decisions += 1;
                        yes += usize::from(says);
                    }
                }
            }
        }
    }
    println!("{decisions} decisions, {yes} of them yes");
    assert!(yes * 20 > decisions && yes * 2 < decisions, "{yes} of {decisions} are yes: the dice are loaded");
}

#[test]
fn acting_agrees_with_the_naive_telling() {
    let mut dice = Dice::new(seed("acting_agrees_with_the_naive_telling"));
    let (mut decisions, mut yes) = (0, 0);
    while decisions < 10_000 {
        let Some(case) = Case::new(&mut Dice::new(dice.seed())) else { continue };
        for (actor, target) in
            case.people.iter().flat_map(|actor| case.people.iter().map(move |target| (actor, target)))
        {
            let records = (case.record(actor), case.record(target));
            for (moment, verb) in MOMENTS.into_iter().flat_map(|moment| Verb::ALL.map(|verb| (moment, verb))) {
                let words = match verb {
                    Verb::Edit => ["roster.edit_members", "edits", "edit_only"],
                    Verb::ChangeRoles | Verb::ChangePermissions => ["roster.change_roles", "edits", "edit_only"],
                    Verb::ChangeAccess => ["roster.change_access", "changes_access", "edit_only"],
                    Verb::Disable | Verb::Archive | Verb::Delete => ["roster.remove_members", "removes", "remove_only"],
                    Verb::Restore => ["roster.restore_members", "removes", ""],
                    Verb::Resend | Verb::Withdraw => ["roster.invite", "not_above", ""],
                    Verb::ActAs => ["roster.act_as", "below", "act_as_only"],
                };
                let expected = case.naive.acts(actor, target, words, moment);
                let says = access::may_act_on(&case.world.model, &records.0, verb, &records.1, at(moment));
                assert_eq!(
                    says.is_ok(),
                    expected,
                    "{verb:?} at {moment}: {actor:#?} {target:#?}\n{}",
                    case.sketch.text
                );
                decisions += 1;
                yes += usize::from(expected);
            }
        }
    }
    assert!(yes > 300, "{yes} of {decisions} are yes: the dice are loaded");
}

/// F03, whatever the change: what anyone has afterwards and had not before, the giver has, there and then.
#[test]
fn f03_whatever_is_gained_is_held_by_the_giver() {
    let mut dice = Dice::new(seed("f03_whatever_is_gained_is_held_by_the_giver"));
    let (mut changes, mut allowed, mut gains) = (0, 0, 0);
    while changes < 6_000 {
        let case_seed = dice.seed();
        let mut dice = Dice::new(case_seed);
        let Some(case) = Case::new(&mut dice) else { continue };
        let model = &case.world.model;
        for _ in 0..40 {
            changes += 1;
            let (giver, before) = (dice.pick(&case.people).clone(), dice.pick(&case.people).clone());
            let before = Person { status: "active", ..before };
            let after = dice.changed(&before, &case.sketch, &case.paths);
            let invited = dice.chance(20);
            // Only what the contract asks for: the resources on which somebody has something.
            let touched = |node: &Node| {
                let granted = |person: &Person| person.grants.iter().any(|grant| grant.resource == node.name);
                let owned = node.owner.as_ref().is_some_and(|owner| [&giver.name, &before.name].contains(&owner));
                owned || [&giver, &before, &after].into_iter().any(granted)
            };
            let chains: Vec<_> =
                case.paths.iter().filter(|path| touched(&path[0])).map(|path| case.chain(path)).collect();
            let [from, to, by] = [&before, &after, &giver].map(|person| case.record(person));
            let change = Change { before: (!invited).then_some(&from), after: &to, chains: &chains };
            if access::may_give(model, &by, &change, at(1000)).is_err() {
                continue;
            }
            allowed += 1;
            for moment in [1000, 1005, 1015, 1025, 1035] {
                for path in case.paths.iter().map(Vec::as_slice).chain([&[][..]]) {
                    let chain = case.chain(path);
                    // The other tests here are the reason to believe these sets.
                    let account = |record: &MemberRecord| access::account_set(model, record, true, at(moment));
                    let there = |record: &MemberRecord| match path {
                        [] => account(record),
                        _ => access::resource_set(model, record, true, &chain, at(moment)),
                    };
                    // Roster's own permissions that are held in the account count on every resource that one sees.
                    let counts = |record: &MemberRecord| match (there(record), chain.kind()) {
                        (set, Some(kind)) if !set.is_empty() => {
                            set.union(&account(record).intersection(model.on_kind(kind)))
                        }
                        (set, _) => set,
                    };
                    let had = if invited { PermissionSet::new() } else { counts(&from) };
                    let gained = there(&to).difference(&had);
                    gains += gained.len();
                    let missing = case.world.ids(&gained.difference(&counts(&by)));
                    assert!(
                        missing.is_empty(),
                        "{missing:?} at {moment} on {path:?}, case {case_seed}, invited {invited}\n\
                         by {giver:#?}\nfrom {before:#?}\nto {after:#?}\n{}",
                        case.sketch.text
                    );
                }
            }
        }
    }
    println!("{changes} changes, {allowed} allowed, {gains} gains");
    assert!(allowed > 300 && gains > 300, "{allowed} allowed, {gains} gains: the dice are loaded");
}
