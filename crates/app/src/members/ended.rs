//! What ends with a member's place, whichever way they go: all that could still act in their name.

use crate::Outcome;
use roster_domain::id::{AccountId, MemberId};
use roster_store::{WriteTx, api_keys};

/// Ends it. Nothing of it comes back by itself: whoever is let in again makes new keys.
pub(crate) fn end_sessions_of(tx: &mut WriteTx<'_>, account: AccountId, member: MemberId, at: i64) -> Outcome<()> {
    api_keys::revoke_of_member(tx, account, member, at)?;
    Ok(())
}
