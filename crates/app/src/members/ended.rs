//! What ends with a member's place, whichever way they go: all that could still act in their name, or as them.

use crate::Outcome;
use roster_domain::id::{AccountId, Id, MemberId};
use roster_store::{
    WriteTx, acting, api_keys,
    due::{self, DueKind},
    transfers,
};

/// Ends it. Nothing of it comes back by itself: whoever is let in again makes new keys, and is not acted as any more.
pub(crate) fn end_sessions_of(tx: &mut WriteTx<'_>, account: AccountId, member: MemberId, at: i64) -> Outcome<()> {
    api_keys::revoke_of_member(tx, account, member, at)?;
    for acting in acting::end_of_member(tx, account, member, at)? {
        due::clear(tx, account, DueKind::ActingEnd, acting.uuid())?;
    }
    for transfer in transfers::lapse_of_member(tx, account, member, at)? {
        due::clear(tx, account, DueKind::TransferEnd, transfer.uuid())?;
    }
    Ok(())
}
