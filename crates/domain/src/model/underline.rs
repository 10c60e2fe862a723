//! Where a problem stands, shown as compilers do: the line with its number, and below it what is meant underlined.

use super::problem::prints;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// A tab is shown as so many blanks: where it leads to would otherwise depend on what stands before the line.
const TAB: usize = 4;
/// A line is shown as far as it fits.
const WIDEST: usize = 120;
/// So much of a long line is left before what is underlined.
const BEFORE: usize = 40;

/// The lines that the span lies on, each underlined as far as it is meant; of more than two the first and the last. `says` stands
/// behind the last of the carets.
pub(super) fn underlined(text: &str, span: &Range<usize>, says: &str) -> String {
    let start = floor(text, span.start);
    let end = floor(text, span.end).max(start);
    // A line break at the end is not meant.
    let end = start + text[start..end].trim_end().len();
    let lines = lines_of(text, start, end);
    let digits = lines.last().map_or(1, |line| line.number.to_string().len());
    let mut shown = format!("{:digits$} |\n", "");
    let count = lines.len();
    for (turn, line) in lines.into_iter().enumerate() {
        if turn > 0 && turn + 1 < count {
            if turn == 1 {
                shown.push_str("...\n");
            }
            continue;
        }
        let (piece, indent, carets) = line.fit();
        shown.push_str(&format!("{:>digits$} | {piece}", line.number));
        shown = shown.trim_end().to_owned();
        shown.push_str(&format!("\n{:digits$} | {:indent$}{}", "", "", "^".repeat(carets)));
        if turn + 1 == count {
            shown.push(' ');
            shown.push_str(says);
        }
        shown.push('\n');
    }
    shown
}

/// A line, and which of its bytes are meant.
struct Line<'t> {
    number: usize,
    text: &'t str,
    meant: Range<usize>,
}

fn lines_of(text: &str, start: usize, end: usize) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let mut number = text[..start].matches('\n').count() + 1;
    let mut at = first;
    loop {
        let line_end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        let line = text[at..line_end].trim_end_matches('\r');
        let from = start.saturating_sub(at).min(line.len());
        // Blanks that a line begins with are not meant, where the span began before.
        let from = if start < at { line.len() - line.trim_start().len() } else { from };
        lines.push(Line { number, text: line, meant: from..(end.saturating_sub(at)).clamp(from, line.len()) });
        if line_end >= end || line_end == text.len() {
            return lines;
        }
        (at, number) = (line_end + 1, number + 1);
    }
}

impl Line<'_> {
    /// As it is shown; where the carets begin, and how many they are.
    fn fit(&self) -> (String, usize, usize) {
        let before = width(&self.text[..self.meant.start]);
        let carets = width(&self.text[self.meant.clone()]).max(1);
        let skip = if before + carets > WIDEST { before.saturating_sub(BEFORE) } else { 0 };
        let (mut piece, mut column, mut first) = (String::new(), 0, None);
        for c in self.text.chars() {
            let wide = columns(c);
            let at = column;
            column += wide;
            if at < skip {
                continue;
            }
            first.get_or_insert(at);
            if column - skip > WIDEST {
                piece.push('…');
                break;
            }
            match c {
                '\t' => piece.extend(std::iter::repeat_n(' ', TAB)),
                c if prints(c) => piece.push(c),
                _ => piece.push('\u{fffd}'),
            }
        }
        let cut = usize::from(skip > 0);
        let indent = before - first.unwrap_or(skip).min(before) + cut;
        let piece = if cut > 0 { format!("…{piece}") } else { piece };
        (piece, indent, carets.min(WIDEST.saturating_sub(indent).max(1)))
    }
}

fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// How many columns of a terminal a character takes.
fn columns(c: char) -> usize {
    match c {
        '\t' => TAB,
        c if is_combining_mark(c) => 0,
        // East Asian Width W and F, in blocks (UAX 11), and the pictures.
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1f64f}'
        | '\u{1f680}'..='\u{1f6ff}'
        | '\u{1f900}'..='\u{1f9ff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// The start of the character that this byte is of.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, piece: &str) -> String {
        let start = text.find(piece).unwrap();
        underlined(text, &(start..start + piece.len()), "write better")
    }

    #[test]
    fn what_is_meant_is_underlined_in_its_line() {
        let text = "name = \"X\"\n  rnak = 80\n";
        assert_eq!(shown(text, "rnak"), "  |\n2 |   rnak = 80\n  |   ^^^^ write better\n");
    }

    #[test]
    fn tabs_and_wide_characters_take_the_columns_that_they_are_shown_in() {
        let text = "\t\tname = \"株式会社\", x = 1\n";
        let told = shown(text, "\"株式会社\"");
        assert_eq!(told, "  |\n1 |         name = \"株式会社\", x = 1\n  |                ^^^^^^^^^^ write better\n");
        // Behind wide characters, a letter of two code points and a picture, one caret is below the right place.
        let told = shown("a = \"会e\u{301}🦀\" # y", "y");
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(width(lines[1].split('y').next().unwrap()), lines[2].find('^').unwrap());
    }

    #[test]
    fn of_several_lines_the_first_and_the_last_are_underlined() {
        let text = "a = [\n    1,\n    2,\n]\nb = 1\n";
        let told = shown(text, "[\n    1,\n    2,\n]");
        assert_eq!(told, "  |\n1 | a = [\n  |     ^\n...\n4 | ]\n  | ^ write better\n");
        let two = shown("x = 1\r\ny = 2\r\nz = 3", "1\r\ny = 2\r\n");
        assert_eq!(two, "  |\n1 | x = 1\n  |     ^\n2 | y = 2\n  | ^^^^^ write better\n");
    }

    #[test]
    fn numbers_of_lines_stand_right_and_the_end_of_the_text_has_a_place() {
        let text = format!("{}end", "x\n".repeat(9));
        assert_eq!(shown(&text, "x\nend"), "   |\n 9 | x\n   | ^\n10 | end\n   | ^^^ write better\n");
        assert_eq!(underlined("ab\n", &(3..3), "more"), "  |\n2 |\n  | ^ more\n");
        assert_eq!(underlined("", &(0..7), "more"), "  |\n1 |\n  | ^ more\n");
    }

    #[test]
    fn long_lines_are_cut_around_it_and_nothing_reaches_the_terminal() {
        let text = format!("{}\u{1b}[31mwrong{}", "ä".repeat(500), "b".repeat(500));
        let told = shown(&text, "wrong");
        let lines: Vec<&str> = told.lines().collect();
        assert!(told.lines().all(|line| line.chars().count() < 150) && !told.contains('\u{1b}'), "{told}");
        let place = lines[1].chars().position(|c| c == 'w').unwrap();
        assert_eq!(lines[2].chars().position(|c| c == '^').unwrap(), place, "{told}");
        assert_eq!(lines[2].matches('^').count(), 5);
        // A span that ends within a character is no reason to fall over.
        assert!(underlined("äö", &(1..3), "x").contains('^'));
    }
}
