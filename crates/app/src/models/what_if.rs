//! What another model would mean for one member.

use super::{
    Proposal, need,
    plan::{find, name_resources, told},
    rights::Rights,
    tally::Affected,
    walk::Walk,
};
use crate::{App, Caller, Outcome};
use roster_domain::{
    id::{AccountId, MemberId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::members;

/// What they would gain and lose; `None`: nothing. Needs `roster.manage_model` and `roster.read_members`.
pub async fn what_if(
    app: &App,
    caller: &Caller,
    account: AccountId,
    proposal: Proposal,
    member: MemberId,
) -> Outcome<Option<Affected>> {
    app.view(caller, account, need(caller), move |view| {
        if view.standing.record().is_some() {
            view.standing.require(RosterPermission::ReadMembers)?;
        }
        let row = members::by_id(view.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let target = find(view, &proposal)?;
        let mut walk = Walk::new(&target, &view.standing);
        let ones = walk.these(view.tx, vec![row])?;
        let rights = Rights::new(&target, &view.standing);
        let mut found: Vec<Affected> =
            ones.iter().filter_map(|one| told(&target, &walk, &rights, &view.standing, one)).collect();
        name_resources(view.tx, account, &mut found)?;
        Ok(found.pop())
    })
    .await
}
