//! Closing an account (D12): from the next request on it is not there, for nobody and no key; until it is purged each of those who could
//! close it can bring it back.

use crate::{
    App, Caller, Done, Failure, Outcome,
    members::gifts,
    once,
    people::{check_current, signed_in},
    revision::Revision,
    scope::{Commit, Letter, LinkRef, Scope},
    standing::Need,
};
use jiff::Timestamp;
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, Id},
    mail::MailKind,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{
    accounts,
    db::millis,
    due::{self, DueKind},
};
use serde::{Deserialize, Serialize};

/// The most admins that are written to.
const MOST_ADMINS: usize = 1_000;

/// A closed account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// What it is called.
    pub name: String,
    /// Until when it can be brought back; then nothing is left of it.
    pub purge_at: Timestamp,
}

/// What closing would mean, for whoever may.
pub async fn foresee(app: &App, caller: &Caller, account: AccountId) -> Outcome<Closed> {
    let grace = app.settings().grace_period;
    app.view(caller, account, Need::Permission(RosterPermission::CloseAccount), move |view| {
        Ok(Closed { name: view.standing.account.name.clone(), purge_at: view.standing.now + grace })
    })
    .await
}

/// Closes it. Whoever does types the account's name and their own password: it is meant, and it is them.
pub async fn close(
    app: &App,
    caller: &Caller,
    account: AccountId,
    name: &str,
    password: &str,
) -> Outcome<Done<Closed>> {
    // Whoever may not is refused before anything is said of what they typed.
    let foreseen = match foresee(app, caller, account).await {
        Err(Failure::Refused(Refusal::NotFound)) => return closed_before(app, caller, account).await,
        foreseen => foreseen?,
    };
    let (person, _) = signed_in(caller)?;
    if foreseen.name != name.trim() {
        return Err(Refusal::field("/name", "not_the_name").into());
    }
    check_current(app, person, password).await?;
    let need = Need::Permission(RosterPermission::CloseAccount);
    app.change(caller, account, need, |scope| shut(scope, "")).await
}

/// What the same request gave the first time, to the one who sent it: by now the account is closed, and not there to anybody else.
async fn closed_before(app: &App, caller: &Caller, account: AccountId) -> Outcome<Done<Closed>> {
    let request = caller.idempotency.clone().ok_or(Refusal::NotFound)?;
    app.view(caller, account, Need::Closed, move |view| {
        let asker = view.standing.asker();
        let value = once::find(view.tx, view.parts, account, &asker, &request)?.ok_or(Refusal::NotFound)?;
        let head = accounts::head(view.tx, account)?.ok_or(Refusal::NotFound)?;
        Ok(Done { value, revision: Revision::of(account, &head), replayed: true, undo: None })
    })
    .await
}

/// The same by the operator, who says why.
pub async fn close_by_operator(app: &App, account: AccountId, reason: &str) -> Outcome<Done<Closed>> {
    let reason = super::reason(reason)?;
    app.change(&Caller::operator(), account, Need::Operator, move |scope| shut(scope, &reason)).await
}

fn shut(scope: &mut Scope<'_, '_>, reason: &str) -> Outcome<Commit<Closed>> {
    let (account, at, purge_at) = (scope.account(), scope.at(), scope.now() + scope.parts.settings.grace_period);
    let mut row = (*scope.standing.account).clone();
    if row.status == "closed" {
        return Err(Refusal::WrongState { state: "closed" }.into());
    }
    "closed".clone_into(&mut row.status);
    (row.closed_at, row.closed_by, row.purge_at) = (Some(at), scope.standing.member(), Some(millis(purge_at)));
    accounts::save(scope.tx, &row)?;
    due::put_off_all(scope.tx, account)?;
    due::set(scope.tx, account, DueKind::AccountPurge, account.uuid(), millis(purge_at))?;
    let by = scope.standing.member().map(|_| scope.standing.my_name());
    let kind = MailKind::AccountClosed { account: row.name.clone(), by, purge_at };
    tell_admins(scope, &kind, Some(LinkRef::Closed))?;
    let event = Event::new(EventKind::AccountClosed, Target::Account, &row.name);
    let event = event.changes([Change::new("purge_at", None, Some(purge_at.to_string()))]);
    let event = if reason.is_empty() { event } else { event.note(reason) };
    Ok(scope.commit(Closed { name: row.name, purge_at }, event))
}

/// Writes to those who could close the account.
pub(super) fn tell_admins(scope: &mut Scope<'_, '_>, kind: &MailKind, link: Option<LinkRef>) -> Outcome<()> {
    for row in gifts::holders(scope, RosterPermission::CloseAccount, MOST_ADMINS)? {
        let language = gifts::language_of(&row);
        scope.mail(&Letter { kind, to: &row.email, name: &row.name, language, link })?;
    }
    Ok(())
}
