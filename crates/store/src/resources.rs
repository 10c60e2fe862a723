//! Resources and the paths from each to its root.

use crate::{
    DbError, ReadTx, WriteTx,
    dialect::{hex, json},
    record, statements,
};
use roster_domain::{
    id::{AccountId, Id, MemberId, ResourceId},
    text::sort_key,
};
use uuid::Uuid;

record! {
    /// A resource as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ResourceRow {
        /// Its id.
        pub resource: ResourceId,
        /// Its kind's id in the model.
        pub kind: String,
        /// What it lies under.
        pub parent: Option<ResourceId>,
        /// Its name.
        pub name: String,
        /// The product's own name for it.
        pub external_id: Option<String>,
        /// The member who owns it.
        pub owner: Option<MemberId>,
        /// Milliseconds since 1970.
        pub created_at: i64,
        /// Moves with every change; the ETag.
        pub version: i64,
    }
}

record! {
    /// One step of the way from a resource to its root.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ChainRow {
        /// The resource or ancestor.
        pub resource: ResourceId,
        /// Its kind.
        pub kind: String,
        /// Its owner.
        pub owner: Option<MemberId>,
        /// Its name.
        pub name: String,
    }
}

record! {
    /// One step of the way up from one of several resources.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ChainsRow {
        /// Where the way begins.
        pub of: ResourceId,
        /// The resource or ancestor.
        pub resource: ResourceId,
        /// Its kind.
        pub kind: String,
        /// Its owner.
        pub owner: Option<MemberId>,
        /// Its name.
        pub name: String,
    }
}

statements! {
    RESOURCE_INSERT = "insert into resources (account_id, resource_id, kind, parent_id, name, name_key, external_id, owner_id, created_at, version) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    RESOURCE_PATH_SELF = "insert into resource_paths (account_id, resource_id, depth, ancestor_id) values ($1, $2, 0, $2)";
    RESOURCE_PATH_INHERIT = "insert into resource_paths (account_id, resource_id, depth, ancestor_id) \
        select p.account_id, r.resource_id, p.depth + 1, p.ancestor_id from resource_paths p \
        join resources r on r.account_id = p.account_id and r.resource_id = $2 where p.account_id = $1 and p.resource_id = $3";
    RESOURCE_BY_ID = "select resource_id, kind, parent_id, name, external_id, owner_id, created_at, version from resources where account_id = $1 and resource_id = $2";
    RESOURCE_BY_EXTERNAL_ID = "select resource_id from resources where account_id = $1 and kind = $2 and external_id = $3";
    RESOURCES_BY_IDS = "select resource_id, kind, parent_id, name, external_id, owner_id, created_at, version from resources \
        where account_id = $1 and resource_id in uuids($2) order by name_key, resource_id";
    RESOURCES_BY_EXTERNAL_IDS = "select resource_id, kind, parent_id, name, external_id, owner_id, created_at, version from resources \
        where account_id = $1 and kind = $2 and external_id in texts($3)";
    RESOURCES_PAGE = "select resource_id, kind, parent_id, name, external_id, owner_id, created_at, version from resources \
        where account_id = $1 and kind = $2 and (name_key, resource_id) > ($3, $4) \
        and (cast($6 as text) is null or name_key like $6 escape '\\') order by name_key, resource_id limit $5";
    RESOURCES_PAGE_UNDER = "select r.resource_id, r.kind, r.parent_id, r.name, r.external_id, r.owner_id, r.created_at, r.version from resources r \
        where r.account_id = $1 and r.kind = $2 and (r.name_key, r.resource_id) > ($3, $4) \
        and (cast($6 as text) is null or r.name_key like $6 escape '\\') and r.resource_id in (\
            select p.resource_id from resource_paths p where p.account_id = $1 and p.depth > 0 and p.ancestor_id = $7) \
        order by r.name_key, r.resource_id limit $5";
    RESOURCES_UNDER = "select r.resource_id, r.kind, r.parent_id, r.name, r.external_id, r.owner_id, r.created_at, r.version from resources r \
        where r.account_id = $1 and r.resource_id in (\
            select p.resource_id from resource_paths p where p.account_id = $1 and p.depth > 0 and p.ancestor_id in uuids($2)) \
        order by r.name_key, r.resource_id limit $3";
    // A cross join is read from left to right: from what is asked about, to what lies under it.
    RESOURCES_UNDER_COUNTS = "select p.ancestor_id, r.kind, count(*) from resource_paths p cross join resources r \
        where p.account_id = $1 and p.ancestor_id in uuids($2) and r.account_id = $1 and r.resource_id = p.resource_id group by p.ancestor_id, r.kind";
    RESOURCES_UNDER_COUNT = "select count(*) from resource_paths where account_id = $1 and ancestor_id = $2 and depth > 0";
    RESOURCES_ALL = "select resource_id, kind, parent_id, name, external_id, owner_id, created_at, version from resources where account_id = $1 order by name_key, resource_id limit $2";
    RESOURCE_RENAME = "update resources set name = $3, name_key = $4, version = version + 1 where account_id = $1 and resource_id = $2";
    RESOURCE_CHAIN = "select r.resource_id, r.kind, r.owner_id, r.name from resource_paths p \
        join resources r on r.account_id = p.account_id and r.resource_id = p.ancestor_id \
        where p.account_id = $1 and p.resource_id = $2 order by p.depth";
    RESOURCE_CHAINS = "select p.resource_id, r.resource_id, r.kind, r.owner_id, r.name from resource_paths p \
        join resources r on r.account_id = p.account_id and r.resource_id = p.ancestor_id \
        where p.account_id = $1 and p.resource_id in uuids($2) order by p.resource_id, p.depth";
    // Only what lies at or under something the member was given or owns; the judge decides about each.
    RESOURCES_NEAR_MEMBER = "select r.resource_id, r.kind, r.parent_id, r.name, r.external_id, r.owner_id, r.created_at, r.version from resources r \
        where r.account_id = $1 and r.kind = $2 and (r.name_key, r.resource_id) > ($3, $4) \
        and (cast($7 as text) is null or r.name_key like $7 escape '\\') and r.resource_id in (\
            select p.resource_id from grants g join resource_paths p on p.account_id = g.account_id and p.ancestor_id = g.resource_id \
                where g.account_id = $1 and g.member_id = $5 \
            union select p.resource_id from resources o join resource_paths p on p.account_id = o.account_id and p.ancestor_id = o.resource_id \
                where o.account_id = $1 and o.owner_id = $5) \
        order by r.name_key, r.resource_id limit $6";
    // Many at once: the rows come as JSON, which the engines read each in their own way.
    RESOURCES_INSERT =
        sqlite "insert into resources (account_id, resource_id, kind, parent_id, name, name_key, external_id, owner_id, created_at, version) \
            select $1, unhex(value ->> 0), value ->> 1, unhex(value ->> 2), value ->> 3, value ->> 4, value ->> 5, null, $3, 1 from json_each($2)",
        postgres "insert into resources (account_id, resource_id, kind, parent_id, name, name_key, external_id, owner_id, created_at, version) \
            select $1::uuid, (value ->> 0)::uuid, value ->> 1, (value ->> 2)::uuid, value ->> 3, value ->> 4, value ->> 5, null::uuid, $3::bigint, 1 \
            from jsonb_array_elements($2::jsonb)";
    RESOURCES_PATH_SELVES = "insert into resource_paths (account_id, resource_id, depth, ancestor_id) \
        select account_id, resource_id, 0, resource_id from resources where account_id = $1 and resource_id in uuids($2)";
    // Their parents have all their paths already.
    RESOURCES_PATHS_INHERIT = "insert into resource_paths (account_id, resource_id, depth, ancestor_id) \
        select r.account_id, r.resource_id, p.depth + 1, p.ancestor_id from resources r \
        join resource_paths p on p.account_id = r.account_id and p.resource_id = r.parent_id \
        where r.account_id = $1 and p.account_id = $1 and r.resource_id in uuids($2)";
    RESOURCES_RENAME =
        sqlite "update resources set name = v.value ->> 1, name_key = v.value ->> 2, version = version + 1 from json_each($2) as v \
            where account_id = $1 and resource_id = unhex(v.value ->> 0)",
        postgres "update resources set name = v.value ->> 1, name_key = v.value ->> 2, version = version + 1 \
            from jsonb_array_elements($2::jsonb) as v(value) where account_id = $1 and resource_id = (v.value ->> 0)::uuid";
    RESOURCE_MOVE = "update resources set parent_id = $3, version = version + 1 where account_id = $1 and resource_id = $2";
    // What lies under the moved one keeps its way up to it, and gets a new one from there on.
    RESOURCE_PATHS_CUT = "delete from resource_paths where account_id = $1 and (resource_id, depth) in (\
        select u.resource_id, u.depth from resource_paths s join resource_paths u \
        on u.account_id = s.account_id and u.resource_id = s.resource_id and u.depth > s.depth \
        where s.account_id = $1 and u.account_id = $1 and s.ancestor_id = $2)";
    RESOURCE_PATHS_GRAFT = "insert into resource_paths (account_id, resource_id, depth, ancestor_id) \
        select s.account_id, s.resource_id, s.depth + 1 + p.depth, p.ancestor_id from resource_paths s cross join resource_paths p \
        where s.account_id = $1 and s.ancestor_id = $2 and p.account_id = $1 and p.resource_id = $3";
    RESOURCES_OWNED = "select resource_id, kind, parent_id, name, external_id, owner_id, created_at, version from resources \
        where account_id = $1 and owner_id = $2 and resource_id > $3 order by resource_id limit $4";
    RESOURCES_OWNED_BY = "select owner_id, resource_id from resources where account_id = $1 and owner_id in uuids($2) and owner_id is not null order by owner_id, resource_id";
    RESOURCES_OWNED_COUNT = "select count(*) from resources where account_id = $1 and owner_id = $2";
    RESOURCES_NEW_OWNER = "update resources set owner_id = $3, version = version + 1 where account_id = $1 and owner_id = $2";
    RESOURCE_OWNED_OF_KIND = "select resource_id from resources where account_id = $1 and owner_id = $2 and kind = $3 order by resource_id limit 1";
    RESOURCE_NEW_OWNER = "update resources set owner_id = $3, version = version + 1 where account_id = $1 and resource_id = $2";
    RESOURCES_NEW_OWNER_UNDER = "update resources set owner_id = $4, version = version + 1 where account_id = $1 and owner_id = $3 \
        and resource_id in (select p.resource_id from resource_paths p where p.account_id = $1 and p.depth > 0 and p.ancestor_id = $2)";
    RESOURCES_TOUCH = "update resources set version = version + 1 where account_id = $1 and resource_id in uuids($2)";
    RESOURCE_CHILDREN = "select count(*) from resources where account_id = $1 and parent_id = $2";
    RESOURCES_OF_KIND = "select count(*) from resources where account_id = $1 and kind = $2";
    RESOURCE_GRANTS_DELETE = "delete from grants where account_id = $1 and resource_id = $2";
    RESOURCE_PATHS_DELETE = "delete from resource_paths where account_id = $1 and resource_id = $2";
    RESOURCE_DELETE = "delete from resources where account_id = $1 and resource_id = $2";
}

/// What a new resource needs.
pub struct NewResource<'a> {
    /// Its id.
    pub resource: ResourceId,
    /// Its kind's id in the model.
    pub kind: &'a str,
    /// What it lies under.
    pub parent: Option<ResourceId>,
    /// Its name.
    pub name: &'a str,
    /// The product's own name for it.
    pub external_id: Option<&'a str>,
    /// The member who owns it.
    pub owner: Option<MemberId>,
    /// When.
    pub at: i64,
}

/// Adds a resource under its parent.
pub fn insert(tx: &mut WriteTx<'_>, account: AccountId, new: &NewResource<'_>) -> Result<(), DbError> {
    let id = new.resource.uuid();
    let parent = new.parent.map(|parent| parent.uuid());
    tx.execute(
        &RESOURCE_INSERT,
        &[&account, &id, &new.kind, &parent, &new.name, &sort_key(new.name), &new.external_id, &new.owner, &new.at],
    )?;
    tx.execute(&RESOURCE_PATH_SELF, &[&account, &id])?;
    if let Some(parent) = parent {
        tx.execute(&RESOURCE_PATH_INHERIT, &[&account, &id, &parent])?;
    }
    Ok(())
}

/// Adds many resources, whose parents are all there already, in a fixed number of statements. They are nobody's.
pub fn insert_many(tx: &mut WriteTx<'_>, account: AccountId, new: &[NewResource<'_>], at: i64) -> Result<(), DbError> {
    let ids: Vec<ResourceId> = new.iter().map(|new| new.resource).collect();
    let rows: Vec<_> = new
        .iter()
        .map(|new| (hex(new.resource), new.kind, new.parent.map(hex), new.name, sort_key(new.name), new.external_id))
        .collect();
    tx.execute(&RESOURCES_INSERT, &[&account, &json(&rows), &at])?;
    let ids = crate::dialect::uuid_list(&ids);
    tx.execute(&RESOURCES_PATH_SELVES, &[&account, &ids])?;
    tx.execute(&RESOURCES_PATHS_INHERIT, &[&account, &ids])?;
    Ok(())
}

/// Renames many resources in one statement; their versions move by one.
pub fn rename_many(tx: &mut WriteTx<'_>, account: AccountId, names: &[(ResourceId, &str)]) -> Result<(), DbError> {
    let rows: Vec<_> = names.iter().map(|(resource, name)| (hex(*resource), name, sort_key(name))).collect();
    tx.execute(&RESOURCES_RENAME, &[&account, &json(&rows)])?;
    Ok(())
}

/// Puts a resource, with all that lies under it, under another parent, which must not lie under it; its version moves by one.
pub fn move_under(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    resource: ResourceId,
    parent: ResourceId,
) -> Result<(), DbError> {
    tx.execute(&RESOURCE_MOVE, &[&account, &resource, &parent])?;
    tx.execute(&RESOURCE_PATHS_CUT, &[&account, &resource])?;
    tx.execute(&RESOURCE_PATHS_GRAFT, &[&account, &resource, &parent])?;
    Ok(())
}

/// One resource.
pub fn by_id(tx: &mut ReadTx<'_>, account: AccountId, resource: ResourceId) -> Result<Option<ResourceRow>, DbError> {
    tx.optional(&RESOURCE_BY_ID, &[&account, &resource])
}

/// The resource of a kind that the product knows by this name.
pub fn by_external_id(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    kind: &str,
    external_id: &str,
) -> Result<Option<ResourceId>, DbError> {
    let row = tx.optional::<(ResourceId,)>(&RESOURCE_BY_EXTERNAL_ID, &[&account, &kind, &external_id])?;
    Ok(row.map(|(resource,)| resource))
}

/// Several resources by name; what is not there is left out.
pub fn by_ids(tx: &mut ReadTx<'_>, account: AccountId, ids: &[ResourceId]) -> Result<Vec<ResourceRow>, DbError> {
    tx.all(&RESOURCES_BY_IDS, &[&account, &crate::dialect::uuid_list(ids)])
}

/// The resources of a kind that the product knows by these names.
pub fn by_external_ids(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    kind: &str,
    external_ids: &[&str],
) -> Result<Vec<ResourceRow>, DbError> {
    tx.all(&RESOURCES_BY_EXTERNAL_IDS, &[&account, &kind, &crate::dialect::text_list(external_ids)])
}

/// A page of resources of one kind by name, whoever may see them; `search`: only those with this in their name; `after` is the
/// last (name key, id) of the page before.
pub fn page(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    kind: &str,
    search: Option<&str>,
    after: Option<(&str, ResourceId)>,
    limit: i64,
) -> Result<Vec<ResourceRow>, DbError> {
    let (key, id) = after.map_or(("", Uuid::nil()), |(key, id)| (key, id.uuid()));
    let pattern = search.map(crate::members::contains);
    tx.all(&RESOURCES_PAGE, &[&account, &kind, &key, &id, &limit, &pattern])
}

/// Up to `limit` resources by name that lie under any of these.
pub fn under(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    ids: &[ResourceId],
    limit: i64,
) -> Result<Vec<ResourceRow>, DbError> {
    tx.all(&RESOURCES_UNDER, &[&account, &crate::dialect::uuid_list(ids), &limit])
}

/// How many resources lie under this one, however deep.
pub fn count_under(tx: &mut ReadTx<'_>, account: AccountId, resource: ResourceId) -> Result<i64, DbError> {
    Ok(tx.one::<(i64,)>(&RESOURCES_UNDER_COUNT, &[&account, &resource])?.0)
}

/// How many resources of each kind there are under each of these, itself among them, in one statement.
pub fn counts_under(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    resources: &[ResourceId],
) -> Result<Vec<(ResourceId, String, i64)>, DbError> {
    tx.all(&RESOURCES_UNDER_COUNTS, &[&account, &crate::dialect::uuid_list(resources)])
}

/// Up to `limit` resources of all kinds by name, whoever may see them.
pub fn all(tx: &mut ReadTx<'_>, account: AccountId, limit: i64) -> Result<Vec<ResourceRow>, DbError> {
    tx.all(&RESOURCES_ALL, &[&account, &limit])
}

/// The way from the resource to its root, the resource first.
pub fn chain(tx: &mut ReadTx<'_>, account: AccountId, resource: ResourceId) -> Result<Vec<ChainRow>, DbError> {
    tx.all(&RESOURCE_CHAIN, &[&account, &resource])
}

/// The ways from several resources to their roots, in one statement.
pub fn chains(tx: &mut ReadTx<'_>, account: AccountId, ids: &[ResourceId]) -> Result<Vec<ChainsRow>, DbError> {
    tx.all(&RESOURCE_CHAINS, &[&account, &crate::dialect::uuid_list(ids)])
}

/// A page of resources of one kind by name, of which the member may have something: at or under what they were given or own.
pub fn page_near(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    kind: &str,
    member: MemberId,
    search: Option<&str>,
    after: Option<(&str, ResourceId)>,
    limit: i64,
) -> Result<Vec<ResourceRow>, DbError> {
    let (key, id) = after.map_or(("", Uuid::nil()), |(key, id)| (key, id.uuid()));
    let pattern = search.map(crate::members::contains);
    tx.all(&RESOURCES_NEAR_MEMBER, &[&account, &kind, &key, &id, &member, &limit, &pattern])
}

/// Up to `limit` resources that a member owns, in the order of their ids after `after`.
pub fn owned(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    owner: MemberId,
    after: ResourceId,
    limit: i64,
) -> Result<Vec<ResourceRow>, DbError> {
    tx.all(&RESOURCES_OWNED, &[&account, &owner, &after, &limit])
}

/// What each of these members owns.
pub fn owned_by(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    members: &[MemberId],
) -> Result<Vec<(MemberId, ResourceId)>, DbError> {
    tx.all(&RESOURCES_OWNED_BY, &[&account, &crate::dialect::uuid_list(members)])
}

/// How many resources a member owns.
pub fn count_owned(tx: &mut ReadTx<'_>, account: AccountId, owner: MemberId) -> Result<i64, DbError> {
    Ok(tx.one::<(i64,)>(&RESOURCES_OWNED_COUNT, &[&account, &owner])?.0)
}

/// The first resource of a kind that a member owns.
pub fn owned_of_kind(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    owner: MemberId,
    kind: &str,
) -> Result<Option<ResourceId>, DbError> {
    let row = tx.optional::<(ResourceId,)>(&RESOURCE_OWNED_OF_KIND, &[&account, &owner, &kind])?;
    Ok(row.map(|(resource,)| resource))
}

/// Makes one resource somebody's; its version moves by one.
pub fn set_owner(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    resource: ResourceId,
    owner: MemberId,
) -> Result<(), DbError> {
    tx.execute(&RESOURCE_NEW_OWNER, &[&account, &resource, &owner])?;
    Ok(())
}

/// Makes what lies under a resource and is one member's another's; gives how many there were.
pub fn hand_over_under(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    resource: ResourceId,
    from: MemberId,
    to: MemberId,
) -> Result<u64, DbError> {
    tx.execute(&RESOURCES_NEW_OWNER_UNDER, &[&account, &resource, &from, &to])
}

/// Something about these resources changed; their versions move by one.
pub fn touch(tx: &mut WriteTx<'_>, account: AccountId, ids: &[ResourceId]) -> Result<(), DbError> {
    tx.execute(&RESOURCES_TOUCH, &[&account, &crate::dialect::uuid_list(ids)])?;
    Ok(())
}

/// A page of resources of one kind that lie under one, by name, whoever may see them.
pub fn page_under(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    kind: &str,
    under: ResourceId,
    search: Option<&str>,
    after: Option<(&str, ResourceId)>,
    limit: i64,
) -> Result<Vec<ResourceRow>, DbError> {
    let (key, id) = after.map_or(("", Uuid::nil()), |(key, id)| (key, id.uuid()));
    let pattern = search.map(crate::members::contains);
    tx.all(&RESOURCES_PAGE_UNDER, &[&account, &kind, &key, &id, &limit, &pattern, &under])
}

/// Makes all that one member owns another's; gives how many there were.
pub fn hand_over(tx: &mut WriteTx<'_>, account: AccountId, from: MemberId, to: MemberId) -> Result<u64, DbError> {
    tx.execute(&RESOURCES_NEW_OWNER, &[&account, &from, &to])
}

/// How many resources lie directly under this one.
pub fn children(tx: &mut ReadTx<'_>, account: AccountId, resource: ResourceId) -> Result<i64, DbError> {
    Ok(tx.one::<(i64,)>(&RESOURCE_CHILDREN, &[&account, &resource])?.0)
}

/// How many resources of a kind the account has.
pub fn count(tx: &mut ReadTx<'_>, account: AccountId, kind: &str) -> Result<i64, DbError> {
    Ok(tx.one::<(i64,)>(&RESOURCES_OF_KIND, &[&account, &kind])?.0)
}

/// Renames a resource; its version moves by one.
pub fn rename(tx: &mut WriteTx<'_>, account: AccountId, resource: ResourceId, name: &str) -> Result<(), DbError> {
    tx.execute(&RESOURCE_RENAME, &[&account, &resource, &name, &sort_key(name)])?;
    Ok(())
}

/// Deletes a resource that has nothing under it, with all access given on it.
pub fn delete(tx: &mut WriteTx<'_>, account: AccountId, resource: ResourceId) -> Result<(), DbError> {
    crate::resource_attributes::clear(tx, account, resource)?;
    for statement in [&RESOURCE_GRANTS_DELETE, &RESOURCE_PATHS_DELETE, &RESOURCE_DELETE] {
        tx.execute(statement, &[&account, &resource])?;
    }
    Ok(())
}
