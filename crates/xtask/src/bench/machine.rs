//! The machine: which core for whom, what the processes use, and what others use meanwhile.

use std::{fs, num::NonZero, process::Command, thread::available_parallelism, time::Duration};

/// The cores of server and load generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cores {
    pub server: usize,
    pub load: usize,
}

impl Cores {
    /// One each, where the machine has two.
    pub fn choose() -> Cores {
        let two = available_parallelism().is_ok_and(|cores| cores > NonZero::<usize>::MIN);
        if !two {
            eprintln!("server and load generator share the machine's only core: the figures say little");
        }
        Cores { server: 0, load: usize::from(two) }
    }

    /// Puts this process onto its core.
    pub fn pin_this_process(&self) -> Result<(), String> {
        let process = std::process::id().to_string();
        let mut taskset = Command::new("taskset");
        taskset.args(["--cpu-list", "--pid", &self.load.to_string(), &process]).stdout(std::process::Stdio::null());
        match taskset.status() {
            Ok(status) if status.success() => Ok(()),
            _ => {
                Err("`taskset` (Debian: util-linux) is needed to give server and load generator a core each".to_owned())
            }
        }
    }

    /// A command that runs on the server's core.
    pub fn on_the_servers(&self, program: &std::path::Path) -> Command {
        let mut command = Command::new("taskset");
        command.args(["--cpu-list", &self.server.to_string()]).arg(program);
        command
    }
}

/// The processor time that all threads of a process have used so far.
pub fn cpu_time(process: u32) -> Duration {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let nanoseconds = tasks.filter_map(|task| {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(nanoseconds.sum())
}

/// A figure of `/proc/PID/status` in kilobytes, such as `VmRSS`.
pub fn kilobytes(process: u32, field: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or(0)
}

/// What the whole machine did so far, in ticks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticks {
    all: u64,
    busy: u64,
    stolen: u64,
}

impl Ticks {
    pub fn now() -> Ticks {
        Ticks::read(&fs::read_to_string("/proc/stat").unwrap_or_default())
    }

    fn read(stat: &str) -> Ticks {
        let line = stat.lines().next().unwrap_or_default();
        let ticks: Vec<u64> = line.split_whitespace().skip(1).map(|ticks| ticks.parse().unwrap_or(0)).collect();
        // user nice system idle iowait irq softirq steal; what guests use is in user already.
        let at = |index: usize| ticks.get(index).copied().unwrap_or(0);
        Ticks { all: (0..8).map(at).sum(), busy: at(0) + at(1) + at(2) + at(5) + at(6), stolen: at(7) }
    }

    /// The share of the machine that was taken since then by neither of our processes, which used `ours` in `took`.
    pub fn taken_by_others(since: Ticks, now: Ticks, ours: Duration, took: Duration) -> f64 {
        let all = now.all.saturating_sub(since.all);
        if all == 0 {
            return 0.0;
        }
        let share = |ticks: u64| ticks as f64 / all as f64;
        let cores = available_parallelism().map_or(1, NonZero::get) as f64;
        let busy = share(now.busy.saturating_sub(since.busy)) - ours.as_secs_f64() / (took.as_secs_f64() * cores);
        (busy + share(now.stolen.saturating_sub(since.stolen))).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_take_is_what_is_busy_and_not_ours() {
        let cores = available_parallelism().map_or(1, NonZero::get) as u64;
        let before = Ticks::read("cpu  100 0 100 1000 0 0 0 0 0 0\ncpu0 1 2 3");
        // One second: 100 ticks for each core, of which others took all of one core.
        let idle = 1000 + 100 * cores - 150;
        let now = Ticks::read(&format!("cpu  200 0 150 {idle} 0 0 0 0 0 0"));
        let ours = Duration::from_millis(500);
        let others = Ticks::taken_by_others(before, now, ours, Duration::from_secs(1));
        assert!((others - 1.0 / cores as f64).abs() < 0.01, "{others}");
        assert_eq!(Ticks::taken_by_others(now, now, ours, Duration::from_secs(1)), 0.0);
    }

    #[test]
    fn this_process_has_used_something() {
        assert!(cpu_time(std::process::id()) > Duration::ZERO);
        assert!(kilobytes(std::process::id(), "VmRSS") > 0);
    }
}
