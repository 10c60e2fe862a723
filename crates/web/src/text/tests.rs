#![allow(clippy::unwrap_used)]

use super::*;
use fluent_syntax::{ast, parser};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn english() -> &'static Text {
    Text::for_language(Language::English)
}

fn german() -> &'static Text {
    Text::for_language(Language::German)
}

/// Every message and attribute of an area, with the variables it uses.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = parser::parse(source).map_err(|(_, errors)| errors).unwrap();
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        let ast::Entry::Message(message) = entry else {
            assert!(matches!(
                entry,
                ast::Entry::Comment(_) | ast::Entry::GroupComment(_) | ast::Entry::ResourceComment(_)
            ));
            continue;
        };
        let patterns = message
            .value
            .iter()
            .map(|pattern| (message.id.name.to_owned(), pattern))
            .chain(message.attributes.iter().map(|a| (format!("{}.{}", message.id.name, a.id.name), &a.value)));
        for (key, pattern) in patterns {
            // Debug output names every variable, however deep it stands in selectors.
            let shape = format!("{pattern:?}");
            let variables = shape.split("VariableReference { id: Identifier { name: \"").skip(1);
            let names = variables.map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect();
            messages.insert(key, names);
        }
    }
    messages
}

#[test]
fn every_language_says_the_same_with_the_same_values() {
    for ((area, english), (_, german)) in
        locales::sources(Language::English).iter().zip(locales::sources(Language::German))
    {
        let (english, german) = (messages(english), messages(german));
        assert!(!english.is_empty(), "{area}.ftl is empty");
        for key in english.keys().chain(german.keys()) {
            assert_eq!(english.get(key), german.get(key), "{area}.ftl differs in {key}: English left, German right");
        }
    }
}

#[test]
fn the_files_in_the_folders_are_the_ones_in_the_binary() {
    let named: BTreeSet<String> =
        locales::sources(Language::English).iter().map(|(area, _)| format!("{area}.ftl")).collect();
    for language in Language::SPOKEN {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/locales").join(language.tag());
        let found: BTreeSet<String> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert_eq!(found, named);
    }
}

/// Keys that the sources name: `t.get("key")` and `text.with("key", …)`.
fn keys_in(source: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    for call in [".get(", ".with("] {
        for (at, _) in source.match_indices(call) {
            let before = source[..at].trim_end();
            let receiver = before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            let after = source[at + call.len()..].trim_start();
            if let ("t" | "text", Some(literal)) = (receiver, after.strip_prefix('"')) {
                keys.extend(literal.split('"').next());
            }
        }
    }
    keys
}

#[test]
fn every_key_that_the_code_names_exists() {
    let known: BTreeSet<String> =
        locales::sources(Language::English).iter().flat_map(|(_, source)| messages(source).into_keys()).collect();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut named = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("text/tests.rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                for key in keys_in(&source) {
                    assert!(known.contains(key), "{} names the key {key:?}, which no .ftl has", path.display());
                    named += 1;
                }
            }
        }
    }
    assert!(named > 0, "no key was found in any source: the search is broken");
}

#[test]
fn the_search_for_keys_finds_them_in_their_usual_clothes() {
    let source = r#" t.get("one") headers.get("not") text
        .with(
            "two", &[]) t.with(key, &[]) "#;
    assert_eq!(keys_in(source), ["one", "two"]);
}

#[test]
fn every_problem_has_its_sentence() {
    for language in Language::ALL {
        let text = Text::for_language(language);
        assert!(EmailProblem::ALL.iter().all(|problem| text.email_problem(*problem).contains(' ')));
        assert!(PasswordProblem::ALL.iter().all(|problem| text.password_problem(*problem).contains(' ')));
    }
}

#[test]
#[should_panic(expected = "no-such-key")]
fn a_missing_key_fails_in_tests() {
    german().get("no-such-key");
}

#[test]
#[should_panic(expected = "shown")]
fn a_missing_value_fails_in_tests() {
    german().with("of-total", &[("total", 5.into())]);
}

#[test]
fn counting_follows_the_language() {
    let selected = |text: &Text, count: i64| text.with("minutes-ago", &[("count", count.into())]);
    assert_eq!(selected(english(), 1), "1 minute ago");
    assert_eq!(selected(english(), 12_500), "12,500 minutes ago");
    assert_eq!(selected(german(), 1), "vor 1 Minute");
    assert_eq!(selected(german(), 12_500), "vor 12.500 Minuten");
    assert_eq!((english().number(-1_234_567), german().number(1_234)), ("-1,234,567".to_owned(), "1.234".to_owned()));
}

#[test]
fn times_follow_the_language_and_the_zone() {
    let at: Timestamp = "2026-11-21T13:05:59Z".parse().unwrap();
    let berlin = TimeZone::get("Europe/Berlin").unwrap();
    assert_eq!(english().date_time(at, &berlin), "21 Nov 2026, 14:05");
    assert_eq!(german().date_time(at, &berlin), "21.11.2026, 14:05");
    assert_eq!(english().date_time(at, &TimeZone::UTC), "21 Nov 2026, 13:05 UTC");
    assert_eq!(german().date(at, &berlin), "21.11.2026");
    for extreme in [Timestamp::MIN, Timestamp::MAX] {
        assert!(!english().date_time(extreme, &berlin).is_empty());
    }
}

#[test]
fn times_are_told_as_people_tell_them() {
    let now: Timestamp = "2026-11-21T08:00:00Z".parse().unwrap();
    let told = |hours: i64, minutes: i64| {
        let at = now + SignedDuration::from_mins(hours * 60 + minutes);
        english().relative(at, now, &TimeZone::UTC)
    };
    assert_eq!(told(0, 0), "just now");
    assert_eq!(told(0, -3), "3 minutes ago");
    assert_eq!(told(-2, 0), "2 hours ago");
    assert_eq!(told(-5, 0), "5 hours ago");
    assert_eq!(told(-9, 0), "yesterday");
    assert_eq!(told(-24 * 5, 0), "5 days ago");
    assert_eq!(told(9, 30), "in 9 hours");
    assert_eq!(told(24, 0), "tomorrow");
    assert_eq!(told(24 * 30, 0), "21 Dec 2026");
    assert_eq!(german().relative(now - SignedDuration::from_mins(3), now, &TimeZone::UTC), "vor 3 Minuten");
}

#[test]
fn lengths_of_time_have_their_natural_unit() {
    let told = |minutes: i64| english().duration(SignedDuration::from_mins(minutes));
    assert_eq!(
        [1, 60, 90, 120, 24 * 60, 48 * 60, 30 * 24 * 60].map(told),
        ["1 minute", "1 hour", "90 minutes", "2 hours", "24 hours", "2 days", "30 days"]
    );
    assert_eq!(english().duration(SignedDuration::from_secs(5)), "1 minute");
    assert_eq!(german().duration(SignedDuration::from_hours(720)), "30 Tage");
}

#[test]
fn a07_countries_stand_in_the_order_of_the_language() {
    for language in Language::SPOKEN {
        assert_eq!(Text::for_language(language).countries().len(), 249);
    }
    let names: Vec<&str> = german().countries().iter().map(|(_, name)| name.as_str()).collect();
    let place = |name: &str| names.iter().position(|found| *found == name).unwrap();
    assert!(place("Ägypten") < place("Albanien") && place("Oman") < place("Österreich"));
    assert!(place("Österreich") < place("Pakistan"));
    assert_eq!(english().country("DE".parse().unwrap()), "Germany");
}

#[test]
fn names_of_the_other_direction_are_isolated_and_no_name_turns_the_sentence() {
    let joined = |name: &str, text: &Text| text.with("access-of", &[("name", name.into())]);
    assert_eq!(joined("Ann Lee", english()), "Access of Ann Lee");
    assert_eq!(joined("José", english()), "Access of José");
    assert_eq!(joined("دينا", english()), "Access of \u{2068}دينا\u{2069}");
    assert_eq!(joined("Ann\u{202e}eeL", english()), "Access of AnneeL");
    assert_eq!(joined("\u{2069}دينا", english()), "Access of \u{2068}دينا\u{2069}");
    assert!(joined("Ann Lee", Text::for_language(Language::Mirrored)).ends_with("\u{2068}Ann Lee\u{2069}"));
}

#[test]
fn the_mirrored_words_are_the_english_ones_turned() {
    let mirrored = Text::for_language(Language::Mirrored);
    assert_eq!(mirrored.dir(), "rtl");
    assert_eq!(mirrored.get("save"), "\u{200f}\u{202e}Save\u{202c}\u{200f}");
}

#[test]
fn what_is_taken_apart_says_the_same() {
    for language in [Language::English, Language::German, Language::Mirrored] {
        let t = Text::for_language(language);
        for key in ["members-select", "users-edit", "members-actions-for"] {
            let around = t.around(key, "name");
            for name in ["Bo Li", "\u{5d3}\u{5df}", "\u{202e}Bo", ""] {
                assert_eq!(around.say(name), t.with(key, &[("name", name.into())]), "{language:?} {key} {name:?}");
            }
        }
    }
}
