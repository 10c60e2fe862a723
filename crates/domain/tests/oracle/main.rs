//! The judge against a naive telling of the same rules, on random models, people and resources.
//!
//! Every run draws a new seed and prints it; `ROSTER_SEED=… cargo test --test oracle` repeats a run. `cargo xtask fuzz judge`
//! lets a fuzzer throw the dice instead; what it found worth keeping is asked in every run too.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod case;
mod changed;
#[path = "../common/mod.rs"]
mod common;
mod dice;
mod naive;
mod random;

use case::{Asked, Case};
use dice::Dice;
use std::hash::{BuildHasher, RandomState};

fn seed(test: &str) -> u64 {
    let seed = std::env::var("ROSTER_SEED").ok().map(|seed| seed.parse().expect("ROSTER_SEED is a number"));
    let seed = seed.unwrap_or_else(|| RandomState::new().hash_one(test));
    eprintln!("{test}: ROSTER_SEED={seed}");
    seed
}

#[test]
fn the_judge_agrees_with_the_naive_telling() {
    let mut dice = Dice::new(seed("the_judge_agrees_with_the_naive_telling"));
    let (mut asked, mut senseless) = (Asked::default(), 0);
    while asked.all < 1_000_000 {
        match Case::new(&mut Dice::new(dice.seed())) {
            Some(case) => asked.add(&case.decisions()),
            None => senseless += 1,
        }
        assert!(senseless < 1000, "the dice make hardly any model that makes sense");
    }
    let Asked { all, yes } = asked;
    println!("{all} decisions, {yes} of them yes; {senseless} models without sense");
    assert!(yes * 20 > all && yes * 2 < all, "{yes} of {all} are yes: the dice are loaded");
}

#[test]
fn acting_agrees_with_the_naive_telling() {
    let mut dice = Dice::new(seed("acting_agrees_with_the_naive_telling"));
    let mut asked = Asked::default();
    while asked.all < 10_000 {
        if let Some(case) = Case::new(&mut Dice::new(dice.seed())) {
            asked.add(&case.acts());
        }
    }
    assert!(asked.yes > 300, "{} of {} are yes: the dice are loaded", asked.yes, asked.all);
}

#[test]
fn f03_whatever_is_gained_is_held_by_the_giver() {
    let mut dice = Dice::new(seed("f03_whatever_is_gained_is_held_by_the_giver"));
    let (mut changes, mut allowed, mut gains) = (0, 0, 0);
    while changes < 6_000 {
        let mut dice = Dice::new(dice.seed());
        let Some(case) = Case::new(&mut dice) else { continue };
        let gained: Vec<usize> = (0..40).filter_map(|_| case.change(&mut dice)).collect();
        changes += 40;
        allowed += gained.len();
        gains += gained.iter().sum::<usize>();
    }
    println!("{changes} changes, {allowed} allowed, {gains} gains");
    assert!(allowed > 300 && gains > 300, "{allowed} allowed, {gains} gains: the dice are loaded");
}

#[test]
fn f08_a_plan_is_the_difference_of_the_naive_answers() {
    let mut dice = Dice::new(seed("f08_a_plan_is_the_difference_of_the_naive_answers"));
    let (mut compared, mut senseless) = (changed::Compared::default(), 0);
    while compared.all < 100_000 {
        let mut dice = Dice::new(dice.seed());
        match Case::new(&mut dice).and_then(|case| changed::compare(&case, &mut dice)) {
            Some(more) => compared.add(&more),
            None => senseless += 1,
        }
        assert!(senseless < 10_000, "the dice make hardly any change that makes sense");
    }
    let changed::Compared { all, moved, later, chosen } = compared;
    println!(
        "{all} decisions, {moved} move, {later} of them later; {chosen} choices; {senseless} changes without sense"
    );
    assert!(
        moved * 200 > all && later > 20 && chosen > 50,
        "{moved} move, {later} later, {chosen} chosen: loaded dice"
    );
}

/// What the fuzzer kept: `fuzz/corpus/judge`.
#[test]
fn the_kept_corpus_agrees() {
    let (mut asked, mut files) = (Asked::default(), 0);
    for (_, bytes) in common::corpus("judge") {
        files += 1;
        let mut dice = Dice::of_bytes(&bytes);
        if let Some(case) = Case::new(&mut dice) {
            asked.add(&case.everything(&mut dice));
        }
    }
    assert!(files >= 10 && asked.all > 10_000 && asked.yes > 100, "{files} files, {} of {} yes", asked.yes, asked.all);
}
