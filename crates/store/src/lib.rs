//! SQL: the only crate of Roster that knows a database.

pub mod db;
pub mod dialect;
pub mod migrate;
pub mod person_accounts;
pub mod person_links;
pub mod persons;
pub mod sessions;
pub mod throttles;

pub use db::{Col, Db, DbConfig, DbError, FromRow, Param, ReadTx, Row, Sql, WriteTx};
pub use dialect::Engine;
pub use migrate::MigrationReport;
