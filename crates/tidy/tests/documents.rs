//! Invariant: `ARCHITECTURE.md` names exactly the crates and the tidy tests that there are.

use roster_tidy::{exists, files, manifest, read};
use std::collections::BTreeSet;

const DOCUMENT: &str = "ARCHITECTURE.md";

/// What stands in the document in backticks as `BEFORE…AFTER`, where … is one name.
fn named(before: &str, after: &str) -> BTreeSet<String> {
    let text = read(DOCUMENT);
    let quoted = text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let names = quoted.iter().filter_map(|text| text.strip_prefix(before)?.strip_suffix(after));
    names.filter(|name| !name.is_empty() && !name.contains(['/', '*', ' '])).map(str::to_owned).collect()
}

#[test]
fn it_names_exactly_the_crates() {
    if exists(DOCUMENT) {
        let crates: BTreeSet<String> = manifest::crates().into_keys().collect();
        assert_eq!(named("crates/", "/"), crates, "left: `crates/…/` in {DOCUMENT}, right: the folders");
    }
}

#[test]
fn it_names_exactly_the_tidy_tests() {
    if exists(DOCUMENT) {
        let name = |path: String| path.trim_start_matches("crates/tidy/tests/").trim_end_matches(".rs").to_owned();
        let tests: BTreeSet<String> = files("crates/tidy/tests", ".rs").into_iter().map(name).collect();
        assert_eq!(named("tidy/", ""), tests, "left: `tidy/…` in {DOCUMENT}, right: crates/tidy/tests");
    }
}
