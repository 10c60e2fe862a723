//! Invariant: who may know whom. The compiler holds the edges once Cargo.toml has them right; this holds Cargo.toml.

use roster_tidy::manifest;

/// `domain ← store ← app ← web ← cli`, and `cli` names the store to open it.
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["roster-domain"]),
    ("app", &["roster-domain", "roster-store"]),
    ("web", &["roster-domain", "roster-app"]),
    ("cli", &["roster-domain", "roster-store", "roster-app", "roster-web"]),
    ("testkit", &[]),
    ("tidy", &[]),
    ("xtask", &[]),
];

/// Crates from outside that only some rooms may know, in the product.
const ONLY: &[(&[&str], &[&str])] = &[
    (&["rusqlite", "postgres", "tokio-postgres", "tokio-postgres-rustls", "refinery"], &["store", "testkit"]),
    (&["axum", "maud", "tower-http", "utoipa", "mrml", "fluent-bundle"], &["web"]),
    (&["lettre"], &["cli"]),
    (&["clap", "indicatif"], &["cli", "xtask"]),
    (&["argon2", "hmac", "getrandom", "rand"], &["app"]),
    (&["thirtyfour", "mail-parser"], &["testkit"]),
];

#[test]
fn each_crate_names_only_those_below_it() {
    let crates = manifest::crates();
    let known: Vec<_> = EDGES.iter().map(|(name, _)| *name).collect();
    assert!(crates.keys().all(|name| known.contains(&name.as_str())), "a crate without a place: {:?}", crates.keys());
    for (name, allowed) in EDGES {
        let dependencies = crates.get(*name).unwrap_or_else(|| panic!("crates/{name} is gone"));
        let ours = dependencies.normal.iter().filter(|dependency| dependency.starts_with("roster"));
        let wrong: Vec<_> = ours.filter(|dependency| !allowed.contains(&dependency.as_str())).collect();
        assert!(wrong.is_empty(), "crates/{name} must not depend on {wrong:?}");
    }
}

#[test]
fn databases_http_mail_and_arguments_have_one_room_each() {
    for (name, dependencies) in manifest::crates() {
        for (crates, rooms) in ONLY {
            let found: Vec<_> = crates.iter().filter(|it| dependencies.normal.contains(**it)).collect();
            assert!(
                found.is_empty() || rooms.contains(&name.as_str()),
                "{found:?} belongs to {rooms:?}, not to crates/{name}"
            );
        }
    }
}

#[test]
fn what_serves_tests_is_not_in_the_product() {
    for (name, dependencies) in manifest::crates() {
        for only_tests in ["roster-testkit", "roster-tidy", "roster-xtask"] {
            assert!(!dependencies.normal.contains(only_tests), "crates/{name} ships {only_tests}");
        }
    }
}
