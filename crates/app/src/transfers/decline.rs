//! The successor doesn't want the role.

use super::{end, open};
use crate::{Actor, App, Caller, Done, Outcome, standing::Need};
use roster_domain::{
    id::{AccountId, TransferId},
    mail::TransferEnd,
    refusal::Refusal,
};

/// Declines; the holder is told, and keeps it.
pub async fn decline(app: &App, caller: &Caller, account: AccountId, transfer: TransferId) -> Outcome<Done<()>> {
    let by_person = matches!(caller.actor, Actor::Person { .. });
    app.change(caller, account, Need::Member, move |scope| {
        scope.standing.in_own_name()?;
        let offer = open(scope, transfer)?;
        if !by_person || scope.standing.member() != Some(offer.to) {
            return Err(Refusal::NotFound.into());
        }
        let event = end(scope, &offer, TransferEnd::Declined)?;
        Ok(scope.commit((), event))
    })
    .await
}
