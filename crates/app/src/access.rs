//! What members may: asked about one thing or a thousand, explained, and listed from both ends.

pub mod check;
pub mod explained;
pub(crate) mod facts;
mod gather;
pub mod given_there;
pub mod permissions;
pub mod reach;
pub mod reachers;
pub mod told;

use crate::{Outcome, standing::Standing};
use roster_domain::{
    access,
    id::MemberId,
    permission::{PermissionIx, RosterPermission},
    refusal::{FieldProblem, Refusal},
    resource::Chain,
};

/// Refuses who may not ask about this member: everybody may ask about themself.
fn may_ask_about(standing: &Standing, member: MemberId, needed: RosterPermission) -> Outcome<()> {
    if standing.member() == Some(member) { Ok(()) } else { standing.require(needed) }
}

/// Whether the caller is shown this resource: who asks for a product is shown all, everybody else what they see themself (rule
/// 10).
fn is_shown(standing: &Standing, chain: &Chain) -> bool {
    standing.may(RosterPermission::Check) || !standing.set_on(chain).is_empty()
}

/// A permission by its id, or a refusal that names the parameter.
fn permission(standing: &Standing, id: Option<&str>) -> Outcome<Option<PermissionIx>> {
    let Some(id) = id else { return Ok(None) };
    let unknown = || FieldProblem::new("/permission", "unknown_permission").with("value", id);
    let found = standing.model.permission(id).ok_or_else(|| Refusal::Invalid(vec![unknown()]))?;
    Ok(Some(found))
}

/// Whether a permission counts on resources although it is held in the account: some of Roster's own do.
fn held_in_account(
    standing: &Standing,
    member: &roster_domain::member::MemberRecord,
    permission: PermissionIx,
) -> bool {
    RosterPermission::at(permission).is_some()
        && access::holds(&standing.model, member, standing.is_open(), permission, standing.now)
}
