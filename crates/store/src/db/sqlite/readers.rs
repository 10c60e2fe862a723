//! The connections that read.

use super::sqlite_error;
use crate::db::{DbError, ReadTx, tx::Conn};
use rusqlite::Connection;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// A pool of connections that cannot write. Who finds none idle waits without holding a thread.
#[derive(Clone)]
pub(crate) struct Readers {
    idle: Arc<Mutex<Vec<Connection>>>,
    /// One permit for each idle connection.
    permits: Arc<Semaphore>,
    /// Long reads (exports, reports) never take the last connection away from point reads.
    long: Arc<Semaphore>,
}

impl Readers {
    pub fn new(connections: Vec<Connection>) -> Self {
        let count = connections.len();
        Readers {
            idle: Arc::new(Mutex::new(connections)),
            permits: Arc::new(Semaphore::new(count)),
            long: Arc::new(Semaphore::new(count.saturating_sub(1).max(1))),
        }
    }

    /// Reads on the thread of the caller: for point reads, which cost less than the hop to another thread. In one snapshot,
    /// because a statement outside of one locks and unlocks the file by itself, which costs more than most point reads.
    pub async fn read_fast<T, E: From<DbError>>(
        &self,
        f: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let _permit = self.permits.acquire().await.map_err(|_| DbError::Closed)?;
        self.with_connection(|conn| in_snapshot(conn, f))
    }

    /// Reads on a thread that may block, in one snapshot.
    pub async fn read<T, E>(&self, f: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let long = self.long.clone().acquire_owned().await.map_err(|_| DbError::Closed)?;
        let permit = self.permits.clone().acquire_owned().await.map_err(|_| DbError::Closed)?;
        let readers = self.clone();
        // The permits go along: when the caller gives up waiting, the connection is still at work.
        let reading = tokio::task::spawn_blocking(move || {
            let result = readers.with_connection(|conn| in_snapshot(conn, f));
            drop((permit, long));
            result
        });
        reading.await.unwrap_or_else(|_| Err(DbError::Closed.into()))
    }

    /// Runs `f` if a connection is idle right now.
    pub fn with_idle(&self, f: impl FnOnce(&Connection) -> Result<(), DbError>) -> Result<(), DbError> {
        match self.permits.try_acquire() {
            Ok(_permit) => self.with_connection(f),
            Err(_) => Ok(()),
        }
    }

    /// The caller holds a permit, and `f` does not unwind: the connection comes back.
    fn with_connection<T>(&self, f: impl FnOnce(&Connection) -> T) -> T {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let conn = idle().pop().expect("there are as many permits as idle connections");
        let result = f(&conn);
        idle().push(conn);
        result
    }
}

fn in_snapshot<T, E: From<DbError>>(
    conn: &Connection,
    f: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let run = |text| conn.prepare_cached(text).and_then(|mut statement| statement.execute([]));
    run("begin deferred").map_err(|e| sqlite_error("begin", e))?;
    let result = ReadTx::new(Conn::Sqlite(conn)).run(f);
    // Nothing was written: to commit and to roll back are the same. An I/O error may have ended it already.
    if !conn.is_autocommit()
        && let Err(e) = run("rollback")
    {
        tracing::error!(error = %e, "a read snapshot did not end");
    }
    result
}
