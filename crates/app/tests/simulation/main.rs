//! Random use-cases by random people, keys and strangers in two accounts, with a clock that is moved by hand; after each step
//! the laws of the house are looked at. The same seed writes the same log on both engines.
//!
//! Every run draws a new seed and prints it. `ROSTER_SEED=… cargo test -p roster-app --test simulation` repeats a run,
//! `ROSTER_STEPS=…` makes it longer or shorter.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod accounts;
mod crowd;
mod dice;
mod facts;
mod laws;
mod mails;
#[path = "../../../domain/tests/oracle/naive.rs"]
mod naive;
mod steps;
#[path = "../support/mod.rs"]
mod support;

// What the oracle calls its facts.
use facts as random;

use accounts::Simulation;
use roster_app::{
    accounts::{close, purge},
    people,
};
use std::{
    collections::BTreeSet,
    hash::{BuildHasher, RandomState},
};
use support::World;

/// SQLite runs all of them, PostgreSQL the first of them.
const STEPS: usize = 10_000;
const STEPS_ON_POSTGRES: usize = 1_500;

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is a number")))
}

/// One line of a log: the kind, the target, the time, and the hash of the line before.
type Line = (String, Option<uuid::Uuid>, i64, Vec<u8>);

async fn run(world: World, seed: u64, steps: usize) -> [Vec<Line>; 2] {
    let mut simulation = Simulation::new(world, seed).await;
    for _ in 0..steps {
        simulation.step().await;
    }
    simulation.finish().await;
    eprintln!("{steps} steps on {:?}, done and refused: {:?}", simulation.accounts[0].world.engine(), simulation.tally);
    if steps >= 5_000 {
        assert!(
            simulation.seen_acting.iter().all(|seen| *seen > 20),
            "hardly anybody acted: {:?}",
            simulation.seen_acting
        );
        assert!(simulation.seen_back > 8, "hardly anybody was brought back: {}", simulation.seen_back);
        assert!(simulation.seen_mails.iter().all(|seen| *seen > 500), "hardly any mails: {:?}", simulation.seen_mails);
        // The rarest is done about ten times and tried about forty: chance alone comes below this in one run of thousands.
        let rare = |[done, refused]: &[usize; 2]| *done < 2 || done + refused < 15;
        assert!(!simulation.tally.values().any(rare), "the dice are loaded: {:?}", simulation.tally);
    }
    let mut logs = [const { Vec::new() }; 2];
    for (log, account) in logs.iter_mut().zip(&simulation.accounts) {
        let rows = account.world.log().await.into_iter();
        *log = rows.map(|row| (row.kind, row.target_id, row.at, row.prev_hash)).collect();
    }
    nothing_is_left(&simulation).await;
    logs
}

/// The last law (D12): once both accounts are purged, no table holds an address that was ever in one of them, and the chains verify.
async fn nothing_is_left(simulation: &Simulation) {
    let worlds = simulation.accounts.each_ref().map(|account| &account.world);
    let mut addresses = BTreeSet::new();
    for world in worlds {
        addresses.extend(world.every_address().await);
        close::close_by_operator(&world.app, world.account, "the end").await.unwrap();
    }
    assert!(addresses.len() > 5, "{addresses:?}");
    worlds[0].pass(support::days(30));
    while purge::purge_due(&worlds[0].app).await.unwrap() > 0 {}
    people::sweep(&worlds[0].app).await.unwrap();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let left = worlds[0].rows_with(&addresses).await;
    assert!(left.is_empty(), "of {} addresses there is left: {:?}", addresses.len(), &left[..left.len().min(5)]);
    for world in worlds {
        world.assert_whole().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_laws_hold_whatever_is_done_and_both_engines_write_the_same_log() {
    let seed = number("ROSTER_SEED").unwrap_or_else(|| RandomState::new().hash_one("simulation"));
    let steps = number("ROSTER_STEPS").map_or(STEPS, |steps| usize::try_from(steps).expect("it fits"));
    eprintln!("ROSTER_SEED={seed}");
    let short = tokio::spawn(async move {
        let world = support::postgres(&support::with_acting(support::preset()), seed).await?;
        Some(run(world, seed, steps.min(STEPS_ON_POSTGRES)).await)
    });
    let long = tokio::spawn(async move {
        run(support::sqlite(&support::with_acting(support::preset()), seed).await, seed, steps).await
    });
    let (short, long) = (short.await.unwrap(), long.await.unwrap());
    let Some(short) = short else { return };
    for (short, long) in short.iter().zip(&long) {
        assert!(short.len() * 10 > steps.min(STEPS_ON_POSTGRES), "hardly anything happened: {} events", short.len());
        for (seq, (one, other)) in short.iter().zip(long).enumerate() {
            assert_eq!(one, other, "event {} differs between the engines, ROSTER_SEED={seed}", seq + 1);
        }
        assert!(long.len() >= short.len(), "PostgreSQL wrote more, ROSTER_SEED={seed}");
    }
}
