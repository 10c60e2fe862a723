//! Every statement of the product is understood by both engines.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod support;

use roster_store::{Engine, db::all_statements};
use std::collections::BTreeSet;
use support::empty;

#[tokio::test]
async fn both_engines_prepare_every_statement() {
    for scratch in empty() {
        let db = scratch.open();
        db.migrate().unwrap();
        let refused = db.refused_statements().await.unwrap();
        let reasons: Vec<String> = refused.iter().map(|(name, why)| format!("{name}: {why}")).collect();
        assert!(reasons.is_empty(), "{:?}:\n{}", db.engine(), reasons.join("\n"));
    }
}

#[test]
fn names_are_used_once() {
    let mut seen = BTreeSet::new();
    let twice: Vec<_> = all_statements().iter().map(|sql| sql.name()).filter(|name| !seen.insert(*name)).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

/// Transactions begin and end in the data layer only.
#[test]
fn statements_read_or_change_rows_and_nothing_else() {
    for sql in all_statements() {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let first = sql.text(engine).split_whitespace().next().unwrap_or_default().to_lowercase();
            assert!(["select", "insert", "update", "delete", "with"].contains(&&*first), "{sql:?} begins with {first}");
        }
    }
}
