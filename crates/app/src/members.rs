//! Members: what can be done to someone's place in an account.

pub mod archive;
pub mod belongings;
pub mod columns;
pub mod count;
pub mod create;
pub mod delete;
pub mod disable;
pub mod edit;
pub mod enable;
pub(crate) mod ended;
pub mod export;
pub(crate) mod follow_address;
pub(crate) mod gifts;
pub mod given;
pub mod hand_over;
pub(crate) mod holdings;
pub mod leave;
pub mod list;
pub mod mails;
pub(crate) mod narrowed;
pub(crate) mod out;
pub mod particulars;
pub mod password_link;
mod place;
pub mod preview_role;
pub mod propose_address;
pub mod remove;
pub mod restore;
pub mod restore_preview;
pub mod same_access;
pub mod set_access;
pub mod set_permissions;
pub mod set_role;
pub mod show;
pub mod sign_in_state;
pub(crate) mod sole;
pub(crate) mod succession;
pub mod unfit;

use crate::{Failure, Outcome, scope::Scope};
use roster_domain::{lifecycle::Step, member::MemberStatus};
use roster_store::members::MemberRow;

/// A stored status as a refusal names it.
pub(crate) fn state(status: &str) -> &'static str {
    MemberStatus::from_code(status).map_or("unknown", |status| status.code())
}

/// What someone is called: by their name, or as long as there is none by their address.
pub(crate) fn called(row: &MemberRow) -> &str {
    if row.name.is_empty() { &row.email } else { &row.name }
}

/// Takes a step of a member's life in `row`, if the table of states and the account's model have it.
pub(crate) fn take(scope: &Scope<'_, '_>, row: &mut MemberRow, step: Step) -> Outcome<()> {
    let status = MemberStatus::from_code(&row.status)
        .ok_or_else(|| Failure::broken(format!("a member with status {:?}", row.status)))?;
    let to = step.leads(status, row.person.is_some(), scope.standing.model.membership())?;
    to.code().clone_into(&mut row.status);
    Ok(())
}
