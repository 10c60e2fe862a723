//! The list of members: sorted in one of several ways, narrowed, a page at a time.
//!
//! A page is read status by status, each in the order of an index of its own, and put together here: so it costs the same whichever
//! states it is of, and however many members are in others.

use crate::{
    DbError, ReadTx,
    db::{Param, Sql, Value},
    members::{MemberRow, contains, list_key, sort_key},
    statements,
};
use roster_domain::id::{AccountId, Id, MemberId, ResourceId};
use std::{borrow::Cow, cmp::Ordering, collections::HashMap};
use uuid::Uuid;

/// Which members to list; what is empty or `None` narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberFilter {
    /// `active`, `disabled`, `archived`, `deleted`; `invited`: with a living invitation; `expired`: with a dead one. Empty: those who
    /// are `active`, `disabled` or `invited`.
    pub statuses: Vec<String>,
    /// Only those who hold this role, whatever its times.
    pub role: Option<String>,
    /// Only those whose name, address or company contains this (already normalised), or who hold one of `search_roles`.
    pub search: Option<String>,
    /// Roles that the search finds by what they are called.
    pub search_roles: Vec<String>,
    /// Only those who joined and were not active from then on, milliseconds.
    pub not_active_since: Option<i64>,
    /// Only those who joined and were never active.
    pub never_active: bool,
    /// Only those who reach this resource.
    pub resource: Option<ResourceId>,
    /// Whose access to it counts; without it nobody's does.
    pub reaching: Option<Box<Reaching>>,
}

/// By what a member reaches the resource that a list is narrowed to, as the model has it. Of those who are not in, by what they
/// would. Roles are named by their ids, the default role also by an empty text: it holds where no other is in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reaching {
    /// The grants that give something there, as `depth slot value`: on the resource at depth 0, on what it lies under farther up.
    pub grants: Vec<String>,
    /// The other roles and permissions that can be granted: they count for those whom anything that was granted lets in.
    pub others: Vec<String>,
    /// The roles that reach every one.
    pub all: Vec<String>,
    /// The roles that reach it where anything was granted.
    pub granted: Vec<String>,
    /// The roles whose holders reach what they own, or what lies under it, as `depth role`.
    pub owned: Vec<String>,
}

impl MemberFilter {
    /// All of one status.
    pub fn of_status(status: &str) -> MemberFilter {
        MemberFilter { statuses: vec![status.to_owned()], ..MemberFilter::default() }
    }
}

/// What the list is sorted by; equals stand in the order of their ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// The name; who has none yet stands where the address does.
    #[default]
    Name,
    /// The address.
    Email,
    /// The company.
    Company,
    /// The ids of the roles.
    Roles,
    /// The status: in, out for a while, invited, too late, out; then the name.
    Status,
    /// When they were last active; who never was comes first.
    LastActive,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MemberSort {
    /// By what.
    pub by: SortBy,
    /// From the end.
    pub descending: bool,
}

impl MemberSort {
    const CODES: [(&'static str, SortBy); 6] = [
        ("name", SortBy::Name),
        ("email", SortBy::Email),
        ("company", SortBy::Company),
        ("roles", SortBy::Roles),
        ("status", SortBy::Status),
        ("last_active", SortBy::LastActive),
    ];

    /// The order with this code: `email`, and from the end `-email`.
    pub fn from_code(code: &str) -> Option<MemberSort> {
        let (descending, code) = code.strip_prefix('-').map_or((false, code), |code| (true, code));
        let (_, by) = Self::CODES.into_iter().find(|(known, _)| *known == code)?;
        Some(MemberSort { by, descending })
    }

    /// Its code.
    pub fn code(self) -> String {
        let code = Self::CODES.into_iter().find(|(_, by)| *by == self.by).map_or("name", |(code, _)| code);
        if self.descending { format!("-{code}") } else { code.to_owned() }
    }
}

/// The statuses in the order in which a list sorted by them has them.
pub const STATUSES: [&str; 6] = ["active", "disabled", "invited", "expired", "archived", "deleted"];

/// Where a row stands in a sorted list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The place of its status in [`STATUSES`] where the list is sorted by it, else 0.
    pub status: u8,
    /// What it is sorted by.
    pub key: Key,
    /// Its id.
    pub member: Uuid,
}

/// What a row is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A time.
    Number(i64),
    /// A normalised text.
    Text(String),
}

impl Param for Key {
    fn value(&self) -> Value<'_> {
        match self {
            Key::Number(number) => Value::Integer(*number),
            Key::Text(text) => Value::Text(text),
        }
    }
}

/// Whether a member holds a role now that is in a list: `$role` is how `h.role` stands in it, `$none` how the default role does.
macro_rules! holds {
    ($member:literal, $role:literal, $none:literal, $list:literal) => {
        concat!(
            "(exists (select 1 from member_roles h where h.account_id = $1 and h.member_id = ",
            $member,
            " and (h.from_at is null or h.from_at <= $18) and (h.until_at is null or h.until_at > $18) and ",
            $role,
            " in texts(",
            $list,
            ")) or (",
            $none,
            " in texts(",
            $list,
            ") and not exists (select 1 from member_roles h where h.account_id = $1 and h.member_id = ",
            $member,
            " and (h.from_at is null or h.from_at <= $18) and (h.until_at is null or h.until_at > $18))))"
        )
    };
}

/// Whoever reaches $13, at $18: by a grant on the way up from it ($14), of the levels by the nearest alone; by a role on every
/// one ($15), where anything that can be ($19) is granted ($16), on what is theirs ($17). Cross joins are read from left to right.
macro_rules! reaching {
    () => {
        concat!(
            "and (cast($13 as uuid) is null or ",
            holds!("m.member_id", "h.role", "''", "$15"),
            " or m.member_id in (select g.member_id from resource_paths p cross join grants g \
            where p.account_id = $1 and p.resource_id = $13 and g.account_id = $1 and g.resource_id = p.ancestor_id \
            and (g.from_at is null or g.from_at <= $18) and (g.until_at is null or g.until_at > $18) \
            and (cast(p.depth as text) || ' ' || g.slot || ' ' || g.value in texts($14) or (cast(p.depth as text) || ' ' || g.slot || ' ' || g.value in texts($19) and ",
            holds!("g.member_id", "h.role", "''", "$16"),
            ")) and not exists (select 1 from resource_paths q cross join grants n \
            where q.account_id = $1 and q.resource_id = $13 and n.account_id = $1 and n.resource_id = q.ancestor_id \
            and n.member_id = g.member_id and n.slot = 'level' \
            and (n.from_at is null or n.from_at <= $18) and (n.until_at is null or n.until_at > $18) \
            and ((g.slot = 'level' and q.depth < p.depth) or \
            (g.slot <> 'level' and cast(p.depth as text) || ' ' || g.slot || ' ' || g.value not in texts($14))))) \
            or m.member_id in (select o.owner_id from resource_paths p cross join resources o \
            where p.account_id = $1 and p.resource_id = $13 and o.account_id = $1 and o.resource_id = p.ancestor_id \
            and o.owner_id is not null and ",
            holds!("o.owner_id", "cast(p.depth as text) || ' ' || h.role", "cast(p.depth as text) || ' '", "$17"),
            ")) "
        )
    };
}

/// Whom the filter leaves: $1 the account, $5 the status, and the rest as [`page`] says.
macro_rules! narrowed {
    () => {
        concat!(
            reaching!(),
            "and (cast($8 as bigint) is null or m.invited_until > $8) \
            and (cast($9 as bigint) is null or m.invited_until is null or m.invited_until <= $9) \
            and (cast($6 as text) is null or m.member_id in (select r.member_id from member_roles r where r.account_id = $1 and r.role = $6)) \
            and (cast($7 as text) is null or m.name_key like $7 escape '\\' or m.email_key like $7 escape '\\' or m.email_searched like $7 escape '\\' or m.company_key like $7 escape '\\' \
            or m.member_id in (select r.member_id from member_roles r where r.account_id = $1 and r.role in texts($10))) \
            and (cast($11 as bigint) is null or coalesce(m.last_active_at, m.joined_at) < $11) \
            and (cast($12 as bigint) is null or (m.active_key = $12 and m.joined_at is not null))"
        )
    };
}

/// A page in one order: $3/$4 the place before it, $5 the status; a null switches the conditions behind it off: $6 role, $7 search
/// pattern ($10 the roles that the search found), $8 only invitations that live longer than this,
/// $9 only those that don't, $11 only who was not active from then on, $12 only who was active at this time, which is 0 for never,
/// $13 and those behind it as [`reaching`] says.
macro_rules! page {
    ($key:literal, $beyond:literal, $order:literal) => {
        concat!(
            "select m.member_id, m.person_id, m.status, m.name, m.given_name, m.family_name, m.email, m.email_key, m.company, m.fields, m.note, m.masked, m.invited_until, \
            m.language, m.country, m.version, m.created_at, m.joined_at, m.left_at, m.last_active_at \
            from members m where m.account_id = $1 and m.status = $5 and (m.",
            $key,
            ", m.member_id) ",
            $beyond,
            " ($3, $4) ",
            narrowed!(),
            " order by m.",
            $key,
            $order,
            ", m.member_id",
            $order,
            " limit $2"
        )
    };
}

statements! {
    MEMBERS_BY_NAME = page!("name_key", ">", "");
    MEMBERS_BY_NAME_BACK = page!("name_key", "<", " desc");
    MEMBERS_BY_EMAIL_KEY = page!("email_key", ">", "");
    MEMBERS_BY_EMAIL_KEY_BACK = page!("email_key", "<", " desc");
    MEMBERS_BY_COMPANY = page!("company_key", ">", "");
    MEMBERS_BY_COMPANY_BACK = page!("company_key", "<", " desc");
    MEMBERS_BY_ROLES = page!("roles_key", ">", "");
    MEMBERS_BY_ROLES_BACK = page!("roles_key", "<", " desc");
    MEMBERS_BY_LAST_ACTIVE = page!("active_key", ">", "");
    MEMBERS_BY_LAST_ACTIVE_BACK = page!("active_key", "<", " desc");
    // Whoever is beyond the limit ($2) is not counted: nobody waits for a number that nobody reads. The order of nothing: $3 and $4 are
    // there so that the parameters are those of a page.
    MEMBERS_MATCHING = concat!(
        "select count(*) from (select 1 from members m where m.account_id = $1 and m.status = $5 and (m.name_key, m.member_id) > ($3, $4) ",
        narrowed!(),
        " limit $2) n"
    );
    MEMBERS_ROLES_KEYS = "select member_id, roles_key from members where account_id = $1 and member_id in uuids($2)";
}

/// A page of members; `after` is the place of the last one of the page before.
pub fn page(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    filter: &MemberFilter,
    sort: MemberSort,
    after: Option<&Place>,
    now: i64,
    limit: i64,
) -> Result<Vec<(MemberRow, Place)>, DbError> {
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let narrowing = Narrowing::of(filter);
    let mut found: Vec<(MemberRow, Place)> = Vec::new();
    for status in statuses(filter, sort) {
        let place = place_of(status);
        let Some((key, id)) = begin(sort, place, after) else { continue };
        let rows = narrowing.with(account, status, (&key, id), now, limit, |params| tx.all(statement(sort), params))?;
        let status = if sort.by == SortBy::Status { place } else { 0 };
        found.extend(keyed(tx, account, sort, status, rows)?);
        // Sorted by status nobody of the next one comes before anybody of this one.
        if sort.by == SortBy::Status && found.len() >= most {
            break;
        }
    }
    found.sort_unstable_by(|(_, one), (_, other)| directed(sort, one.cmp(other)));
    found.truncate(most);
    Ok(found)
}

/// How many match, as far as `most`: whoever asks is told no greater number.
pub fn count(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    filter: &MemberFilter,
    now: i64,
    most: i64,
) -> Result<i64, DbError> {
    let (narrowing, sort) = (Narrowing::of(filter), MemberSort::default());
    let mut counted = 0;
    for status in statuses(filter, sort) {
        let Some((key, id)) = begin(sort, 0, None).filter(|_| counted < most) else { break };
        let limit = most - counted;
        let found: Vec<(i64,)> =
            narrowing.with(account, status, (&key, id), now, limit, |params| tx.all(&MEMBERS_MATCHING, params))?;
        counted += found.iter().map(|(count,)| count).sum::<i64>();
    }
    Ok(counted)
}

/// What of a filter is the same for all statuses, as it is bound to a statement.
struct Narrowing<'f> {
    filter: &'f MemberFilter,
    pattern: Option<String>,
    roles: String,
    never: Option<i64>,
    reaching: [String; 5],
}

impl Narrowing<'_> {
    fn of(filter: &MemberFilter) -> Narrowing<'_> {
        let pattern = filter.search.as_deref().map(contains);
        let roles = crate::dialect::text_list(&filter.search_roles);
        let lists = match filter.reaching.as_deref() {
            Some(Reaching { grants, others, all, granted, owned }) => [&grants[..], all, granted, owned, others],
            None => [&[][..]; 5],
        };
        let reaching = lists.map(crate::dialect::text_list);
        Narrowing { filter, pattern, roles, never: filter.never_active.then_some(0), reaching }
    }

    fn with<T>(
        &self,
        account: AccountId,
        status: &str,
        (key, id): (&Key, Uuid),
        now: i64,
        limit: i64,
        run: impl FnOnce(&[&dyn Param]) -> Result<T, DbError>,
    ) -> Result<T, DbError> {
        let (stored, living, dead) = match status {
            "invited" => ("invited", Some(now), None),
            "expired" => ("invited", None, Some(now)),
            status => (status, None, None),
        };
        let Narrowing { filter, pattern, roles, never, reaching: [grants, all, granted, owned, others] } = self;
        run(&[
            &account,
            &limit,
            key,
            &id,
            &stored,
            &filter.role,
            pattern,
            &living,
            &dead,
            roles,
            &filter.not_active_since,
            never,
            &filter.resource,
            grants,
            all,
            granted,
            owned,
            &now,
            others,
        ])
    }
}

/// The statuses asked for, each once, in the order in which they are read.
fn statuses(filter: &MemberFilter, sort: MemberSort) -> Vec<&'static str> {
    let asked = |status: &&'static str| match filter.statuses.as_slice() {
        [] => matches!(*status, "active" | "disabled" | "invited"),
        some => some.iter().any(|asked| asked == status),
    };
    let mut statuses: Vec<&'static str> = STATUSES.into_iter().filter(asked).collect();
    if sort.descending {
        statuses.reverse();
    }
    statuses
}

fn place_of(status: &str) -> u8 {
    let place = STATUSES.iter().position(|other| *other == status);
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or_default()
}

fn directed(sort: MemberSort, order: Ordering) -> Ordering {
    if sort.descending { order.reverse() } else { order }
}

/// Behind which key and id the rows of a status begin; `None`: all of them were on pages before.
fn begin(sort: MemberSort, status: u8, after: Option<&Place>) -> Option<(Cow<'_, Key>, Uuid)> {
    if let Some(after) = after {
        let status =
            if sort.by == SortBy::Status { directed(sort, status.cmp(&after.status)) } else { Ordering::Equal };
        match status {
            Ordering::Less => return None,
            Ordering::Equal => return Some((Cow::Borrowed(&after.key), after.member)),
            Ordering::Greater => {}
        }
    }
    let (key, id) = match (sort.by, sort.descending) {
        (SortBy::LastActive, false) => (Key::Number(i64::MIN), Uuid::nil()),
        (SortBy::LastActive, true) => (Key::Number(i64::MAX), Uuid::max()),
        (_, false) => (Key::Text(String::new()), Uuid::nil()),
        // No key is as long, and none stands behind it.
        (_, true) => (Key::Text(char::MAX.to_string().repeat(LONGEST)), Uuid::max()),
    };
    Some((Cow::Owned(key), id))
}

/// More characters than any name, address, company or roles together have when they are normalised.
const LONGEST: usize = 4_000;

fn statement(sort: MemberSort) -> &'static Sql {
    match (sort.by, sort.descending) {
        (SortBy::Name | SortBy::Status, false) => &MEMBERS_BY_NAME,
        (SortBy::Name | SortBy::Status, true) => &MEMBERS_BY_NAME_BACK,
        (SortBy::Email, false) => &MEMBERS_BY_EMAIL_KEY,
        (SortBy::Email, true) => &MEMBERS_BY_EMAIL_KEY_BACK,
        (SortBy::Company, false) => &MEMBERS_BY_COMPANY,
        (SortBy::Company, true) => &MEMBERS_BY_COMPANY_BACK,
        (SortBy::Roles, false) => &MEMBERS_BY_ROLES,
        (SortBy::Roles, true) => &MEMBERS_BY_ROLES_BACK,
        (SortBy::LastActive, false) => &MEMBERS_BY_LAST_ACTIVE,
        (SortBy::LastActive, true) => &MEMBERS_BY_LAST_ACTIVE_BACK,
    }
}

/// Rows with their places in the list.
fn keyed(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    sort: MemberSort,
    status: u8,
    rows: Vec<MemberRow>,
) -> Result<Vec<(MemberRow, Place)>, DbError> {
    let mut roles: HashMap<MemberId, String> = HashMap::new();
    if sort.by == SortBy::Roles && !rows.is_empty() {
        let ids: Vec<MemberId> = rows.iter().map(|row| row.member).collect();
        roles.extend(tx.all::<(MemberId, String)>(&MEMBERS_ROLES_KEYS, &[&account, &crate::dialect::uuid_list(&ids)])?);
    }
    let key = |row: &MemberRow| match sort.by {
        SortBy::Name | SortBy::Status => Key::Text(list_key(&row.name, &row.email_key)),
        SortBy::Email => Key::Text(row.email_key.clone()),
        SortBy::Company => Key::Text(sort_key(&row.company)),
        SortBy::Roles => Key::Text(roles.get(&row.member).cloned().unwrap_or_default()),
        SortBy::LastActive => Key::Number(row.last_active_at.unwrap_or(0)),
    };
    let placed = rows.into_iter().map(|row| (Place { status, key: key(&row), member: row.member.uuid() }, row));
    Ok(placed.map(|(place, row)| (row, place)).collect())
}
