//! Rows to try things on.

use crate::setting::id;
use roster_domain::id::{AccountId, InvitationId, MemberId, ResourceId};
use roster_store::{
    DbError, WriteTx,
    grants::{self, GrantRow},
    invitations::{self, NewInvitation},
    members::{self, NewMember},
    resources::{self, NewResource},
};

/// An active member without a person; the address is made of the number.
pub fn member(tx: &mut WriteTx<'_>, account: AccountId, number: u128, name: &str) -> Result<MemberId, DbError> {
    let email = format!("m{number}@example.com");
    let new = NewMember {
        member: id(number),
        person: None,
        status: "active",
        name,
        given_name: "",
        family_name: "",
        company: "",
        fields: "{}",
        email: &email,
        email_key: &email,
        invited_until: None,
        at: 10,
    };
    members::insert(tx, account, &new)?;
    Ok(id(number))
}

/// A resource without owner.
pub fn resource(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    number: u128,
    kind: &str,
    parent: Option<u128>,
    name: &str,
) -> Result<ResourceId, DbError> {
    let new = NewResource {
        resource: id(number),
        kind,
        parent: parent.map(id),
        name,
        external_id: None,
        owner: None,
        at: 10,
    };
    resources::insert(tx, account, &new)?;
    Ok(id(number))
}

/// A grant for ever, by nobody: slot `level`, `role:…` or `permission:…`.
pub fn grant(member: u128, resource: u128, slot: &str, value: &str) -> GrantRow {
    let level = GrantRow::level(id(member), id(resource), value.to_owned(), None, 10);
    GrantRow { slot: slot.to_owned(), ..level }
}

/// Gives a level for ever.
pub fn give(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    member: u128,
    resource: u128,
    level: &str,
) -> Result<(), DbError> {
    grants::put(tx, account, &grant(member, resource, grants::LEVEL, level))
}

/// An open invitation from 10 to 20, by nobody.
pub fn invitation(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    number: u128,
    member: MemberId,
) -> Result<InvitationId, DbError> {
    let new = NewInvitation {
        invitation: id(number),
        member,
        key_id: "k1",
        message: "",
        invited_by: None,
        invited_key: None,
        at: 10,
        expires_at: 20,
        told: "mail",
        welcome: false,
        subject: "",
    };
    invitations::insert(tx, account, &new)?;
    Ok(id(number))
}
