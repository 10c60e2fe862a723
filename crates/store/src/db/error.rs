//! What can go wrong between a use-case and the database, said the same way for both engines.

/// A failure of the data layer.
///
/// It names the statement where that helps, and never the values that were bound to it: they may be secrets or
/// somebody's address, and errors end up in logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DbError {
    /// A unique or primary key exists already.
    #[error("such a row exists already: {constraint}")]
    Unique {
        /// `table(column, column)`, spelled the same on both engines; the index's name where it is made of expressions.
        constraint: String,
    },
    /// A row points to one that does not exist, or one that is still pointed to was deleted.
    #[error("a row points to one that does not exist")]
    ForeignKey,
    /// [`one`](super::ReadTx::one) found no row.
    #[error("no such row")]
    NotFound,
    /// The database was too busy with others' work, even after some attempts. Nothing was changed.
    #[error("the database is busy; nothing was changed, try again")]
    Retry,
    /// The answer to COMMIT was lost: the change may or may not have been made.
    #[error("the database did not say whether the change was saved")]
    CommitUnknown,
    /// [`shutdown`](super::Db::shutdown) was called.
    #[error("the database is closed")]
    Closed,
    /// The closure panicked. Nothing was changed.
    #[error("the work panicked; nothing was changed")]
    Panicked,
    /// A statement of this transaction failed before; nothing more can be done in it.
    #[error("an earlier statement of this transaction failed")]
    Poisoned,
    /// The database cannot be reached, or cannot work at present (disk full, timeout, shutting down).
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// Everything else: a mistake in a statement or in what was bound to it.
    #[error("{0}")]
    Other(String),
}

/// A statement that failed, and what that means for the transaction it ran in.
#[derive(Debug)]
pub(crate) struct Failed {
    pub error: DbError,
    pub failure: Failure,
}

/// What a failed statement or a panic means for its transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It is over, and would fail again.
    Final,
    /// It lost against a concurrent one and is worth another attempt.
    Retry,
    /// Its connection died, or cannot be used any more; nothing can have been committed.
    Lost,
    /// The closure panicked.
    Panicked,
}

impl Failed {
    /// A mistake of ours, found before the database was asked.
    pub fn mistake(statement: &str, what: impl std::fmt::Display) -> Self {
        Failed { error: DbError::Other(format!("{statement}: {what}")), failure: Failure::Final }
    }
}
