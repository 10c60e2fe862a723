//! Letting a disabled member in again, with all they had (B14). Keys that were revoked stay revoked.

use crate::{
    App, Caller, Done, Outcome,
    members::{called, gifts, restore::tell, take},
    scope::Scope,
    standing::Need,
};
use roster_domain::{
    access::Verb,
    event::{Change, Event, EventKind, Target},
    id::{AccountId, MemberId},
    lifecycle::Step,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{lost_access, members};

/// Enables. Whoever does it must be able to give all that comes back (rule 12).
pub async fn enable(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::RestoreMembers), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        scope.expect_version(row.version)?;
        let event = enable_one(scope, row)?;
        Ok(scope.commit((), event))
    })
    .await
}

/// One of several, in a change that more may happen in.
pub(crate) fn enable_one(scope: &mut Scope<'_, '_>, mut row: members::MemberRow) -> Outcome<Event> {
    let account = scope.account();
    let target = scope.standing.record_of(scope.tx, &row)?;
    scope.standing.may_act_on(Verb::Restore, &target)?;
    let before = row.status.clone();
    take(scope, &mut row, Step::Enable)?;
    gifts::may_give_all(scope, &row)?;
    lost_access::forget(scope.tx, account, row.member)?;
    members::save(scope.tx, account, &row)?;
    tell(scope, &row)?;
    let change = Change::new("status", Some(before), Some(row.status.clone()));
    Ok(Event::new(EventKind::MemberEnabled, Target::Member(row.member), called(&row)).changes([change]))
}
