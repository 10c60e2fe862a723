//! For tests only: a real PostgreSQL, a real SMTP server and a real browser, started and stopped.
//!
//! Nothing is mocked. What a machine lacks is named together with the command that installs it; a test is skipped only
//! where an environment variable says so, and then aloud (`SKIPPED: …`, counted by `cargo xtask test`).
#![expect(
    clippy::disallowed_methods,
    reason = "waiting for a program to answer needs the clock; no rule depends on it"
)]

pub mod browser;
pub mod guard;
pub mod port;
pub mod postgres;
pub mod skip;
pub mod smtp;

use std::path::PathBuf;

/// Cargo's target folder, for what tests leave behind: screenshots, reports, what was fetched once.
pub fn target_folder() -> PathBuf {
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    // Tests run in their crate's folder; a relative target folder is meant from the workspace's.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs the tests");
    let folder = PathBuf::from(here).join("../..").join(folder);
    std::fs::create_dir_all(&folder).expect("the target folder can be made");
    folder.canonicalize().expect("the target folder exists")
}
