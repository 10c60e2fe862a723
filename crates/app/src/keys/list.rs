//! The API keys of an account.

use crate::{App, Caller, Outcome, standing::Need};
use roster_domain::{
    id::{AccountId, Id, KeyId},
    permission::RosterPermission,
};
use roster_store::api_keys;
use uuid::Uuid;

pub use roster_store::api_keys::KeyRow;

/// The most rows a page has.
pub const MAX_PAGE: usize = 200;

/// Lists one's own keys, or with `roster.manage_keys` all of the account, by id; `after` is the last id of the page before.
pub async fn list(
    app: &App,
    caller: &Caller,
    account: AccountId,
    after: Option<KeyId>,
    limit: usize,
) -> Outcome<Vec<KeyRow>> {
    app.view(caller, account, Need::Member, move |view| {
        let only = view.standing.member().filter(|_| !view.standing.may(RosterPermission::ManageKeys));
        let after = after.unwrap_or(KeyId::from_uuid(Uuid::nil()));
        let limit = i64::try_from(limit.clamp(1, MAX_PAGE)).unwrap_or(1);
        Ok(api_keys::page(view.tx, account, only, after, limit)?)
    })
    .await
}
