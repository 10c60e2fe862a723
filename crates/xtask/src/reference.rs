//! `cargo xtask reference`: writes the pages of the reference that are made from the code.

use std::process::{Command, ExitCode};

const FILE: &str = "docs/reference/lifecycle.md";

pub fn run() -> ExitCode {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["run", "--quiet", "-p", "roster-domain", "--example", "reference", "--", FILE];
    match Command::new(cargo).args(arguments).status() {
        Ok(status) if status.success() => {
            println!("{FILE} is written");
            ExitCode::SUCCESS
        }
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            println!("cargo can't be started: {error}");
            ExitCode::FAILURE
        }
    }
}
