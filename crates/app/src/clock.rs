//! The only door to time and randomness. Everything else is handed them.

use jiff::Timestamp;
use rand::{Rng, SeedableRng, rngs::ChaCha20Rng};
use roster_domain::id::Id;
use sha2::{Digest, Sha256};
use std::sync::Mutex;

/// What the time is.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// Where randomness comes from: one 256-bit seed per use-case.
pub trait Entropy: Send + Sync + 'static {
    /// A new seed.
    fn seed(&self) -> [u8; 32];
}

/// The machine's clock and the kernel's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct System;

impl Clock for System {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

impl Entropy for System {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the kernel for randomness")]
    fn seed(&self) -> [u8; 32] {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).expect("a kernel without randomness can't run anything that signs people in");
        seed
    }
}

/// A clock that stands until it is moved: for tests and for data that is the same every time.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    /// A clock that shows `at`.
    pub fn new(at: Timestamp) -> ManualClock {
        ManualClock(Mutex::new(at))
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: jiff::SignedDuration) {
        let mut at = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *at = at.saturating_add(by).unwrap_or(Timestamp::MAX);
    }

    /// Sets the clock.
    pub fn set(&self, to: Timestamp) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = to;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// The same seeds in the same order every time: for tests and for data that is the same every time. Never for a real service.
#[derive(Debug)]
pub struct SeededEntropy(Mutex<ChaCha20Rng>);

impl SeededEntropy {
    /// Seeds from a number.
    pub fn new(seed: u64) -> SeededEntropy {
        SeededEntropy(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))
    }
}

impl Entropy for SeededEntropy {
    fn seed(&self) -> [u8; 32] {
        let mut seed = [0; 32];
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill_bytes(&mut seed);
        seed
    }
}

/// Stored times are whole milliseconds: what is compared in memory must be what will be read back.
pub(crate) fn stored(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The time and the randomness of one use-case, drawn before its transaction begins. A transaction that has to run again
/// starts from the same value and so makes the same ids.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// The time at which the use-case happens.
    pub now: Timestamp,
    seed: [u8; 32],
    drawn: u64,
}

impl Fresh {
    /// Draws from the clock and the entropy.
    pub fn draw(clock: &dyn Clock, entropy: &dyn Entropy) -> Fresh {
        Fresh { now: stored(clock.now()), seed: entropy.seed(), drawn: 0 }
    }

    /// 256 bits: SHA-256(seed ‖ how many were drawn before), which nobody can tell from random ones without the seed.
    fn draw_block(&mut self) -> [u8; 32] {
        self.drawn += 1;
        Sha256::new().chain_update(self.seed).chain_update(self.drawn.to_be_bytes()).finalize().into()
    }

    /// A new identifier.
    pub fn id<I: Id>(&mut self) -> I {
        let mut random = [0; 10];
        random.copy_from_slice(&self.draw_block()[..10]);
        I::new(self.now, random)
    }

    /// 256 random bits, for a secret.
    pub fn secret(&mut self) -> [u8; 32] {
        self.draw_block()
    }

    /// 128 random bits, for a salt.
    pub fn salt(&mut self) -> [u8; 16] {
        let mut salt = [0; 16];
        salt.copy_from_slice(&self.draw_block()[..16]);
        salt
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use roster_domain::id::MemberId;

    #[test]
    fn a_repeated_run_makes_the_same_ids_and_another_use_case_makes_others() {
        let clock = ManualClock::new(Timestamp::UNIX_EPOCH);
        let entropy = SeededEntropy::new(1);
        let fresh = Fresh::draw(&clock, &entropy);
        let ids = |mut fresh: Fresh| [fresh.id::<MemberId>(), fresh.id()];
        assert_eq!(ids(fresh.clone()), ids(fresh.clone()));
        assert_ne!(ids(fresh), ids(Fresh::draw(&clock, &entropy)));
    }
}
