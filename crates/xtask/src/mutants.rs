//! Breaks rows of the requirements in the code, one after the other, and looks that a test fails each time: what nothing notices is not
//! proven.

mod breaks;

use breaks::{BREAKS, Break};
use std::{
    fmt, fs,
    process::{Command, ExitCode, Stdio},
};

/// Which of them; without any, all.
#[derive(Debug, clap::Args)]
pub struct Mutants {
    /// Rows, such as `F02`.
    rows: Vec<String>,
}

/// What became of a broken row.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// A test failed.
    Noticed,
    /// All tests passed.
    Unnoticed,
    /// It didn't build, or the place is not there any more.
    Wrong(String),
}

impl fmt::Display for Outcome {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Noticed => write!(to, "noticed"),
            Outcome::Unnoticed => write!(to, "NOT NOTICED"),
            Outcome::Wrong(why) => write!(to, "NOT TRIED: {why}"),
        }
    }
}

/// The file as it was, written back however it ends.
struct Restored<'b> {
    file: &'b str,
    text: String,
}

impl Drop for Restored<'_> {
    fn drop(&mut self) {
        if let Err(error) = fs::write(self.file, &self.text) {
            println!("{} could not be written back ({error}): git checkout {}", self.file, self.file);
        }
    }
}

pub fn run(chosen: &Mutants) -> ExitCode {
    let (mut noticed, mut left) = (0, Vec::new());
    let asked = |one: &Break| chosen.rows.is_empty() || chosen.rows.iter().any(|row| row.eq_ignore_ascii_case(one.row));
    for one in BREAKS.iter().filter(|one| asked(one)) {
        let outcome = broken(one);
        println!("{} {}: {outcome}", one.row, one.what);
        match outcome {
            Outcome::Noticed => noticed += 1,
            _ => left.push(one.row),
        }
    }
    println!("{noticed} of {} broken rows were noticed", noticed + left.len());
    if !left.is_empty() {
        println!("not noticed, or not tried: {}", left.join(", "));
    }
    if left.is_empty() && noticed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn broken(one: &Break) -> Outcome {
    let Ok(text) = fs::read_to_string(one.file) else { return Outcome::Wrong(format!("there is no {}", one.file)) };
    if text.matches(one.was).count() != 1 {
        return Outcome::Wrong(format!("{:?} does not stand once in {}", one.was, one.file));
    }
    let changed = text.replace(one.was, one.becomes);
    let _restored = Restored { file: one.file, text };
    if fs::write(one.file, changed).is_err() {
        return Outcome::Wrong(format!("{} can't be written", one.file));
    }
    // A mistake in the list must not look like a test that failed.
    if !nextest(one, &["--no-run"]) {
        return Outcome::Wrong("it does not build".to_owned());
    }
    if nextest(one, &[]) { Outcome::Unnoticed } else { Outcome::Noticed }
}

fn nextest(one: &Break, more: &[&str]) -> bool {
    let mut command = Command::new("cargo");
    command.args(["nextest", "run", "--locked", "--cargo-quiet"]).args(more).args(one.tests.split(' '));
    // One engine is enough to notice.
    command.env("ROSTER_SKIP_POSTGRES", "1").env_remove("ROSTER_TEST_POSTGRES");
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
