//! The two accounts, who and what is in them, and the round of one step.

use crate::{
    dice::Dice,
    naive::Naive,
    steps::{Link, Offer, Step},
    support::{Who, World, having_seen, preset, with_acting, with_lead},
};
use roster_app::{Caller, Failure, Idempotency};
use roster_domain::{
    id::{KeyId, MemberId, PersonId, ResourceId},
    refusal::Refusal,
};
use roster_store::{
    member_list::{self, MemberFilter, MemberSort},
    members, resources,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, VecDeque};

/// More than this many resources are not made in one account.
pub const MOST_RESOURCES: usize = 24;

/// An account and what was ever in it, also what is gone.
pub struct Account {
    pub world: World,
    pub oracle: Naive,
    pub roles: Vec<&'static str>,
    pub members: Vec<MemberId>,
    pub resources: Vec<ResourceId>,
    pub keys: Vec<(KeyId, Caller)>,
    /// The newest who acted as somebody, also those for whom it is over.
    pub actings: Vec<Caller>,
    pub links: Vec<Link>,
    /// The newest offers of roles, also those that are over.
    pub offers: Vec<Offer>,
}

/// What there is in an account now: active people, members also invited, resources. In one order on both engines.
#[derive(Default)]
pub struct Living {
    pub people: Vec<PersonId>,
    pub members: Vec<MemberId>,
    /// Those of them who are out for a while.
    pub disabled: Vec<MemberId>,
    /// Those who have not come yet.
    pub invited: Vec<MemberId>,
    pub resources: Vec<ResourceId>,
}

pub struct Simulation {
    pub accounts: [Account; 2],
    pub people: Vec<Who>,
    pub dice: Dice,
    pub done: usize,
    pub living: Living,
    /// How often acting was found over, and going on.
    pub seen_acting: [usize; 2],
    /// How often somebody was put out and brought back at once.
    pub seen_back: usize,
    /// How often mails were counted, and how many there were.
    pub seen_mails: [usize; 2],
    /// How often each kind of step was done, and refused.
    pub tally: BTreeMap<String, [usize; 2]>,
    trail: Trail,
}

/// The newest steps, shown when a law is broken.
struct Trail {
    seed: u64,
    steps: VecDeque<String>,
}

impl Drop for Trail {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("ROSTER_SEED={}", self.seed);
            self.steps.iter().for_each(|step| eprintln!("  {step}"));
        }
    }
}

impl Simulation {
    pub async fn new(first: World, seed: u64) -> Simulation {
        // There every way out is on offer, who was out comes back at once, and people sign themselves up.
        let lead = with_acting(&with_lead()).replace(
            "leaving = [\"delete\"]",
            "leaving = [\"disable\", \"archive\", \"delete\"]\nrestoring = \"at_once\"\nself_sign_up = true",
        );
        let second = first.beside_of(&lead, "Southwind Feeds", "zed@example.com").await;
        let people = vec![first.admin.clone(), second.admin.clone()];
        let account = |world: World, text: &str, roles: &[&'static str]| Account {
            members: vec![world.admin.member],
            world,
            oracle: Naive(in_short(text)),
            roles: roles.to_vec(),
            resources: Vec::new(),
            keys: Vec::new(),
            actings: Vec::new(),
            links: Vec::new(),
            offers: Vec::new(),
        };
        let accounts = [
            account(first, &with_acting(preset()), &["user", "user", "user", "user", "admin", "admin", "owner"]),
            account(second, &lead, &["user", "user", "user", "lead", "lead", "admin"]),
        ];
        let trail = Trail { seed, steps: VecDeque::new() };
        let (dice, living, tally) = (Dice::new(seed), Living::default(), BTreeMap::new());
        Simulation {
            accounts,
            people,
            dice,
            done: 0,
            living,
            seen_acting: [0; 2],
            seen_back: 0,
            seen_mails: [0; 2],
            tally,
            trail,
        }
    }

    /// One step of a random actor, with the laws before and after.
    pub async fn step(&mut self) {
        self.done += 1;
        let here = self.dice.below(2);
        self.living = self.accounts[here].living().await;
        let by = self.actor(here).await;
        let step = self.choose(here);
        let by = self.conditions(by, &step);
        if self.trail.steps.len() == 25 {
            self.trail.steps.pop_front();
        }
        let engine = self.accounts[here].world.engine();
        self.trail.steps.push_back(format!("{engine:?} {} in {here}: {:?}: {step:?}", self.done, by.actor));
        let before = self.before(here, &by, &step).await;
        let outcome = self.carry_out(here, &by, &step).await;
        self.trail.steps.push_back(format!("  {:?}", outcome.as_ref().map_err(short)));
        if !matches!(outcome, Ok(_) | Err(Failure::Refused(_))) {
            panic!("{outcome:?}");
        }
        self.tally.entry(step.kind()).or_default()[usize::from(outcome.is_err())] += 1;
        self.after(here, &by, &step, before, &outcome).await;
        if by.idempotency.is_some() && outcome.is_ok() {
            self.repeated(here, &by, &step).await;
        }
        self.now_and_then().await;
    }

    /// Someone who tries something: often who may, sometimes nobody at all.
    pub async fn actor(&mut self, here: usize) -> Caller {
        let account = &self.accounts[here];
        match self.dice.below(100) {
            0..50 => {
                let keepers = account.keepers().await;
                let keeper = *self.dice.pick(&keepers);
                let person = account.world.row(keeper).await.person;
                self.who(person).expect("a keeper is somebody").caller.clone()
            }
            50..80 => {
                let person = *self.dice.pick(&self.living.people);
                self.who(Some(person)).expect("who is in is somebody").caller.clone()
            }
            80..84 => self.dice.pick(&self.people).caller.clone(),
            84..87 => match self.dice.maybe(&account.actings) {
                Some(acting) => acting.clone(),
                None => self.dice.pick(&self.people).caller.clone(),
            },
            87..97 => match self.dice.maybe(&account.keys) {
                Some((_, key)) => key.clone(),
                None => self.dice.pick(&self.people).caller.clone(),
            },
            97 => crate::support::anonymous(),
            98 => crate::support::operator(),
            _ => Caller::system(),
        }
    }

    /// Sometimes with a version that was seen, sometimes as a request that may be sent twice.
    fn conditions(&mut self, by: Caller, step: &Step) -> Caller {
        if self.dice.percent(6) {
            let seen = i64::try_from(self.dice.below(8)).expect("it fits");
            return having_seen(&by, seen);
        }
        if !self.dice.percent(10) {
            return by;
        }
        let digest = Sha256::digest(format!("{step:?}")).into();
        let idempotency = Some(Idempotency { key: format!("key {}", self.dice.below(300)), digest });
        Caller { idempotency, ..by }
    }

    /// What was done is done when it is asked for once more.
    async fn repeated(&mut self, here: usize, by: &Caller, step: &Step) {
        if !step.is_kept() {
            return;
        }
        let before = self.accounts[here].world.seq().await;
        let again = self.carry_out(here, by, step).await;
        let fine = matches!(again, Ok(replayed) if replayed || step.may_be_nothing())
            // What it was done with is gone since: the person, or their right.
            || matches!(again, Err(Failure::Refused(Refusal::NotFound | Refusal::NotSignedIn | Refusal::Forbidden { .. } | Refusal::ActingOver)));
        assert!(fine, "{again:?}");
        let after = self.accounts[here].world.log_after(before).await;
        assert!(after.iter().all(|event| event.kind == "attempt_denied"), "done twice: {after:?}");
    }

    /// Who was in this account, by the person.
    pub fn who(&self, person: Option<PersonId>) -> Option<&Who> {
        self.people.iter().find(|who| Some(who.person) == person)
    }
}

/// A refusal in one line.
fn short(failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) => format!("{refusal:?}"),
        other => format!("{other:?}"),
    }
}

/// The model's text as the oracle reads it: a level is the list of its permissions, without the words around it.
fn in_short(text: &str) -> toml::Table {
    let mut model: toml::Table = text.parse().unwrap();
    for kind in model["resource"].as_array_mut().unwrap() {
        let levels = kind.get_mut("levels").and_then(toml::Value::as_table_mut);
        for (_, level) in levels.into_iter().flatten() {
            *level = level["permissions"].clone();
        }
    }
    model
}

impl Account {
    /// The role that keeps the account, in both the same.
    pub fn keeper(&self) -> String {
        self.world.model[self.world.model.founder_role()].id.to_string()
    }

    /// What there is now.
    pub async fn living(&self) -> Living {
        let (account, now) = (self.world.account, self.world.now().as_millisecond());
        let rows = self.world.read(move |tx| {
            let (filter, sort) = (MemberFilter::default(), MemberSort::default());
            let members = member_list::page(tx, account, &filter, sort, None, now, 1_000)?;
            Ok((members.into_iter().map(|(row, _)| row).collect::<Vec<_>>(), resources::all(tx, account, 1_000)?))
        });
        let (members, resources) = rows.await;
        let mut living = Living {
            people: members.iter().filter(|row| row.status == "active").filter_map(|row| row.person).collect(),
            disabled: members.iter().filter(|row| row.status == "disabled").map(|row| row.member).collect(),
            invited: members.iter().filter(|row| row.status == "invited").map(|row| row.member).collect(),
            members: members.into_iter().map(|row| row.member).collect(),
            resources: resources.into_iter().map(|row| row.resource).collect(),
        };
        living.people.sort_unstable();
        living.members.sort_unstable();
        living.disabled.sort_unstable();
        living.invited.sort_unstable();
        living.resources.sort_unstable();
        living
    }

    /// Who keeps the account now.
    pub async fn keepers(&self) -> Vec<MemberId> {
        let (account, at, role) = (self.world.account, self.world.now().as_millisecond(), self.keeper());
        let mut keepers = self.world.read(move |tx| members::keepers(tx, account, &role, at, 1_000)).await;
        keepers.sort_unstable();
        keepers
    }
}
