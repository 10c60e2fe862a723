//! Revoking an API key.

use crate::{App, Caller, Done, Outcome, standing::Need};
use roster_domain::{
    event::{ActorRef, Event, EventKind, Target},
    id::{AccountId, KeyId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{api_keys, members};

/// Revokes one's own key, or with `roster.manage_keys` that of anyone whose rank one may edit. From the next request on it is dead.
pub async fn revoke(app: &App, caller: &Caller, account: AccountId, key: KeyId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Member, move |scope| {
        let row = api_keys::by_id(scope.tx, account, key)?.ok_or(Refusal::NotFound)?;
        // A key ends itself, and no other of its member's.
        let itself = !scope.standing.is_key() || scope.standing.actor == ActorRef::Key(key);
        let mine = itself && scope.standing.member() == Some(row.member);
        if !mine {
            if !scope.standing.may(RosterPermission::ManageKeys) {
                return Err(Refusal::NotFound.into());
            }
            let owner = members::by_id(scope.tx, account, row.member)?.ok_or(Refusal::NotFound)?;
            let owner = scope.standing.record_of(scope.tx, &owner)?;
            scope.standing.may_manage(&owner)?;
        }
        let at = scope.at();
        if !api_keys::revoke(scope.tx, account, key, at)? {
            return Ok(scope.nothing(()));
        }
        Ok(scope.commit((), Event::new(EventKind::KeyRevoked, Target::Key(key), &row.label)))
    })
    .await
}
