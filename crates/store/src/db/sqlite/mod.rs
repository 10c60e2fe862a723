//! SQLite: connections, and statements on them.

mod error;
mod readers;
mod writer;

use super::{DbConfig, DbError, Param, Row, Sql, Value, error::Failed, tx::OnRow};
use crate::dialect::Engine;
use error::failed;
use rusqlite::{
    Connection, OpenFlags, StatementStatus,
    config::DbConfig as Switch,
    types::{ToSql, ToSqlOutput, ValueRef},
};
use std::{
    fs::OpenOptions,
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

pub(crate) use error::sqlite_error;

/// Enough for every statement of the product at once: preparing costs more than running.
const PREPARED_STATEMENTS: usize = 512;

/// The connections to one SQLite file: one that writes, some that read.
pub(crate) struct SqliteDb {
    path: PathBuf,
    pub readers: readers::Readers,
    pub writer: writer::Writer,
}

impl SqliteDb {
    pub fn open(path: &str, config: &DbConfig) -> Result<Self, DbError> {
        if path.is_empty() || path.starts_with(":memory:") {
            return Err(DbError::Other("the SQLite database needs a file: several connections work on it".into()));
        }
        let path = PathBuf::from(path);
        create_private(&path)
            .map_err(|e| DbError::Unavailable(format!("the file {} cannot be created: {e}", path.display())))?;
        let writer = writer::Writer::start(open_to_write(&path, config.synchronous_full)?)?;
        let readers = (0..config.readers.max(1)).map(|_| open_to_read(&path)).collect::<Result<_, _>>()?;
        Ok(SqliteDb { path, readers: readers::Readers::new(readers), writer })
    }

    /// A connection apart, for migrations. Foreign keys are off, so that a table can be built anew.
    pub fn open_to_migrate(&self) -> Result<Connection, DbError> {
        let conn = open_to_write(&self.path, true)?;
        pragmas(&conn, "pragma foreign_keys = off;")?;
        Ok(conn)
    }

    /// A connection apart, for looking at the schema.
    pub fn open_to_look(&self) -> Result<Connection, DbError> {
        open_to_read(&self.path)
    }

    /// Whether the file can be read. When all readers are at work, they are the proof.
    pub fn ping(&self) -> Result<(), DbError> {
        self.readers.with_idle(|conn| {
            let look =
                conn.prepare_cached("select count(*) from sqlite_schema").and_then(|mut s| s.query_one([], |_| Ok(())));
            look.map_err(|e| sqlite_error("ping", e))
        })
    }
}

/// Creates the file readable and writable for its owner only. An existing file is not touched, not even opened: closing
/// it would drop the locks that SQLite holds on it in this process.
fn create_private(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other.map(drop),
    }
}

fn open_to_write(path: &Path, synchronous_full: bool) -> Result<Connection, DbError> {
    let conn = open(path)?;
    // EXTRA beyond FULL only matters outside WAL.
    let synchronous = if synchronous_full { "full" } else { "normal" };
    // Pages are copied into the file after 16 MiB of log instead of 4: most of them were written again meanwhile.
    pragmas(
        &conn,
        &format!(
            "pragma synchronous = {synchronous}; pragma journal_size_limit = 67108864; pragma wal_autocheckpoint = 4096;"
        ),
    )?;
    Ok(conn)
}

fn open_to_read(path: &Path) -> Result<Connection, DbError> {
    let conn = open(path)?;
    pragmas(&conn, "pragma query_only = on;")?;
    Ok(conn)
}

fn open(path: &Path) -> Result<Connection, DbError> {
    let opening = |e| sqlite_error("opening the database", e);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(opening)?;
    conn.set_prepared_statement_cache_capacity(PREPARED_STATEMENTS);
    // Without the stability guarantee, every statement with a bound LIMIT is planned anew at each call.
    conn.set_db_config(Switch::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(opening)?;
    // "double quotes" are names, as in PostgreSQL, never texts.
    conn.set_db_config(Switch::SQLITE_DBCONFIG_DQS_DML, false).map_err(opening)?;
    conn.set_db_config(Switch::SQLITE_DBCONFIG_DQS_DDL, false).map_err(opening)?;
    pragmas(
        &conn,
        "pragma busy_timeout = 5000; pragma journal_mode = wal; pragma foreign_keys = on; pragma trusted_schema = off; \
         pragma case_sensitive_like = on; pragma temp_store = memory; pragma cache_size = -16384; \
         pragma mmap_size = 268435456;",
    )?;
    Ok(conn)
}

fn pragmas(conn: &Connection, text: &str) -> Result<(), DbError> {
    conn.execute_batch(text).map_err(|e| sqlite_error("setting up the database", e))
}

/// Prepares a statement, and looks at its parameters.
pub(crate) fn prepare(conn: &Connection, sql: &Sql) -> Result<(), Failed> {
    let statement = conn.prepare_cached(sql.text(Engine::Sqlite)).map_err(|e| failed(sql.name(), e))?;
    parameter_numbers(&statement, sql).map(drop)
}

/// Runs a text without parameters and without an answer.
pub(crate) fn command(conn: &Connection, text: &str) -> Result<(), Failed> {
    let done = conn.prepare_cached(text).and_then(|mut statement| statement.raw_execute());
    done.map(drop).map_err(|e| failed(text, e))
}

/// Runs a query and hands over its rows. The inner result is what `on_row` had to say.
pub(crate) fn each(
    conn: &Connection,
    sql: &Sql,
    params: &[&dyn Param],
    on_row: OnRow<'_>,
) -> Result<Result<(), DbError>, Failed> {
    let failed = |e| failed(sql.name(), e);
    let mut statement = conn.prepare_cached(sql.text(Engine::Sqlite)).map_err(failed)?;
    bind(&mut statement, sql, params)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(failed)? {
        if let Err(refused) = on_row(&Row::sqlite(sql.name(), row)) {
            return Ok(Err(refused));
        }
    }
    drop(rows);
    count_steps(&statement);
    Ok(Ok(()))
}

/// Runs a statement for each set of values; returns the number of rows changed.
pub(crate) fn execute_many<'p, R: AsRef<[&'p dyn Param]>>(
    conn: &Connection,
    sql: &Sql,
    rows: impl IntoIterator<Item = R>,
) -> Result<u64, Failed> {
    let failed = |e| failed(sql.name(), e);
    let mut statement = conn.prepare_cached(sql.text(Engine::Sqlite)).map_err(failed)?;
    let mut changed = 0;
    for params in rows {
        bind(&mut statement, sql, params.as_ref())?;
        changed += statement.raw_execute().map_err(failed)? as u64;
    }
    count_steps(&statement);
    Ok(changed)
}

/// What all statements together cost so far, in steps of SQLite's machine: the same on every machine, however busy it is.
static STEPS: AtomicU64 = AtomicU64::new(0);

fn count_steps(statement: &rusqlite::Statement<'_>) {
    let steps = statement.reset_status(StatementStatus::VmStep);
    STEPS.fetch_add(u64::try_from(steps).unwrap_or(0), Ordering::Relaxed);
}

/// See [`steps_of_sqlite`](crate::db::steps_of_sqlite).
pub(crate) fn steps() -> u64 {
    STEPS.load(Ordering::Relaxed)
}

/// Binds by the number in `$n`: to SQLite `$2` is a name, numbered by its first appearance. And counts: what is not bound
/// would silently be NULL.
fn bind(statement: &mut rusqlite::Statement<'_>, sql: &Sql, params: &[&dyn Param]) -> Result<(), Failed> {
    let numbers = match sql.sqlite_parameters().get() {
        Some(numbers) => numbers,
        None => {
            let numbers = parameter_numbers(statement, sql)?;
            sql.sqlite_parameters().get_or_init(|| numbers)
        }
    };
    let expected = numbers.iter().max().copied().unwrap_or(0);
    if expected != params.len() {
        return Err(Failed::mistake(sql.name(), format!("takes {expected} values and was given {}", params.len())));
    }
    for (position, number) in numbers.iter().enumerate() {
        let value = params[number - 1].value();
        // PostgreSQL has no room for this character in a text; a value that one engine refuses, both refuse.
        if matches!(value, Value::Text(text) if text.contains('\0')) {
            return Err(Failed::mistake(sql.name(), format!("the text for ${number} contains a NUL character")));
        }
        statement.raw_bind_parameter(position + 1, value).map_err(|e| failed(sql.name(), e))?;
    }
    Ok(())
}

fn parameter_numbers(statement: &rusqlite::Statement<'_>, sql: &Sql) -> Result<Vec<usize>, Failed> {
    (1..=statement.parameter_count())
        .map(|position| {
            let name = statement.parameter_name(position).and_then(|name| name.strip_prefix('$'));
            let number = name.and_then(|number| number.parse().ok()).filter(|number| *number > 0);
            number.ok_or_else(|| Failed::mistake(sql.name(), "parameters are written $1, $2, …"))
        })
        .collect()
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Bool(yes) => ValueRef::Integer(i64::from(*yes)),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
            Value::Uuid(uuid) => ValueRef::Blob(uuid.as_bytes()),
        }))
    }
}

/// A column's value in our terms; nothing for a floating point number or a text that is not UTF-8.
pub(crate) fn from_sqlite(value: ValueRef<'_>) -> Option<Value<'_>> {
    match value {
        ValueRef::Null => Some(Value::Null),
        ValueRef::Integer(number) => Some(Value::Integer(number)),
        ValueRef::Text(text) => std::str::from_utf8(text).ok().map(Value::Text),
        ValueRef::Blob(bytes) => Some(Value::Bytes(bytes)),
        ValueRef::Real(_) => None,
    }
}
