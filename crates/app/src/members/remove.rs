//! Putting a member out and handing over what they own, in one change (F17).

use crate::{
    App, Caller, Done, Outcome,
    members::{hand_over::hand_over_one, out::put_out},
    standing::Need,
};
use roster_domain::{
    id::{AccountId, MemberId},
    model::Leaving,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::members;

/// Puts them out in this way; what they own goes to `hand_over_to` first, if anyone is named. Both or nothing.
pub async fn remove(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    way: Leaving,
    hand_over_to: Option<MemberId>,
) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::RemoveMembers), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        scope.expect_version(row.version)?;
        let mut events = match hand_over_to {
            Some(to) => hand_over_one(scope, &row, to, "/hand_over_to")?,
            None => Vec::new(),
        };
        events.push(put_out(scope, row, way)?);
        Ok(scope.commit_all((), events))
    })
    .await
}
