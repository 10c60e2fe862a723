//! Resources: what access is given to.

pub mod create;
pub mod delete;
pub mod list;
pub mod rename;
