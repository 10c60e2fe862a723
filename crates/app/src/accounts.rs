//! Accounts, as the operator and the people in them see them.

pub mod archive;
pub mod create;
pub mod enter;
pub mod list;
pub mod mine;
