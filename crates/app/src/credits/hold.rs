//! Setting credits aside for an order whose price is not final yet: nobody else can spend them meanwhile.

use super::ledger::{Ledger, Line, Posted, Said, check_end, refuse};
use crate::{App, Caller, Done, Outcome, standing::Need};
use jiff::Timestamp;
use roster_domain::{
    credits::{EntryKind, check_amount},
    id::AccountId,
    permission::RosterPermission,
};
use roster_store::db::millis;

/// What is set aside.
#[derive(Clone, Debug)]
pub struct Hold {
    /// How much.
    pub amount: i64,
    /// When it is released by itself; `None`: never.
    pub until: Option<Timestamp>,
    /// What is said of it.
    pub said: Said,
}

/// Sets credits aside; the number of the entry is the hold's. Needs `roster.spend_credits`.
pub async fn hold(app: &App, caller: &Caller, account: AccountId, input: Hold) -> Outcome<Done<Posted>> {
    app.change(caller, account, Need::Permission(RosterPermission::SpendCredits), move |scope| {
        scope.expect_idempotency()?;
        let (amount, end) = (check_amount("/amount", input.amount), check_end("/until", input.until, scope.now()));
        refuse(amount.err().into_iter().chain(end.err()).chain(input.said.problems()))?;
        let mut ledger = Ledger::open(scope)?;
        let line = Line { until: input.until.map(millis), ..Line::new(EntryKind::Hold, input.amount, &input.said) };
        let posted = ledger.add(scope, &line)?;
        let events = ledger.close(scope)?;
        Ok(scope.commit_all(posted, events))
    })
    .await
}
