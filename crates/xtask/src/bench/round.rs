//! The rounds: all rows in turn, several times.

use super::{
    load::load,
    machine::{Ticks, cpu_time, kilobytes},
    plan::{Name, Plan},
    report::{Report, Row, Sample},
    server::Server,
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// Medians need an odd number.
const ROUNDS: u32 = 5;
/// How long a row is loaded before it is measured, in each round.
const WARM_UP: Duration = Duration::from_millis(200);
/// The same before the first round: until members and resources were asked about once, and are remembered.
const FIRST_WARM_UP: Duration = Duration::from_secs(3);
/// How often a server is looked at until it is quiet, and for how long at most.
const LOOK: Duration = Duration::from_millis(600);
const PATIENCE: Duration = Duration::from_mins(2);

/// Loads the servers with all plans, each for `time` altogether.
pub async fn all(plans: &[Arc<Plan>], roster: &Server, bare: &Server, time: Duration) -> Result<Report, String> {
    let mut rows: Vec<Row> = plans.iter().map(|plan| Row::new(plan.name, plan.connections)).collect();
    for round in 0..ROUNDS {
        for (plan, row) in plans.iter().zip(&mut rows) {
            let server = if plan.name == Name::Axum { bare } else { roster };
            quiet(roster).await?;
            let warm_up = if round == 0 { FIRST_WARM_UP } else { WARM_UP };
            load(server.address, plan, warm_up).await?;
            row.samples.push(sample(plan, server, time / ROUNDS).await?);
        }
    }
    let peak_kilobytes = kilobytes(roster.id(), "VmHWM");
    Ok(Report { rows, peak_kilobytes, in_process: Vec::new() })
}

/// Waits until the server has done what it still had to: the mails of the invitations, for instance.
async fn quiet(server: &Server) -> Result<(), String> {
    let began = Instant::now();
    loop {
        let before = cpu_time(server.id());
        tokio::time::sleep(LOOK).await;
        if cpu_time(server.id()).saturating_sub(before) < LOOK / 20 {
            return Ok(());
        }
        if began.elapsed() > PATIENCE {
            return Err(format!("the server is still busy {PATIENCE:?} after it was last asked"));
        }
    }
}

async fn sample(plan: &Arc<Plan>, server: &Server, time: Duration) -> Result<Sample, String> {
    let used = || (cpu_time(server.id()), cpu_time(std::process::id()), Ticks::now());
    let (server_before, ours_before, machine_before) = used();
    let load = load(server.address, plan, time).await?;
    let (server_after, ours_after, machine_after) = used();
    let cpu_of_server = server_after.saturating_sub(server_before);
    let cpu_of_load = ours_after.saturating_sub(ours_before);
    let ours = cpu_of_server + cpu_of_load;
    let each = |cpu: Duration| cpu.as_secs_f64() * 1e6 / (load.answers.len().max(1) as f64);
    Ok(Sample {
        per_second: load.per_second(),
        p50_us: load.within(0.5),
        p99_us: load.within(0.99),
        cpu_us: each(cpu_of_server),
        load_cpu_us: each(cpu_of_load),
        load_busy: cpu_of_load.as_secs_f64() / load.took.as_secs_f64(),
        taken_by_others: Ticks::taken_by_others(machine_before, machine_after, ours, load.took),
        resident_kilobytes: kilobytes(server.id(), "VmRSS"),
    })
}
