//! Putting a member out, handing over what they own, and revoking keys that they made for the account, in one change (F17).

use crate::{
    App, Caller, Done, Outcome,
    keys::revoke::revoke_one,
    members::{hand_over::hand_over_one, out::put_out},
    standing::Need,
};
use roster_domain::{
    id::{AccountId, KeyId, MemberId},
    model::Leaving,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{api_keys, members};

/// What becomes of what somebody owns who is put out.
#[derive(Clone, Debug, Default)]
pub struct Estate {
    /// Who gets what can be handed over; `None`: it stays theirs.
    pub hand_over_to: Option<MemberId>,
    /// Keys of the account that they made, and that shall not outlive their place.
    pub revoke_keys: Vec<KeyId>,
}

/// Puts them out in this way; what they own goes first where it is said to. All or nothing.
pub async fn remove(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    way: Leaving,
    estate: Estate,
) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::RemoveMembers), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        scope.expect_version(row.version)?;
        let mut events = match estate.hand_over_to {
            Some(to) => hand_over_one(scope, &row, to, "/hand_over_to")?,
            None => Vec::new(),
        };
        for (index, key) in estate.revoke_keys.iter().enumerate() {
            let of_theirs =
                api_keys::by_id(scope.tx, account, *key)?.filter(|key| key.bounds.is_some() && key.member == member);
            if of_theirs.is_none() {
                return Err(Refusal::field(format!("/revoke_keys/{index}"), "unknown_key").into());
            }
            events.extend(revoke_one(scope, *key)?);
        }
        events.push(put_out(scope, row, way)?);
        Ok(scope.commit_all((), events))
    })
    .await
}
