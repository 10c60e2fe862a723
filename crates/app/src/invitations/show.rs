//! The personal message of an invitation that waits, for whoever may change it.

use crate::{App, Caller, Outcome, standing::Need};
use roster_domain::{
    id::{AccountId, MemberId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::invitations;

/// The message; may be empty.
pub async fn show(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<String> {
    app.view(caller, account, Need::Permission(RosterPermission::Invite), move |view| {
        let row = invitations::of_member(view.tx, account, member)?.ok_or(Refusal::NotFound)?;
        Ok(row.message)
    })
    .await
}
