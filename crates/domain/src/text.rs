//! Text as it is compared, sorted and searched.

use unicode_normalization::UnicodeNormalization;

/// The most characters a key has. Some characters become eighteen, and an index of PostgreSQL takes no more than 2,700 bytes.
const LONGEST_KEY: usize = 500;
/// Stands before every character that a name can have.
const BETWEEN: char = '\u{1}';

/// What texts are sorted by, bytewise: first by their letters without accents, as [`search_key`] has them; who is equal in that, by the
/// accents. `"  Ann\tLee "` → `"ann lee"`, `"Zoë"` → `"zoe\u{1}zoë"`. Whoever is searched for by a [`search_key`] is found in it. Cut after 500
/// characters.
pub fn sort_key(text: &str) -> String {
    if text.is_ascii() {
        return ascii_key(text);
    }
    sort_key_of_any(text)
}

fn sort_key_of_any(text: &str) -> String {
    let key = search_key_of_any(text);
    let accented = cut(one_blank(&text.nfkc().flat_map(char::to_lowercase).collect::<String>()));
    if key == accented { key } else { cut(format!("{key}{BETWEEN}{accented}")) }
}

/// What is searched in and for: lower case, without the accents and marks of the Latin, Greek and Cyrillic scripts and without what
/// makes two letters of one, and runs of white space made one blank: `"Łódź"` → `"lodz"`, `"ΆΝΝΑΣ"` → `"αννασ"`. Cut after 500 characters.
pub fn search_key(text: &str) -> String {
    if text.is_ascii() {
        return ascii_key(text);
    }
    search_key_of_any(text)
}

/// Both keys of most names there are, without a look at Unicode's tables: a page makes hundreds.
fn ascii_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key.make_ascii_lowercase();
    cut(key)
}

fn search_key_of_any(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_accent(*c)) {
        match plain_letter(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(c),
        }
    }
    // What is left of marks belongs to its letter: が stays what it is.
    cut(one_blank(&plain.nfc().collect::<String>()))
}

/// Combining Diacritical Marks: those of Latin, Greek and Cyrillic letters. In other scripts marks make another letter.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Letters that Unicode takes apart into nothing, as people write them who don't have them; and the two small sigmas are one.
fn plain_letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ŋ' => "n",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ς' => "σ",
        _ => return None,
    })
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(key: String) -> String {
    if key.len() <= LONGEST_KEY {
        return key;
    }
    match key.char_indices().nth(LONGEST_KEY) {
        Some((end, _)) => key[..end].trim_end().to_owned(),
        None => key,
    }
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

/// Whether nobody would see anything of this: blanks, controls, and what Unicode has to be ignored or left empty (UAX 44,
/// Default_Ignorable_Code_Point, and the blank pattern of Braille).
pub fn shows_nothing(text: &str) -> bool {
    text.chars().all(|c| {
        let ignored = matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}');
        ignored || c.is_whitespace() || c.is_control()
    })
}

/// Whether every turn of the direction (UAX 9) ends within the text, so that nothing behind it turns with it.
pub fn turns_back(text: &str) -> bool {
    let mut open = Vec::new();
    for c in text.chars() {
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => open.push('\u{202C}'),
            '\u{2066}'..='\u{2068}' => open.push('\u{2069}'),
            '\u{202C}' | '\u{2069}' if open.pop() != Some(c) => return false,
            _ => {}
        }
    }
    open.is_empty()
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
        assert_eq!(sort_key("  Ann\tLEE "), "ann lee");
        assert_eq!(sort_key("Zoe\u{308}"), sort_key("ZOË"));
        assert_eq!(sort_key("Zoë"), "zoe\u{1}zoë");
        assert_eq!(sort_key("ＡＢＣ"), "abc");
    }

    #[test]
    fn names_stand_where_people_look_for_them() {
        let sorted = [
            "Andersen",
            "Ångström",
            "Anna",
            "Änna",
            "Anna Lee",
            "Annabel",
            "Lodz",
            "Łódź",
            "Łukasz",
            "Mona",
            "Øberg",
            "Oberon",
            "Østergaard",
            "Strasse",
            "Straße",
            "Strassen",
            "Zoe",
            "Zoë",
            "Zorro",
            "Άννα",
            "Βίκυ",
            "Иван",
            "Йозеф",
            "李",
            "가람",
        ];
        let mut by_key = sorted;
        by_key.sort_by_key(|name| sort_key(name));
        assert_eq!(by_key, sorted);
    }

    #[test]
    fn what_is_searched_for_is_found_whatever_its_accents_and_case() {
        for (name, searched) in [
            ("Łódź", "lodz"),
            ("Lodz", "ŁÓDŹ"),
            ("Jürgen Großmann", "jurgen gross"),
            ("Jurgen Grossmann", "Jürgen Groß"),
            ("Σοφία Παππάς", "ΠΑΠΠΑΣ"),
            ("ΣΟΦΙΑ ΠΑΠΠΑΣ", "σοφία παππάς"),
            ("İbrahim Işık", "ibrahim isik"),
            ("Nguyễn Thị Ánh", "nguyen thi anh"),
            ("Алексей Фёдоров", "федоров"),
            ("Søren Ægir Þór", "soren aegir thor"),
            ("がっこう", "がっ"),
        ] {
            assert!(search_key(name).contains(&search_key(searched)), "{name}: {searched}");
            assert!(sort_key(name).contains(&search_key(searched)), "{name}: {searched}");
        }
        assert!(!search_key("かっこう").contains(&search_key("がっ")), "another letter");
        assert!(!search_key("हिन्दी").contains(&search_key("हन्दा")), "another word");
    }

    proptest::proptest! {
        #[test]
        fn the_short_way_makes_the_same_keys(text in "[ -~\\t\\n\\x0b\\x0c\\r]{0,40}", times in 1_usize..40) {
            let text = text.repeat(times);
            proptest::prop_assert_eq!(sort_key(&text), sort_key_of_any(&text));
            proptest::prop_assert_eq!(search_key(&text), search_key_of_any(&text));
        }
    }

    #[test]
    fn keys_are_cut_where_an_index_ends() {
        assert_eq!(sort_key(&"㋿".repeat(400)).chars().count(), 500);
        assert_eq!(search_key(&"㋿".repeat(400)).chars().count(), 500);
        assert_eq!(sort_key(&"ä".repeat(400)).chars().count(), 500);
        assert_eq!(sort_key(&format!("{} b", "a".repeat(499))), "a".repeat(499), "no blank at the end");
        let key = search_key(&"ﷺ x".repeat(200));
        assert_eq!(search_key(&key), key);
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

    #[test]
    fn what_shows_nothing_is_told_from_what_does() {
        for nothing in ["", "  \t", "\u{200B}", "\u{2800}\u{3164}", "\u{E0041}\u{FE0F}", "\u{202E}\u{202C}"] {
            assert!(shows_nothing(nothing), "{nothing:?}");
        }
        for something in ["a", "\u{200F}م", "—", "。", "👩\u{200D}🔬"] {
            assert!(!shows_nothing(something), "{something:?}");
        }
        for back in ["plain", "\u{202E}tsoh\u{202C} x", "\u{2067}م\u{2069}", "\u{200F}م"] {
            assert!(turns_back(back), "{back:?}");
        }
        for not in ["\u{202E}tsoh", "x\u{202C}", "\u{2067}\u{202C}\u{2069}", "\u{2066}a"] {
            assert!(!turns_back(not), "{not:?}");
        }
    }
}
