//! Words of a model in several languages.

use crate::{
    model::name::check_name,
    text::{has_control_characters, shows_nothing, turns_back},
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};
use std::{borrow::Cow, collections::BTreeMap, fmt};

/// The language that is taken where a text is missing in the one wanted.
pub const FALLBACK: &str = "en";

/// One text in one or more languages. In the model: `"Comment"`, or `{ en = "Comment", de = "Kommentieren" }`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text(BTreeMap<String, String>);

impl Text {
    /// The same text for all languages.
    pub fn plain(text: &str) -> Text {
        Text(BTreeMap::from([(FALLBACK.to_owned(), text.to_owned())]))
    }

    /// The text in this language, or in the one it is a variant of (`de` for `de-AT`), or in English, or in the first there is.
    pub fn get(&self, language: &str) -> &str {
        pick(&self.0, language).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// Whether there is nothing to read in any language.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }

    /// The languages it is given in.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Where to look for a language: itself, the one it is a variant of, English.
pub(super) fn fallbacks(language: &str) -> [Option<&str>; 3] {
    let broader = language.split_once(['-', '_']).map(|(broader, _)| broader);
    [Some(language), broader, Some(FALLBACK)]
}

/// The value for a language, by these fallbacks.
pub(super) fn pick<'a, T>(by_language: &'a BTreeMap<String, T>, language: &str) -> Option<&'a T> {
    fallbacks(language).into_iter().flatten().find_map(|language| by_language.get(language))
}

/// Whether this looks like a language tag: `en`, `de`, `pt-BR`.
pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().is_some_and(|part| matches!(part.len(), 2 | 3) && check_name(part).is_ok());
    first && parts.all(|part| matches!(part.len(), 2..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Why nobody could read this.
pub(super) fn unreadable(text: &str) -> Option<&'static str> {
    if shows_nothing(text) {
        return Some("the text shows nothing");
    }
    if has_control_characters(text) {
        return Some("the text has control characters");
    }
    (!turns_back(text)).then_some("the text turns the direction of writing and not back")
}

/// In a message's shape that says what to write instead.
fn readable<E: de::Error>(text: &str) -> Result<(), E> {
    match unreadable(text) {
        None => Ok(()),
        Some(wrong) => Err(E::custom(format!("{wrong}, expected one that can be read, or leave the key out"))),
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Text;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or a table of texts by language such as { en = \"…\", de = \"…\" }")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                readable::<E>(text)?;
                Ok(Text::plain(text))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
                let mut texts = BTreeMap::new();
                while let Some((language, text)) = map.next_entry::<String, String>()? {
                    if !is_language(&language) {
                        return Err(de::Error::invalid_value(de::Unexpected::Str(&language), &"a language such as en"));
                    }
                    readable::<A::Error>(&text)?;
                    texts.insert(language, text);
                }
                if texts.is_empty() {
                    return Err(de::Error::custom("a text in no language, expected one such as { en = \"…\" }"));
                }
                Ok(Text(texts))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "string", "minLength": 1 },
                {
                    "type": "object",
                    "description": "The text by language: { en = \"…\", de = \"…\" }",
                    "minProperties": 1,
                    "additionalProperties": { "type": "string", "minLength": 1 },
                },
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back() {
        let text = |pairs: &[(&str, &str)]| Text(pairs.iter().map(|(l, t)| ((*l).into(), (*t).into())).collect());
        let both = text(&[("en", "Comment"), ("de", "Kommentieren")]);
        assert_eq!(
            ["de", "de-AT", "en", "fr"].map(|l| both.get(l)),
            ["Kommentieren", "Kommentieren", "Comment", "Comment"]
        );
        assert_eq!(text(&[("fr", "Oui")]).get("de"), "Oui");
        assert_eq!(Text::plain("x").get("de"), "x");
        assert_eq!(Text::default().get("de"), "");
    }

    #[test]
    fn language_tags_are_told_from_other_words() {
        assert!(["en", "de", "pt-BR", "zh-Hant-TW"].into_iter().all(is_language));
        assert!(!["", "e", "english", "EN", "en-", "en_US"].into_iter().any(is_language));
    }
}
