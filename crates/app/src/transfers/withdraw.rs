//! The holder takes the offer of their role back.

use super::{end, open};
use crate::{Actor, App, Caller, Done, Outcome, standing::Need};
use roster_domain::{
    id::{AccountId, TransferId},
    mail::TransferEnd,
    refusal::Refusal,
};

/// Withdraws; the successor is told.
pub async fn withdraw(app: &App, caller: &Caller, account: AccountId, transfer: TransferId) -> Outcome<Done<()>> {
    let by_person = matches!(caller.actor, Actor::Person { .. });
    app.change(caller, account, Need::Member, move |scope| {
        scope.standing.in_own_name()?;
        let offer = open(scope, transfer)?;
        if !by_person || scope.standing.member() != Some(offer.from) {
            return Err(Refusal::NotFound.into());
        }
        let event = end(scope, &offer, TransferEnd::Withdrawn)?;
        Ok(scope.commit((), event))
    })
    .await
}
