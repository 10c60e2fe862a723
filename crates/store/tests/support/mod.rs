//! A scratch schema on each engine.
#![allow(dead_code, reason = "each test file uses a part of it")]

use roster_store::{
    db::{Db, DbConfig},
    migrate::Migration,
};
use std::ops::Deref;
use tempfile::TempDir;

/// A schema for these tests only.
pub const SCRATCH: &[Migration] = &[Migration {
    name: "V0001__scratch",
    sqlite: "create table things (
            thing_id blob not null primary key,
            name text not null unique,
            amount integer not null constraint amount_is_positive check (amount >= 0),
            small integer, good integer, data blob, remark text
        ) strict;
        create unique index things_remark on things (lower(remark));
        create table parts (thing_id blob not null references things, part text not null) strict;
        create table late_parts (
            thing_id blob not null references things deferrable initially deferred, part text not null) strict;
        create table fuses (thing_id blob not null) strict;
        create trigger fuse before insert on fuses begin select raise(rollback, 'the fuse blew'); end;",
    postgres: "create table things (
            thing_id uuid not null primary key,
            name text not null unique,
            amount bigint not null constraint amount_is_positive check (amount >= 0),
            small integer, good boolean, data bytea, remark text
        );
        create unique index things_remark on things (lower(remark));
        create table parts (thing_id uuid not null references things, part text not null);
        create table late_parts (
            thing_id uuid not null references things deferrable initially deferred, part text not null);
        create function lose(amount bigint) returns bigint language plpgsql as
            $$ begin raise exception 'lost' using errcode = '40001'; end $$;",
}];

/// An empty database of one engine. Its files last as long as this value.
pub struct Scratch {
    /// Where it is.
    pub url: String,
    _folder: Option<TempDir>,
}

impl Scratch {
    /// Opens it once more.
    pub fn open(&self) -> Db {
        open(&self.url)
    }

    /// Whether it is on SQLite.
    pub fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }
}

/// Opens a database with a few connections.
pub fn open(url: &str) -> Db {
    Db::open(&DbConfig { url: url.to_owned(), readers: 4, synchronous_full: true }).unwrap()
}

/// A database on SQLite without any schema.
pub fn sqlite() -> Scratch {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("roster.db").display());
    Scratch { url, _folder: Some(folder) }
}

/// A database on SQLite and, unless that is left out, one on PostgreSQL, without any schema.
pub fn empty() -> Vec<Scratch> {
    let mut all = vec![sqlite()];
    if let Some(server) = roster_testkit::postgres::postgres() {
        all.push(Scratch { url: server.fresh_database(), _folder: None });
    }
    all
}

/// As [`empty`], with the scratch schema.
pub fn scratch() -> Vec<Scratch> {
    let all = empty();
    for scratch in &all {
        scratch.open().migrate_with(SCRATCH).unwrap();
    }
    all
}

/// An open database with the scratch schema.
pub struct Opened {
    db: Db,
    _scratch: Scratch,
}

impl Deref for Opened {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

/// Databases with the scratch schema, open.
pub fn on_both() -> Vec<Opened> {
    scratch().into_iter().map(|scratch| Opened { db: scratch.open(), _scratch: scratch }).collect()
}
