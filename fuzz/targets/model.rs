//! Any text at all as a model: it is refused with problems that point into it, or it is a model with which the judge can work.
#![no_main]
#![allow(clippy::unwrap_used, reason = "what is not as it should be ends the run")]

#[path = "../../crates/domain/tests/model_text/sound.rs"]
mod sound;

libfuzzer_sys::fuzz_target!(|text: &str| {
    sound::check(text);
});
