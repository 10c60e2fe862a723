//! The audit log of an account.

pub mod export;
pub mod follow;
pub mod list;
pub mod search;
pub mod show;
pub mod verify;
