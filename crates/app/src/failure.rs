//! How a use-case ends when it doesn't succeed.

use roster_domain::refusal::Refusal;
use roster_store::DbError;

/// An expected "no", or a fault of ours.
#[derive(Debug)]
pub enum Failure {
    /// An expected "no"; the person can do something about it.
    Refused(Refusal),
    /// The database is busy or can't be reached. Nothing was changed; later it may work.
    Unavailable(String),
    /// The answer to COMMIT was lost: whether the change was made, the repeated request tells.
    CommitUnknown,
    /// A link can't be made, because the key with this id has left the key ring.
    KeyGone(String),
    /// Something that can't be: stored data that doesn't parse, a mistake in a statement.
    Broken(String),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Refused(refusal)
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Failure {
        match error {
            DbError::Retry | DbError::Closed | DbError::Unavailable(_) => Failure::Unavailable(error.to_string()),
            DbError::CommitUnknown => Failure::CommitUnknown,
            DbError::Unique { .. }
            | DbError::ForeignKey
            | DbError::NotFound
            | DbError::Panicked
            | DbError::Poisoned
            | DbError::Other(_) => Failure::Broken(error.to_string()),
        }
    }
}

impl Failure {
    /// Stored data that can't be.
    pub fn broken(what: impl Into<String>) -> Failure {
        Failure::Broken(what.into())
    }
}

/// What a use-case gives.
pub type Outcome<T> = Result<T, Failure>;
