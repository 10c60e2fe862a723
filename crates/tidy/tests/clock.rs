//! Invariant: clock and chance are read in one file. clippy.toml bans the methods; here is who may lift the ban.

use roster_tidy::{files, read};

/// Those who may, each with the reason.
const EXEMPT: &[(&str, &str)] = &[
    ("crates/app/src/clock.rs", "the one door to time and randomness"),
    ("crates/app/examples/bulk.rs", "measures how long a job takes"),
    ("crates/app/examples/change.rs", "measures how long a change takes"),
    ("crates/domain/examples/decisions.rs", "measures how long a decision takes"),
    ("crates/testkit/src/lib.rs", "waits for programs to start"),
    ("crates/xtask/src/main.rs", "times the steps for the reader"),
];

#[test]
fn the_ban_on_clock_and_chance_is_lifted_only_where_listed() {
    let word = concat!("disallowed", "_methods");
    let lifted = files("crates", ".rs").into_iter().filter(|path| !path.starts_with("crates/tidy/"));
    let wrong: Vec<_> = lifted
        .filter(|path| !EXEMPT.iter().any(|(exempt, _)| exempt == path))
        .filter(|path| read(path).contains(word))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?} lift the ban on clock and chance: take the time and the bytes as parameters");
}

#[test]
fn the_ban_stands() {
    let clippy = read("clippy.toml");
    for method in [
        "std::time::SystemTime::now",
        "std::time::Instant::now",
        "jiff::Timestamp::now",
        "getrandom::fill",
        "rand::rng",
    ] {
        assert!(clippy.contains(&format!("\"{method}\"")), "clippy.toml no longer bans {method}");
    }
    let cargo: toml::Table = read("Cargo.toml").parse().expect("cargo has read this file");
    let level = &cargo["workspace"]["lints"]["clippy"]["disallowed_methods"];
    assert_eq!(level.as_str(), Some("warn"), "the lint is off");
    for path in files("crates", "Cargo.toml") {
        let manifest: toml::Table = read(&path).parse().expect("cargo has read this file");
        let inherits = manifest.get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool);
        assert_eq!(inherits, Some(true), "{path} does not take the workspace's lints");
    }
}
