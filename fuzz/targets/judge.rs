//! The judge against the naive telling of the rules, on models, people and resources that the fuzzer makes up.
#![no_main]
#![allow(clippy::unwrap_used, reason = "what is not as it should be ends the run")]

#[path = "../../crates/domain/tests/oracle/case.rs"]
mod case;
#[path = "../../crates/domain/tests/common/mod.rs"]
mod common;
#[path = "../../crates/domain/tests/oracle/dice.rs"]
mod dice;
#[path = "../../crates/domain/tests/oracle/naive.rs"]
mod naive;
#[path = "../../crates/domain/tests/oracle/random.rs"]
mod random;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut dice = dice::Dice::of_bytes(bytes);
    if let Some(case) = case::Case::new(&mut dice) {
        case.everything(&mut dice);
    }
});
