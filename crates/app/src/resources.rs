//! Resources: what access is given to.

pub mod choose;
pub mod create;
pub mod delete;
pub mod describe;
pub(crate) mod join;
pub mod list;
pub(crate) mod own;
pub mod relocate;
pub mod rename;
pub mod set_owner;
pub mod upsert;
