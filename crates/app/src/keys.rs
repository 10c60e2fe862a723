//! API keys.

pub mod authenticate;
pub mod create;
pub mod list;
pub mod revoke;
pub mod show;
