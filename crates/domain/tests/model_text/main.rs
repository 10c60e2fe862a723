//! Texts that nobody would write, read as models: `cargo xtask fuzz model` makes them up, and what it kept is read in every run.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

#[path = "../common/mod.rs"]
mod common;
mod large;
mod names;
mod sound;

use roster_domain::model::presets;

#[test]
fn the_kept_corpus_is_read_or_refused() {
    let corpus = common::corpus("model");
    assert!(corpus.len() >= 10, "{} files", corpus.len());
    let mut read = 0;
    for (name, bytes) in corpus {
        // What is shown when it fails: which one it was.
        println!("{name}");
        read += usize::from(std::str::from_utf8(&bytes).is_ok_and(sound::check));
    }
    assert!(read > 0, "none of them is a model");
}

/// Each preset, cut off and with each of its lines left out or doubled.
#[test]
fn presets_that_lost_a_line_or_have_it_twice_are_read_or_refused() {
    let (mut read, mut refused) = (0, 0);
    for preset in presets() {
        let lines: Vec<&str> = preset.text.lines().collect();
        for place in (0..lines.len()).step_by(7) {
            let (before, after) = lines.split_at(place);
            for changed in [before.to_vec(), [before, &after[1..]].concat(), [before, &after[..1], after].concat()] {
                match sound::check(&changed.join("\n")) {
                    true => read += 1,
                    false => refused += 1,
                }
            }
        }
    }
    assert!(read > 50 && refused > 50, "{read} read, {refused} refused");
}
