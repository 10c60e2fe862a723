//! What was measured, for people and for machines.

use super::{files, plan::Name};
use serde::Serialize;
use std::{fmt::Write, fs};

/// From here on the figures are not to be trusted.
const NOISY: f64 = 0.05;
/// From here on it is the load generator that is measured.
const BUSY: f64 = 0.97;

/// All rows.
pub struct Report {
    pub rows: Vec<Row>,
    /// The most memory that Roster ever had.
    pub peak_kilobytes: u64,
    /// What was measured without any server: what it is, and as its program says it.
    pub in_process: Vec<(&'static str, String)>,
}

/// One row, with a sample for each round.
pub struct Row {
    pub name: Name,
    pub connections: usize,
    pub samples: Vec<Sample>,
}

/// One round of a row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sample {
    pub per_second: f64,
    pub p50_us: f64,
    pub p99_us: f64,
    pub cpu_us: f64,
    pub load_cpu_us: f64,
    /// The share of its core that the load generator used.
    pub load_busy: f64,
    /// The share of the machine that other programs used.
    pub taken_by_others: f64,
    pub resident_kilobytes: u64,
}

/// A row as machines read it.
#[derive(Debug, PartialEq, Serialize)]
struct Line {
    name: String,
    ops_per_s: f64,
    p50_us: f64,
    p99_us: f64,
    cpu_us: f64,
    floor_ratio: f64,
}

impl Row {
    pub fn new(name: Name, connections: usize) -> Row {
        Row { name, connections, samples: Vec::new() }
    }

    fn median(&self, of: impl Fn(&Sample) -> f64) -> f64 {
        median(self.samples.iter().map(of).collect())
    }

    fn worst(&self, of: impl Fn(&Sample) -> f64) -> f64 {
        self.samples.iter().map(of).fold(0.0, f64::max)
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

fn rounded(value: f64, digits: i32) -> f64 {
    let factor = 10_f64.powi(digits);
    (value * factor).round() / factor
}

impl Report {
    /// The ratio to the floor in the same round, with as many connections.
    fn floor_ratio(&self, row: &Row) -> f64 {
        let is_floor = |floor: &&Row| {
            matches!(floor.name, Name::Healthz | Name::HealthzFew) && floor.connections == row.connections
        };
        let Some(floor) = self.rows.iter().find(is_floor) else { return 0.0 };
        let pairs = row.samples.iter().zip(&floor.samples);
        median(pairs.map(|(sample, floor)| sample.per_second / floor.per_second).collect())
    }

    fn lines(&self) -> Vec<Line> {
        let line = |row: &Row| Line {
            name: row.name.to_string(),
            ops_per_s: rounded(row.median(|sample| sample.per_second), 0),
            p50_us: rounded(row.median(|sample| sample.p50_us), 1),
            p99_us: rounded(row.median(|sample| sample.p99_us), 1),
            cpu_us: rounded(row.median(|sample| sample.cpu_us), 2),
            floor_ratio: rounded(self.floor_ratio(row), 4),
        };
        self.rows.iter().map(line).collect()
    }

    /// As it is written to the file.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(&self.lines()).unwrap_or_default()
    }

    /// Writes `target/bench/report.json`.
    pub fn save(&self) -> Result<(), String> {
        let file = files::report();
        fs::write(&file, self.json() + "\n").map_err(|error| format!("{}: {error}", file.display()))
    }

    /// For people, with what is to be known besides.
    pub fn table(&self) -> String {
        let mut text = String::from(
            "\nname        connections  requests/s   p50 µs   p99 µs  server CPU µs  to the floor  load CPU µs  resident MB\n",
        );
        for (row, line) in self.rows.iter().zip(self.lines()) {
            let Line { name, ops_per_s, p50_us, p99_us, cpu_us, floor_ratio } = line;
            let load_cpu = row.median(|sample| sample.load_cpu_us);
            let resident = row.worst(|sample| sample.resident_kilobytes as f64) / 1024.0;
            let _ = writeln!(
                text,
                "{name:<12}{:>11}{ops_per_s:>12.0}{p50_us:>9.0}{p99_us:>9.0}{cpu_us:>15.2}{floor_ratio:>14.3}{load_cpu:>13.2}{resident:>13.0}",
                row.connections
            );
        }
        let _ = writeln!(text, "\nThe most memory Roster had: {} MB.", self.peak_kilobytes / 1024);
        for (what, said) in &self.in_process {
            let _ = writeln!(text, "{what}, in process: {said}");
        }
        self.notes().iter().for_each(|note| {
            let _ = writeln!(text, "{note}");
        });
        let _ = write!(text, "Written to {}.", files::report().display());
        text
    }

    /// What makes the figures worth less.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let noise = median(self.rows.iter().map(|row| row.median(|sample| sample.taken_by_others)).collect());
        if noise > NOISY {
            let percent = noise * 100.0;
            notes.push(format!(
                "NOISY: other programs used {percent:.0} % of the machine meanwhile. CPU per request and ratios mean more than requests/s."
            ));
        }
        for row in self.rows.iter().filter(|row| row.median(|sample| sample.load_busy) > BUSY) {
            notes.push(format!("{}: the load generator's core was full; the server could do more.", row.name));
        }
        for row in &self.rows {
            let (median, best) = (row.median(|sample| sample.per_second), row.worst(|sample| sample.per_second));
            if best > median * 1.2 {
                notes.push(format!("{}: the best round had {best:.0} requests/s.", row.name));
            }
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: Name, per_second: [f64; 3]) -> Row {
        let sample = |per_second| Sample { per_second, cpu_us: 1e6 / per_second, ..Sample::default() };
        let connections = if matches!(name, Name::HealthzFew | Name::Check) { 16 } else { 64 };
        Row { name, connections, samples: per_second.map(sample).to_vec() }
    }

    #[test]
    fn ratios_are_taken_within_a_round() {
        // In the second round the machine was slow for both.
        let rows = vec![
            row(Name::Healthz, [100.0, 10.0, 100.0]),
            row(Name::HealthzFew, [80.0, 8.0, 80.0]),
            row(Name::Me, [50.0, 5.0, 50.0]),
            row(Name::Check, [20.0, 2.0, 20.0]),
        ];
        let report = Report { rows, peak_kilobytes: 0, in_process: Vec::new() };
        let lines = report.lines();
        assert_eq!((lines[0].ops_per_s, lines[0].floor_ratio), (100.0, 1.0));
        assert_eq!((lines[2].ops_per_s, lines[2].floor_ratio), (50.0, 0.5));
        // The floor of the rows with fewer connections is one with fewer connections.
        assert_eq!((lines[3].ops_per_s, lines[3].floor_ratio), (20.0, 0.25));
        assert!(report.json().contains("\"floor_ratio\": 0.5"), "{}", report.json());
    }

    #[test]
    fn the_table_says_when_it_is_not_to_be_trusted() {
        let mut row = row(Name::Healthz, [100.0, 100.0, 100.0]);
        let quiet = Report { rows: vec![], peak_kilobytes: 0, in_process: Vec::new() };
        assert!(quiet.notes().is_empty());
        row.samples.iter_mut().for_each(|sample| (sample.taken_by_others, sample.load_busy) = (0.3, 0.99));
        let notes = Report { rows: vec![row], peak_kilobytes: 0, in_process: Vec::new() }.notes();
        assert!(notes[0].contains("30 %") && notes[1].starts_with("healthz"), "{notes:?}");
    }
}
