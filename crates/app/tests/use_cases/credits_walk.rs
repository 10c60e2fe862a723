//! The law of credits: whatever is done in whatever order, the balance is the sum of the ledger and never below what is held.
//!
//! A random walk through all that moves credits, beside an oracle that counts them in the plainest way and shares no code with the
//! ledger. Every run draws a new seed and prints it; `ROSTER_SEED=…` repeats one. The same seed writes the same ledger on both
//! engines.

use crate::{
    credits::{SHARING, once},
    support::{World, minutes, preset_of, worlds_of},
};
use rand::{Rng, SeedableRng, rngs::ChaCha20Rng};
use roster_app::{
    Failure, Outcome,
    credits::{Posted, end_hold::End, expire::expire_due},
};
use roster_domain::refusal::Refusal;
use std::hash::{BuildHasher, RandomState};

const STEPS: usize = 400;

/// Credits counted one heap after the other.
#[derive(Default, Debug)]
struct Oracle {
    /// When it ends, the number of the entry, what is left.
    heaps: Vec<(Option<i64>, i64, i64)>,
    /// The number of the entry, how much, when it is released by itself.
    holds: Vec<(i64, i64, Option<i64>)>,
    /// Spendings: the number of the entry, how much of it can be given back.
    spent: Vec<(i64, i64)>,
}

impl Oracle {
    fn balance(&self) -> i64 {
        self.heaps.iter().map(|heap| heap.2).sum()
    }

    fn held(&self) -> i64 {
        self.holds.iter().map(|hold| hold.1).sum()
    }

    fn free(&self) -> i64 {
        self.balance() - self.held()
    }

    /// What has ended goes, as far as it isn't held.
    fn let_go(&mut self, now: i64) {
        self.holds.retain(|hold| hold.2.is_none_or(|until| until > now));
        self.heaps.sort_by_key(|heap| (heap.0.unwrap_or(i64::MAX), heap.1));
        for place in 0..self.heaps.len() {
            let free = self.free();
            let heap = &mut self.heaps[place];
            if heap.0.is_some_and(|end| end <= now) {
                heap.2 -= heap.2.min(free);
            }
        }
        self.heaps.retain(|heap| heap.2 > 0);
    }

    /// Takes from the heaps in the order in which they end; those that don't end come last.
    fn take(&mut self, mut amount: i64) {
        self.heaps.sort_by_key(|heap| (heap.0.unwrap_or(i64::MAX), heap.1));
        for heap in &mut self.heaps {
            let part = heap.2.min(amount);
            heap.2 -= part;
            amount -= part;
        }
        assert_eq!(amount, 0, "there was enough");
        self.heaps.retain(|heap| heap.2 > 0);
    }
}

struct Walk {
    world: World,
    oracle: Oracle,
    dice: ChaCha20Rng,
}

impl Walk {
    fn below(&mut self, end: i64) -> i64 {
        i64::try_from(self.dice.next_u64() % u64::try_from(end).unwrap()).unwrap()
    }

    async fn step(&mut self) {
        let (amount, choice) = (1 + self.below(60), self.below(100));
        let (by, now) = (once(&self.world.admin.caller), self.world.now());
        let until = (self.below(2) == 0).then(|| now + minutes(1 + choice));
        let until_at = until.map(|until| until.as_millisecond());
        let at = now.as_millisecond();
        match choice {
            0..30 => {
                let done = self.world.buy(&by, amount, until).await.unwrap().value;
                self.oracle.let_go(at);
                self.oracle.heaps.push((until_at, done.seq, amount));
                self.oracle.let_go(at);
            }
            30..55 => {
                let done = self.world.spend(&by, amount).await.map(|done| done.value);
                if let Some(done) = self.agreed(done, amount, at) {
                    self.oracle.take(amount);
                    self.oracle.spent.push((done.seq, amount));
                }
            }
            55..70 => {
                let done = self.world.set_aside(&by, amount, until).await.map(|done| done.value);
                if let Some(done) = self.agreed(done, amount, at) {
                    self.oracle.holds.push((done.seq, amount, until_at));
                }
            }
            70..82 => self.end_a_hold(amount, at).await,
            82..88 => self.give_back(amount, at).await,
            88..95 => self.world.pass(minutes(amount)),
            _ => {
                while expire_due(&self.world.app).await.unwrap() > 0 {}
                self.oracle.let_go(at);
            }
        }
    }

    /// The ledger and the oracle say the same of whether there was enough.
    fn agreed(&mut self, done: Outcome<Posted>, amount: i64, at: i64) -> Option<Posted> {
        match done {
            Ok(done) => {
                self.oracle.let_go(at);
                assert!(self.oracle.free() >= amount, "overdrawn: {:?}", self.oracle);
                Some(done)
            }
            Err(Failure::Refused(Refusal::InsufficientCredits { available, .. })) => {
                // What was refused let nothing go; it is judged as if it had.
                let before = (self.oracle.heaps.clone(), self.oracle.holds.clone());
                self.oracle.let_go(at);
                assert!(self.oracle.free() < amount, "refused in spite of {:?}", self.oracle);
                assert_eq!(available, self.oracle.free());
                (self.oracle.heaps, self.oracle.holds) = before;
                None
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    async fn end_a_hold(&mut self, amount: i64, at: i64) {
        let Some(count) = i64::try_from(self.oracle.holds.len()).ok().filter(|count| *count > 0) else { return };
        let place = usize::try_from(self.below(count)).unwrap();
        let (seq, held, until) = self.oracle.holds[place];
        let capture = self.below(2) == 0;
        let spent = amount.min(held);
        let end = if capture { End::Capture(Some(spent)) } else { End::Release };
        let done = self.world.end(&once(&self.world.admin.caller), seq, end).await;
        if until.is_some_and(|until| until <= at) {
            assert!(matches!(done, Err(Failure::Refused(Refusal::WrongState { .. } | Refusal::NotFound))), "{done:?}");
            return;
        }
        let done = done.unwrap().value;
        self.oracle.let_go(at);
        self.oracle.holds.retain(|hold| hold.0 != seq);
        if capture {
            self.oracle.take(spent);
            self.oracle.spent.push((done.seq, spent));
        }
        self.oracle.let_go(at);
    }

    async fn give_back(&mut self, amount: i64, at: i64) {
        let Some(count) = i64::try_from(self.oracle.spent.len()).ok().filter(|count| *count > 0) else { return };
        let place = usize::try_from(self.below(count)).unwrap();
        let (seq, left) = self.oracle.spent[place];
        let done = self.world.give_back(&once(&self.world.admin.caller), seq, Some(amount)).await;
        match done {
            Ok(done) => {
                assert!(amount <= left, "more than was spent");
                self.oracle.let_go(at);
                self.oracle.spent[place].1 -= amount;
                self.oracle.heaps.push((None, done.value.seq, amount));
                self.oracle.let_go(at);
            }
            Err(Failure::Refused(Refusal::Invalid(_) | Refusal::WrongState { .. })) => assert!(amount > left),
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn d02_whatever_is_done_the_balance_is_the_sum_and_both_engines_write_the_same_ledger() {
    let given = std::env::var("ROSTER_SEED").ok().and_then(|seed| seed.parse().ok());
    match given {
        Some(seed) => walked(seed).await,
        None => {
            // Credits are bought while all that was there has ended and is held.
            walked(482_592_118_471_825_819).await;
            walked(RandomState::new().hash_one("credits")).await;
        }
    }
}

async fn walked(seed: u64) {
    eprintln!("ROSTER_SEED={seed}");
    let mut ledgers = Vec::new();
    for world in worlds_of(preset_of(SHARING)).await {
        let mut walk = Walk { world, oracle: Oracle::default(), dice: ChaCha20Rng::seed_from_u64(seed) };
        for step in 0..STEPS {
            walk.step().await;
            let expected = (walk.oracle.balance(), walk.oracle.held());
            assert_eq!(walk.world.has().await, expected, "after step {step}: {:?}", walk.oracle);
            if step % 20 == 0 {
                walk.world.assert_sum().await;
            }
        }
        walk.world.assert_sum().await;
        walk.world.assert_whole().await;
        ledgers.push(walk.world.ledger().await);
    }
    assert!(ledgers.windows(2).all(|pair| pair[0] == pair[1]), "the engines differ");
}
