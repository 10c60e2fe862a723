//! What is wrong with a model's text, where, and what to write instead.

use std::{fmt, ops::Range};

/// More are not reported at once.
pub const MAX_PROBLEMS: usize = 100;

/// One thing that is wrong with a model.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ModelProblem {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The offending piece of the text, shortened.
    pub text: String,
    /// What is wrong with it.
    pub wrong: String,
    /// What to write instead.
    pub instead: String,
}

impl fmt::Display for ModelProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.wrong)?;
        if !self.text.is_empty() {
            write!(f, " (at: {})", self.text)?;
        }
        write!(f, "; {}", self.instead)
    }
}

/// The problems found so far in one text.
pub(super) struct Problems<'t> {
    text: &'t str,
    found: Vec<ModelProblem>,
}

impl<'t> Problems<'t> {
    pub(super) fn new(text: &'t str) -> Problems<'t> {
        Problems { text, found: Vec::new() }
    }

    /// Adds a problem at a place in the text.
    pub(super) fn add(&mut self, span: Range<usize>, wrong: impl Into<String>, instead: impl Into<String>) {
        if self.are_enough() {
            return;
        }
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let piece = self.text.get(span).unwrap_or_default().lines().next().unwrap_or_default().trim_end();
        let short: String = piece.chars().take(80).collect();
        self.found.push(ModelProblem {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            text: if short.len() < piece.len() { short + "…" } else { short },
            wrong: wrong.into(),
            instead: instead.into(),
        });
    }

    /// Whether no more are taken, so that it isn't worth while to think about what was meant.
    pub(super) fn are_enough(&self) -> bool {
        self.found.len() >= MAX_PROBLEMS
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// All of them, in the order of the text.
    pub(super) fn into_vec(mut self) -> Vec<ModelProblem> {
        self.found.sort_by_key(|problem| (problem.line, problem.column));
        self.found.dedup();
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_lines_and_characters() {
        let text = "ä = 1\nöö = \"wröng\"\n";
        let start = text.find("\"wr").unwrap();
        let mut problems = Problems::new(text);
        problems.add(start..start + 8, "bad", "write better");
        problems.add(text.len()..text.len(), "end", "more");
        let found = problems.into_vec();
        assert_eq!((found[0].line, found[0].column, found[0].text.as_str()), (2, 6, "\"wröng\""));
        assert_eq!((found[1].line, found[1].column), (3, 1));
        assert_eq!(found[0].to_string(), "line 2, column 6: bad (at: \"wröng\"); write better");
    }
}
