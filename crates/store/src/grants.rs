//! Grants: a member's access to resources. The console says "access".

use crate::{
    DbError, ReadTx, WriteTx,
    dialect::{hex, json},
    record, statements,
};
use roster_domain::id::{AccountId, MemberId, ResourceId};

record! {
    /// A grant as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct GrantRow {
        /// Who has it.
        pub member: MemberId,
        /// On what.
        pub resource: ResourceId,
        /// `level`, `role:<id>` or `permission:<id>`.
        pub slot: String,
        /// The id of the level, project role or permission.
        pub value: String,
        /// From then on; `None`: always.
        pub from_at: Option<i64>,
        /// Until then; `None`: for ever.
        pub until_at: Option<i64>,
        /// When it was given, milliseconds.
        pub given_at: i64,
        /// Which member gave it.
        pub given_by: Option<MemberId>,
        /// Given by the model's own rule (`creator_becomes`, `joins_new`).
        pub by_model: bool,
    }
}

record! {
    /// A grant as the judge wants it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct MemberGrantRow {
        /// On what.
        pub resource: ResourceId,
        /// The resource's kind.
        pub kind: String,
        /// `level`, `role:<id>` or `permission:<id>`.
        pub slot: String,
        /// The id of the level, project role or permission.
        pub value: String,
        /// From then on.
        pub from_at: Option<i64>,
        /// Until then.
        pub until_at: Option<i64>,
    }
}

impl GrantRow {
    /// A level without beginning and end, given by a member (or, with `None`, by the model or the operator).
    pub fn level(member: MemberId, resource: ResourceId, level: String, by: Option<MemberId>, at: i64) -> GrantRow {
        GrantRow {
            member,
            resource,
            slot: LEVEL.to_owned(),
            value: level,
            from_at: None,
            until_at: None,
            given_at: at,
            given_by: by,
            by_model: by.is_none(),
        }
    }
}

/// The slot of the one level a member can have on a resource.
pub const LEVEL: &str = "level";

record! {
    /// A grant with what a list of access shows of the resource.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct GrantOnRow {
        /// On what.
        pub resource: ResourceId,
        /// Its kind.
        pub kind: String,
        /// Its name.
        pub name: String,
        /// What it lies under.
        pub parent: Option<ResourceId>,
        /// `level`, `role:<id>` or `permission:<id>`.
        pub slot: String,
        /// The id of the level, project role or permission.
        pub value: String,
        /// From then on.
        pub from_at: Option<i64>,
        /// Until then.
        pub until_at: Option<i64>,
    }
}

record! {
    /// Something that was given on a resource, and who has it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct HolderRow {
        /// Who has it.
        pub member: MemberId,
        /// What they are called.
        pub name: String,
        /// `level`, `role:<id>` or `permission:<id>`.
        pub slot: String,
        /// The id of the level, project role or permission.
        pub value: String,
    }
}

record! {
    /// What one of several members has in a slot, with the resource's name.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SlotRow {
        /// Who has it.
        pub member: MemberId,
        /// On what.
        pub resource: ResourceId,
        /// The resource's kind.
        pub kind: String,
        /// The resource's name.
        pub name: String,
        /// `level`, `role:<id>` or `permission:<id>`.
        pub slot: String,
        /// The id of the level, project role or permission.
        pub value: String,
    }
}

record! {
    /// A grant of one of several members as the judge wants it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct MembersGrantRow {
        /// Who has it.
        pub member: MemberId,
        /// On what.
        pub resource: ResourceId,
        /// The resource's kind.
        pub kind: String,
        /// `level`, `role:<id>` or `permission:<id>`.
        pub slot: String,
        /// The id of the level, project role or permission.
        pub value: String,
        /// From then on.
        pub from_at: Option<i64>,
        /// Until then.
        pub until_at: Option<i64>,
    }
}

statements! {
    GRANTS_ON_RESOURCE = "select g.member_id, case when m.name = '' then m.email else m.name end, g.slot, g.value from grants g \
        join members m on m.account_id = g.account_id and m.member_id = g.member_id \
        where g.account_id = $1 and m.account_id = $1 and g.resource_id = $2 and m.status in texts($3) order by m.name_key, m.member_id, g.slot limit $4";
    GRANT_HOLDER_COUNTS = "select m.status, count(distinct m.member_id) from grants g \
        join members m on m.account_id = g.account_id and m.member_id = g.member_id \
        where g.account_id = $1 and m.account_id = $1 and g.resource_id = $2 group by m.status order by m.status";
    // Who may have anything by these resources: by a grant on one of them, or because it is theirs.
    GRANTS_CONCERNED = "select concerned.member_id from (\
            select g.member_id from grants g where g.account_id = $1 and g.resource_id in uuids($2) and g.member_id > $3 \
            union select r.owner_id from resources r where r.account_id = $1 and r.resource_id in uuids($2) and r.owner_id > $3) as concerned \
        order by concerned.member_id limit $4";
    GRANTS_OF_MEMBERS_ON = "select g.member_id, g.resource_id, r.kind, g.slot, g.value, g.from_at, g.until_at from grants g \
        join resources r on r.account_id = g.account_id and r.resource_id = g.resource_id \
        where g.account_id = $1 and r.account_id = $1 and g.member_id in uuids($2) and g.resource_id in uuids($3) order by g.member_id, g.resource_id, g.slot";
    GRANTS_OF_MEMBERS_IN_SLOTS = "select g.member_id, g.resource_id, r.kind, r.name, g.slot, g.value from grants g \
        join resources r on r.account_id = g.account_id and r.resource_id = g.resource_id \
        where g.account_id = $1 and r.account_id = $1 and g.member_id in uuids($2) and g.slot in texts($3) \
        order by r.name_key, r.resource_id, g.member_id, g.slot limit $4";
    GRANTS_OF_MEMBER = "select g.resource_id, r.kind, g.slot, g.value, g.from_at, g.until_at from grants g \
        join resources r on r.account_id = g.account_id and r.resource_id = g.resource_id where g.account_id = $1 and g.member_id = $2";
    GRANTS_LISTED = "select g.resource_id, r.kind, r.name, r.parent_id, g.slot, g.value, g.from_at, g.until_at from grants g \
        join resources r on r.account_id = g.account_id and r.resource_id = g.resource_id \
        where g.account_id = $1 and g.member_id = $2 order by r.name_key, r.resource_id, g.slot";
    GRANT_PUT = "insert into grants (account_id, member_id, resource_id, slot, value, from_at, until_at, given_at, given_by, by_model) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
        on conflict (account_id, member_id, resource_id, slot) do update set value = excluded.value, from_at = excluded.from_at, until_at = excluded.until_at, \
        given_at = excluded.given_at, given_by = excluded.given_by, by_model = excluded.by_model";
    // Without `where true` SQLite takes `on conflict` for the condition of a join.
    GRANTS_PUT =
        sqlite "insert into grants (account_id, member_id, resource_id, slot, value, from_at, until_at, given_at, given_by, by_model) \
        select $1, unhex(value ->> 0), unhex(value ->> 1), value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, unhex(value ->> 7), value ->> 8 from json_each($2) where true \
        on conflict (account_id, member_id, resource_id, slot) do update set value = excluded.value, from_at = excluded.from_at, until_at = excluded.until_at, \
        given_at = excluded.given_at, given_by = excluded.given_by, by_model = excluded.by_model",
        postgres "insert into grants (account_id, member_id, resource_id, slot, value, from_at, until_at, given_at, given_by, by_model) \
        select $1::uuid, (value ->> 0)::uuid, (value ->> 1)::uuid, value ->> 2, value ->> 3, (value ->> 4)::bigint, (value ->> 5)::bigint, (value ->> 6)::bigint, (value ->> 7)::uuid, \
        (value ->> 8)::boolean from jsonb_array_elements($2::jsonb) \
        on conflict (account_id, member_id, resource_id, slot) do update set value = excluded.value, from_at = excluded.from_at, until_at = excluded.until_at, \
        given_at = excluded.given_at, given_by = excluded.given_by, by_model = excluded.by_model";
    GRANTS_IN_SLOT = "select member_id from grants where account_id = $1 and resource_id = $2 and slot = $3 order by member_id";
    // Whoever has one of these roles now, $2, and is in or out for a while. What they get ends with the role. SQLite takes a list of
    // roles to be long, and would rather read those of all members.
    GRANTS_JOINING =
        sqlite "select count(distinct mr.member_id) from member_roles mr indexed by member_roles_by_role \
        join members m on m.account_id = mr.account_id and m.member_id = mr.member_id \
        where mr.account_id = $1 and m.account_id = $1 and mr.role in texts($2) and mr.member_id <> $3 and m.status in ('active', 'disabled') \
        and (mr.from_at is null or mr.from_at <= $4) and (mr.until_at is null or mr.until_at > $4)",
        postgres "select count(distinct mr.member_id) from member_roles mr \
        join members m on m.account_id = mr.account_id and m.member_id = mr.member_id \
        where mr.account_id = $1 and m.account_id = $1 and mr.role in texts($2) and mr.member_id <> $3 and m.status in ('active', 'disabled') \
        and (mr.from_at is null or mr.from_at <= $4) and (mr.until_at is null or mr.until_at > $4)";
    GRANTS_JOIN =
        sqlite "insert into grants (account_id, member_id, resource_id, slot, value, from_at, until_at, given_at, given_by, by_model) \
        select r.account_id, joining.member_id, r.resource_id, $6, $7, null, joining.until_at, $4, null, $8 from (\
            select mr.member_id, case when count(*) = count(mr.until_at) then max(mr.until_at) end as until_at from member_roles mr indexed by member_roles_by_role \
            join members m on m.account_id = mr.account_id and m.member_id = mr.member_id \
            where mr.account_id = $1 and m.account_id = $1 and mr.role in texts($2) and mr.member_id <> $3 and m.status in ('active', 'disabled') \
            and (mr.from_at is null or mr.from_at <= $4) and (mr.until_at is null or mr.until_at > $4) group by mr.member_id) as joining \
        cross join resources r where r.account_id = $1 and r.resource_id in uuids($5) \
        on conflict (account_id, member_id, resource_id, slot) do nothing",
        postgres "insert into grants (account_id, member_id, resource_id, slot, value, from_at, until_at, given_at, given_by, by_model) \
        select r.account_id, joining.member_id, r.resource_id, $6, $7, null, joining.until_at, $4, null, $8 from (\
            select mr.member_id, case when count(*) = count(mr.until_at) then max(mr.until_at) end as until_at from member_roles mr \
            join members m on m.account_id = mr.account_id and m.member_id = mr.member_id \
            where mr.account_id = $1 and m.account_id = $1 and mr.role in texts($2) and mr.member_id <> $3 and m.status in ('active', 'disabled') \
            and (mr.from_at is null or mr.from_at <= $4) and (mr.until_at is null or mr.until_at > $4) group by mr.member_id) as joining \
        cross join resources r where r.account_id = $1 and r.resource_id in uuids($5) \
        on conflict (account_id, member_id, resource_id, slot) do nothing";
    // One who joins late: on all of a kind, $3, that were made since then, $4.
    GRANTS_CATCH_UP = "insert into grants (account_id, member_id, resource_id, slot, value, from_at, until_at, given_at, given_by, by_model) \
        select r.account_id, m.member_id, r.resource_id, $5, $6, null, cast($7 as bigint), $8, null, $9 from members m cross join resources r \
        where m.account_id = $1 and r.account_id = $1 and m.member_id = $2 and r.kind = $3 and r.created_at >= $4 \
        on conflict (account_id, member_id, resource_id, slot) do nothing";
    GRANTS_TOUCH_JOINING =
        sqlite "update members set version = version + 1 where account_id = $1 and status in ('active', 'disabled') and member_id in (\
        select mr.member_id from member_roles mr indexed by member_roles_by_role where mr.account_id = $1 and mr.role in texts($2) and mr.member_id <> $3 \
        and (mr.from_at is null or mr.from_at <= $4) and (mr.until_at is null or mr.until_at > $4))",
        postgres "update members set version = version + 1 where account_id = $1 and status in ('active', 'disabled') and member_id in (\
        select mr.member_id from member_roles mr where mr.account_id = $1 and mr.role in texts($2) and mr.member_id <> $3 \
        and (mr.from_at is null or mr.from_at <= $4) and (mr.until_at is null or mr.until_at > $4))";
    GRANT_REMOVE = "delete from grants where account_id = $1 and member_id = $2 and resource_id = $3 and slot = $4";
    GRANTS_CLEAR = "delete from grants where account_id = $1 and member_id = $2";
}

/// Everything a member was given, whatever its times.
pub fn of_member(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId) -> Result<Vec<MemberGrantRow>, DbError> {
    tx.all(&GRANTS_OF_MEMBER, &[&account, &member])
}

/// The same with the resources' names, for showing.
pub fn listed(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId) -> Result<Vec<GrantOnRow>, DbError> {
    tx.all(&GRANTS_LISTED, &[&account, &member])
}

/// Up to `limit` things that were given on a resource to members in one of these states, by the members' names.
pub fn on_resource(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    resource: ResourceId,
    statuses: &[&str],
    limit: i64,
) -> Result<Vec<HolderRow>, DbError> {
    tx.all(&GRANTS_ON_RESOURCE, &[&account, &resource, &crate::dialect::text_list(statuses), &limit])
}

/// How many members were given something on a resource, by their status.
pub fn holder_counts(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    resource: ResourceId,
) -> Result<Vec<(String, i64)>, DbError> {
    tx.all(&GRANT_HOLDER_COUNTS, &[&account, &resource])
}

/// Up to `limit` members after `after`, in the order of their ids, who were given something on one of these resources or own one.
pub fn concerned(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    resources: &[ResourceId],
    after: MemberId,
    limit: i64,
) -> Result<Vec<MemberId>, DbError> {
    let list = crate::dialect::uuid_list(resources);
    let rows = tx.all::<(MemberId,)>(&GRANTS_CONCERNED, &[&account, &list, &after, &limit])?;
    Ok(rows.into_iter().map(|(member,)| member).collect())
}

/// What several members were given on these resources, in one statement.
pub fn of_members_on(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    members: &[MemberId],
    resources: &[ResourceId],
) -> Result<Vec<MembersGrantRow>, DbError> {
    let (members, resources) = (crate::dialect::uuid_list(members), crate::dialect::uuid_list(resources));
    tx.all(&GRANTS_OF_MEMBERS_ON, &[&account, &members, &resources])
}

/// Up to `limit` things that some of these members have in one of these slots, whatever the times, by the resources' names.
pub fn of_members_in_slots(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    members: &[MemberId],
    slots: &[&str],
    limit: i64,
) -> Result<Vec<SlotRow>, DbError> {
    let (members, slots) = (crate::dialect::uuid_list(members), crate::dialect::text_list(slots));
    tx.all(&GRANTS_OF_MEMBERS_IN_SLOTS, &[&account, &members, &slots, &limit])
}

/// Who has something in this slot on a resource, whatever its times and whether they are in.
pub fn in_slot(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    resource: ResourceId,
    slot: &str,
) -> Result<Vec<MemberId>, DbError> {
    let rows = tx.all::<(MemberId,)>(&GRANTS_IN_SLOT, &[&account, &resource, &slot])?;
    Ok(rows.into_iter().map(|(member,)| member).collect())
}

/// Gives, or replaces what stands in the same slot.
pub fn put(tx: &mut WriteTx<'_>, account: AccountId, grant: &GrantRow) -> Result<(), DbError> {
    tx.execute(
        &GRANT_PUT,
        &[
            &account,
            &grant.member,
            &grant.resource,
            &grant.slot,
            &grant.value,
            &grant.from_at,
            &grant.until_at,
            &grant.given_at,
            &grant.given_by,
            &grant.by_model,
        ],
    )?;
    Ok(())
}

/// The same for many grants in one statement: no two of them stand in the same slot.
pub fn put_many(tx: &mut WriteTx<'_>, account: AccountId, grants: &[GrantRow]) -> Result<(), DbError> {
    let rows = grants.iter().map(|grant| {
        let GrantRow { slot, value, from_at, until_at, given_at, by_model, .. } = grant;
        let given_by = grant.given_by.map(hex);
        (hex(grant.member), hex(grant.resource), slot, value, from_at, until_at, given_at, given_by, by_model)
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        tx.execute(&GRANTS_PUT, &[&account, &json(&rows)])?;
    }
    Ok(())
}

/// Those whom the model puts on every new resource.
#[derive(Clone, Copy, Debug)]
pub struct Join<'j> {
    /// The ids of their roles in the account.
    pub roles: &'j [&'j str],
    /// Who is left out: they have something there already. The nil id leaves out nobody.
    pub but: MemberId,
    /// When; what they get is given then, and their role is in force then.
    pub now: i64,
}

/// How many they are.
pub fn joining(tx: &mut ReadTx<'_>, account: AccountId, who: &Join<'_>) -> Result<i64, DbError> {
    let roles = crate::dialect::text_list(who.roles);
    let count = tx.optional::<(i64,)>(&GRANTS_JOINING, &[&account, &roles, &who.but, &who.now])?;
    Ok(count.map_or(0, |(count,)| count))
}

/// Gives them this on each of these resources, as the model's, in one statement; whoever has it already keeps theirs.
pub fn join(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    who: &Join<'_>,
    resources: &[ResourceId],
    slot: &str,
    value: &str,
) -> Result<u64, DbError> {
    let (roles, on) = (crate::dialect::text_list(who.roles), crate::dialect::uuid_list(resources));
    tx.execute(&GRANTS_JOIN, &[&account, &roles, &who.but, &who.now, &on, &slot, &value, &true])
}

/// What one who joins late gets on resources that were made before, as the model's.
#[derive(Clone, Copy, Debug)]
pub struct CatchUp<'c> {
    /// Who.
    pub member: MemberId,
    /// On resources of which kind.
    pub kind: &'c str,
    /// Made since then.
    pub since: i64,
    /// In which slot.
    pub slot: &'c str,
    /// What.
    pub value: &'c str,
    /// Until when.
    pub until: Option<i64>,
    /// When it is given.
    pub now: i64,
}

/// Gives them this on each of these resources; what they have there already stays. Says on how many.
pub fn catch_up(tx: &mut WriteTx<'_>, account: AccountId, who: &CatchUp<'_>) -> Result<u64, DbError> {
    let CatchUp { member, kind, since, slot, value, until, now } = who;
    tx.execute(&GRANTS_CATCH_UP, &[&account, member, kind, since, slot, value, until, now, &true])
}

/// Moves their versions.
pub fn touch_joining(tx: &mut WriteTx<'_>, account: AccountId, who: &Join<'_>) -> Result<u64, DbError> {
    let roles = crate::dialect::text_list(who.roles);
    tx.execute(&GRANTS_TOUCH_JOINING, &[&account, &roles, &who.but, &who.now])
}

/// Takes away what stands in a slot.
pub fn remove(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    member: MemberId,
    resource: ResourceId,
    slot: &str,
) -> Result<(), DbError> {
    tx.execute(&GRANT_REMOVE, &[&account, &member, &resource, &slot])?;
    Ok(())
}

/// Takes away everything a member was given.
pub fn clear(tx: &mut WriteTx<'_>, account: AccountId, member: MemberId) -> Result<(), DbError> {
    tx.execute(&GRANTS_CLEAR, &[&account, &member])?;
    Ok(())
}
