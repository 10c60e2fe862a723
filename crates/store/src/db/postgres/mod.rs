//! PostgreSQL: where the server is, sessions on it, and statements in a session.

mod error;
mod server;
mod session;
mod value;
mod workers;

use super::{DbConfig, DbError};
use std::{sync::Arc, time::Duration};

pub(crate) use error::{postgres_error, with_source};
pub(crate) use server::Server;
pub(crate) use session::Session;
use workers::Workers;

/// The sessions on one PostgreSQL database: some to read, as many to write, so that neither starves the other.
pub(crate) struct PostgresDb {
    server: Arc<Server>,
    pub readers: Workers,
    pub writers: Workers,
}

impl PostgresDb {
    pub fn open(config: &DbConfig) -> Result<Self, DbError> {
        let server = Arc::new(Server::new(&config.url)?);
        let count = config.readers.max(1);
        let readers = Workers::start("postgres-reader", count, || Session::to_read(server.clone()))?;
        let writers = Workers::start("postgres-writer", count, || Session::to_write(server.clone()))?;
        let opened = PostgresDb { server, readers, writers };
        opened.readers.ask(Duration::from_secs(30), Session::check)??;
        Ok(opened)
    }

    /// Whether the server answers.
    pub fn ping(&self) -> Result<(), DbError> {
        self.readers.ask(Duration::from_secs(3), Session::check)?
    }

    /// Runs `f` with a connection apart on a thread apart: the client must not meet the async runtime.
    pub fn apart<T: Send>(
        &self,
        f: impl FnOnce(&mut postgres::Client) -> Result<T, DbError> + Send,
    ) -> Result<T, DbError> {
        let work = || f(&mut self.server.connect()?);
        std::thread::scope(|scope| scope.spawn(work).join()).unwrap_or(Err(DbError::Panicked))
    }
}
