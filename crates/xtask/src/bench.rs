//! `cargo xtask bench`: what the release binary can do, over real connections, measured on this machine.
//!
//! The server gets one core and the load generator another. Each row is loaded in several short rounds, all rows in turn, so
//! that a machine that slows down slows all of them; medians are shown. The floor is `/healthz` of the same binary in the
//! same round and with as many connections: ratios to it can be compared between machines.

mod build;
mod crowd;
mod files;
mod http;
mod load;
mod machine;
mod plan;
mod purses;
mod report;
mod round;
mod server;
mod world;

use clap::Args;
use report::Report;
use std::{process::ExitCode, time::Duration};

/// The most that can be asked for: it must end, also by mistake.
const MAX_SECONDS: u64 = 120;

/// What may be chosen.
#[derive(Debug, Args)]
pub struct Bench {
    /// How long each row is loaded, all its rounds together
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=MAX_SECONDS))]
    seconds: u64,
    /// Only these rows, with commas (the floors are always there): axum, me, users_page, users_html, check, check_batch, invite, spend_hot, spend; and what
    /// is measured in process: decisions, changes, bulk
    #[arg(long, value_delimiter = ',', value_name = "ROWS")]
    only: Vec<plan::Name>,
    /// Print the JSON instead of the table
    #[arg(long)]
    json: bool,
}

/// Builds, and measures; says what is wrong otherwise.
pub fn run(bench: &Bench) -> ExitCode {
    if build::is_debug() {
        return build::and_hand_over();
    }
    match measure(bench) {
        Ok(report) => {
            println!("{}", if bench.json { report.json() } else { report.table() });
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("the bench came to nothing: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn measure(bench: &Bench) -> Result<Report, String> {
    let cores = machine::Cores::choose();
    // Before any other thread begins: they inherit it.
    cores.pin_this_process()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|e| e.to_string())?;
    let report = runtime.block_on(async {
        let files = files::Files::fresh()?;
        let bare = server::Server::start_bare(&files, &cores).await?;
        let (roster, plans) = world::fill(&files, &cores, &bare, &bench.only).await?;
        let report = round::all(&plans, &roster, &bare, Duration::from_secs(bench.seconds)).await?;
        // What is measured in process comes last: its hundred thousand members would be in the way.
        Ok::<_, String>(Report { in_process: world::in_process(&files, &bench.only)?, ..report })
    })?;
    report.save()?;
    Ok(report)
}
