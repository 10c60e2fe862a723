//! The operator suspends an account, with a reason, and opens it again. Whoever is in it is told so wherever they look.

use super::close::tell_admins;
use crate::{App, Caller, Done, Outcome, scope::LinkRef, standing::Need};
use roster_domain::{
    event::{Event, EventKind, Target},
    id::AccountId,
    mail::MailKind,
    refusal::Refusal,
};
use roster_store::{accounts, due};

/// Suspends it.
pub async fn suspend(app: &App, account: AccountId, reason: &str) -> Outcome<Done<()>> {
    let reason = super::reason(reason)?;
    app.change(&Caller::operator(), account, Need::Operator, move |scope| {
        let mut row = (*scope.standing.account).clone();
        if row.status != "open" {
            return Err(Refusal::WrongState { state: super::state(&row.status) }.into());
        }
        "suspended".clone_into(&mut row.status);
        row.suspended_at = Some(scope.at());
        row.suspended_for.clone_from(&reason);
        accounts::save(scope.tx, &row)?;
        due::put_off_all(scope.tx, account)?;
        let kind = MailKind::AccountSuspended { account: row.name.clone(), reason: reason.clone() };
        tell_admins(scope, &kind, None)?;
        let event = Event::new(EventKind::AccountSuspended, Target::Account, &row.name).note(reason.clone());
        Ok(scope.commit((), event))
    })
    .await
}

/// Opens it again.
pub async fn resume(app: &App, account: AccountId) -> Outcome<Done<()>> {
    app.change(&Caller::operator(), account, Need::Operator, move |scope| {
        let mut row = (*scope.standing.account).clone();
        if row.status != "suspended" {
            return Err(Refusal::WrongState { state: super::state(&row.status) }.into());
        }
        "open".clone_into(&mut row.status);
        row.suspended_at = None;
        row.suspended_for.clear();
        accounts::save(scope.tx, &row)?;
        due::take_up_all(scope.tx, account)?;
        let kind = MailKind::AccountResumed { account: row.name.clone() };
        tell_admins(scope, &kind, Some(LinkRef::Account))?;
        Ok(scope.commit((), Event::new(EventKind::AccountResumed, Target::Account, &row.name)))
    })
    .await
}
