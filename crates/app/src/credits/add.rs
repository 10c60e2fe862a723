//! Credits come: bought, or given without being paid for. The product's billing records it, once for each request.

use super::ledger::{Ledger, Line, Posted, Said, check_end, refuse};
use crate::{App, Caller, Done, Outcome, standing::Need};
use jiff::Timestamp;
use roster_domain::{
    credits::{EntryKind, check_amount},
    id::AccountId,
    permission::RosterPermission,
};
use roster_store::db::millis;

/// What comes.
#[derive(Clone, Debug)]
pub struct Add {
    /// Bought; otherwise given.
    pub bought: bool,
    /// How much.
    pub amount: i64,
    /// From when on it can't be spent any more.
    pub expires_at: Option<Timestamp>,
    /// What is said of it.
    pub said: Said,
}

/// Adds credits. Needs `roster.buy_credits`.
pub async fn add(app: &App, caller: &Caller, account: AccountId, input: Add) -> Outcome<Done<Posted>> {
    app.change(caller, account, Need::Permission(RosterPermission::BuyCredits), move |scope| {
        scope.expect_idempotency()?;
        let (amount, end) =
            (check_amount("/amount", input.amount), check_end("/expires_at", input.expires_at, scope.now()));
        refuse(amount.err().into_iter().chain(end.err()).chain(input.said.problems()))?;
        let mut ledger = Ledger::open(scope)?;
        let kind = if input.bought { EntryKind::Purchase } else { EntryKind::Allocation };
        let line = Line { until: input.expires_at.map(millis), ..Line::new(kind, input.amount, &input.said) };
        let posted = ledger.add(scope, &line)?;
        let events = ledger.close(scope)?;
        Ok(scope.commit_all(posted, events))
    })
    .await
}
