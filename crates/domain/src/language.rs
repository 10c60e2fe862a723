//! The languages the console and the mails speak, as BCP 47 tags.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A language that Roster has words in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum Language {
    /// `en`, and what is spoken where nothing else fits.
    #[default]
    English,
    /// `de`
    German,
    /// `ar-XB`, by CLDR's convention: English words written from right to left. It shows in tests what an Arabic or
    /// Hebrew reader would see; nobody is offered it.
    Mirrored,
}

/// The direction in which a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

/// The text is not the tag of a language that Roster speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a language the console speaks: en or de")]
pub struct UnknownLanguage;

impl Language {
    /// The languages on offer.
    pub const SPOKEN: [Language; 2] = [Language::English, Language::German];
    /// The same and the one that only tests use.
    pub const ALL: [Language; 3] = [Language::English, Language::German, Language::Mirrored];

    /// The BCP 47 tag, as in HTML's `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::Mirrored => "ar-XB",
        }
    }

    /// Which way it is written.
    pub fn direction(self) -> Direction {
        match self {
            Language::English | Language::German => Direction::LeftToRight,
            Language::Mirrored => Direction::RightToLeft,
        }
    }

    /// The language with exactly this tag, the one for tests among them. What people send is read with `parse`, which
    /// knows only the languages on offer.
    pub fn from_tag(tag: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// The language for someone whose browser sent this Accept-Language header (RFC 9110, 12.5.4): the spoken one with
    /// the highest weight, the first among equals; English when none fits.
    pub fn negotiate(accept_language: &str) -> Language {
        let mut best = (0, Language::default());
        // No honest browser sends more than a few; the rest of a long header is not looked at.
        for range in accept_language.split(',').take(50) {
            let (tag, weight) = range.split_once(';').map_or((range, Some(1000)), |(tag, q)| (tag, thousandths(q)));
            let spoken = if tag.trim() == "*" { Some(Language::default()) } else { by_primary_subtag(tag.trim()) };
            if let (Some(language), Some(weight)) = (spoken, weight)
                && weight > best.0
            {
                best = (weight, language);
            }
        }
        best.1
    }
}

/// `de` for `de`, `de-AT` and `DE_ch`.
fn by_primary_subtag(tag: &str) -> Option<Language> {
    let primary = tag.split(['-', '_']).next()?;
    Language::SPOKEN.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
}

/// `q=0.8` as 800; nothing when it is no weight.
fn thousandths(parameter: &str) -> Option<u32> {
    let (name, value) = parameter.split_once('=')?;
    let value: f32 = value.trim().parse().ok()?;
    let in_range = name.trim().eq_ignore_ascii_case("q") && (0.0..=1.0).contains(&value);
    in_range.then_some((value * 1000.0) as u32)
}

impl FromStr for Language {
    type Err = UnknownLanguage;
    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        Language::SPOKEN.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag)).ok_or(UnknownLanguage)
    }
}

impl TryFrom<String> for Language {
    type Error = UnknownLanguage;
    fn try_from(tag: String) -> Result<Self, UnknownLanguage> {
        Language::from_tag(&tag).ok_or(UnknownLanguage)
    }
}

impl From<Language> for &'static str {
    fn from(language: Language) -> Self {
        language.tag()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_answered_in_the_language_it_likes_best() {
        for (header, expected) in [
            ("", Language::English),
            ("de", Language::German),
            ("de-AT,de;q=0.9,en;q=0.8", Language::German),
            ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", Language::English),
            ("fr, de;q=0.7, *;q=0.5", Language::German),
            ("en;q=0.5, DE ; Q=0.6", Language::German),
            ("de;q=0", Language::English),
            ("de;q=NaN, de;q=2, de;q=x, de;", Language::English),
            ("tlh, *;q=0.1", Language::English),
            ("ar-XB, de;q=0.1", Language::German),
        ] {
            assert_eq!(Language::negotiate(header), expected, "{header}");
        }
        assert_eq!(Language::negotiate(&format!("{},de", "x,".repeat(100_000))), Language::English);
    }

    #[test]
    fn a07_only_spoken_languages_can_be_chosen() {
        assert_eq!("DE".parse(), Ok(Language::German));
        assert_eq!("ar-XB".parse::<Language>(), Err(UnknownLanguage));
        assert_eq!("fr".parse::<Language>(), Err(UnknownLanguage));
        assert_eq!(Language::from_tag("ar-XB"), Some(Language::Mirrored));
    }
}
