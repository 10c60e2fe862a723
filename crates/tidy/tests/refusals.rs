//! Invariant: one mapper from refusal to status and problem document, which names every refusal: a new one without a status
//! does not compile.

use roster_tidy::{exists, source::Source};

const MAPPER: &str = "crates/web/src/refusal.rs";

#[test]
fn the_mapper_of_refusals_has_no_arm_for_the_rest() {
    if !exists(MAPPER) {
        return;
    }
    let sources = Source::all(&["crates/web/src"]);
    let mapper = sources.iter().find(|source| source.path == MAPPER).expect("it exists");
    assert!(!mapper.places("Refusal::").is_empty(), "no refusal is named: this test no longer sees what it looks for");
    assert_eq!(mapper.places("_ =>"), Vec::<String>::new(), "name the refusals instead");
}
