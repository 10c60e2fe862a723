//! `cargo xtask openapi`: writes the API's document from the code.
//!
//! This program knows nothing of the web server, so that it is built in a moment; an example of that crate does the work.

use std::process::{Command, ExitCode};

const FILE: &str = "crates/web/openapi.json";

pub fn run() -> ExitCode {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["run", "--quiet", "-p", "roster-web", "--example", "openapi", "--", FILE];
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
