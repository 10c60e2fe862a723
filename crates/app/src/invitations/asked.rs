//! Who holds a dead link and asks for a new one.

use crate::{App, Caller, Outcome, standing::Need};
use jiff::Timestamp;
use roster_domain::{
    id::{AccountId, MemberId},
    permission::RosterPermission,
};
use roster_store::{db::timestamp, invitations};

/// Someone who waits for a new link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Their place.
    pub member: MemberId,
    /// Their address.
    pub email: String,
    /// When they asked.
    pub at: Timestamp,
}

/// Up to `most` of them, the last who asked first. Needs `roster.invite`.
pub async fn asked(app: &App, caller: &Caller, account: AccountId, most: usize) -> Outcome<Vec<Asked>> {
    app.view(caller, account, Need::Permission(RosterPermission::Invite), move |view| {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = invitations::asked(view.tx, account, most)?;
        rows.into_iter().map(|(member, email, at)| Ok(Asked { member, email, at: timestamp(at)? })).collect()
    })
    .await
}
