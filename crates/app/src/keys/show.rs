//! One API key.

use crate::{App, Caller, Outcome, standing::Need};
use roster_domain::{
    id::{AccountId, KeyId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::api_keys::{self, KeyRow};

/// Shows one's own key, or with `roster.manage_keys` anyone's and the account's. A key of the account sees itself.
pub async fn show(app: &App, caller: &Caller, account: AccountId, key: KeyId) -> Outcome<KeyRow> {
    app.view(caller, account, Need::Member, move |view| {
        view.standing.in_own_name()?;
        let row = api_keys::by_id(view.tx, account, key)?.ok_or(Refusal::NotFound)?;
        let mine = row.is_of(view.standing.member()) || view.standing.account_key() == Some(key);
        if mine || view.standing.may(RosterPermission::ManageKeys) { Ok(row) } else { Err(Refusal::NotFound.into()) }
    })
    .await
}
