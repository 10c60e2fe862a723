//! SQLite's errors in our terms.

use crate::db::{
    DbError,
    error::{Failed, Failure},
};
use rusqlite::{Error, ErrorCode, ffi};

/// A failed statement. SQLite has one writer, so there is nothing that another attempt would win.
pub(crate) fn failed(statement: &str, error: Error) -> Failed {
    Failed { error: sqlite_error(statement, error), failure: Failure::Final }
}

/// The error in our terms; `what` was being done.
pub(crate) fn sqlite_error(what: &str, error: Error) -> DbError {
    let (code, message) = match &error {
        Error::SqliteFailure(code, message) => (*code, message.as_deref().unwrap_or_default()),
        Error::SqlInputError { error: code, msg, .. } => (*code, msg.as_str()),
        other => return DbError::Other(format!("{what}: {other}")),
    };
    match (code.code, code.extended_code) {
        (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID) => {
            DbError::Unique { constraint: constraint_of(message) }
        }
        (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => DbError::ForeignKey,
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => DbError::Retry,
        (
            ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::OutOfMemory
            | ErrorCode::DatabaseCorrupt
            | ErrorCode::NotADatabase
            | ErrorCode::PermissionDenied
            | ErrorCode::FileLockingProtocolFailed,
            _,
        ) => DbError::Unavailable(format!("{what}: {message}")),
        // Messages of SQLite name tables, columns and constraints, never values.
        _ => DbError::Other(format!("{what}: {message}")),
    }
}

/// `UNIQUE constraint failed: t.a, t.b` says `t(a, b)`; `… failed: index 'i'` says `i`.
fn constraint_of(message: &str) -> String {
    let named = message.rsplit_once("failed: ").map_or(message, |(_, named)| named);
    if let Some(index) = named.strip_prefix("index ") {
        return index.trim_matches('\'').to_owned();
    }
    let table = named.split_once('.').map_or("", |(table, _)| table);
    let columns: Vec<&str> =
        named.split(", ").map(|column| column.split_once('.').map_or(column, |(_, column)| column)).collect();
    format!("{table}({})", columns.join(", "))
}

#[cfg(test)]
mod tests {
    use super::constraint_of;

    #[test]
    fn constraints_are_named_by_table_and_columns() {
        assert_eq!(constraint_of("UNIQUE constraint failed: t.a"), "t(a)");
        assert_eq!(constraint_of("UNIQUE constraint failed: t.a, t.b"), "t(a, b)");
        assert_eq!(constraint_of("UNIQUE constraint failed: index 'i'"), "i");
    }
}
