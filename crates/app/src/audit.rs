//! The audit log of an account.

pub mod follow;
pub mod list;
pub mod search;
pub mod show;
pub mod verify;
