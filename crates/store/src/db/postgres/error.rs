//! PostgreSQL's errors in our terms.

use crate::db::{
    DbError,
    error::{Failed, Failure},
};
use postgres::error::DbError as ServerError;
use std::error::Error;

/// A failed statement, and what it means for its transaction.
pub(crate) fn failed(statement: &str, error: &postgres::Error) -> Failed {
    Failed { error: postgres_error(statement, error), failure: failure(error) }
}

/// What an error means for the transaction in which it came.
pub(crate) fn failure(error: &postgres::Error) -> Failure {
    match error.as_db_error() {
        Some(server) => match server.code().code() {
            "40001" | "40P01" => Failure::Retry,
            // Prepared before a migration, or by a connection behind a pooler: a new session prepares anew.
            "26000" => Failure::Lost,
            "0A000" if server.message().contains("cached plan") => Failure::Lost,
            _ if ends_session(server) => Failure::Lost,
            _ => Failure::Final,
        },
        None if is_lost(error) => Failure::Lost,
        None => Failure::Final,
    }
}

/// Whether an error in answer to COMMIT leaves open what became of it.
pub(crate) fn leaves_commit_open(error: &postgres::Error) -> bool {
    error.as_db_error().is_none_or(ends_session)
}

/// The server ends the session: it shuts down, or an operator ended it.
fn ends_session(server: &ServerError) -> bool {
    matches!(server.code().code(), "57P01" | "57P02" | "57P03" | "57P05" | "25P03")
        || server.code().code().starts_with("08")
}

fn is_lost(error: &postgres::Error) -> bool {
    error.is_closed() || error.source().is_some_and(|source| source.is::<std::io::Error>())
}

/// The error in our terms; `what` was being done.
pub(crate) fn postgres_error(what: &str, error: &postgres::Error) -> DbError {
    match error.as_db_error() {
        Some(server) => server_error(what, server),
        None if is_lost(error) => DbError::Unavailable(format!("{what}: {}", with_source(error))),
        None => DbError::Other(format!("{what}: {}", with_source(error))),
    }
}

fn server_error(what: &str, server: &ServerError) -> DbError {
    let code = server.code().code();
    match code {
        "23505" => DbError::Unique { constraint: constraint_of(server) },
        "23503" => DbError::ForeignKey,
        "40001" | "40P01" => DbError::Retry,
        _ if ends_session(server) => DbError::Unavailable(format!("{what}: {}", server.message())),
        // Lock or statement timeout; out of disk, memory or connections.
        "55P03" | "57014" => DbError::Unavailable(format!("{what}: {}", server.message())),
        _ if code.starts_with("53") || code.starts_with("58") => {
            DbError::Unavailable(format!("{what}: {}", server.message()))
        }
        // The messages of these classes may repeat values: "invalid input syntax for type …".
        _ if code.starts_with("22") || code.starts_with("23") || code.starts_with("P0") => {
            let constraint = server.constraint().or(server.column()).unwrap_or("no name");
            DbError::Other(format!("{what}: refused by the database (SQLSTATE {code}, {constraint})"))
        }
        _ => DbError::Other(format!("{what}: {} (SQLSTATE {code})", server.message())),
    }
}

/// `table(column, column)`, as SQLite says it, out of "Key (column, column)=(…) already exists."; the constraint's name
/// where there are expressions in it, or where the detail is withheld.
fn constraint_of(server: &ServerError) -> String {
    let columns = server.detail().and_then(key_columns);
    match (server.table(), columns) {
        (Some(table), Some(columns)) => format!("{table}({columns})"),
        _ => server.constraint().unwrap_or_default().to_owned(),
    }
}

fn key_columns(detail: &str) -> Option<&str> {
    let (before, _) = detail.split_once(")=(")?;
    let (_, columns) = before.split_once('(')?;
    (!columns.contains(['(', ')'])).then_some(columns)
}

/// An error with what caused it: the client's own messages say little without.
pub(crate) fn with_source(error: &postgres::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::key_columns;

    #[test]
    fn the_columns_of_a_key_are_found_in_the_detail() {
        assert_eq!(key_columns("Key (a, b)=(1, x) already exists."), Some("a, b"));
        assert_eq!(key_columns("Schlüssel »(a)=(x)« existiert bereits."), Some("a"));
        assert_eq!(key_columns("Key (lower(a))=(x) already exists."), None);
        assert_eq!(key_columns("something else"), None);
    }
}
