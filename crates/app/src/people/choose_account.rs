//! Going to another of one's accounts: it is the one that is found next time.

use super::signed_in;
use crate::{App, Caller, Outcome, scope::Housekeeping};
use roster_domain::id::AccountId;
use roster_store::{db::millis, person_accounts};

/// Notes that the caller chose this account; nothing where they have no place in it.
pub async fn choose_account(app: &App, caller: &Caller, account: AccountId) -> Outcome<()> {
    let (person, _) = signed_in(caller)?;
    app.housekeep(Housekeeping::Person, move |tx, fresh| {
        Ok(person_accounts::touch(tx, person, account, millis(fresh.now))?)
    })
    .await
}
