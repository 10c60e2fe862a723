//! Resources that were deleted while somebody who had access to them was out.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, MemberId, ResourceId};

record! {
    /// A resource that is gone.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct LostRow {
        /// Its kind's id.
        pub kind: String,
        /// What it was called.
        pub name: String,
        /// When it was deleted, milliseconds.
        pub lost_at: i64,
    }
}

statements! {
    LOST_NOTE = "insert into lost_access (account_id, member_id, resource_id, kind, name, lost_at) \
        select distinct g.account_id, g.member_id, g.resource_id, r.kind, r.name, cast($3 as bigint) from grants g \
        join members m on m.account_id = g.account_id and m.member_id = g.member_id \
        join resources r on r.account_id = g.account_id and r.resource_id = g.resource_id \
        where g.account_id = $1 and g.resource_id = $2 and m.status in ('disabled', 'archived', 'deleted') \
        on conflict (account_id, member_id, resource_id) do nothing";
    LOST_OF_MANY = "select member_id, name from lost_access where account_id = $1 and member_id in uuids($2) order by member_id, name, resource_id";
    LOST_OF_MEMBER = "select kind, name, lost_at from lost_access where account_id = $1 and member_id = $2 order by name, resource_id limit $3";
    LOST_FORGET = "delete from lost_access where account_id = $1 and member_id = $2";
}

/// Notes for all who are out and had access to a resource that it is about to be deleted.
pub fn note(tx: &mut WriteTx<'_>, account: AccountId, resource: ResourceId, at: i64) -> Result<(), DbError> {
    tx.execute(&LOST_NOTE, &[&account, &resource, &at])?;
    Ok(())
}

/// What a member can't get back, by name.
pub fn of_member(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    member: MemberId,
    limit: i64,
) -> Result<Vec<LostRow>, DbError> {
    tx.all(&LOST_OF_MEMBER, &[&account, &member, &limit])
}

/// The names of what several members can't get back, in one statement.
pub fn of_members(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    members: &[MemberId],
) -> Result<Vec<(MemberId, String)>, DbError> {
    tx.all(&LOST_OF_MANY, &[&account, &crate::dialect::uuid_list(members)])
}

/// They are back, and know.
pub fn forget(tx: &mut WriteTx<'_>, account: AccountId, member: MemberId) -> Result<(), DbError> {
    tx.execute(&LOST_FORGET, &[&account, &member])?;
    Ok(())
}
