//! Building what is measured, and the load generator as well: unoptimised it would be slower than the server.

use std::{
    env,
    ffi::OsString,
    path::PathBuf,
    process::{Command, ExitCode},
};

const BUILD: &str = "build --release --locked --package roster --package roster-web --package roster-xtask --package roster-app \
    --package roster-domain --bin roster --bin bare --bin roster-xtask --example crowd --example purses --example change --example bulk --example decisions";

/// Whether this program is the one that `cargo xtask` runs.
pub fn is_debug() -> bool {
    cfg!(debug_assertions)
}

/// Builds all of them with optimisations, and goes on in that form of this program.
pub fn and_hand_over() -> ExitCode {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    println!("== cargo {BUILD}");
    let built = Command::new(cargo).args(BUILD.split_whitespace()).status();
    if !built.is_ok_and(|status| status.success()) {
        eprintln!("the build failed");
        return ExitCode::FAILURE;
    }
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let measured = Command::new(program("roster-xtask")).args(arguments).status();
    if measured.is_ok_and(|status| status.success()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A program that was built.
pub fn program(name: &str) -> PathBuf {
    target().join("release").join(name)
}

/// Where cargo builds to.
pub fn target() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    env::current_dir().unwrap_or_default().join(target)
}
