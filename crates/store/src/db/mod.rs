//! One door to the database, whichever it is: reading, and writing in transactions.
//!
//! A use-case is a plain synchronous function over a [`ReadTx`] or a [`WriteTx`]; waiting is done here.
//!
//! ```no_run
//! # use roster_store::{db::{Db, DbConfig, DbError}, sql};
//! sql!(RENAME_PROJECT, "update projects set name = $3 where account_id = $1 and project_id = $2");
//!
//! # async fn example(account: uuid::Uuid, project: uuid::Uuid) -> Result<(), DbError> {
//! let db = Db::open(&DbConfig::new("roster.db"))?;
//! let changed = db.write(move |tx| tx.execute(&RENAME_PROJECT, &[&account, &project, &"Harbour"])).await?;
//! # let _ = changed; Ok(()) }
//! ```

mod error;
mod postgres;
mod row;
mod sql;
mod sqlite;
mod time;
mod tx;
mod value;

pub use error::DbError;
#[doc(hidden)]
pub use inventory;
pub use row::{FromRow, Row};
#[doc(hidden)]
pub use sql::Registered;
pub use sql::{Sql, all_statements};
pub use time::{millis, timestamp};
pub use tx::{ReadTx, WriteTx};
pub use value::{Col, Param, Value};

use crate::{
    dialect::Engine,
    migrate::{self, MIGRATIONS, Migration, MigrationReport},
};
use postgres::PostgresDb;
use sqlite::SqliteDb;
use std::sync::Arc;

/// Where the database is and how it is used.
#[derive(Debug, Clone)]
pub struct DbConfig {
    /// `sqlite:PATH`, a path, or `postgres://…`.
    pub url: String,
    /// Connections that read. PostgreSQL gets as many more that write; SQLite has one.
    pub readers: usize,
    /// SQLite only: wait for the disk at each commit. Without it, a power cut may take the last transactions along.
    pub synchronous_full: bool,
}

impl DbConfig {
    /// The usual settings for this database.
    pub fn new(url: impl Into<String>) -> Self {
        let readers = std::thread::available_parallelism().map_or(4, |cores| cores.get().max(4));
        DbConfig { url: url.into(), readers, synchronous_full: true }
    }
}

/// What all statements on SQLite cost this process so far, in steps of its machine: rows and keys that were looked at, whatever
/// the time of day. For tests and the bench, that a change doesn't cost more in a larger account.
pub fn steps_of_sqlite() -> u64 {
    sqlite::steps()
}

/// An open database. Clones share it.
#[derive(Clone)]
pub struct Db {
    engine: Arc<Opened>,
}

enum Opened {
    Sqlite(SqliteDb),
    Postgres(PostgresDb),
}

impl Db {
    /// Opens the connections. The schema is left as it is: see [`migrate`](Self::migrate). Blocks for a moment.
    pub fn open(config: &DbConfig) -> Result<Db, DbError> {
        let opened = match config.url.split_once("://") {
            Some(("postgres" | "postgresql", _)) => Opened::Postgres(PostgresDb::open(config)?),
            Some(("sqlite", path)) => Opened::Sqlite(SqliteDb::open(path, config)?),
            Some((other, _)) => {
                return Err(DbError::Other(format!(
                    "{other}:// is no database known here: use sqlite: or postgres://"
                )));
            }
            None => {
                let path = config.url.strip_prefix("sqlite:").unwrap_or(&config.url);
                Opened::Sqlite(SqliteDb::open(path, config)?)
            }
        };
        Ok(Db { engine: Arc::new(opened) })
    }

    /// The engine behind it.
    pub fn engine(&self) -> Engine {
        match &*self.engine {
            Opened::Sqlite(_) => Engine::Sqlite,
            Opened::Postgres(_) => Engine::Postgres,
        }
    }

    /// Whether the database answers. Blocks, for 3 seconds at most.
    pub fn ping(&self) -> Result<(), DbError> {
        match &*self.engine {
            Opened::Sqlite(sqlite) => sqlite.ping(),
            Opened::Postgres(postgres) => postgres.ping(),
        }
    }

    /// Brings the schema up to date. Two programs that do this at once do it once. Blocks.
    pub fn migrate(&self) -> Result<MigrationReport, DbError> {
        self.migrate_with(MIGRATIONS)
    }

    /// As [`migrate`](Self::migrate), with another list of migrations.
    pub fn migrate_with(&self, migrations: &[Migration]) -> Result<MigrationReport, DbError> {
        match &*self.engine {
            Opened::Sqlite(sqlite) => migrate::sqlite(&mut sqlite.open_to_migrate()?, migrations),
            Opened::Postgres(postgres) => postgres.apart(|client| migrate::postgres(client, migrations)),
        }
    }

    /// The names of the migrations that are still to be applied; an error when the schema is not one that this program
    /// can work with. Blocks.
    pub fn pending_migrations(&self) -> Result<Vec<String>, DbError> {
        self.pending_migrations_of(MIGRATIONS)
    }

    /// As [`pending_migrations`](Self::pending_migrations), with another list of migrations.
    pub fn pending_migrations_of(&self, migrations: &[Migration]) -> Result<Vec<String>, DbError> {
        match &*self.engine {
            Opened::Sqlite(sqlite) => migrate::pending_sqlite(&sqlite.open_to_look()?, migrations),
            Opened::Postgres(postgres) => postgres.apart(|client| migrate::pending_postgres(client, migrations)),
        }
    }

    /// Reads in one consistent snapshot, on a thread that may take its time.
    pub async fn read<T, E>(&self, f: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &*self.engine {
            Opened::Sqlite(sqlite) => sqlite.readers.read(f).await,
            Opened::Postgres(postgres) => postgres.readers.run_long(DbError::Closed, |session| session.read(f)).await,
        }
    }

    /// Reads by key, quickly: on SQLite on the caller's own thread, on PostgreSQL without a transaction around. There each
    /// statement sees the latest commit, so two of them may see different states; for a snapshot on both engines, or for
    /// many rows, there is [`read`](Self::read).
    pub async fn read_fast<T, E>(
        &self,
        f: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &*self.engine {
            Opened::Sqlite(sqlite) => sqlite.readers.read_fast(f).await,
            Opened::Postgres(postgres) => postgres.readers.run(DbError::Closed, |session| session.read_fast(f)).await,
        }
    }

    /// Reads by key in one consistent snapshot: what [`read_fast`](Self::read_fast) is on SQLite anyway, and on PostgreSQL two
    /// more round trips.
    pub async fn read_together<T, E>(
        &self,
        f: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &*self.engine {
            Opened::Sqlite(sqlite) => sqlite.readers.read_fast(f).await,
            Opened::Postgres(postgres) => postgres.readers.run(DbError::Closed, |session| session.read(f)).await,
        }
    }

    /// Runs what would read, as long as it asks nothing: for who may remember all that is needed. `None`: it began to ask, and
    /// whatever it answered is void.
    pub fn without_reading<T, E: From<DbError>>(
        &self,
        f: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E>,
    ) -> Option<Result<T, E>> {
        let mut tx = ReadTx::new(tx::Conn::None(self.engine()));
        let result = tx.run(f);
        tx.failure().is_none().then_some(result)
    }

    /// Writes in one transaction, and returns when it is on disk. An error from `f` undoes all of it.
    ///
    /// `f` does database work only, and may run more than once: after losing against a concurrent write. It never runs
    /// again once COMMIT was sent; when the answer to that is lost, the error is [`DbError::CommitUnknown`]. Identifiers,
    /// secrets and the time are made before and captured.
    pub async fn write<T, E>(
        &self,
        f: impl Fn(&mut WriteTx<'_>) -> Result<T, E> + Send + Sync + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &*self.engine {
            Opened::Sqlite(sqlite) => sqlite.writer.write(false, f).await,
            Opened::Postgres(postgres) => {
                postgres.writers.run(DbError::CommitUnknown, move |session| session.write(&f)).await
            }
        }
    }

    /// The same for what writes very many rows: however many, memory stays flat. On SQLite it shares no COMMIT with other writes.
    pub async fn write_alone<T, E>(
        &self,
        f: impl Fn(&mut WriteTx<'_>) -> Result<T, E> + Send + Sync + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &*self.engine {
            Opened::Sqlite(sqlite) => sqlite.writer.write(true, f).await,
            Opened::Postgres(_) => self.write(f).await,
        }
    }

    /// Finishes the writes that were queued; new ones are refused with [`DbError::Closed`]. Reads go on as long as the
    /// database is held.
    pub async fn shutdown(&self) {
        match &*self.engine {
            Opened::Sqlite(sqlite) => sqlite.writer.shutdown().await,
            Opened::Postgres(postgres) => postgres.writers.shutdown().await,
        }
    }

    /// Prepares every statement of the program and returns those that the database does not understand, with the reason.
    pub async fn refused_statements(&self) -> Result<Vec<(&'static str, DbError)>, DbError> {
        let mut refused = Vec::new();
        for sql in all_statements() {
            if let Err(error) = self.read_fast(move |tx| tx.prepare(sql)).await {
                refused.push((sql.name(), error));
            }
        }
        Ok(refused)
    }
}
