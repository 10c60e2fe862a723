//! Giving back what was spent: all of it or a part, never more.

use super::ledger::{Ledger, Line, Posted, Said, check_end, refuse};
use crate::{App, Caller, Done, Failure, Outcome, standing::Need};
use jiff::Timestamp;
use roster_domain::{
    credits::{EntryKind, check_amount},
    id::AccountId,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};
use roster_store::{credits, db::millis};

/// What is given back.
#[derive(Clone, Debug)]
pub struct Refund {
    /// The number of the entry with which it was spent.
    pub of: i64,
    /// How much; `None`: all that is left of it.
    pub amount: Option<i64>,
    /// From when on it can't be spent any more.
    pub expires_at: Option<Timestamp>,
    /// What is said of it.
    pub said: Said,
}

/// Gives back what was spent. Needs `roster.buy_credits`, as everything by which credits come.
pub async fn refund(app: &App, caller: &Caller, account: AccountId, input: Refund) -> Outcome<Done<Posted>> {
    app.change(caller, account, Need::Permission(RosterPermission::BuyCredits), move |scope| {
        scope.expect_idempotency()?;
        let end = check_end("/expires_at", input.expires_at, scope.now());
        let amount = input.amount.map_or(Ok(()), |amount| check_amount("/amount", amount));
        refuse(amount.err().into_iter().chain(end.err()).chain(input.said.problems()))?;
        let mut ledger = Ledger::open(scope)?;
        let spent = credits::by_seq(scope.tx, account, input.of)?.ok_or(Refusal::NotFound)?;
        let kind = EntryKind::from_code(&spent.kind).ok_or_else(|| Failure::broken("an entry of no kind"))?;
        if !kind.can_be_refunded() {
            return Err(Refusal::field("/of", "not_a_spending").into());
        }
        let left = -spent.amount - credits::refunded(scope.tx, account, input.of)?;
        if left == 0 {
            return Err(Refusal::WrongState { state: "refunded" }.into());
        }
        let amount = input.amount.unwrap_or(left);
        if amount > left {
            refuse([FieldProblem::new("/amount", "amount_too_large").with("max", left.to_string())])?;
        }
        let until = input.expires_at.map(millis);
        let line = Line { of: Some(input.of), until, ..Line::new(EntryKind::Refund, amount, &input.said) };
        let posted = ledger.add(scope, &line)?;
        let events = ledger.close(scope)?;
        Ok(scope.commit_all(posted, events))
    })
    .await
}
