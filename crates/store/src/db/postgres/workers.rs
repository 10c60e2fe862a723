//! Threads, each with a session of its own: the client blocks, and must not be opened, used or dropped on a thread of
//! the async runtime.

use super::{DbError, Session};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, RwLock, mpsc::RecvTimeoutError, mpsc::sync_channel},
    thread,
    time::Duration,
};
use tokio::sync::{Semaphore, mpsc, oneshot, watch};

/// At most this much work waits in the queue; who comes later waits before it, holding no thread.
const QUEUE: usize = 1024;

type Job = Box<dyn FnOnce(&mut Session) + Send>;

/// A queue, and the threads that work on it.
pub(crate) struct Workers {
    queue: RwLock<Option<mpsc::Sender<Job>>>,
    /// Long work never takes the last thread away from short work.
    long: Arc<Semaphore>,
    /// Closes when all threads have ended.
    ended: watch::Receiver<()>,
}

impl Workers {
    pub fn start(name: &str, count: usize, session: impl Fn() -> Session) -> Result<Self, DbError> {
        let (queue, jobs) = mpsc::channel::<Job>(QUEUE);
        let (alive, ended) = watch::channel(());
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..count {
            let (jobs, alive, mut session) = (jobs.clone(), alive.clone(), session());
            let next = move || jobs.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv();
            let work = move || {
                while let Some(job) = next() {
                    // Closures are guarded one by one; this is for what of them is dropped, or for a mistake of ours.
                    if catch_unwind(AssertUnwindSafe(|| job(&mut session))).is_err() {
                        session.give_up();
                    }
                }
                drop((session, alive));
            };
            thread::Builder::new()
                .name(name.into())
                .spawn(work)
                .map_err(|e| DbError::Unavailable(format!("a thread for PostgreSQL did not start: {e}")))?;
        }
        let long = Arc::new(Semaphore::new(count.saturating_sub(1).max(1)));
        Ok(Workers { queue: RwLock::new(Some(queue)), long, ended })
    }

    /// Runs `f` on one of the threads; its answer, or `unanswered` if the thread ended before.
    pub async fn run<T, E>(
        &self,
        unanswered: DbError,
        f: impl FnOnce(&mut Session) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |session| {
            // Who stopped waiting needs no answer.
            let _ = reply.send(f(session));
        });
        let queue = self.open_queue()?;
        queue.send(job).await.map_err(|_| DbError::Closed)?;
        drop(queue);
        answer.await.unwrap_or_else(|_| Err(unanswered.into()))
    }

    /// As [`run`](Self::run), for work that may take long.
    pub async fn run_long<T, E>(
        &self,
        unanswered: DbError,
        f: impl FnOnce(&mut Session) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let permit = self.long.clone().acquire_owned().await.map_err(|_| DbError::Closed)?;
        let work = move |session: &mut Session| {
            let result = f(session);
            drop(permit);
            result
        };
        self.run(unanswered, work).await
    }

    /// Runs `f` on one of the threads and blocks until it answered, or this time is over.
    pub fn ask<T: Send + 'static>(
        &self,
        patience: Duration,
        f: impl FnOnce(&mut Session) -> T + Send + 'static,
    ) -> Result<T, DbError> {
        let (reply, answer) = sync_channel(1);
        let job: Job = Box::new(move |session| {
            let _ = reply.send(f(session));
        });
        let queue = self.open_queue()?;
        queue.try_send(job).map_err(|_| DbError::Unavailable("too much work is waiting".into()))?;
        answer.recv_timeout(patience).map_err(|e| match e {
            RecvTimeoutError::Timeout => DbError::Unavailable("PostgreSQL does not answer in time".into()),
            RecvTimeoutError::Disconnected => DbError::Panicked,
        })
    }

    /// Takes no further work, and returns when all that was queued is done and the sessions are closed.
    pub async fn shutdown(&self) {
        if let Ok(mut queue) = self.queue.write() {
            queue.take();
        }
        let mut ended = self.ended.clone();
        while ended.changed().await.is_ok() {}
    }

    fn open_queue(&self) -> Result<mpsc::Sender<Job>, DbError> {
        self.queue.read().ok().and_then(|queue| queue.clone()).ok_or(DbError::Closed)
    }
}
