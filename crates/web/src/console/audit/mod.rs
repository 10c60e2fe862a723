//! The audit log of an account, told as sentences.

pub(crate) mod export;
mod filter;
pub(crate) mod list;
pub(crate) mod live;
mod sentence;
pub(crate) mod show;
pub(crate) mod undo;
