//! Spending: from the one balance that all share, never more than there is, and once for each request (D02).

use super::ledger::{Ledger, Line, Posted, Said, refuse};
use crate::{App, Caller, Done, Outcome, standing::Need};
use roster_domain::{
    credits::{EntryKind, check_amount},
    id::AccountId,
    permission::RosterPermission,
};

/// Spends credits. Needs `roster.spend_credits`.
pub async fn spend(app: &App, caller: &Caller, account: AccountId, amount: i64, said: Said) -> Outcome<Done<Posted>> {
    app.change(caller, account, Need::Permission(RosterPermission::SpendCredits), move |scope| {
        scope.expect_idempotency()?;
        refuse(check_amount("/amount", amount).err().into_iter().chain(said.problems()))?;
        let mut ledger = Ledger::open(scope)?;
        let posted = ledger.add(scope, &Line::new(EntryKind::Spending, amount, &said))?;
        let events = ledger.close(scope)?;
        Ok(scope.commit_all(posted, events))
    })
    .await
}
