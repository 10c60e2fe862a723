//! Accounts, as the operator and the people in them see them.

pub mod archive;
pub mod close;
pub mod create;
pub mod enter;
pub mod found;
pub mod list;
pub mod mine;
pub mod overview;
pub mod purge;
pub mod recover;
pub mod reopen;
pub mod suspend;

use crate::Outcome;
use roster_domain::{
    refusal::{FieldProblem, Refusal},
    text::has_control_characters,
};

/// The longest reason, in characters.
const REASON_LENGTH: usize = 500;

/// The operator's reason, found good.
pub(crate) fn reason(reason: &str) -> Outcome<String> {
    let reason = reason.trim();
    let problem = if reason.is_empty() {
        FieldProblem::new("/reason", "empty")
    } else if reason.chars().count() > REASON_LENGTH {
        FieldProblem::new("/reason", "too_long").with("limit", REASON_LENGTH.to_string())
    } else if has_control_characters(reason) {
        FieldProblem::new("/reason", "control_character")
    } else {
        return Ok(reason.to_owned());
    };
    Err(Refusal::Invalid(vec![problem]).into())
}

/// A stored status as a refusal names it.
pub(crate) fn state(status: &str) -> &'static str {
    ["open", "suspended", "closed", "purged"].into_iter().find(|known| *known == status).unwrap_or("unknown")
}
