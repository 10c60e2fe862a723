//! How many passed, failed, and were skipped: read from what the runners print.

use std::fmt;

/// The sum over all runners.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl Tally {
    /// Counts from the closing lines of cargo test (one for each binary) and of nextest (one for all).
    pub fn of(lines: &[String]) -> Self {
        let mut tally = Self::default();
        for line in lines {
            if let Some(counts) = line.trim_start().strip_prefix("test result: ") {
                // "ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s"
                tally.add(&Self {
                    passed: before(counts, " passed"),
                    failed: before(counts, " failed"),
                    skipped: before(counts, " ignored"),
                });
            } else if line.trim_start().starts_with("Summary [") {
                // "Summary [ 5.1s] 12/14 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 3 skipped"
                let (run, passed) = (before(line, " test"), before(line, " passed"));
                // Failed, timed out, or could not be executed: whatever ran and did not pass.
                tally.add(&Self { passed, failed: run.saturating_sub(passed), skipped: before(line, " skipped") });
            }
        }
        tally
    }

    pub fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// Tests that said they left something out: the runner counted them as passed, and they are not.
    pub fn left_out(&mut self, count: usize) {
        self.passed = self.passed.saturating_sub(count);
        self.skipped += count;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// The number right before `word`, or 0 where the line has no such word.
fn before(line: &str, word: &str) -> usize {
    let Some((front, _)) = line.split_once(word) else { return 0 };
    let digits: Vec<char> = front.chars().rev().take_while(char::is_ascii_digit).collect();
    digits.into_iter().rev().collect::<String>().parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str]) -> String {
        Tally::of(&lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>()).to_string()
    }

    #[test]
    fn sums_the_binaries_of_cargo_test() {
        let ok = "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        let bad = "test result: FAILED. 1 passed; 2 failed; 4 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(of(&["running 3 tests", ok]), "3 passed, 0 failed");
        assert_eq!(of(&[ok, bad]), "4 passed, 2 failed, 4 skipped");
    }

    #[test]
    fn reads_the_summary_of_nextest() {
        assert_eq!(of(&["     Summary [   5.077s] 11 tests run: 11 passed, 0 skipped"]), "11 passed, 0 failed");
        assert_eq!(of(&["     Summary [   0.077s] 1 test run: 1 passed, 0 skipped"]), "1 passed, 0 failed");
        let bad = "     Summary [   5.1s] 14 tests run: 9 passed (1 slow, 1 leaky), 2 failed, 3 timed out, 7 skipped";
        assert_eq!(of(&[bad]), "9 passed, 5 failed, 7 skipped");
    }

    #[test]
    fn counts_what_was_left_out_as_skipped() {
        let mut tally = Tally { passed: 5, failed: 1, skipped: 0 };
        tally.left_out(2);
        assert_eq!(tally.to_string(), "3 passed, 1 failed, 2 skipped");
    }
}
