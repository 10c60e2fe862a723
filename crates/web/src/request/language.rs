//! Which language a request is answered in: the person's, or for strangers what the browser asks for.

use super::context;
use axum::http::{HeaderMap, header::ACCEPT_LANGUAGE};
use roster_domain::{country::Country, language::Language};

/// The language the browser asks for.
pub(crate) fn accepted_language(headers: &HeaderMap) -> Language {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    accepted.map(Language::negotiate).unwrap_or_default()
}

/// The person behind the request reads this.
pub(crate) fn remember_language(language: Language) {
    let _ = context::with(|context| context.language.set(language));
}

/// The language of the request at hand.
pub(crate) fn current_language() -> Language {
    context::with(|context| context.language.get()).unwrap_or_default()
}

/// The country of the first language the browser asks for that names one: Austria for `de-AT,de;q=0.9`.
pub(crate) fn accepted_country(headers: &HeaderMap) -> Option<Country> {
    let accepted = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    accepted.split(',').take(50).find_map(|range| {
        let tag = range.split(';').next()?.trim();
        // Language, perhaps a script of four letters, then the region (RFC 5646).
        tag.split('-').skip(1).find(|part| part.len() == 2)?.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_is_read_from_the_first_language_that_names_one() {
        for (header, expected) in [
            ("de-AT,de;q=0.9,en-US;q=0.8", Some("AT")),
            ("de, en-gb;q=0.5", Some("GB")),
            ("zh-Hant-TW", Some("TW")),
            ("de-XX, en-US", Some("US")),
            ("de", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, header.parse().unwrap());
            assert_eq!(accepted_country(&headers).map(Country::code), expected, "{header}");
        }
        assert_eq!(accepted_country(&HeaderMap::new()), None);
    }
}
