//! Revoking an API key.

use crate::{App, Caller, Done, Outcome, scope::Scope, standing::Need};
use roster_domain::{
    event::{ActorRef, Event, EventKind, Target},
    id::{AccountId, KeyId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{api_keys, members};

/// Revokes one's own key, or with `roster.manage_keys` that of anyone whose rank one may edit, and one of the account that stands no higher
/// than oneself. From the next request on it is dead.
pub async fn revoke(app: &App, caller: &Caller, account: AccountId, key: KeyId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Member, move |scope| match revoke_one(scope, key)? {
        Some(event) => Ok(scope.commit((), event)),
        None => Ok(scope.nothing(())),
    })
    .await
}

/// Revokes one, in a change that more may happen in; nothing where it was revoked before.
pub(crate) fn revoke_one(scope: &mut Scope<'_, '_>, key: KeyId) -> Outcome<Option<Event>> {
    let (account, at) = (scope.account(), scope.at());
    let row = api_keys::by_id(scope.tx, account, key)?.ok_or(Refusal::NotFound)?;
    // A key ends itself, and no other of its member's.
    let itself = !scope.standing.is_key() || scope.standing.actor == ActorRef::Key(key);
    let mine = itself && row.is_of(scope.standing.member()) || scope.standing.account_key() == Some(key);
    if !mine {
        if !scope.standing.may(RosterPermission::ManageKeys) {
            return Err(Refusal::NotFound.into());
        }
        if row.bounds.is_some() {
            scope.standing.may_revoke(&row)?;
        } else {
            let owner = members::by_id(scope.tx, account, row.member)?.ok_or(Refusal::NotFound)?;
            let owner = scope.standing.record_of(scope.tx, &owner)?;
            scope.standing.may_manage(&owner)?;
        }
    }
    let revoked = api_keys::revoke(scope.tx, account, key, at)?;
    Ok(revoked.then(|| Event::new(EventKind::KeyRevoked, Target::Key(key), &row.label)))
}
