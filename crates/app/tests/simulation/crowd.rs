//! Many at once: two hundred clients do random things to one account at the same moment, on each engine. Whoever was first, what
//! is left satisfies every law.

use crate::{
    accounts::Simulation,
    number,
    steps::{Made, Step},
    support::{self, World},
};
use roster_app::{Caller, Failure, Idempotency, jobs::work};
use roster_domain::refusal::Refusal;
use std::{
    collections::BTreeMap,
    hash::{BuildHasher, RandomState},
    sync::Arc,
};

const CLIENTS: usize = 200;
const STEPS_OF_A_CLIENT: usize = 5;
/// What there is before they come.
const STEPS_BEFORE: usize = 250;
/// Questions afterwards.
const QUESTIONS: usize = 60;

/// What a client does, and with whom it shares a request that may be sent twice.
type Planned = (Caller, Step, Option<usize>);

impl Simulation {
    /// What each client is going to do. Of some requests another client sends the same at the same time.
    async fn plans(&mut self) -> Vec<Vec<Planned>> {
        let mut plans: Vec<Vec<Planned>> = (0..CLIENTS).map(|_| Vec::new()).collect();
        self.living = self.accounts[0].living().await;
        for number in 0..CLIENTS * STEPS_OF_A_CLIENT {
            let (by, step) = (self.actor(0).await, self.choose(0));
            // The clock stands: what is in force depends on it. Whoever left would do nothing more; and what is done to many at once,
            // or sends an invitation again on the way, is told so that it could not be counted here.
            let left_out = matches!(
                step,
                Step::Time { .. }
                    | Step::Leave { .. }
                    | Step::Bulk { .. }
                    | Step::Undo { .. }
                    | Step::EditPending { .. }
                    | Step::AskToSignUp { .. }
                    | Step::CloseForAWhile { .. }
            );
            let step = if left_out { Step::Enter } else { step };
            let client = number % CLIENTS;
            if number % 8 != 0 || !step.is_kept() {
                plans[client].push((by, step, None));
                continue;
            }
            let idempotency = Some(Idempotency { key: format!("twice {number}"), digest: [7; 32] });
            let by = Caller { idempotency, ..by };
            plans[client].push((by.clone(), step.clone(), Some(number)));
            plans[(client + 1) % CLIENTS].push((by, step, Some(number)));
        }
        plans
    }
}

/// What came of a step: whether it was only a repetition.
type Came = (Step, Option<usize>, Result<(bool, Made), Refusal>);

async fn all_at_once(simulation: Simulation, plans: Vec<Vec<Planned>>) -> (Simulation, Vec<Came>) {
    let shared = Arc::new(simulation);
    let client = |planned: Vec<Planned>| {
        let simulation = Arc::clone(&shared);
        tokio::spawn(async move {
            let mut came = Vec::new();
            for (by, step, twice) in planned {
                match simulation.perform(0, &by, &step).await {
                    Ok(done) => came.push((step, twice, Ok(done))),
                    Err(Failure::Refused(refusal)) => came.push((step, twice, Err(refusal))),
                    Err(other) => panic!("{:?}: {step:?}: {other:?}", by.actor),
                }
            }
            came
        })
    };
    let clients: Vec<_> = plans.into_iter().map(client).collect();
    let mut came = Vec::new();
    for client in clients {
        came.extend(client.await.unwrap());
    }
    (Arc::into_inner(shared).expect("all clients are done"), came)
}

async fn run(world: World, seed: u64) {
    let mut simulation = Simulation::new(world, seed).await;
    for _ in 0..STEPS_BEFORE {
        simulation.step().await;
    }
    // What was asked for many is done before.
    while work::work_due(&simulation.accounts[0].world.app).await.unwrap() > 0 {}
    let before = simulation.accounts[0].world.seq().await;
    let plans = simulation.plans().await;
    let (mut simulation, came) = all_at_once(simulation, plans).await;
    let done = came.iter().filter(|(_, _, outcome)| outcome.is_ok()).count();
    eprintln!("{:?}: {done} of {} done", simulation.accounts[0].world.engine(), came.len());
    // Chance decides how much of it may be done: seeds differ by a factor of two.
    assert!(done > CLIENTS, "hardly anything was done");

    // Each thing that was done is in the log as often as it was done.
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for kind in simulation.accounts[0].world.kinds_after(before).await {
        *told.entry(kind).or_default() += 1;
    }
    for (kind, is_one) in TOLD_ONCE {
        let is_done = |(step, _, outcome): &&Came| is_one(step) && matches!(outcome, Ok((false, _)));
        let done = came.iter().filter(is_done).count();
        assert_eq!(told.get(kind).copied().unwrap_or(0), done, "{kind}");
    }
    // What was sent twice was done once.
    let mut pairs: BTreeMap<usize, Vec<&Came>> = BTreeMap::new();
    for one in &came {
        if let Some(number) = one.1 {
            pairs.entry(number).or_default().push(one);
        }
    }
    for pair in pairs.values() {
        if let [(step, _, Ok((first, _))), (_, _, Ok((second, _)))] = pair.as_slice()
            && !step.may_be_nothing()
        {
            assert!(first != second, "done twice: {step:?}");
        }
    }
    for (_, _, outcome) in came {
        if let Ok((_, made)) = outcome {
            simulation.keep(0, made);
        }
    }
    for _ in 0..QUESTIONS {
        simulation.questions(0).await;
    }
    simulation.finish().await;
}

/// Whether a step is of a kind.
type Is = fn(&Step) -> bool;

/// Kinds of event, each written exactly once for each such step that was done.
const TOLD_ONCE: [(&str, Is); 9] = [
    ("resource_created", |step| matches!(step, Step::Create { .. })),
    ("invitation_accepted", |step| matches!(step, Step::Accept { .. } | Step::AcceptAs { .. })),
    ("invitation_resent", |step| matches!(step, Step::SendAgain { .. })),
    ("member_deleted", |step| matches!(step, Step::Delete { .. })),
    ("key_created", |step| matches!(step, Step::MakeKey { .. })),
    ("transfer_started", |step| matches!(step, Step::OfferRole { .. })),
    ("transfer_accepted", |step| matches!(step, Step::TakeOffer { .. })),
    ("transfer_declined", |step| matches!(step, Step::DeclineOffer { .. })),
    ("transfer_withdrawn", |step| matches!(step, Step::WithdrawOffer { .. })),
];

// F02, F03, F04 against many requests at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f02_two_hundred_clients_at_once_leave_an_account_that_satisfies_every_law() {
    let seed = number("ROSTER_SEED").unwrap_or_else(|| RandomState::new().hash_one("crowd"));
    eprintln!("ROSTER_SEED={seed}");
    // As the oracle of the simulation has it.
    let model = support::with_acting(support::preset());
    run(support::sqlite(&model, seed).await, seed).await;
    if let Some(world) = support::postgres(&model, seed).await {
        run(world, seed).await;
    }
}
