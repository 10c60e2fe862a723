//! The operator's list of accounts.

use crate::{App, Caller, Failure, Outcome, actor::Actor};
use roster_domain::{id::AccountId, refusal::Refusal};
use roster_store::accounts::{self, ListedRow};

/// The most rows a page has.
pub const MAX_PAGE: usize = 500;

/// An account, as the operator sees it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The row.
    pub row: ListedRow,
    /// What its model is called, in English.
    pub model: String,
}

/// The accounts of this installation in the order in which they came into being; `after` is the last one of the page before.
pub async fn list(app: &App, caller: &Caller, after: AccountId, limit: usize) -> Outcome<Vec<Listed>> {
    if caller.actor != Actor::Operator {
        return Err(Refusal::NotFound.into());
    }
    let (limit, parts) = (i64::try_from(limit.clamp(1, MAX_PAGE)).unwrap_or(1), app.parts.clone());
    app.parts
        .db
        .read(move |tx| {
            let mut listed = Vec::new();
            for row in accounts::page(tx, after, limit)? {
                // Few models stand behind many accounts, and these are kept.
                let model = match &row.model {
                    Some(hash) => parts.models.get(tx, hash)?.name().get("en").to_owned(),
                    None => String::new(),
                };
                listed.push(Listed { row, model });
            }
            Ok::<_, Failure>(listed)
        })
        .await
}
