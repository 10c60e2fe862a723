//! Text as it is compared, sorted and searched.

use unicode_normalization::UnicodeNormalization;

/// NFKC, lower case, runs of white space made one blank, none at the ends: `"  Zoë\tÖz "` → `"zoë öz"`.
pub fn sort_key(text: &str) -> String {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with a name of a person or a thing: a stable code, or nothing. Names are 1 to 200 characters on one line.
pub fn name_problem(name: &str) -> Option<&'static str> {
    match name.trim() {
        "" => Some("empty"),
        name if name.chars().count() > 200 => Some("too_long"),
        name if name.chars().any(char::is_control) => Some("control_character"),
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
    fn names_are_short_and_on_one_line() {
        assert_eq!(name_problem("  "), Some("empty"));
        assert_eq!(name_problem(&"ä".repeat(200)), None);
        assert_eq!(name_problem(&"ä".repeat(201)), Some("too_long"));
        assert_eq!(name_problem("a\nb"), Some("control_character"));
    }
}
