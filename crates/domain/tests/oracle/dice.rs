//! Where chance comes from: a seed, for tests that draw by themselves, or bytes that a fuzzer makes up.

use rand::{Rng, RngExt, SeedableRng, rngs::ChaCha8Rng};
use std::collections::VecDeque;

#[allow(dead_code, reason = "tests have a seed, the fuzzer has bytes")]
enum Source {
    Seed(Box<ChaCha8Rng>),
    Bytes(VecDeque<u8>),
}

pub struct Dice(Source);

#[allow(dead_code, reason = "tests have a seed, the fuzzer has bytes")]
impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(Source::Seed(Box::new(ChaCha8Rng::seed_from_u64(seed))))
    }

    /// Each throw takes a byte. When they are used up every throw is the lowest, which is the plainest outcome too.
    pub fn of_bytes(bytes: &[u8]) -> Dice {
        Dice(Source::Bytes(bytes.iter().copied().collect()))
    }

    /// For dice of one's own.
    pub fn seed(&mut self) -> u64 {
        match &mut self.0 {
            Source::Seed(numbers) => numbers.next_u64(),
            Source::Bytes(bytes) => (0..8).fold(0, |seed, _| seed << 8 | u64::from(bytes.pop_front().unwrap_or(0))),
        }
    }

    /// From 0 to `most`, which is below 256.
    pub fn upto(&mut self, most: usize) -> usize {
        match &mut self.0 {
            Source::Seed(numbers) => numbers.random_range(0..=most),
            // Neighbouring bytes fall alike, so that a small change of the bytes is a small change of the case.
            Source::Bytes(bytes) => usize::from(bytes.pop_front().unwrap_or(0)) * (most + 1) / 256,
        }
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.upto(99) >= 100 - percent
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.upto(from.len() - 1)]
    }

    pub fn some<'a>(&mut self, from: &[&'a str], percent: usize) -> Vec<&'a str> {
        from.iter().copied().filter(|_| self.chance(percent)).collect()
    }
}
