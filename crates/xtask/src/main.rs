//! The tasks of the house: `cargo xtask test`, `cargo xtask openapi`, `cargo xtask reference`, `cargo xtask screenshots`,
//! `cargo xtask bench`, `cargo xtask fuzz`, `cargo xtask mutants`.
#![allow(clippy::print_stdout, reason = "a command line speaks on standard output")]
#![allow(clippy::disallowed_methods, reason = "steps and requests are timed for the reader; nothing depends on it")]

mod bench;
mod fuzz;
mod mutants;
mod postgres;
mod screenshots;
mod steps;
mod tally;
mod test;
mod tools;
mod written;

use clap::{Parser, Subcommand};
use std::{path::Path, process::ExitCode};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "The tasks of the house.")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Installs what the tests need, then checks format and lints, runs all tests on both engines, and counts.
    Test,
    /// Writes the API's document, `crates/web/openapi.json`, anew.
    Openapi,
    /// Writes the generated pages of the reference, `docs/reference/`, anew.
    Reference,
    /// Takes a picture of every page of the demo, as each role: light, dark, and as wide as a phone.
    Screenshots(screenshots::Screenshots),
    /// Measures the release binary over real connections: requests/s, times, processor time, ratio to the floor.
    Bench(bench::Bench),
    /// Lets a fuzzer look for inputs that break the rules: `model`, `judge`, or both.
    Fuzz(fuzz::Fuzz),
    /// Breaks rows of the requirements in the code, one by one, and looks that a test fails each time.
    Mutants(mutants::Mutants),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Whoever calls from a crate's folder means the whole house.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo xtask runs this");
    std::env::set_current_dir(Path::new(&here).join("../..")).expect("the workspace is two folders above");
    match arguments.task {
        Task::Test => test::run(),
        Task::Openapi => written::OPENAPI.write(),
        Task::Reference => written::reference(),
        Task::Screenshots(screenshots) => screenshots::run(&screenshots),
        Task::Bench(bench) => bench::run(&bench),
        Task::Fuzz(fuzz) => fuzz::run(&fuzz),
        Task::Mutants(mutants) => mutants::run(&mutants),
    }
}
