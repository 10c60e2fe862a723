//! API keys: one's own, or with the permission for it everybody's.

pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod revoke;
