//! What the judge needs to know of many members at once, and who comes into question for a list: a fixed number of statements,
//! however many there are.

use crate::{DbError, ReadTx, dialect, grants::MembersGrantRow, record, statements};
use roster_domain::id::{AccountId, Id, MemberId, ResourceId};
use uuid::Uuid;

record! {
    /// Where a member stands.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct StateRow {
        /// Who.
        pub member: MemberId,
        /// `invited`, `active`, `disabled`, `archived` or `deleted`.
        pub status: String,
        /// Set to Custom (rule 9).
        pub masked: bool,
    }
}

record! {
    /// A permission beyond the roles.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ExtraRow {
        /// Whose.
        pub member: MemberId,
        /// The permission's id.
        pub permission: String,
        /// From then on.
        pub from_at: Option<i64>,
        /// Until then.
        pub until_at: Option<i64>,
        /// When it was given.
        pub given_at: i64,
        /// Which member gave it.
        pub given_by: Option<MemberId>,
    }
}

record! {
    /// Since when, and until when, somebody has a grant.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SinceRow {
        /// Who.
        pub member: MemberId,
        /// On what.
        pub resource: ResourceId,
        /// `level`, `role:<id>` or `permission:<id>`.
        pub slot: String,
        /// When it was given, milliseconds.
        pub given_at: i64,
        /// Which member gave it; `None`: the model, an API key or the operator.
        pub given_by: Option<MemberId>,
        /// Until then; `None`: for ever.
        pub until_at: Option<i64>,
    }
}

record! {
    /// An active member as a list of those who reach something shows them.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct CandidateRow {
        /// Who.
        pub member: MemberId,
        /// The name used in the account; may be empty.
        pub name: String,
        /// The contact address.
        pub email: String,
        /// Their place in the list.
        pub name_key: String,
    }
}

statements! {
    JUDGED_STATES = "select member_id, status, masked from members where account_id = $1 and member_id in uuids($2)";
    JUDGED_EXTRAS = "select member_id, permission, from_at, until_at, given_at, given_by from member_extras where account_id = $1 and member_id in uuids($2) order by member_id, permission";
    JUDGED_MASKS = "select member_id, permission from member_masks where account_id = $1 and member_id in uuids($2) order by member_id, permission";
    JUDGED_GRANTS = "select g.member_id, g.resource_id, r.kind, g.slot, g.value, g.from_at, g.until_at from grants g \
        join resources r on r.account_id = g.account_id and r.resource_id = g.resource_id where g.account_id = $1 and g.member_id in uuids($2)";
    GRANTS_SINCE = "select member_id, resource_id, slot, given_at, given_by, until_at from grants \
        where account_id = $1 and member_id in uuids($2) and resource_id in uuids($3)";
    /// $4: the resources on the way up; $5: the roles that give something on every resource of the kind. Whoever is found here may
    /// reach it; the judge decides. SQLite takes a list of roles to be long, and would rather read those of all members.
    CANDIDATES_NEAR =
        sqlite "select m.member_id, m.name, m.email, m.name_key from members m \
            where m.account_id = $1 and m.status = 'active' and (m.name_key, m.member_id) > ($2, $3) and m.member_id in (\
                select g.member_id from grants g where g.account_id = $1 and g.resource_id in uuids($4) \
                union select r.member_id from member_roles r indexed by member_roles_by_role where r.account_id = $1 and r.role in texts($5) \
                union select o.owner_id from resources o where o.account_id = $1 and o.resource_id in uuids($4)) \
            order by m.name_key, m.member_id limit $6",
        postgres "select m.member_id, m.name, m.email, m.name_key from members m \
            where m.account_id = $1 and m.status = 'active' and (m.name_key, m.member_id) > ($2, $3) and m.member_id in (\
                select g.member_id from grants g where g.account_id = $1 and g.resource_id in uuids($4) \
                union select r.member_id from member_roles r where r.account_id = $1 and r.role in texts($5) \
                union select o.owner_id from resources o where o.account_id = $1 and o.resource_id in uuids($4)) \
            order by m.name_key, m.member_id limit $6";
    CANDIDATES_ALL = "select m.member_id, m.name, m.email, m.name_key from members m \
        where m.account_id = $1 and m.status = 'active' and (m.name_key, m.member_id) > ($2, $3) order by m.name_key, m.member_id limit $4";
    RESOURCES_NAMED = "select resource_id, kind, external_id from resources where account_id = $1 and kind in texts($2) and external_id in texts($3)";
}

/// Where these members stand; who is not there is left out.
pub fn states(tx: &mut ReadTx<'_>, account: AccountId, members: &[MemberId]) -> Result<Vec<StateRow>, DbError> {
    tx.all(&JUDGED_STATES, &[&account, &dialect::uuid_list(members)])
}

/// Their permissions beyond the roles, whatever their times.
pub fn extras(tx: &mut ReadTx<'_>, account: AccountId, members: &[MemberId]) -> Result<Vec<ExtraRow>, DbError> {
    tx.all(&JUDGED_EXTRAS, &[&account, &dialect::uuid_list(members)])
}

/// What those of them keep who are set to Custom.
pub fn masks(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    members: &[MemberId],
) -> Result<Vec<(MemberId, String)>, DbError> {
    tx.all(&JUDGED_MASKS, &[&account, &dialect::uuid_list(members)])
}

/// Everything they were given, whatever its times.
pub fn grants(tx: &mut ReadTx<'_>, account: AccountId, members: &[MemberId]) -> Result<Vec<MembersGrantRow>, DbError> {
    tx.all(&JUDGED_GRANTS, &[&account, &dialect::uuid_list(members)])
}

/// Since when these members have what they were given on these resources.
pub fn since(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    members: &[MemberId],
    resources: &[ResourceId],
) -> Result<Vec<SinceRow>, DbError> {
    tx.all(&GRANTS_SINCE, &[&account, &dialect::uuid_list(members), &dialect::uuid_list(resources)])
}

/// A page, by name, of the active members who may reach a resource: who has a grant on the way up from it, owns something on it,
/// or holds one of these roles. `after` is the last (name key, id) of the page before.
pub fn candidates_near(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    way: &[ResourceId],
    roles: &[&str],
    after: Option<(&str, MemberId)>,
    limit: i64,
) -> Result<Vec<CandidateRow>, DbError> {
    let (key, id) = place(after);
    let (way, roles) = (dialect::uuid_list(way), dialect::text_list(roles));
    tx.all(&CANDIDATES_NEAR, &[&account, &key, &id, &way, &roles, &limit])
}

/// A page, by name, of all active members.
pub fn candidates_all(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    after: Option<(&str, MemberId)>,
    limit: i64,
) -> Result<Vec<CandidateRow>, DbError> {
    let (key, id) = place(after);
    tx.all(&CANDIDATES_ALL, &[&account, &key, &id, &limit])
}

fn place(after: Option<(&str, MemberId)>) -> (&str, Uuid) {
    after.map_or(("", Uuid::nil()), |(key, id)| (key, id.uuid()))
}

/// The resources of any of these kinds that the product knows by any of these names: id, kind, name.
pub fn named(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    kinds: &[&str],
    names: &[&str],
) -> Result<Vec<(ResourceId, String, String)>, DbError> {
    tx.all(&RESOURCES_NAMED, &[&account, &dialect::text_list(kinds), &dialect::text_list(names)])
}
