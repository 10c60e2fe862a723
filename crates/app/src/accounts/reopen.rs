//! Bringing a closed account back, as it was.

use super::close::{Closed, tell_admins};
use crate::{
    App, Caller, Done, Failure, Outcome,
    people::signed_in,
    scope::{Commit, LinkRef, Scope},
    standing::Need,
};
use roster_domain::{
    access,
    event::{Event, EventKind, Target},
    grant::Timed,
    id::{AccountId, Id},
    mail::MailKind,
    member::MemberRecord,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{
    accounts,
    db::{millis, timestamp},
    due::{self, DueKind},
    person_accounts,
};

/// A closed account, as those see it who can bring it back; it is not there for anybody else.
pub async fn show(app: &App, caller: &Caller, account: AccountId) -> Outcome<Closed> {
    app.view(caller, account, Need::Closed, move |view| {
        let row = &view.standing.account;
        let purge_at = row.purge_at.ok_or_else(|| Failure::broken("a closed account without an end"))?;
        Ok(Closed { name: row.name.clone(), purge_at: timestamp(purge_at)? })
    })
    .await
}

/// The closed accounts that the caller can bring back, by their roles.
pub async fn mine(app: &App, caller: &Caller) -> Outcome<Vec<(AccountId, Closed)>> {
    let ((person, _), now, parts) = (signed_in(caller)?, app.moment(), app.parts.clone());
    app.parts
        .db
        .read_fast(move |tx| {
            let mut mine = Vec::new();
            for row in person_accounts::closed_of_person(tx, person, millis(now))? {
                let model = parts.models.get(tx, &row.model)?;
                let roles = row.roles.iter().filter_map(|role| model.role(role)).map(Timed::always).collect();
                let record = MemberRecord { roles, ..MemberRecord::active(row.member) };
                if access::holds(&model, &record, true, RosterPermission::CloseAccount, now) {
                    mine.push((row.account, Closed { name: row.name, purge_at: timestamp(row.purge_at)? }));
                }
            }
            Ok(mine)
        })
        .await
}

/// Brings it back. A suspension that was there before holds again.
pub async fn reopen(app: &App, caller: &Caller, account: AccountId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Closed, bring_back).await
}

/// The same by the operator.
pub async fn reopen_by_operator(app: &App, account: AccountId) -> Outcome<Done<()>> {
    app.change(&Caller::operator(), account, Need::Operator, bring_back).await
}

fn bring_back(scope: &mut Scope<'_, '_>) -> Outcome<Commit<()>> {
    let account = scope.account();
    let mut row = (*scope.standing.account).clone();
    if row.status != "closed" {
        return Err(Refusal::WrongState { state: super::state(&row.status) }.into());
    }
    row.status = if row.suspended_at.is_some() { "suspended" } else { "open" }.to_owned();
    (row.closed_at, row.closed_by, row.purge_at) = (None, None, None);
    accounts::save(scope.tx, &row)?;
    due::clear(scope.tx, account, DueKind::AccountPurge, account.uuid())?;
    if row.status == "open" {
        due::take_up_all(scope.tx, account)?;
    }
    let by = scope.standing.member().map(|_| scope.standing.my_name());
    let kind = MailKind::AccountReopened { account: row.name.clone(), by };
    tell_admins(scope, &kind, Some(LinkRef::Account))?;
    Ok(scope.commit((), Event::new(EventKind::AccountReopened, Target::Account, &row.name)))
}
