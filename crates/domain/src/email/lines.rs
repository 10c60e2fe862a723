//! Many addresses pasted at once: one verdict each, with the number of its line.

use super::{Email, EmailProblem, is_invisible};
use std::collections::BTreeMap;

/// How much of an entry is kept for showing, in characters; no legal address is longer.
const SHOWN: usize = 320;

/// One entry of a pasted list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The number of the line it stands on, from 1, blank lines counted. Several entries may stand on one line.
    pub number: usize,
    /// The entry for showing: trimmed, cut when very long, invisible characters made visible as `�`.
    pub text: String,
    /// The name that stood with the address, as in `Ann Lee <ann@example.com>`.
    pub name: Option<String>,
    /// What it is.
    pub verdict: Verdict,
}

/// What became of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// An address, here for the first time.
    Good(Email),
    /// Not an address, and why.
    Bad(EmailProblem),
    /// The same address as on the line with this number, perhaps spelt otherwise.
    DuplicateOf(usize),
    /// An address, but more than were allowed come before it.
    OverLimit,
}

/// Reads pasted text: one address per line, or several separated by commas or semicolons; with or without names, in the
/// forms that mail programs and spreadsheets copy. At most `limit` addresses are good. Linear in the length of the text.
pub fn parse_lines(text: &str, limit: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (index, line) in split_lines(text).enumerate() {
        for entry in split_entries(line) {
            let number = index + 1;
            let (name, address) = name_and_address(entry);
            let verdict = match address.and_then(Email::parse) {
                Err(problem) => Verdict::Bad(problem),
                Ok(email) => match seen.get(email.normal()) {
                    Some(first) => Verdict::DuplicateOf(*first),
                    None if seen.len() >= limit => Verdict::OverLimit,
                    None => {
                        seen.insert(email.normal().to_owned(), number);
                        Verdict::Good(email)
                    }
                },
            };
            lines.push(Line { number, text: shown(entry), name: name.map(shown), verdict });
        }
    }
    lines
}

/// Lines as every system writes them: LF, CR LF, CR, and Unicode's own separators.
fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) else {
            rest = None;
            return Some(text);
        };
        let after = &text[end..];
        let separator = if after.starts_with("\r\n") { 2 } else { after.chars().next().map_or(0, char::len_utf8) };
        rest = Some(&after[separator..]);
        Some(&text[..end])
    })
}

/// The entries of a line, blank ones left out.
fn split_entries(line: &str) -> Vec<&str> {
    let mut entries = Vec::new();
    for piece in split_outside_quotes(line) {
        let piece = trim(piece);
        let mut words = piece.split_whitespace().filter(|word| !trim(word).is_empty());
        // "ann@example.com bo@example.com" is two addresses; "ann lee@example.com" is one with a blank inside.
        if words.clone().count() > 1 && words.all(|word| word.matches('@').count() == 1) {
            entries.extend(piece.split_whitespace().map(trim));
        } else if !piece.is_empty() {
            entries.push(piece);
        }
    }
    entries
}

/// Cuts at commas and semicolons, but not within the quotes of `"Lee, Ann" <ann@example.com>`.
fn split_outside_quotes(line: &str) -> Vec<&str> {
    let quotes_pair = line.matches('"').count().is_multiple_of(2);
    let mut pieces = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in line.char_indices() {
        match c {
            '"' if quotes_pair => quoted = !quoted,
            ',' | ';' | '，' | '；' | '、' if !quoted => {
                pieces.push(&line[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(&line[start..]);
    pieces
}

/// Takes `Ann Lee <ann@example.com>`, `<ann@example.com>`, `Ann Lee⇥ann@example.com` and `mailto:ann@example.com` apart.
fn name_and_address(entry: &str) -> (Option<&str>, Result<&str, EmailProblem>) {
    if entry.contains(['<', '>']) {
        let inside = entry.strip_suffix('>').and_then(|entry| entry.rsplit_once('<'));
        return match inside {
            Some((name, address)) if !address.contains('>') => (tidy_name(name), Ok(without_scheme(address))),
            _ => (None, Err(EmailProblem::UnpairedBracket)),
        };
    }
    let mut cells = entry.split('\t').filter(|cell| cell.contains('@'));
    if let (true, Some(address), None) = (entry.contains('\t'), cells.next(), cells.next()) {
        let name = entry.split('\t').find(|cell| !cell.contains('@') && !trim(cell).is_empty());
        return (name.and_then(tidy_name), Ok(without_scheme(address)));
    }
    (None, Ok(without_scheme(entry)))
}

fn tidy_name(name: &str) -> Option<&str> {
    let name = name.trim_matches(|c: char| c.is_whitespace() || is_invisible(c) || c == '"' || c == '\'');
    (!name.is_empty() && !name.contains('@')).then_some(name)
}

fn without_scheme(address: &str) -> &str {
    let address = trim(address);
    match address.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &address[7..],
        _ => address,
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

fn shown(text: &str) -> String {
    let visible = |c: char| if c.is_control() || is_invisible(c) { '\u{FFFD}' } else { c };
    let mut shown: String = text.chars().take(SHOWN).map(visible).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
