//! SQL: the only crate of Roster that knows a database.
//!
//! One file per family of tables. Each says what is stored, in one portable text per statement; what it means is said in
//! `roster-domain`, and who may in `roster-app`.

pub mod access_requests;
pub mod account_details;
pub mod accounts;
pub mod acting;
pub mod address_proposals;
pub mod api_keys;
pub mod compliance;
pub mod credits;
pub mod db;
pub mod dialect;
pub mod due;
pub mod events;
pub mod grants;
pub mod idempotency;
pub mod invitations;
pub mod jobs;
pub mod judged;
pub mod list_columns;
pub mod lost_access;
pub mod member_list;
pub mod members;
pub mod merges;
pub mod migrate;
pub mod models;
pub mod outbox;
pub mod overview;
pub mod person_accounts;
pub mod person_links;
pub mod persons;
pub mod presence;
pub mod purge;
pub mod quotations;
pub mod resource_attributes;
pub mod resources;
pub mod sessions;
pub mod sign_ins;
pub mod sign_ups;
pub mod silences;
pub mod support;
pub mod throttles;
pub mod transfers;
pub mod undo;

pub use db::{Col, Db, DbConfig, DbError, FromRow, Param, ReadTx, Row, Sql, WriteTx};
pub use dialect::Engine;
pub use migrate::MigrationReport;
