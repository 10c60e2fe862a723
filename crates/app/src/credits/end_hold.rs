//! A hold ends: released, so that all of it is free again, or captured, so that all or a part of it is spent and the rest is free.

use super::ledger::{Ledger, Line, Posted, Said, refuse};
use crate::{App, Caller, Done, Outcome, standing::Need};
use roster_domain::{
    credits::{EntryKind, check_amount},
    event::ActorRef,
    id::AccountId,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};
use roster_store::credits;

/// How a hold ends.
#[derive(Clone, Debug)]
pub enum End {
    /// All of it is free again.
    Release,
    /// This much of it is spent; `None`: all.
    Capture(Option<i64>),
}

/// Ends a hold, once. Needs `roster.spend_credits`, and of somebody else's hold `roster.buy_credits`, too.
pub async fn end_hold(
    app: &App,
    caller: &Caller,
    account: AccountId,
    hold: i64,
    end: End,
    said: Said,
) -> Outcome<Done<Posted>> {
    app.change(caller, account, Need::Permission(RosterPermission::SpendCredits), move |scope| {
        scope.expect_idempotency()?;
        refuse(said.problems())?;
        let mut ledger = Ledger::open(scope)?;
        let Some(row) = credits::open_hold(scope.tx, account, hold)? else {
            let was_one = credits::by_seq(scope.tx, account, hold)?.is_some_and(|it| it.kind == EntryKind::Hold.code());
            let refusal = if was_one { Refusal::WrongState { state: "ended" } } else { Refusal::NotFound };
            return Err(refusal.into());
        };
        let made = credits::by_seq(scope.tx, account, hold)?.ok_or(Refusal::NotFound)?;
        let own = match scope.standing.member() {
            Some(me) => made.member == Some(me),
            // A key of the account ends what it held itself.
            None => ActorRef::from_parts(&made.actor_kind, made.actor_id) == Some(scope.standing.actor),
        };
        if !own {
            scope.standing.require(RosterPermission::BuyCredits)?;
        }
        let (kind, amount) = match end {
            End::Release => (EntryKind::Release, row.amount),
            End::Capture(amount) => (EntryKind::Capture, amount.unwrap_or(row.amount)),
        };
        refuse(check_amount("/amount", amount).err())?;
        if amount > row.amount {
            refuse([FieldProblem::new("/amount", "amount_too_large").with("max", row.amount.to_string())])?;
        }
        let posted = ledger.add(scope, &Line { ends: Some(&row), ..Line::new(kind, amount, &said) })?;
        let events = ledger.close(scope)?;
        Ok(scope.commit_all(posted, events))
    })
    .await
}
