//! Disabling a member, for a while (B14).

use crate::{App, Caller, Done, Outcome, members::out::put_out, scope::Scope, standing::Need};
use roster_domain::{
    event::Event,
    id::{AccountId, MemberId},
    model::Leaving,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::members;

/// Disables. From the next request on the person has nothing in this account, and no key made by them works; everything entered stays.
pub async fn disable(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::RemoveMembers), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        scope.expect_version(row.version)?;
        let event = disable_one(scope, row)?;
        Ok(scope.commit((), event))
    })
    .await
}

/// One of several, in a change that more may happen in.
pub(crate) fn disable_one(scope: &mut Scope<'_, '_>, row: members::MemberRow) -> Outcome<Event> {
    put_out(scope, row, Leaving::Disable)
}
