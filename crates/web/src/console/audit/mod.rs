//! The audit log of an account, told as sentences.

pub(crate) mod list;
mod sentence;
pub(crate) mod undo;
