//! Members: what can be done to someone's place in an account.

pub mod count;
pub mod delete;
pub mod edit;
pub(crate) mod follow_address;
pub(crate) mod gifts;
pub mod given;
pub(crate) mod holdings;
pub mod list;
pub mod same_access;
pub mod set_access;
pub mod set_permissions;
pub mod set_role;
pub mod show;
mod succession;

/// A stored status as a refusal names it.
pub(crate) fn state(status: &str) -> &'static str {
    roster_domain::member::MemberStatus::from_code(status).map_or("unknown", |status| status.code())
}
