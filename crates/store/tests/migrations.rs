//! Migrations on both engines.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod support;

use roster_store::{
    db::DbError,
    migrate::{MIGRATIONS, Migration},
};
use std::{collections::BTreeSet, fs, thread};
use support::{SCRATCH, empty};

const SECOND: Migration = Migration {
    name: "V0002__more",
    sqlite: "create table more (a integer)",
    postgres: "create table more (a bigint)",
};

fn names(migrations: &[Migration]) -> Vec<String> {
    migrations.iter().map(|migration| migration.name.to_owned()).collect()
}

fn refusal<T>(result: Result<T, DbError>) -> String {
    match result {
        Err(DbError::Other(why)) => why,
        Err(other) => panic!("another error: {other:?}"),
        Ok(_) => panic!("it was not refused"),
    }
}

#[test]
fn they_are_applied_once_and_in_order() {
    let both = [SCRATCH[0], SECOND];
    for scratch in empty() {
        let db = scratch.open();
        assert_eq!(db.pending_migrations_of(&both), Ok(names(&both)));
        assert_eq!(db.migrate_with(SCRATCH).unwrap().applied, names(SCRATCH));
        assert_eq!(db.migrate_with(SCRATCH).unwrap().applied, Vec::<String>::new());
        assert_eq!(db.pending_migrations_of(&both), Ok(names(&[SECOND])));
        assert_eq!(db.migrate_with(&both).unwrap().applied, names(&[SECOND]));
        assert_eq!(db.pending_migrations_of(&both), Ok(vec![]));
    }
}

#[test]
fn the_schema_of_the_product_is_applied() {
    for scratch in empty() {
        let db = scratch.open();
        assert_eq!(db.pending_migrations().unwrap().len(), MIGRATIONS.len());
        assert_eq!(db.migrate().unwrap().applied.len(), MIGRATIONS.len());
        assert_eq!(db.pending_migrations(), Ok(vec![]));
    }
}

#[test]
fn one_that_was_changed_is_refused() {
    let changed = [Migration { sqlite: "select 1", postgres: "select 1", ..SCRATCH[0] }];
    for scratch in empty() {
        let db = scratch.open();
        db.migrate_with(SCRATCH).unwrap();
        refusal(db.migrate_with(&changed));
        refusal(db.pending_migrations_of(&changed));
    }
}

#[test]
fn a_schema_newer_than_the_program_is_refused() {
    for scratch in empty() {
        let db = scratch.open();
        db.migrate_with(&[SCRATCH[0], SECOND]).unwrap();
        refusal(db.migrate_with(SCRATCH));
        let why = refusal(db.pending_migrations_of(SCRATCH));
        assert!(why.contains("older than the schema"), "{why}");
    }
}

#[test]
fn one_that_fails_leaves_nothing_behind() {
    let text = "create table half (a integer); create table half (a integer)";
    let broken = Migration { name: "V0002__broken", sqlite: text, postgres: text };
    for scratch in empty() {
        let db = scratch.open();
        refusal(db.migrate_with(&[SCRATCH[0], broken]));
        assert_eq!(db.pending_migrations_of(SCRATCH).unwrap(), names(SCRATCH));
        db.migrate_with(&[SCRATCH[0], SECOND]).unwrap();
    }
}

#[test]
fn programs_that_start_together_apply_them_once() {
    for scratch in empty() {
        let databases: Vec<_> = (0..4).map(|_| scratch.open()).collect();
        let applied: usize = thread::scope(|scope| {
            let all: Vec<_> =
                databases.iter().map(|db| scope.spawn(|| db.migrate_with(SCRATCH).unwrap().applied.len())).collect();
            all.into_iter().map(|one| one.join().unwrap()).sum()
        });
        assert_eq!(applied, 1);
    }
}

#[test]
fn the_files_of_both_engines_are_the_list() {
    let listed: BTreeSet<String> = MIGRATIONS.iter().map(|migration| format!("{}.sql", migration.name)).collect();
    for engine in ["sqlite", "postgres"] {
        let folder = format!("{}/src/migrations/{engine}", env!("CARGO_MANIFEST_DIR"));
        let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        assert_eq!(files.collect::<BTreeSet<_>>(), listed, "{engine}");
    }
}
