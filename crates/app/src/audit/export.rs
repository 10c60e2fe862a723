//! Taking the log out of the house.

use crate::{App, Caller, Done, Outcome, standing::Need};
use roster_domain::{
    event::{Event, EventKind, Target},
    id::AccountId,
    permission::RosterPermission,
};

/// Notes that the log is exported; what is read afterwards is asked for page by page. Needs `roster.read_audit` and `roster.export`.
pub async fn note_export(app: &App, caller: &Caller, account: AccountId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::ReadAudit), |scope| {
        scope.standing.require(RosterPermission::Export)?;
        let name = scope.standing.account.name.clone();
        Ok(scope.commit((), Event::new(EventKind::AuditExported, Target::Account, name)))
    })
    .await
}
