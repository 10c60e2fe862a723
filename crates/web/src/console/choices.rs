//! What several forms let one choose from.

use crate::text::Text;
use roster_domain::language::Language;

/// Nothing yet (by this key), then every country by name.
pub(super) fn countries(t: &'static Text, none: &str) -> Vec<(String, String)> {
    let all = t.countries().iter().map(|(country, name)| (country.code().to_owned(), name.clone()));
    std::iter::once((String::new(), t.get(none).into_owned())).chain(all).collect()
}

/// The languages the console speaks, each in its own words.
pub(super) fn languages(t: &'static Text) -> Vec<(String, String)> {
    let named = |language: Language| (language.tag().to_owned(), t.language_name(language).into_owned());
    Language::SPOKEN.into_iter().map(named).collect()
}
