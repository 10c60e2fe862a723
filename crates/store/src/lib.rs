//! SQL: the only crate of Roster that knows a database.

pub mod db;
pub mod dialect;
pub mod migrate;

pub use db::{Col, Db, DbConfig, DbError, FromRow, Param, ReadTx, Row, Sql, WriteTx};
pub use dialect::Engine;
pub use migrate::MigrationReport;
