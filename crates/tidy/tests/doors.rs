//! Invariant: nothing is written without authorisation and an event. A transaction that can write is begun in one file, whose
//! types demand both.

use roster_tidy::{exists, source::Source};

/// Who may begin one, each with the reason.
const DOORS: &[(&str, &str)] = &[("crates/app/src/scope.rs", "authorises, begins, and commits with an event")];

#[test]
fn only_the_listed_files_begin_a_transaction_that_writes() {
    if !exists("crates/app/src/scope.rs") {
        return;
    }
    let mut begun_at_the_door = false;
    let mut wrong = Vec::new();
    for source in Source::all(&["crates/app/src", "crates/web/src", "crates/cli/src"]) {
        let begins = [source.places("db.write"), source.places("db().write"), source.places("Db::write")].concat();
        if DOORS.iter().any(|(door, _)| *door == source.path) {
            begun_at_the_door |= !begins.is_empty();
        } else {
            wrong.extend(begins);
        }
    }
    assert!(wrong.is_empty(), "these write past the door: {wrong:?}");
    assert!(begun_at_the_door, "no door begins a transaction: this test no longer sees what it looks for");
}
