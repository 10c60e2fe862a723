//! Resources: what access is given to.

pub mod choose;
pub mod create;
pub mod delete;
pub(crate) mod join;
pub mod list;
pub mod relocate;
pub mod rename;
pub mod upsert;
