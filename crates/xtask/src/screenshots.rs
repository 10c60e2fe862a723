//! `cargo xtask screenshots`: a picture of every page of the demo into `target/screenshots/`.
//!
//! This program knows nothing of browsers, so that it is built in a moment; an example of the command line does the work.

use clap::Args;
use std::process::{Command, ExitCode};

/// What may be chosen.
#[derive(Debug, Args)]
pub struct Screenshots {
    /// Only accounts whose name holds this
    #[arg(long, default_value = "")]
    only: String,
}

/// Builds the binary and looks at its demo.
pub fn run(screenshots: &Screenshots) -> ExitCode {
    let cargo = |words: &[&str]| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Command::new(cargo).args(words).status().is_ok_and(|status| status.success())
    };
    let built = cargo(&["build", "--quiet", "--locked", "-p", "roster"]);
    let words = ["run", "--quiet", "--locked", "-p", "roster", "--example", "screenshots", "--", &screenshots.only];
    if built && cargo(&words) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
