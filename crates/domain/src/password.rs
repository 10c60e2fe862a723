//! What makes a password good enough: length and how hard it is to guess, and no rules about digits and signs.

use crate::email::Email;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The fewest characters.
pub const MIN_LENGTH: usize = 12;
/// The most characters that are read; long enough for any phrase, short enough that hashing it is no attack.
pub const MAX_LENGTH: usize = 256;
/// The least strength on zxcvbn's scale from 0 to 4: more than 10^8 guesses.
pub const MIN_STRENGTH: u8 = 3;

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum PasswordProblem {
    /// Fewer than [`MIN_LENGTH`] characters.
    #[error("the password has fewer than 12 characters")]
    TooShort,
    /// More than [`MAX_LENGTH`] characters.
    #[error("the password has more than 256 characters")]
    TooLong,
    /// Weak, and made from the person's own name, address or account.
    #[error("the password is made from what is known of its owner")]
    MadeOfKnownWords,
    /// Weaker than [`MIN_STRENGTH`].
    #[error("the password is easy to guess")]
    TooWeak,
}

impl PasswordProblem {
    /// Every problem there is, for tests and the reference.
    pub const ALL: [Self; 4] = [Self::TooShort, Self::TooLong, Self::MadeOfKnownWords, Self::TooWeak];

    /// The stable code, the same as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::MadeOfKnownWords => "made_of_known_words",
            Self::TooWeak => "too_weak",
        }
    }
}

/// The form in which a password is judged, hashed and compared, so that it is the same from every keyboard: NFC, and
/// every kind of blank a plain one (RFC 8265, OpaqueString). Nothing is trimmed or cut.
pub fn prepare(password: &str) -> String {
    password.chars().map(|c| if !c.is_ascii() && c.is_whitespace() { ' ' } else { c }).nfc().collect()
}

/// Words an attacker would try first for this person, for the one who measures the strength: the parts of the address
/// and of the names (the person's, the account's, the product's).
pub fn known_words<'a>(email: &'a Email, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut words: Vec<String> = std::iter::once(email.normal())
        .chain(names)
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() > 2)
        .map(str::to_lowercase)
        .collect();
    words.push(email.normal().to_owned());
    words.sort_unstable();
    words.dedup();
    words
}

/// Judges a password in its prepared form. `strength` measures it on zxcvbn's scale; it is asked only when the length is right.
pub fn judge(password: &str, known_words: &[String], strength: impl FnOnce(&str) -> u8) -> Result<(), PasswordProblem> {
    // A character has at most 4 octets: what is longer need not be counted.
    if password.len() > 4 * MAX_LENGTH || password.chars().count() > MAX_LENGTH {
        return Err(PasswordProblem::TooLong);
    }
    if password.chars().count() < MIN_LENGTH {
        return Err(PasswordProblem::TooShort);
    }
    if strength(password) >= MIN_STRENGTH {
        return Ok(());
    }
    let lower = password.to_lowercase();
    let known = known_words.iter().any(|word| lower.contains(word.as_str()));
    Err(if known { PasswordProblem::MadeOfKnownWords } else { PasswordProblem::TooWeak })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn verdict(password: &str, strength: u8) -> Result<(), &'static str> {
        let email = Email::parse("ann.lee@example.com").unwrap();
        let words = known_words(&email, ["Ann Lee", "Northwind Feeds"]);
        judge(password, &words, |_| strength).map_err(PasswordProblem::code)
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(verdict(&"x".repeat(11), 4), Err("too_short"));
        assert_eq!(verdict(&"é".repeat(11), 4), Err("too_short"));
        assert_eq!(verdict(&"é".repeat(12), 4), Ok(()));
        assert_eq!(verdict(&"😀".repeat(256), 4), Ok(()));
        assert_eq!(verdict(&"x".repeat(257), 4), Err("too_long"));
        assert_eq!(verdict(&"x".repeat(1 << 20), 4), Err("too_long"));
    }

    #[test]
    fn strength_decides_and_no_composition_rule_does() {
        assert_eq!(verdict("onlylowercase", 3), Ok(()));
        assert_eq!(verdict("P4$$word-P4$$word", 2), Err("too_weak"));
        assert_eq!(verdict("NorthwindNorthwind", 2), Err("made_of_known_words"));
        assert_eq!(verdict("correct northwind staple", 4), Ok(()));
    }

    #[test]
    fn length_is_judged_before_the_costly_measure() {
        let never = |_: &str| -> u8 { panic!("measured") };
        assert_eq!(judge("short", &[], never), Err(PasswordProblem::TooShort));
        assert_eq!(judge(&"x".repeat(300), &[], never), Err(PasswordProblem::TooLong));
    }

    #[test]
    fn the_same_password_from_two_keyboards_is_the_same() {
        assert_eq!(prepare("Cafe\u{301}\u{a0}au lait "), prepare("Café au lait "));
        assert_ne!(prepare("ﬁsh"), prepare("fish"));
    }

    #[test]
    fn known_words_are_the_parts_of_names_and_address() {
        let email = Email::parse("Ann.Lee@example.com").unwrap();
        let words = known_words(&email, ["Bo O'Neil"]);
        assert_eq!(words, ["ann", "ann.lee@example.com", "com", "example", "lee", "neil"]);
    }
}
