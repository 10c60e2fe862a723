//! Members: the row, its roles, extras and mask, and the lists of them.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::{
    email::searched,
    id::{AccountId, MemberId, PersonId, ResourceId},
    text::search_key,
};
use serde::{Deserialize, Serialize};

record! {
    /// A member as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct MemberRow {
        /// Its id.
        pub member: MemberId,
        /// Whose place it is; `None` until an invitation is accepted.
        pub person: Option<PersonId>,
        /// `invited`, `active`, `disabled`, `archived` or `deleted`.
        pub status: String,
        /// The name used in this account.
        pub name: String,
        /// The first name, where it was given apart.
        pub given_name: String,
        /// The last name, where it was given apart.
        pub family_name: String,
        /// The contact address as written.
        pub email: String,
        /// The contact address in its normal form.
        pub email_key: String,
        /// The company.
        pub company: String,
        /// JSON object of the model's profile fields.
        pub fields: String,
        /// The note of those who manage users.
        pub note: String,
        /// Set to Custom (rule 9).
        pub masked: bool,
        /// The end of the open invitation, milliseconds.
        pub invited_until: Option<i64>,
        /// BCP 47.
        pub language: Option<String>,
        /// ISO 3166-1 alpha-2.
        pub country: Option<String>,
        /// Moves with every change of the member, their roles or their access; the ETag.
        pub version: i64,
        /// Milliseconds since 1970.
        pub created_at: i64,
        /// When the invitation was accepted.
        pub joined_at: Option<i64>,
        /// When the member left or was removed.
        pub left_at: Option<i64>,
        /// When the member was last active here, true to the minute.
        pub last_active_at: Option<i64>,
    }
}

record! {
    /// A role, an extra permission: an id with times.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    pub struct TimedRow {
        /// The role's or permission's id.
        pub id: String,
        /// From then on; `None`: always.
        pub from_at: Option<i64>,
        /// Until then; `None`: for ever.
        pub until_at: Option<i64>,
        /// When it was given, milliseconds.
        pub given_at: i64,
        /// Which member gave it; `None`: the model, an API key or the operator.
        pub given_by: Option<MemberId>,
    }
}

impl TimedRow {
    /// Without beginning and end, given by a member.
    pub fn always(id: impl Into<String>, by: Option<MemberId>, at: i64) -> TimedRow {
        TimedRow { id: id.into(), from_at: None, until_at: None, given_at: at, given_by: by }
    }

    /// Whether it is the same thing for the same time, whenever it was given.
    pub fn gives_the_same(&self, other: &TimedRow) -> bool {
        (&self.id, self.from_at, self.until_at) == (&other.id, other.from_at, other.until_at)
    }
}

record! {
    /// A role of one of several members.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct MemberRoleRow {
        /// Whose.
        pub member: MemberId,
        /// The role's id.
        pub role: String,
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

/// What a new member starts with.
pub struct NewMember<'a> {
    /// Its id.
    pub member: MemberId,
    /// Whose place it is, if the person is known and already consents.
    pub person: Option<PersonId>,
    /// `invited` or `active`.
    pub status: &'a str,
    /// The name; may be empty until the invitation is accepted.
    pub name: &'a str,
    /// The first name, where it was given apart.
    pub given_name: &'a str,
    /// The last name, where it was given apart.
    pub family_name: &'a str,
    /// The company.
    pub company: &'a str,
    /// JSON object of the model's profile fields.
    pub fields: &'a str,
    /// The address as written.
    pub email: &'a str,
    /// The address in its normal form.
    pub email_key: &'a str,
    /// The end of the invitation.
    pub invited_until: Option<i64>,
    /// When.
    pub at: i64,
}

statements! {
    MEMBER_INSERT = "insert into members (account_id, member_id, person_id, status, name, name_key, given_name, family_name, email, email_key, email_searched, company, company_key, fields, note, masked, \
        invited_until, version, created_at, joined_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', $15, $16, 1, $17, $18)";
    MEMBER_BY_ID = "select member_id, person_id, status, name, given_name, family_name, email, email_key, company, fields, note, masked, invited_until, language, country, version, created_at, joined_at, left_at, last_active_at \
        from members where account_id = $1 and member_id = $2";
    MEMBER_BY_EMAIL = "select member_id, person_id, status, name, given_name, family_name, email, email_key, company, fields, note, masked, invited_until, language, country, version, created_at, joined_at, left_at, last_active_at \
        from members where account_id = $1 and email_key = $2";
    MEMBER_BY_PERSON = "select member_id, person_id, status, name, given_name, family_name, email, email_key, company, fields, note, masked, invited_until, language, country, version, created_at, joined_at, left_at, last_active_at \
        from members where account_id = $1 and person_id = $2";
    MEMBERS_BY_EMAILS = "select member_id, person_id, status, name, given_name, family_name, email, email_key, company, fields, note, masked, invited_until, language, country, version, created_at, joined_at, left_at, last_active_at \
        from members where account_id = $1 and email_key in texts($2)";
    // Where the address is cut is the only difference.
    MEMBERS_DOMAINS =
        sqlite "select d.value from json_each($2) d where exists (select 1 from members where account_id = $1 and joined_at is not null \
            and substr(email_key, instr(email_key, '@') + 1) = d.value)",
        postgres "select d.value from jsonb_array_elements_text($2::jsonb) as d(value) where exists (select 1 from members \
            where account_id = $1 and joined_at is not null and split_part(email_key, '@', 2) = d.value)";
    MEMBERS_BY_IDS = "select member_id, person_id, status, name, given_name, family_name, email, email_key, company, fields, note, masked, invited_until, language, country, version, created_at, joined_at, left_at, last_active_at \
        from members where account_id = $1 and member_id in uuids($2) order by name_key, member_id";
    MEMBERS_BY_ID_PAGE = "select member_id, person_id, status, name, given_name, family_name, email, email_key, company, fields, note, masked, invited_until, language, country, version, created_at, joined_at, left_at, last_active_at \
        from members where account_id = $1 and member_id > $2 order by member_id limit $3";
    // Read from an index alone.
    MEMBERS_COUNT = "select status, count(*) from members where account_id = $1 group by status";
    // Two parts, so that each finds its index.
    MEMBERS_COUNT_EXPIRED = "select (select count(*) from members where account_id = $1 and status = 'invited' and invited_until <= $2) \
        + (select count(*) from members where account_id = $1 and status = 'invited' and invited_until is null)";
    MEMBER_SAVE = "update members set person_id = $3, status = $4, name = $5, name_key = $6, email = $7, email_key = $8, company = $9, company_key = $10, fields = $11, note = $12, masked = $13, \
        invited_until = $14, language = $15, country = $16, joined_at = $17, left_at = $18, given_name = $19, family_name = $20, email_searched = $21, version = version + 1 \
        where account_id = $1 and member_id = $2";
    MEMBER_TOUCH = "update members set version = version + 1 where account_id = $1 and member_id = $2";
    MEMBERS_TOUCH_ALL = "update members set version = version + 1 where account_id = $1 and member_id in uuids($2)";
    MEMBERS_TOUCH_HOLDERS = "update members set version = version + 1 where account_id = $1 \
        and member_id in (select member_id from grants where account_id = $1 and resource_id = $2)";
    MEMBER_SEEN = "update members set last_active_at = $3 where account_id = $1 and member_id = $2 and (last_active_at is null or last_active_at < $3)";
    MEMBER_ROLES = "select role, from_at, until_at, given_at, given_by from member_roles where account_id = $1 and member_id = $2 order by role";
    MEMBER_ROLES_OF = "select member_id, role, from_at, until_at, given_at, given_by from member_roles where account_id = $1 and member_id in uuids($2) order by member_id, role";
    MEMBER_ROLE_INSERT = "insert into member_roles (account_id, member_id, role, from_at, until_at, given_at, given_by) values ($1, $2, $3, $4, $5, $6, $7)";
    MEMBER_ROLES_CLEAR = "delete from member_roles where account_id = $1 and member_id = $2";
    // What the list is sorted by. Where texts of several rows become one is the only difference.
    MEMBER_ROLES_KEY =
        sqlite "update members set roles_key = coalesce((select substr(group_concat(role, ' ' order by role), 1, 200) from member_roles \
            where account_id = $1 and member_id = $2), '') where account_id = $1 and member_id = $2",
        postgres "update members set roles_key = coalesce((select substr(string_agg(role, ' ' order by role), 1, 200) from member_roles \
            where account_id = $1 and member_id = $2), '') where account_id = $1 and member_id = $2";
    MEMBER_NAMES = "select member_id, case when name = '' then email else name end from members where account_id = $1 and member_id in uuids($2)";
    MEMBER_EXTRAS = "select permission, from_at, until_at, given_at, given_by from member_extras where account_id = $1 and member_id = $2 order by permission";
    MEMBER_MASK = "select permission from member_masks where account_id = $1 and member_id = $2 order by permission";
    MEMBER_EXTRA_INSERT = "insert into member_extras (account_id, member_id, permission, from_at, until_at, given_at, given_by) values ($1, $2, $3, $4, $5, $6, $7)";
    MEMBER_EXTRAS_CLEAR = "delete from member_extras where account_id = $1 and member_id = $2";
    MEMBER_MASKED = "update members set masked = $3 where account_id = $1 and member_id = $2";
    MEMBER_MASK_CLEAR = "delete from member_masks where account_id = $1 and member_id = $2";
    // However many there are: one statement.
    MEMBER_MASK_INSERT =
        sqlite "insert into member_masks (account_id, member_id, permission) select $1, $2, value from json_each($3)",
        postgres "insert into member_masks (account_id, member_id, permission) \
            select cast($1 as uuid), cast($2 as uuid), value from jsonb_array_elements_text($3::jsonb)";
    // Rule 14: one role at a time, the model says which roles count.
    KEEPERS = "select m.member_id from members m join member_roles r on r.account_id = m.account_id and r.member_id = m.member_id \
        where m.account_id = $1 and r.account_id = $1 and r.role = $2 and m.status = 'active' and r.until_at is null and (r.from_at is null or r.from_at <= $3) limit $4";
}

pub use roster_domain::text::sort_key;

/// Adds a member.
pub fn insert(tx: &mut WriteTx<'_>, account: AccountId, new: &NewMember<'_>) -> Result<(), DbError> {
    let name_key = list_key(new.name, new.email_key);
    let joined_at = (new.status == "active").then_some(new.at);
    tx.execute(
        &MEMBER_INSERT,
        &[
            &account,
            &new.member,
            &new.person,
            &new.status,
            &new.name,
            &name_key,
            &new.given_name,
            &new.family_name,
            &new.email,
            &new.email_key,
            &searched(new.email_key),
            &new.company,
            &sort_key(new.company),
            &new.fields,
            &false,
            &new.invited_until,
            &new.at,
            &joined_at,
        ],
    )?;
    Ok(())
}

/// Who has no name yet is sorted by address, as the list shows it.
pub(crate) fn list_key(name: &str, email_key: &str) -> String {
    sort_key(if name.is_empty() { email_key } else { name })
}

/// One member.
pub fn by_id(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId) -> Result<Option<MemberRow>, DbError> {
    tx.optional(&MEMBER_BY_ID, &[&account, &member])
}

/// The member with this address (normal form).
pub fn by_email(tx: &mut ReadTx<'_>, account: AccountId, email_key: &str) -> Result<Option<MemberRow>, DbError> {
    tx.optional(&MEMBER_BY_EMAIL, &[&account, &email_key])
}

/// The place of a person in an account.
pub fn by_person(tx: &mut ReadTx<'_>, account: AccountId, person: PersonId) -> Result<Option<MemberRow>, DbError> {
    tx.optional(&MEMBER_BY_PERSON, &[&account, &person])
}

/// The members with any of these addresses (normal form), in one statement.
pub fn by_emails(tx: &mut ReadTx<'_>, account: AccountId, keys: &[&str]) -> Result<Vec<MemberRow>, DbError> {
    let list = crate::dialect::text_list(keys);
    tx.all(&MEMBERS_BY_EMAILS, &[&account, &list])
}

/// In which of these domains somebody who joined has an address.
pub fn known_domains(tx: &mut ReadTx<'_>, account: AccountId, domains: &[&str]) -> Result<Vec<String>, DbError> {
    let rows = tx.all::<(String,)>(&MEMBERS_DOMAINS, &[&account, &crate::dialect::text_list(domains)])?;
    Ok(rows.into_iter().map(|(domain,)| domain).collect())
}

/// Several members by name, in one statement; who is not there is left out.
pub fn by_ids(tx: &mut ReadTx<'_>, account: AccountId, ids: &[MemberId]) -> Result<Vec<MemberRow>, DbError> {
    tx.all(&MEMBERS_BY_IDS, &[&account, &crate::dialect::uuid_list(ids)])
}

/// A page of all members there ever were, in the order of their ids.
pub fn page_by_id(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    after: MemberId,
    limit: i64,
) -> Result<Vec<MemberRow>, DbError> {
    tx.all(&MEMBERS_BY_ID_PAGE, &[&account, &after, &limit])
}

/// What a row's place in a list by name is.
pub fn place(row: &MemberRow) -> String {
    list_key(&row.name, &row.email_key)
}

/// A LIKE pattern that finds `text` anywhere, its own wildcards taken literally (escape character `\`).
pub(crate) fn contains(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in search_key(text).chars() {
        match c {
            '%' | '_' | '\\' => pattern.extend(['\\', c]),
            // Neither engine takes it in a text, and so it stands in none.
            '\0' => pattern.push(char::REPLACEMENT_CHARACTER),
            _ => pattern.push(c),
        }
    }
    pattern.push('%');
    pattern
}

/// How many members have each status, as stored: those whose invitation's time is over count as `invited`.
pub fn counts(tx: &mut ReadTx<'_>, account: AccountId) -> Result<Vec<(String, i64)>, DbError> {
    tx.all(&MEMBERS_COUNT, &[&account])
}

/// How many are `invited` whose invitation's time is over.
pub fn count_expired(tx: &mut ReadTx<'_>, account: AccountId, now: i64) -> Result<i64, DbError> {
    let (count,) = tx.one::<(i64,)>(&MEMBERS_COUNT_EXPIRED, &[&account, &now])?;
    Ok(count)
}

/// Writes back a row that was read in this transaction and changed; its version moves by one.
pub fn save(tx: &mut WriteTx<'_>, account: AccountId, row: &MemberRow) -> Result<(), DbError> {
    tx.execute(
        &MEMBER_SAVE,
        &[
            &account,
            &row.member,
            &row.person,
            &row.status,
            &row.name,
            &list_key(&row.name, &row.email_key),
            &row.email,
            &row.email_key,
            &row.company,
            &sort_key(&row.company),
            &row.fields,
            &row.note,
            &row.masked,
            &row.invited_until,
            &row.language,
            &row.country,
            &row.joined_at,
            &row.left_at,
            &row.given_name,
            &row.family_name,
            &searched(&row.email_key),
        ],
    )?;
    Ok(())
}

/// Moves the version because something that belongs to the member changed.
pub fn touch(tx: &mut WriteTx<'_>, account: AccountId, member: MemberId) -> Result<(), DbError> {
    tx.execute(&MEMBER_TOUCH, &[&account, &member])?;
    Ok(())
}

/// Moves the versions of all of these.
pub fn touch_all(tx: &mut WriteTx<'_>, account: AccountId, members: &[MemberId]) -> Result<(), DbError> {
    tx.execute(&MEMBERS_TOUCH_ALL, &[&account, &crate::dialect::uuid_list(members)])?;
    Ok(())
}

/// Moves the versions of all who were given something on this resource.
pub fn touch_holders(tx: &mut WriteTx<'_>, account: AccountId, resource: ResourceId) -> Result<u64, DbError> {
    tx.execute(&MEMBERS_TOUCH_HOLDERS, &[&account, &resource])
}

/// Notes that the member was active, without moving the version.
pub fn seen(tx: &mut WriteTx<'_>, account: AccountId, member: MemberId, at: i64) -> Result<(), DbError> {
    tx.execute(&MEMBER_SEEN, &[&account, &member, &at])?;
    Ok(())
}

/// A member's roles.
pub fn roles(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId) -> Result<Vec<TimedRow>, DbError> {
    tx.all(&MEMBER_ROLES, &[&account, &member])
}

/// The roles of several members, in one statement.
pub fn roles_of(tx: &mut ReadTx<'_>, account: AccountId, members: &[MemberId]) -> Result<Vec<MemberRoleRow>, DbError> {
    tx.all(&MEMBER_ROLES_OF, &[&account, &crate::dialect::uuid_list(members)])
}

/// Replaces a member's roles.
pub fn set_roles(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    member: MemberId,
    roles: &[TimedRow],
) -> Result<(), DbError> {
    tx.execute(&MEMBER_ROLES_CLEAR, &[&account, &member])?;
    add_roles(tx, account, member, roles)
}

/// Gives a member roles that they don't have.
pub fn add_roles(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    member: MemberId,
    roles: &[TimedRow],
) -> Result<(), DbError> {
    for role in roles {
        let TimedRow { id, from_at, until_at, given_at, given_by } = role;
        tx.execute(&MEMBER_ROLE_INSERT, &[&account, &member, id, from_at, until_at, given_at, given_by])?;
    }
    tx.execute(&MEMBER_ROLES_KEY, &[&account, &member])?;
    Ok(())
}

/// What several members are called, in one statement.
pub fn names(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    members: &[MemberId],
) -> Result<Vec<(MemberId, String)>, DbError> {
    tx.all(&MEMBER_NAMES, &[&account, &crate::dialect::uuid_list(members)])
}

/// A member's extra permissions.
pub fn extras(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId) -> Result<Vec<TimedRow>, DbError> {
    tx.all(&MEMBER_EXTRAS, &[&account, &member])
}

/// The permissions a member set to Custom keeps.
pub fn mask(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId) -> Result<Vec<String>, DbError> {
    let rows = tx.all::<(String,)>(&MEMBER_MASK, &[&account, &member])?;
    Ok(rows.into_iter().map(|(permission,)| permission).collect())
}

/// Replaces a member's extra permissions.
pub fn set_extras(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    member: MemberId,
    extras: &[TimedRow],
) -> Result<(), DbError> {
    tx.execute(&MEMBER_EXTRAS_CLEAR, &[&account, &member])?;
    for extra in extras {
        let TimedRow { id, from_at, until_at, given_at, given_by } = extra;
        tx.execute(&MEMBER_EXTRA_INSERT, &[&account, &member, id, from_at, until_at, given_at, given_by])?;
    }
    Ok(())
}

/// Sets a member to Custom with these permissions, each once, or with `None` to All.
pub fn set_mask(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    member: MemberId,
    kept: Option<&[String]>,
) -> Result<(), DbError> {
    tx.execute(&MEMBER_MASKED, &[&account, &member, &kept.is_some()])?;
    tx.execute(&MEMBER_MASK_CLEAR, &[&account, &member])?;
    if let Some(kept) = kept.filter(|kept| !kept.is_empty()) {
        tx.execute(&MEMBER_MASK_INSERT, &[&account, &member, &crate::dialect::text_list(kept)])?;
    }
    Ok(())
}

/// Up to `limit` active members who hold `role` now and without end.
pub fn keepers(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    role: &str,
    now: i64,
    limit: i64,
) -> Result<Vec<MemberId>, DbError> {
    let rows = tx.all::<(MemberId,)>(&KEEPERS, &[&account, &role, &now, &limit])?;
    Ok(rows.into_iter().map(|(member,)| member).collect())
}
