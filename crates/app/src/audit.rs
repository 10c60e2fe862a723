//! The audit log of an account.

pub mod list;
pub mod verify;
