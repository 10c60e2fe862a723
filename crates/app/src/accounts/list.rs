//! The operator's list of accounts.

use crate::{App, Caller, Failure, Outcome, actor::Actor};
use roster_domain::{id::AccountId, refusal::Refusal};
use roster_store::accounts;

pub use roster_store::accounts::AccountRow;

/// The most rows a page has.
pub const MAX_PAGE: usize = 500;

/// The accounts of this installation in the order in which they came into being; `after` is the last one of the page before.
pub async fn list(app: &App, caller: &Caller, after: AccountId, limit: usize) -> Outcome<Vec<AccountRow>> {
    if caller.actor != Actor::Operator {
        return Err(Refusal::NotFound.into());
    }
    let limit = i64::try_from(limit.clamp(1, MAX_PAGE)).unwrap_or(1);
    app.parts.db.read(move |tx| Ok::<_, Failure>(accounts::page(tx, after, limit)?)).await
}
