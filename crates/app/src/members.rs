//! Members: what can be done to someone's place in an account.

pub(crate) mod gifts;

/// A stored status as a refusal names it.
pub(crate) fn state(status: &str) -> &'static str {
    roster_domain::member::MemberStatus::from_code(status).map_or("unknown", |status| status.code())
}
