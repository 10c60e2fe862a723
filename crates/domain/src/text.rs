//! Text as it is compared, sorted and searched.

use unicode_normalization::UnicodeNormalization;

/// The most characters a key has. Some characters become eighteen, and an index of PostgreSQL takes no more than 2,700 bytes.
const LONGEST_KEY: usize = 500;

/// NFKC, lower case, runs of white space made one blank, none at the ends: `"  Zoë\tÖz "` → `"zoë öz"`. Cut after 500 characters.
pub fn sort_key(text: &str) -> String {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let key = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    key.chars().take(LONGEST_KEY).collect::<String>().trim_end().to_owned()
}

/// Whether a text of several lines (a note, a message) has control characters other than line ends and tabs.
pub fn has_control_characters(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// Whether a character turns the direction of what follows (UAX 9): one in a name would turn the rest of a list or of a mail's
/// subject with it. The marks that a name in a right-to-left script needs are others.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// What is wrong with a name of a person or a thing: a stable code, or nothing. Names are 1 to 200 characters on one line.
pub fn name_problem(name: &str) -> Option<&'static str> {
    match name.trim() {
        "" => Some("empty"),
        name if name.chars().count() > 200 => Some("too_long"),
        name if name.chars().any(|c| c.is_control() || turns_direction(c)) => Some("control_character"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_equal_for_what_people_take_for_the_same() {
        assert_eq!(sort_key("  Zoë\tÖZ "), "zoë öz");
        assert_eq!(sort_key("Zoe\u{308}"), sort_key("Zoë"));
        assert_eq!(sort_key("ＡＢＣ"), "abc");
    }

    #[test]
    fn keys_are_cut_where_an_index_ends() {
        assert_eq!(sort_key(&"㋿".repeat(400)).chars().count(), 500);
        assert_eq!(sort_key(&format!("{} b", "a".repeat(499))), "a".repeat(499), "no blank at the end");
        let key = sort_key(&"ﷺ x".repeat(200));
        assert_eq!(sort_key(&key), key);
    }

    #[test]
    fn texts_have_lines_and_tabs_and_no_other_control_characters() {
        assert!(!has_control_characters("one\r\n\ttwo 👩‍🚀"));
        assert!(
            has_control_characters("a\0b") && has_control_characters("a\u{1b}[31m") && has_control_characters("\u{85}")
        );
    }

    #[test]
    fn names_are_short_and_on_one_line() {
        assert_eq!(name_problem("  "), Some("empty"));
        assert_eq!(name_problem(&"ä".repeat(200)), None);
        assert_eq!(name_problem(&"ä".repeat(201)), Some("too_long"));
        assert_eq!(name_problem("a\nb"), Some("control_character"));
    }
}
