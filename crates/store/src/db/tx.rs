//! What table code sees: an open transaction, to read with or to write with.

use super::{DbError, FromRow, Param, Row, Sql, error::Failed, error::Failure, postgres::Session, sqlite};
use crate::dialect::Engine;
use std::{
    ops::{Deref, DerefMut},
    panic::{AssertUnwindSafe, catch_unwind},
};

/// The connection a transaction runs on.
pub(crate) enum Conn<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(&'c mut Session),
    /// None at all: see [`Db::without_reading`](super::Db::without_reading).
    None(Engine),
}

/// Takes each row of a result as it arrives.
pub(crate) type OnRow<'f> = &'f mut dyn FnMut(&Row<'_>) -> Result<(), DbError>;

/// A transaction to read with. Once a statement failed, every further one answers [`DbError::Poisoned`].
pub struct ReadTx<'c> {
    conn: Conn<'c>,
    failure: Option<Failure>,
}

impl<'c> ReadTx<'c> {
    pub(crate) fn new(conn: Conn<'c>) -> Self {
        ReadTx { conn, failure: None }
    }

    /// The engine at hand, for the rare code that is a named exception.
    pub fn engine(&self) -> Engine {
        match self.conn {
            Conn::Sqlite(_) => Engine::Sqlite,
            Conn::Postgres(_) => Engine::Postgres,
            Conn::None(engine) => engine,
        }
    }

    /// The only row; [`DbError::NotFound`] when there is none. More than one is a mistake in the statement.
    pub fn one<T: FromRow>(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<T, DbError> {
        self.optional(sql, params)?.ok_or(DbError::NotFound)
    }

    /// The only row, if there is one. More than one is a mistake in the statement.
    pub fn optional<T: FromRow>(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<Option<T>, DbError> {
        let mut found = None;
        self.each(sql, params, |row| match found.replace(T::from_row(row)?) {
            None => Ok(()),
            Some(_) => Err(DbError::Other(format!("{}: more than one row where one was expected", sql.name()))),
        })?;
        Ok(found)
    }

    /// All rows.
    pub fn all<T: FromRow>(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<Vec<T>, DbError> {
        let mut rows = Vec::new();
        self.each(sql, params, |row| {
            rows.push(T::from_row(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Calls `on_row` for each row as it arrives, so that memory stays flat however many there are. An error from it
    /// ends the reading and is returned; the transaction can go on.
    pub fn each(
        &mut self,
        sql: &'static Sql,
        params: &[&dyn Param],
        mut on_row: impl FnMut(&Row<'_>) -> Result<(), DbError>,
    ) -> Result<(), DbError> {
        self.statement(|conn| match conn {
            Conn::Sqlite(conn) => sqlite::each(conn, sql, params, &mut on_row),
            Conn::Postgres(session) => session.each(sql, params, &mut on_row),
            Conn::None(_) => Err(nothing_to_ask(sql)),
        })?
    }

    /// Prepares a statement without running it.
    pub(crate) fn prepare(&mut self, sql: &'static Sql) -> Result<(), DbError> {
        self.statement(|conn| match conn {
            Conn::Sqlite(conn) => sqlite::prepare(conn, sql),
            Conn::Postgres(session) => session.prepare(sql),
            Conn::None(_) => Err(nothing_to_ask(sql)),
        })
    }

    /// Runs a statement unless an earlier one failed, and remembers if this one does.
    fn statement<T>(&mut self, run: impl FnOnce(&mut Conn<'c>) -> Result<T, Failed>) -> Result<T, DbError> {
        if self.failure.is_some() {
            return Err(DbError::Poisoned);
        }
        run(&mut self.conn).map_err(|failed| {
            self.failure = Some(failed.failure);
            failed.error
        })
    }

    /// What broke this transaction, if something did.
    pub(crate) fn failure(&self) -> Option<Failure> {
        self.failure
    }

    /// Runs a closure that reads, and turns its panic into an error.
    pub(crate) fn run<T, E: From<DbError>>(&mut self, f: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E>) -> Result<T, E> {
        catch_unwind(AssertUnwindSafe(|| f(self))).unwrap_or_else(|_| {
            self.failure = Some(Failure::Panicked);
            Err(DbError::Panicked.into())
        })
    }
}

fn nothing_to_ask(sql: &Sql) -> Failed {
    Failed::mistake(sql.name(), "there is no database to ask")
}

/// A transaction to write with. It reads like a [`ReadTx`] and sees its own changes.
pub struct WriteTx<'c>(ReadTx<'c>);

impl<'c> WriteTx<'c> {
    pub(crate) fn new(conn: Conn<'c>) -> Self {
        WriteTx(ReadTx::new(conn))
    }

    /// Runs a statement that changes rows, and returns how many it changed.
    pub fn execute(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<u64, DbError> {
        self.execute_many(sql, [params])
    }

    /// Runs one statement once for each set of values, prepared once, and returns how many rows it changed altogether.
    ///
    /// ```
    /// # use roster_store::{db::{DbError, Param, WriteTx}, sql};
    /// # sql!(ADD_WORD, "insert into words (list_id, word) values ($1, $2)");
    /// # fn add(tx: &mut WriteTx<'_>, list: i64, words: &[String]) -> Result<u64, DbError> {
    /// tx.execute_many(&ADD_WORD, words.iter().map(|word| [&list as &dyn Param, word]))
    /// # }
    /// ```
    pub fn execute_many<'p, R>(&mut self, sql: &'static Sql, rows: impl IntoIterator<Item = R>) -> Result<u64, DbError>
    where
        R: AsRef<[&'p dyn Param]>,
    {
        self.0.statement(|conn| match conn {
            Conn::Sqlite(conn) => sqlite::execute_many(conn, sql, rows),
            Conn::Postgres(session) => session.execute_many(sql, rows),
            Conn::None(_) => Err(nothing_to_ask(sql)),
        })
    }

    /// Begins a part that can be taken back alone. Parts don't overlap: each is kept or taken back before the next begins.
    pub fn begin_part(&mut self) -> Result<(), DbError> {
        self.command("savepoint part")
    }

    /// What was written since [`begin_part`](Self::begin_part) stays, if the transaction does.
    pub fn keep_part(&mut self) -> Result<(), DbError> {
        self.command("release savepoint part")
    }

    /// Nothing was written since [`begin_part`](Self::begin_part).
    pub fn take_back_part(&mut self) -> Result<(), DbError> {
        self.command("rollback to savepoint part")?;
        self.keep_part()
    }

    fn command(&mut self, text: &'static str) -> Result<(), DbError> {
        self.0.statement(|conn| match conn {
            Conn::Sqlite(conn) => sqlite::command(conn, text),
            Conn::Postgres(session) => session.command(text),
            Conn::None(_) => Err(Failed::mistake(text, "there is no database to ask")),
        })
    }

    /// Runs a closure that writes. Its panic becomes an error, and so does a statement's failure that it passed over:
    /// PostgreSQL would answer its COMMIT with a quiet ROLLBACK.
    pub(crate) fn attempt<T, E: From<DbError>>(
        &mut self,
        f: &dyn Fn(&mut WriteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        match catch_unwind(AssertUnwindSafe(|| f(self))) {
            Ok(Ok(_)) if self.0.failure.is_some() => Err(DbError::Poisoned.into()),
            Ok(result) => result,
            Err(_) => {
                self.0.failure = Some(Failure::Panicked);
                Err(DbError::Panicked.into())
            }
        }
    }
}

impl<'c> Deref for WriteTx<'c> {
    type Target = ReadTx<'c>;

    fn deref(&self) -> &ReadTx<'c> {
        &self.0
    }
}

impl<'c> DerefMut for WriteTx<'c> {
    fn deref_mut(&mut self) -> &mut ReadTx<'c> {
        &mut self.0
    }
}
