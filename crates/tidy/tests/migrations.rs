//! Invariant: two engines, one behaviour. The migrations of both make the same tables, step by step.

use roster_tidy::{exists, sql};

fn names(engine: &str) -> Vec<String> {
    let name = |path: String| path.rsplit('/').next().unwrap_or_default().to_owned();
    sql::migrations(engine).into_iter().map(name).collect()
}

#[test]
fn both_engines_have_the_same_migrations() {
    if !exists("crates/store/src/migrations") {
        return;
    }
    assert!(!names("sqlite").is_empty(), "no migrations: this test no longer sees what it looks for");
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn both_engines_have_the_same_tables_columns_and_keys() {
    if !exists("crates/store/src/migrations") {
        return;
    }
    let (sqlite, postgres) = (sql::tables("sqlite"), sql::tables("postgres"));
    assert_eq!(sqlite.keys().collect::<Vec<_>>(), postgres.keys().collect::<Vec<_>>());
    for (name, table) in sqlite {
        assert_eq!(table, postgres[&name], "{name} differs: left SQLite, right PostgreSQL");
    }
}
