//! The connection that writes, on a thread of its own, with group commit: whatever writes are queued share one COMMIT,
//! because the disk's answer costs far more than the work.
//!
//! A long write runs alone, after the COMMIT of those before it: its transaction needs no savepoint, for which SQLite would keep
//! every page that it changes as it was, in memory.

use super::sqlite_error;
use crate::db::{DbError, WriteTx, tx::Conn};
use rusqlite::{Connection, ErrorCode};
use std::{
    iter,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::RwLock,
    thread,
};
use tokio::sync::{mpsc, oneshot, watch};

/// At most this many writes share a COMMIT.
const BATCH: usize = 256;
/// At most this many writes wait in the queue; who comes later waits before it, holding no thread.
const QUEUE: usize = 1024;

/// The queue to the thread that writes.
pub(crate) struct Writer {
    queue: RwLock<Option<mpsc::Sender<Job>>>,
    /// Closes when the thread has ended.
    ended: watch::Receiver<()>,
}

impl Writer {
    pub fn start(conn: Connection) -> Result<Self, DbError> {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let (alive, ended) = watch::channel(());
        let thread = thread::Builder::new().name("sqlite-writer".into());
        thread
            .spawn(move || {
                write_all(&conn, jobs);
                drop((conn, alive));
            })
            .map_err(|e| DbError::Unavailable(format!("the writing thread did not start: {e}")))?;
        Ok(Writer { queue: RwLock::new(Some(queue)), ended })
    }

    /// Queues a write and waits until it is on disk; `alone`: it shares its COMMIT with no other.
    pub async fn write<T, E>(
        &self,
        alone: bool,
        f: impl Fn(&mut WriteTx<'_>) -> Result<T, E> + Send + Sync + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let queue = self.queue.read().ok().and_then(|queue| queue.clone()).ok_or(DbError::Closed)?;
        let job = Box::new(Write { f, alone, result: None, reply });
        queue.send(job).await.map_err(|_| DbError::Closed)?;
        drop(queue);
        answer.await.unwrap_or_else(|_| Err(DbError::CommitUnknown.into()))
    }

    /// Takes no further writes, and returns when those queued are on disk.
    pub async fn shutdown(&self) {
        if let Ok(mut queue) = self.queue.write() {
            queue.take();
        }
        let mut ended = self.ended.clone();
        while ended.changed().await.is_ok() {}
    }
}

type Job = Box<dyn QueuedWrite>;

/// A write in the queue, whatever its types.
trait QueuedWrite: Send {
    /// Whether it shares its transaction with no other.
    fn is_alone(&self) -> bool;
    /// Runs the closure, again if need be; says whether its changes are to be kept.
    fn run(&mut self, conn: &Connection) -> bool;
    /// Tells the one who waits: the closure's result, or why the batch came to nothing.
    fn answer(self: Box<Self>, batch: Result<(), DbError>);
}

struct Write<F, T, E> {
    f: F,
    alone: bool,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> QueuedWrite for Write<F, T, E>
where
    F: Fn(&mut WriteTx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<DbError> + Send,
{
    fn is_alone(&self) -> bool {
        self.alone
    }

    fn run(&mut self, conn: &Connection) -> bool {
        let result = WriteTx::new(Conn::Sqlite(conn)).attempt(&self.f);
        self.result.insert(result).is_ok()
    }

    fn answer(self: Box<Self>, batch: Result<(), DbError>) {
        let answer = match (self.result, batch) {
            (Some(Err(own)), _) => Err(own),
            (_, Err(failed)) => Err(failed.into()),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (None, Ok(())) => Err(DbError::Closed.into()),
        };
        // Who stopped waiting needs no answer.
        let _ = self.reply.send(answer);
    }
}

fn write_all(conn: &Connection, mut jobs: mpsc::Receiver<Job>) {
    let mut waiting = None;
    while let Some(first) = waiting.take().or_else(|| jobs.blocking_recv()) {
        let next = AssertUnwindSafe(|| match first.is_alone() {
            true => write_alone(conn, first),
            false => write_batch(conn, first, &mut || more(&mut jobs, &mut waiting)),
        });
        // Closures are guarded one by one; this is for what of them is dropped, or for a mistake of ours.
        if catch_unwind(next).is_err() {
            end(conn);
        }
    }
}

/// The next one for the batch at hand. Who is to be alone ends it, and is the next to come: nobody overtakes anybody.
fn more(jobs: &mut mpsc::Receiver<Job>, waiting: &mut Option<Job>) -> Option<Job> {
    let job = jobs.try_recv().ok()?;
    if job.is_alone() {
        *waiting = Some(job);
        return None;
    }
    Some(job)
}

/// One transaction for one job.
fn write_alone(conn: &Connection, mut job: Job) {
    if let Err(e) = run(conn, "begin immediate") {
        return job.answer(Err(sqlite_error("begin", e)));
    }
    let keep = job.run(conn);
    let outcome = match keep {
        _ if conn.is_autocommit() => Err(rolled_back()),
        true => commit(conn),
        false => Ok(()),
    };
    // Nothing is left open of what was refused, or of what could not be committed.
    end(conn);
    job.answer(outcome.map_err(|broken| {
        tracing::error!(error = %broken.error, "a write was not committed");
        broken.error
    }));
}

/// One transaction for the first job and those that come while it lasts.
fn write_batch(conn: &Connection, first: Job, more: &mut dyn FnMut() -> Option<Job>) {
    if let Err(e) = run(conn, "begin immediate") {
        // Another program holds the file. Who waits behind has waited as long; who comes after the answer has not.
        let busy = sqlite_error("begin", e);
        let waiting: Vec<Job> = iter::once(first).chain(iter::from_fn(more).take(BATCH)).collect();
        return waiting.into_iter().for_each(|job| job.answer(Err(busy.clone())));
    }
    let mut batch = Vec::new();
    let mut next = Some(first);
    let mut outcome = Ok(());
    while let Some(mut job) = next.take() {
        outcome = run_in_savepoint(conn, job.as_mut());
        batch.push(job);
        if outcome.is_ok() && batch.len() < BATCH {
            next = more();
        }
    }
    match outcome.and_then(|()| commit(conn)) {
        Ok(()) => batch.into_iter().for_each(|job| job.answer(Ok(()))),
        Err(broken) => {
            end(conn);
            if broken.by_one && batch.len() > 1 {
                // One of them broke the transaction of all: each gets its own.
                batch.into_iter().for_each(|job| write_batch(conn, job, &mut || None));
            } else {
                tracing::error!(error = %broken.error, writes = batch.len(), "writes were not committed");
                batch.into_iter().for_each(|job| job.answer(Err(broken.error.clone())));
            }
        }
    }
}

/// Why the transaction of a batch came to nothing.
struct Broken {
    error: DbError,
    /// A single job is to blame, so that the others deserve another attempt.
    by_one: bool,
}

fn run_in_savepoint(conn: &Connection, job: &mut dyn QueuedWrite) -> Result<(), Broken> {
    let step = |text| run(conn, text).map_err(|e| Broken { error: sqlite_error(text, e), by_one: true });
    step("savepoint job")?;
    let keep = job.run(conn);
    if conn.is_autocommit() {
        return Err(rolled_back());
    }
    if !keep {
        step("rollback to job")?;
    }
    step("release job")
}

/// A full disk, for one, rolls the whole transaction back at once.
fn rolled_back() -> Broken {
    Broken { error: DbError::Unavailable("the transaction was rolled back by the database".into()), by_one: true }
}

fn commit(conn: &Connection) -> Result<(), Broken> {
    run(conn, "commit").map_err(|e| {
        let code = e.sqlite_error_code();
        let error = match code {
            // The commit record may have reached the file although the disk said no.
            Some(ErrorCode::SystemIoFailure) => DbError::CommitUnknown,
            _ => sqlite_error("commit", e),
        };
        // Deferred foreign keys are checked here.
        Broken { error, by_one: code == Some(ErrorCode::ConstraintViolation) }
    })
}

fn end(conn: &Connection) {
    if !conn.is_autocommit()
        && let Err(e) = run(conn, "rollback")
    {
        tracing::error!(error = %e, "a failed batch was not rolled back");
    }
}

fn run(conn: &Connection, text: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(text)?.execute([]).map(drop)
}
