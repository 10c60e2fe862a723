//! `cargo xtask test`: everything that must hold before a change is taken. `.ci/run` calls this and nothing else.

use crate::{
    postgres::Postgres,
    steps::{Environment, Step, Steps},
    tally::Tally,
    tools,
};
use std::{fs, path::Path, process::ExitCode};

pub fn run() -> ExitCode {
    if let Err(what_to_do) = tools::install() {
        println!("{what_to_do}");
        return finish(&Tally { failed: 1, ..Tally::default() });
    }
    let mut steps = Steps::default();
    let mut environment = Environment::default();
    steps.check(&Step::cargo("format", "fmt --all --check"), &environment);
    steps.check(&Step::cargo("lints", "clippy --workspace --all-targets --locked -- -D warnings"), &environment);

    let postgres = Postgres::for_this_run(&mut environment);
    if let Err(reason) = &postgres {
        println!("PostgreSQL does not start: {reason}");
        steps.tally.failed += 1;
    }
    let skipped = environment.collect_skipped();
    steps.tests(&runner(), &environment);
    steps.tests(&Step::cargo("documentation tests", "test --workspace --doc --no-fail-fast --locked"), &environment);
    drop(postgres);

    openapi(&mut steps);
    deny(&mut steps, &environment);
    let left_out = fs::read_to_string(&skipped).unwrap_or_default();
    for reason in left_out.lines() {
        println!("SKIPPED: {reason}");
    }
    steps.tally.left_out(left_out.lines().count());
    steps.print_times();
    finish(&steps.tally)
}

/// nextest runs the tests of all crates side by side; without it, crate after crate.
fn runner() -> Step {
    if tools::answers("cargo", &["nextest", "--version"]) {
        Step::cargo("tests", "nextest run --workspace --no-fail-fast --no-tests=pass --locked")
    } else {
        Step::cargo("tests", "test --workspace --all-targets --no-fail-fast --locked")
    }
}

/// The document of the API is compared by a test of roster-web with "openapi" in its name. Here we only make sure that it ran.
fn openapi(steps: &mut Steps) {
    if Path::new("crates/web/openapi.json").exists() && !steps.ran("openapi") {
        println!("no test with \"openapi\" in its name ran: crates/web/openapi.json was compared with nothing");
        steps.tally.failed += 1;
    }
}

fn deny(steps: &mut Steps, environment: &Environment) {
    if tools::answers("cargo", &["deny", "--version"]) {
        steps.check(&Step::cargo("licences, bans, sources", "deny --locked check licenses bans sources"), environment);
    } else {
        println!("\nSKIPPED: cargo deny is not installed: `cargo install cargo-deny --locked`");
        steps.tally.skipped += 1;
    }
}

/// The last line is for machines: it stands alone and has exactly this form.
fn finish(tally: &Tally) -> ExitCode {
    println!("\n{tally}");
    if tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
