//! The API keys of an account.

use crate::{App, Caller, Outcome, standing::Need};
use roster_domain::{
    id::{AccountId, Id, KeyId, MemberId},
    permission::RosterPermission,
};
use roster_store::{api_keys, members};
use std::collections::HashMap;
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
        view.standing.in_own_name()?;
        let only = match view.standing.may(RosterPermission::ManageKeys) {
            true => None,
            false => Some(view.standing.as_member()?),
        };
        let after = after.unwrap_or(KeyId::from_uuid(Uuid::nil()));
        let limit = i64::try_from(limit.clamp(1, MAX_PAGE)).unwrap_or(1);
        Ok(api_keys::page(view.tx, account, only, after, limit)?)
    })
    .await
}

/// What the members are called who made these keys.
pub async fn owners(
    app: &App,
    caller: &Caller,
    account: AccountId,
    keys: &[KeyRow],
) -> Outcome<HashMap<MemberId, String>> {
    let mut ids: Vec<MemberId> = keys.iter().map(|key| key.member).collect();
    ids.sort_unstable();
    ids.dedup();
    app.view(caller, account, Need::Member, move |view| {
        // Without the permission one sees but one's own.
        if !view.standing.may(RosterPermission::ManageKeys) {
            ids.retain(|id| view.standing.member() == Some(*id));
        }
        Ok(members::names(view.tx, account, &ids)?.into_iter().collect())
    })
    .await
}
