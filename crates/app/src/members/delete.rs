//! Deleting a member from the account (A10). What they were given stays noted, so that they can be brought back as they were.

use crate::{App, Caller, Done, Outcome, members::out::put_out, scope::Scope, standing::Need};
use roster_domain::{
    event::Event,
    id::{AccountId, MemberId},
    model::Leaving,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::members;

/// Deletes. From the next request on the person has nothing in this account, and no key made by them works.
pub async fn delete(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::RemoveMembers), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        scope.expect_version(row.version)?;
        let event = delete_one(scope, row)?;
        Ok(scope.commit((), event))
    })
    .await
}

/// One of several, in a change that more may happen in.
pub(crate) fn delete_one(scope: &mut Scope<'_, '_>, row: members::MemberRow) -> Outcome<Event> {
    put_out(scope, row, Leaving::Delete)
}
