//! Moments in the database are whole milliseconds since 1970 in UTC, on both engines.

use super::DbError;
use jiff::Timestamp;

/// A moment as it is stored.
pub fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// A stored moment.
pub fn timestamp(millis: i64) -> Result<Timestamp, DbError> {
    Timestamp::from_millisecond(millis).map_err(|_| DbError::Other("a stored moment lies beyond the calendar".into()))
}
