//! User management for products with accounts: console, REST API and command line in one binary.
//!
//! `commands/` holds one file per verb; each reads the configuration, opens what it needs (`opened.rs`) and calls use-cases.
//! `loops/` holds what goes on beside the requests while `roster serve` runs.

mod commands;
mod config;
mod demo;
mod logs;
mod loops;
mod opened;
mod out;
mod server;
mod smtp;
mod stop;
mod trouble;

use clap::Parser;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// A page is put together of many small pieces: see `docs/adr/0029`.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let commands::Roster { command } = commands::Roster::parse();
    match command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            out::complain(&trouble.to_string());
            trouble.exit_code()
        }
    }
}
