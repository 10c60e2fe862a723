//! One session on the server: opened when first needed, and anew when it was lost.

use super::{
    DbError, Server,
    error::{failed, failure, leaves_commit_open, postgres_error},
};
use crate::{
    db::{
        Param, ReadTx, Row, Sql, Value, WriteTx,
        error::{Failed, Failure},
        tx::{Conn, OnRow},
    },
    dialect::Engine,
};
use postgres::{Client, Statement, fallible_iterator::FallibleIterator, types::ToSql};
use std::{collections::HashMap, sync::Arc, thread, time::Duration};

/// How often a write is tried again that lost against a concurrent one.
const RETRIES: u32 = 5;
/// The first wait before another attempt; it doubles each time.
const FIRST_WAIT: Duration = Duration::from_millis(5);

/// What every session is told at its beginning.
const SETTINGS: &str = "set statement_timeout = '30s'; set lock_timeout = '10s'; \
    set idle_in_transaction_session_timeout = '60s'; set client_min_messages = warning";

/// A session, used by one thread.
pub(crate) struct Session {
    server: Arc<Server>,
    read_only: bool,
    /// Each statement stands alone: one whose session was lost can simply be asked again.
    alone: bool,
    /// A transaction is open: were its session replaced, the rest would run outside of it.
    in_transaction: bool,
    live: Option<Live>,
}

struct Live {
    client: Client,
    statements: HashMap<usize, Statement>,
}

impl Session {
    pub fn to_read(server: Arc<Server>) -> Self {
        Session { server, read_only: true, alone: false, in_transaction: false, live: None }
    }

    pub fn to_write(server: Arc<Server>) -> Self {
        Session { server, read_only: false, alone: false, in_transaction: false, live: None }
    }

    /// Closes the connection; the next need opens another.
    pub fn give_up(&mut self) {
        self.in_transaction = false;
        self.live = None;
    }

    /// Asks the server for a sign of life.
    pub fn check(&mut self) -> Result<(), DbError> {
        let idle = self.live.is_some();
        match self.command("select 1") {
            // A session that was lost while nobody used it says nothing about the server.
            Err(failed) if failed.failure == Failure::Lost && idle => self.command("select 1"),
            other => other,
        }
        .map_err(|failed| failed.error)
    }

    /// Reads statement by statement, without a transaction around.
    pub fn read_fast<T, E: From<DbError>>(&mut self, f: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.alone = true;
        let result = ReadTx::new(Conn::Postgres(self)).run(f);
        self.alone = false;
        result
    }

    /// Reads in one snapshot.
    pub fn read<T, E: From<DbError>>(&mut self, f: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E>) -> Result<T, E> {
        const BEGIN: &str = "begin isolation level repeatable read read only";
        let begun = match self.begin(BEGIN) {
            Err(failed) if failed.failure == Failure::Lost => self.begin(BEGIN),
            other => other,
        };
        begun.map_err(|failed| failed.error)?;
        let result = ReadTx::new(Conn::Postgres(self)).run(f);
        self.roll_back();
        result
    }

    /// Writes, again if it lost against a concurrent write or its session was lost before COMMIT was sent.
    pub fn write<T, E: From<DbError>>(&mut self, f: &dyn Fn(&mut WriteTx<'_>) -> Result<T, E>) -> Result<T, E> {
        let (mut retries, mut reconnected) = (0, false);
        loop {
            let (result, failure) = self.write_once(f);
            match failure {
                Some(Failure::Retry) if retries < RETRIES => {
                    thread::sleep(FIRST_WAIT * 2_u32.pow(retries));
                    retries += 1;
                }
                Some(Failure::Lost) if !reconnected => reconnected = true,
                _ => return result,
            }
        }
    }

    /// One attempt, and what broke it.
    fn write_once<T, E: From<DbError>>(
        &mut self,
        f: &dyn Fn(&mut WriteTx<'_>) -> Result<T, E>,
    ) -> (Result<T, E>, Option<Failure>) {
        if let Err(failed) = self.begin("begin") {
            return (Err(failed.error.into()), Some(failed.failure));
        }
        let mut tx = WriteTx::new(Conn::Postgres(self));
        let result = tx.attempt(f);
        let failure = tx.failure();
        match result {
            Ok(value) => match self.commit() {
                Ok(()) => (Ok(value), None),
                Err(failed) => (Err(failed.error.into()), Some(failed.failure)),
            },
            Err(error) => {
                self.roll_back();
                (Err(error), failure)
            }
        }
    }

    fn begin(&mut self, text: &str) -> Result<(), Failed> {
        self.in_transaction = false;
        self.command(text)?;
        self.in_transaction = true;
        Ok(())
    }

    /// Once COMMIT is on its way, a lost answer is final: the change may have been made.
    fn commit(&mut self) -> Result<(), Failed> {
        let live = self.live()?;
        let answer = live.client.batch_execute("commit");
        self.in_transaction = false;
        answer.map_err(|e| {
            if leaves_commit_open(&e) {
                tracing::error!(error = %postgres_error("commit", &e), "the answer to COMMIT was lost");
                self.live = None;
                return Failed { error: DbError::CommitUnknown, failure: Failure::Final };
            }
            Failed { error: postgres_error("commit", &e), failure: failure(&e) }
        })
    }

    /// Ends a transaction of which nothing is wanted. If that fails the session goes, and the transaction with it.
    fn roll_back(&mut self) {
        self.in_transaction = false;
        if let Some(live) = &mut self.live
            && let Err(e) = live.client.batch_execute("rollback")
        {
            tracing::warn!(error = %postgres_error("rollback", &e), "a session was given up");
            self.live = None;
        }
    }

    /// Runs a text without parameters and without an answer.
    pub fn command(&mut self, text: &str) -> Result<(), Failed> {
        let done = self.live()?.client.batch_execute(text).map_err(|e| failed(text, &e));
        self.forget_if_lost(done)
    }

    /// Prepares a statement without running it.
    pub fn prepare(&mut self, sql: &'static Sql) -> Result<(), Failed> {
        let done = self.live().and_then(|live| live.prepared(sql));
        self.forget_if_lost(done).map(drop)
    }

    /// Runs a query and hands over its rows. The inner result is what `on_row` had to say.
    pub fn each(
        &mut self,
        sql: &'static Sql,
        params: &[&dyn Param],
        on_row: OnRow<'_>,
    ) -> Result<Result<(), DbError>, Failed> {
        let mut rows = 0_u64;
        let mut counted = |row: &Row<'_>| {
            rows += 1;
            on_row(row)
        };
        let first = self.live().and_then(|live| live.each(sql, params, &mut counted));
        let first = self.forget_if_lost(first);
        match first {
            Err(failed) if failed.failure == Failure::Lost && self.alone && rows == 0 => {
                let second = self.live().and_then(|live| live.each(sql, params, on_row));
                self.forget_if_lost(second)
            }
            other => other,
        }
    }

    /// Runs a statement for each set of values; returns the number of rows changed.
    pub fn execute_many<'p, R: AsRef<[&'p dyn Param]>>(
        &mut self,
        sql: &'static Sql,
        rows: impl IntoIterator<Item = R>,
    ) -> Result<u64, Failed> {
        let done = self.live().and_then(|live| live.execute_many(sql, rows));
        self.forget_if_lost(done)
    }

    fn live(&mut self) -> Result<&mut Live, Failed> {
        let lost = |error| Failed { error, failure: Failure::Lost };
        if self.live.as_ref().is_none_or(|live| live.client.is_closed()) {
            self.live = None;
            if self.in_transaction {
                return Err(lost(DbError::Unavailable("the session was lost".into())));
            }
            let mut client = self.server.connect().map_err(lost)?;
            let settings = if self.read_only { "; set default_transaction_read_only = on" } else { "" };
            client
                .batch_execute(&format!("{SETTINGS}{settings}"))
                .map_err(|e| lost(postgres_error("beginning a session", &e)))?;
            self.live = Some(Live { client, statements: HashMap::new() });
        }
        self.live.as_mut().ok_or_else(|| lost(DbError::Closed))
    }

    fn forget_if_lost<T>(&mut self, result: Result<T, Failed>) -> Result<T, Failed> {
        if matches!(&result, Err(failed) if failed.failure == Failure::Lost) {
            self.live = None;
        }
        result
    }
}

impl Live {
    fn prepared(&mut self, sql: &'static Sql) -> Result<Statement, Failed> {
        if let Some(statement) = self.statements.get(&sql.key()) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql.text(Engine::Postgres)).map_err(|e| failed(sql.name(), &e))?;
        self.statements.insert(sql.key(), statement.clone());
        Ok(statement)
    }

    fn each(
        &mut self,
        sql: &'static Sql,
        params: &[&dyn Param],
        on_row: OnRow<'_>,
    ) -> Result<Result<(), DbError>, Failed> {
        let failed = |e| failed(sql.name(), &e);
        let statement = self.prepared(sql)?;
        let values = values(sql, &statement, params)?;
        let mut rows = self.client.query_raw(&statement, values).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            if let Err(refused) = on_row(&Row::postgres(sql.name(), &row)) {
                return Ok(Err(refused));
            }
        }
        Ok(Ok(()))
    }

    fn execute_many<'p, R: AsRef<[&'p dyn Param]>>(
        &mut self,
        sql: &'static Sql,
        rows: impl IntoIterator<Item = R>,
    ) -> Result<u64, Failed> {
        let statement = self.prepared(sql)?;
        let mut changed = 0;
        for params in rows {
            let values = values(sql, &statement, params.as_ref())?;
            let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
            changed += self.client.execute(&statement, &values).map_err(|e| failed(sql.name(), &e))?;
        }
        Ok(changed)
    }
}

fn values<'p>(sql: &Sql, statement: &Statement, params: &'p [&dyn Param]) -> Result<Vec<Value<'p>>, Failed> {
    let expected = statement.params().len();
    if expected != params.len() {
        return Err(Failed::mistake(sql.name(), format!("takes {expected} values and was given {}", params.len())));
    }
    Ok(params.iter().map(|param| param.value()).collect())
}
