//! The schema's history: files that are applied once, in order, under the same names on both engines.
//!
//! To add one: write `migrations/sqlite/V0002__what.sql` and `migrations/postgres/V0002__what.sql`, and name it in
//! [`MIGRATIONS`]. A file that was released is never changed again.

use crate::db::DbError;
use refinery::{Migration as Step, Runner};
use std::collections::HashMap;

/// The table in which the database remembers what was applied.
const HISTORY: &str = "schema_migrations";
/// PostgreSQL's advisory lock for migrating: any number, always the same.
const LOCK: i64 = 0x526f_7374_6572;

/// One step of the schema's history.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// `V0001__what`: a number, and a few words.
    pub name: &'static str,
    /// The text for SQLite.
    pub sqlite: &'static str,
    /// The text for PostgreSQL.
    pub postgres: &'static str,
}

/// What [`Db::migrate`](crate::Db::migrate) did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationReport {
    /// The migrations that were applied now, in order.
    pub applied: Vec<String>,
}

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        &[$(Migration {
            name: $name,
            sqlite: include_str!(concat!("migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("migrations/postgres/", $name, ".sql")),
        }),*]
    };
}

/// The whole history, oldest first.
pub const MIGRATIONS: &[Migration] = migrations!["V0001__first_house"];

pub(crate) fn sqlite(conn: &mut rusqlite::Connection, migrations: &[Migration]) -> Result<MigrationReport, DbError> {
    let steps = steps(migrations, |migration| migration.sqlite)?;
    let report = match runner(&steps).run(conn) {
        Ok(report) => applied_now(migrations, &report),
        // Another program may have been quicker, between our look and our step.
        Err(e) => match pending_sqlite(conn, migrations) {
            Ok(pending) if pending.is_empty() => MigrationReport { applied: Vec::new() },
            _ => return Err(migration_error(&e)),
        },
    };
    let dangling = conn.prepare("pragma foreign_key_check").and_then(|mut check| check.exists([]));
    match dangling {
        Ok(false) => Ok(report),
        Ok(true) => Err(DbError::ForeignKey),
        Err(e) => Err(DbError::Other(format!("migrations: {e}"))),
    }
}

pub(crate) fn postgres(client: &mut postgres::Client, migrations: &[Migration]) -> Result<MigrationReport, DbError> {
    let steps = steps(migrations, |migration| migration.postgres)?;
    let locked = client.execute("select pg_advisory_lock($1)", &[&LOCK]);
    locked.map_err(|e| DbError::Unavailable(format!("migrations: {e}")))?;
    // The lock goes with the connection.
    let report = runner(&steps).run(client).map_err(|e| migration_error(&e))?;
    Ok(applied_now(migrations, &report))
}

/// What is still to be applied to a SQLite database.
pub(crate) fn pending_sqlite(conn: &rusqlite::Connection, migrations: &[Migration]) -> Result<Vec<String>, DbError> {
    let unreadable = |e: rusqlite::Error| DbError::Other(format!("migrations: {e}"));
    let mut applied = HashMap::new();
    if conn.table_exists(None, HISTORY).map_err(unreadable)? {
        let mut history =
            conn.prepare(&format!("select version, name, checksum from {HISTORY}")).map_err(unreadable)?;
        let rows = history.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).map_err(unreadable)?;
        applied = rows.collect::<Result<_, _>>().map_err(unreadable)?;
    }
    pending(migrations, &steps(migrations, |migration| migration.sqlite)?, &applied)
}

/// What is still to be applied to a PostgreSQL database.
pub(crate) fn pending_postgres(
    client: &mut postgres::Client,
    migrations: &[Migration],
) -> Result<Vec<String>, DbError> {
    let unreadable = |e: postgres::Error| DbError::Unavailable(format!("migrations: {e}"));
    let exists = client.query_one("select to_regclass($1) is not null", &[&HISTORY]).map_err(unreadable)?;
    let mut applied = HashMap::new();
    if exists.get(0) {
        let history =
            client.query(&format!("select version, name, checksum from {HISTORY}"), &[]).map_err(unreadable)?;
        applied = history.iter().map(|row| (row.get(0), (row.get(1), row.get(2)))).collect();
    }
    pending(migrations, &steps(migrations, |migration| migration.postgres)?, &applied)
}

/// Compares what the program knows with what the database remembers: version, then name and checksum.
fn pending(
    migrations: &[Migration],
    steps: &[Step],
    applied: &HashMap<i32, (String, String)>,
) -> Result<Vec<String>, DbError> {
    let known: HashMap<i32, &Step> = steps.iter().map(|step| (step.version(), step)).collect();
    for (version, (name, checksum)) in applied {
        match known.get(version) {
            None => {
                return Err(DbError::Other(format!(
                    "the database has the migration {version} ({name}), which this program does not know: it is older than the schema"
                )));
            }
            Some(step) if step.name() != name || step.checksum().to_string() != *checksum => {
                return Err(DbError::Other(format!("the migration {step} is not the one that was applied as {name}")));
            }
            Some(_) => {}
        }
    }
    Ok(steps
        .iter()
        .filter(|step| !applied.contains_key(&step.version()))
        .map(|step| file_name(migrations, step))
        .collect())
}

fn steps(migrations: &[Migration], text: impl Fn(&Migration) -> &'static str) -> Result<Vec<Step>, DbError> {
    let step =
        |migration: &Migration| Step::unapplied(migration.name, text(migration)).map_err(|e| migration_error(&e));
    migrations.iter().map(step).collect()
}

/// All that is pending goes in one transaction: a step and the note of it cannot be torn apart.
fn runner(steps: &[Step]) -> Runner {
    let mut runner = Runner::new(steps).set_grouped(true);
    runner.set_migration_table_name(HISTORY);
    runner
}

fn applied_now(migrations: &[Migration], report: &refinery::Report) -> MigrationReport {
    let applied = report.applied_migrations().iter().map(|step| file_name(migrations, step)).collect();
    MigrationReport { applied }
}

/// The name as it was given: refinery drops the zeros of the number.
fn file_name(migrations: &[Migration], step: &Step) -> String {
    let version = |migration: &Migration| Step::unapplied(migration.name, "").ok().map(|step| step.version());
    let same = |migration: &&Migration| version(migration) == Some(step.version());
    migrations.iter().find(same).map_or_else(|| step.to_string(), |migration| migration.name.to_owned())
}

fn migration_error(error: &refinery::Error) -> DbError {
    let source = std::error::Error::source(error).map(|source| format!(": {source}")).unwrap_or_default();
    DbError::Other(format!("migrations: {error}{source}"))
}
