//! Steps: each a command, shown as it runs, timed and counted.

use crate::tally::Tally;
use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    path::PathBuf,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// One command line.
#[derive(Debug)]
pub struct Step {
    name: &'static str,
    arguments: Vec<&'static str>,
}

impl Step {
    /// `cargo …`, the words parted by spaces.
    pub fn cargo(name: &'static str, arguments: &'static str) -> Self {
        Self { name, arguments: arguments.split(' ').collect() }
    }
}

/// Variables that every step sees.
#[derive(Debug, Default)]
pub struct Environment(Vec<(&'static str, String)>);

impl Environment {
    pub fn set(&mut self, name: &'static str, value: String) {
        self.0.push((name, value));
    }

    /// Tests that leave something out write so into this file: what they print is lost when they pass.
    pub fn collect_skipped(&mut self) -> PathBuf {
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
        let file = env::current_dir().unwrap_or_default().join(target).join("skipped.txt");
        // It may not exist yet; and when it can't be removed, the tests will say so.
        let _ = fs::remove_file(&file);
        self.set("ROSTER_SKIP_LOG", file.display().to_string());
        // What was to be installed is there by now: a test that misses it has found a mistake of ours.
        self.set("ROSTER_TEST_ALL", "1".to_owned());
        file
    }
}

/// What ran so far.
#[derive(Debug, Default)]
pub struct Steps {
    pub tally: Tally,
    times: Vec<(&'static str, Duration)>,
    lines: Vec<String>,
}

impl Steps {
    /// A step that passes or fails as a whole.
    pub fn check(&mut self, step: &Step, environment: &Environment) {
        let (_, passed) = self.run(step, environment);
        self.tally.add(&Tally { passed: usize::from(passed), failed: usize::from(!passed), skipped: 0 });
    }

    /// A step that counts what it ran.
    pub fn tests(&mut self, step: &Step, environment: &Environment) {
        let (lines, passed) = self.run(step, environment);
        let mut tally = Tally::of(&lines);
        if !passed && tally.failed == 0 {
            // It did not even compile, or the runner broke.
            tally.failed = 1;
        }
        self.tally.add(&tally);
        self.lines.extend(lines);
    }

    /// Whether a test with this part in its name passed.
    pub fn ran(&self, part: &str) -> bool {
        self.lines.iter().any(|line| line.contains(part) && (line.ends_with("... ok") || line.contains("PASS [")))
    }

    pub fn print_times(&self) {
        println!();
        for (name, time) in &self.times {
            println!("{:>8.1} s  {name}", time.as_secs_f64());
        }
    }

    fn run(&mut self, step: &Step, environment: &Environment) -> (Vec<String>, bool) {
        println!("\n== {}: cargo {}", step.name, step.arguments.join(" "));
        let begun = Instant::now();
        let result = show(step, environment);
        let time = begun.elapsed();
        self.times.push((step.name, time));
        let (lines, passed) = result.unwrap_or_else(|error| {
            println!("cargo can't be started: {error}");
            (Vec::new(), false)
        });
        println!("== {}: {} after {:.1} s", step.name, if passed { "passed" } else { "FAILED" }, time.as_secs_f64());
        (lines, passed)
    }
}

/// Runs the command, passes on each line as it comes, and keeps them all.
fn show(step: &Step, environment: &Environment) -> std::io::Result<(Vec<String>, bool)> {
    let mut child = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(&step.arguments)
        .envs(environment.0.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let err = thread::spawn(move || err.map_or_else(Vec::new, |err| pass_on(err, std::io::stderr())));
    let mut lines = out.map_or_else(Vec::new, |out| pass_on(out, std::io::stdout()));
    lines.extend(err.join().unwrap_or_default());
    Ok((lines, child.wait()?.success()))
}

fn pass_on(from: impl Read, mut to: impl Write) -> Vec<String> {
    let mut lines = Vec::new();
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        // Whoever reads our output may have gone; the steps go on.
        let _ = to.write_all(&line);
        lines.push(String::from_utf8_lossy(&line).trim_end().to_owned());
        line.clear();
    }
    lines
}
