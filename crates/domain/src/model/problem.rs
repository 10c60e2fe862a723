//! What is wrong with a model's text, where, and what to write instead.

use super::underline::underlined;
use std::{
    collections::{HashMap, HashSet},
    fmt,
    ops::Range,
};

/// More are not reported at once.
pub const MAX_PROBLEMS: usize = 100;
/// What is said of one problem has at most about this many characters.
const MAX_WORDS: usize = 500;
/// How many letters are compared with letters, in all, to guess what was meant.
const PATIENCE: usize = 10_000_000;

/// One thing that is wrong with a model.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ModelProblem {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// Its bytes in the text.
    pub span: Range<usize>,
    /// The offending piece of the text, shortened.
    pub text: String,
    /// What is wrong with it.
    pub wrong: String,
    /// What to write instead.
    pub instead: String,
}

impl ModelProblem {
    /// The place in `text`, which it was found in: the line with its number, carets below what is wrong, and what to write instead.
    pub fn underlined(&self, text: &str) -> String {
        underlined(text, &self.span, &self.instead)
    }
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
    /// What is left for guessing: see [`nearest`](super::name::nearest).
    pub(super) patience: usize,
    /// Ids that can't be declared, by what they should have been ids of.
    pub(super) spoilt: HashMap<String, HashSet<String>>,
}

impl<'t> Problems<'t> {
    pub(super) fn new(text: &'t str) -> Problems<'t> {
        Problems { text, found: Vec::new(), patience: PATIENCE, spoilt: HashMap::new() }
    }

    /// Adds a problem at a place in the text.
    pub(super) fn add(&mut self, span: Range<usize>, wrong: impl Into<String>, instead: impl Into<String>) {
        if self.are_enough() {
            return;
        }
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let piece = self.text.get(span.clone()).unwrap_or_default().lines().next().unwrap_or_default().trim_end();
        // It is shown as it stands there, but for what would do something to a terminal or a page.
        let mut short: String = piece.chars().take(80).map(|c| if prints(c) { c } else { '\u{fffd}' }).collect();
        if piece.chars().nth(80).is_some() {
            short.push('…');
        }
        self.found.push(ModelProblem {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            span,
            text: short,
            wrong: readable(&wrong.into()),
            instead: readable(&instead.into()),
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

/// Whether a character can be shown as it is: it neither controls anything nor hides, nor turns the direction of what follows.
pub(super) fn prints(c: char) -> bool {
    let hides = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !c.is_control() && !hides
}

/// The sentence on one line and of a length to be read, whatever names stand in it.
fn readable(words: &str) -> String {
    let mut readable = String::new();
    let length = words.chars().count();
    for (place, c) in words.chars().enumerate() {
        match place {
            _ if length > MAX_WORDS && place == MAX_WORDS * 3 / 4 => readable.push('…'),
            _ if length > MAX_WORDS && place > MAX_WORDS * 3 / 4 && place < length - MAX_WORDS / 4 => {}
            _ if matches!(c, '\n' | '\t') => readable.push(' '),
            _ if prints(c) => readable.push(c),
            _ => readable.push('\u{fffd}'),
        }
    }
    readable
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

    #[test]
    fn whatever_a_text_holds_is_said_in_a_line_that_can_be_read() {
        let text = format!("\u{1b}[31m\u{202e}{}", "x".repeat(100));
        let mut problems = Problems::new(&text);
        problems.add(0..text.len(), format!("{:?} is \u{7}bad\nhere", "ä".repeat(10_000)), "write\tbetter");
        let found = problems.into_vec().remove(0);
        assert_eq!(found.text, format!("\u{fffd}[31m\u{fffd}{}…", "x".repeat(74)));
        assert!(
            found.wrong.starts_with("\"ää") && found.wrong.ends_with("ää\" is \u{fffd}bad here"),
            "{}",
            found.wrong
        );
        assert_eq!((found.wrong.chars().count(), found.instead.as_str()), (MAX_WORDS + 1, "write better"));
    }
}
