//! The compliance status of an account: one for all its members.

pub mod set;
pub mod show;
