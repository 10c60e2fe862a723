//! What a product says of resources beside their names.

use crate::{DbError, ReadTx, WriteTx, dialect, record, statements};
use roster_domain::id::{AccountId, ResourceId};

record! {
    /// What is said of a resource.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct AttributesRow {
        /// Of which.
        pub resource: ResourceId,
        /// Bytes.
        pub size: Option<i64>,
        /// What it is.
        pub media_type: Option<String>,
        /// Where it is found.
        pub link: Option<String>,
    }
}

statements! {
    ATTRIBUTES_OF = "select resource_id, size, media_type, link from resource_attributes \
        where account_id = $1 and resource_id in uuids($2) order by resource_id";
    // Many at once: the rows come as JSON, which the engines read each in their own way.
    ATTRIBUTES_PUT =
        sqlite "insert into resource_attributes (account_id, resource_id, size, media_type, link) \
            select $1, unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3 from json_each($2) where true \
            on conflict (account_id, resource_id) do update set size = excluded.size, media_type = excluded.media_type, link = excluded.link",
        postgres "insert into resource_attributes (account_id, resource_id, size, media_type, link) \
            select $1::uuid, (value ->> 0)::uuid, (value ->> 1)::bigint, value ->> 2, value ->> 3 from jsonb_array_elements($2::jsonb) \
            on conflict (account_id, resource_id) do update set size = excluded.size, media_type = excluded.media_type, link = excluded.link";
    ATTRIBUTES_CLEAR = "delete from resource_attributes where account_id = $1 and resource_id = $2";
}

/// What is said of these resources; those of which nothing is are left out.
pub fn of(tx: &mut ReadTx<'_>, account: AccountId, ids: &[ResourceId]) -> Result<Vec<AttributesRow>, DbError> {
    tx.all(&ATTRIBUTES_OF, &[&account, &dialect::uuid_list(ids)])
}

/// Says this of them, in place of what was said before.
pub fn put(tx: &mut WriteTx<'_>, account: AccountId, rows: &[AttributesRow]) -> Result<(), DbError> {
    let rows: Vec<_> =
        rows.iter().map(|row| (dialect::hex(row.resource), row.size, &row.media_type, &row.link)).collect();
    tx.execute(&ATTRIBUTES_PUT, &[&account, &dialect::json(&rows)])?;
    Ok(())
}

/// Forgets what was said of a resource.
pub fn clear(tx: &mut WriteTx<'_>, account: AccountId, resource: ResourceId) -> Result<(), DbError> {
    tx.execute(&ATTRIBUTES_CLEAR, &[&account, &resource])?;
    Ok(())
}
