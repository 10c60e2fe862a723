//! SQL: the only crate of Roster that knows a database.
