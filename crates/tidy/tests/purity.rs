//! Invariant: `domain` is pure. No clock, no files, no network, no threads, no chance, nothing asynchronous.

use roster_tidy::{manifest, source::Source};

const IMPURE: &[&str] = &[
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::os",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
    "Instant::now",
    "SystemTime::now",
    "Timestamp::now",
    "Zoned::now",
    "TimeZone::system",
    "Uuid::new_v4",
    "Uuid::now_v7",
];

/// Crates that bring a clock, chance, a runtime or a connection with them.
const IMPURE_CRATES: &[&str] =
    &["tokio", "rand", "getrandom", "chrono", "time", "reqwest", "rusqlite", "postgres", "axum", "tracing", "log"];

#[test]
fn the_domain_names_nothing_impure() {
    let sources = Source::all(&["crates/domain/src"]);
    assert!(!sources.is_empty(), "crates/domain/src is gone");
    let mut wrong = Vec::new();
    for source in &sources {
        for (path, place) in source.paths() {
            // `jiff::Timestamp::now` and `Timestamp::now` are one; `std::fs` holds `std::fs::read`.
            if IMPURE.iter().any(|impure| format!("::{path}::").contains(&format!("::{impure}::"))) {
                wrong.push(format!("{place}: {path}"));
            }
        }
        wrong.extend(source.places("async").into_iter().map(|place| format!("{place}: async")));
        wrong.extend(source.places("static mut").into_iter().map(|place| format!("{place}: static mut")));
    }
    assert!(wrong.is_empty(), "take these as parameters instead:\n{}", wrong.join("\n"));
}

#[test]
fn the_domain_depends_on_nothing_impure() {
    let crates = manifest::crates();
    let found: Vec<_> = IMPURE_CRATES.iter().filter(|name| crates["domain"].normal.contains(**name)).collect();
    assert!(found.is_empty(), "crates/domain must not depend on {found:?}");
}
