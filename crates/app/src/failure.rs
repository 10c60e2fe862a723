//! How a use-case ends when it doesn't succeed.

use roster_domain::refusal::Refusal;
use roster_store::DbError;

/// An expected "no", or a fault of ours.
#[derive(Debug)]
pub enum Failure {
    /// An expected "no"; the person can do something about it.
    Refused(Refusal),
    /// The database could not do its part.
    Db(DbError),
    /// Something that can't be: stored data that doesn't parse, a key that left the ring. Logged, and told as a fault.
    Broken(String),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Refused(refusal)
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Failure {
        Failure::Db(error)
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
