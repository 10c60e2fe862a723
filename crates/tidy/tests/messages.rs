//! Invariant: each message has one place and stands in every language. Two branches may add the same key in different files, which no merge
//! sees; the words are loaded late, so this says it at once.

use roster_tidy::files;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// The keys of a Fluent source; `-terms` among them.
fn keys(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter_map(|line| {
        let (key, _) = line.split_once('=')?;
        let key = key.trim_end();
        let is_key = line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-')
            && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        is_key.then_some(key)
    })
}

#[test]
fn every_key_stands_once_and_in_each_language() {
    let mut wrong = Vec::new();
    let mut languages: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for path in files("crates/web/src/locales", ".ftl") {
        let language = path.split('/').rev().nth(1).unwrap().to_owned();
        let text = fs::read_to_string(roster_tidy::root().join(&path)).unwrap();
        let known = languages.entry(language).or_default();
        for key in keys(&text) {
            if let Some(before) = known.insert(key.to_owned(), path.clone()) {
                wrong.push(format!("{key} stands in {before} and in {path}"));
            }
        }
    }
    assert!(languages.len() >= 2 && languages.values().all(|keys| keys.len() > 500), "the words are found");
    let all: BTreeSet<&String> = languages.values().flat_map(BTreeMap::keys).collect();
    for (language, known) in &languages {
        wrong.extend(
            all.iter().filter(|key| !known.contains_key(**key)).map(|key| format!("{key} is missing in {language}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn keys_are_told_from_what_stands_below_them() {
    let source = "### A comment = none\none = 1\n    .kind = not one\ntwo =\n    { $count ->\n        [one] x = y\n    }\n-brand = B\n";
    assert_eq!(keys(source).collect::<Vec<_>>(), ["one", "two", "-brand"]);
}
