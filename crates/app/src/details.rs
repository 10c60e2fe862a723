//! What is known of the account: its name, and the fields that its model declares (D13).

pub mod edit;
pub mod show;

/// The field that every account has.
pub const NAME: &str = "name";

/// What stands in events before the id of one of the model's fields, which could be called like anything else that changes.
const DETAIL: &str = "detail.";

/// The field that a change in an event is about: [`NAME`], or the id of one of the model's.
pub fn field_of(changed: &str) -> &str {
    changed.strip_prefix(DETAIL).unwrap_or(changed)
}
