//! Which accounts a person is in: the person's side of `members.person_id`.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, MemberId, PersonId};

/// An account, open or suspended, in which a person is an active member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// The person's place in it.
    pub member: MemberId,
    /// When the person last chose this account.
    pub last_used_at: i64,
    /// The ids of the roles held now; none: the model's default role is in force.
    pub roles: Vec<String>,
    /// The operator has suspended the account: nobody has anything in it for now.
    pub suspended: bool,
}

record! {
    /// A membership with one of its roles.
    struct MembershipRole {
        account: AccountId,
        name: String,
        member: MemberId,
        last_used_at: i64,
        role: Option<String>,
        status: String,
    }
}

statements! {
    PERSON_ACCOUNT_ADD = "insert into person_accounts (person_id, account_id, member_id, joined_at, last_used_at) values ($1, $2, $3, $4, $4) \
        on conflict (person_id, account_id) do update set member_id = excluded.member_id, joined_at = excluded.joined_at";
    // Over all accounts of one person: their own list of where they are, read before any account is chosen.
    PERSON_ACCOUNTS = "select a.account_id, a.name, m.member_id, pa.last_used_at, r.role, a.status from person_accounts pa \
        join accounts a on a.account_id = pa.account_id \
        join members m on m.account_id = pa.account_id and m.member_id = pa.member_id \
        left join member_roles r on r.account_id = m.account_id and r.member_id = m.member_id \
            and (r.from_at is null or r.from_at <= $2) and (r.until_at is null or r.until_at > $2) \
        where pa.person_id = $1 and m.person_id = $1 and a.status in ('open', 'suspended') and m.status = 'active' \
        order by a.account_id, r.role";
    // As above: which model each of them is pinned to, for the labels of the roles.
    PERSON_ACCOUNT_MODELS = "select pa.account_id, am.hash from person_accounts pa \
        join account_models am on am.account_id = pa.account_id \
        where pa.person_id = $1 and am.version = (select max(newest.version) from account_models newest where newest.account_id = pa.account_id) \
        order by pa.account_id";
    // As above: those that are closed, with the model that says who can bring them back.
    PERSON_CLOSED_ACCOUNTS = "select a.account_id, a.name, m.member_id, a.purge_at, am.hash, r.role from person_accounts pa \
        join accounts a on a.account_id = pa.account_id \
        join account_models am on am.account_id = pa.account_id \
        join members m on m.account_id = pa.account_id and m.member_id = pa.member_id \
        left join member_roles r on r.account_id = m.account_id and r.member_id = m.member_id \
            and (r.from_at is null or r.from_at <= $2) and (r.until_at is null or r.until_at > $2) \
        where pa.person_id = $1 and m.person_id = $1 and a.status = 'closed' and a.purge_at is not null and m.status = 'active' \
        and am.version = (select max(newest.version) from account_models newest where newest.account_id = pa.account_id) \
        order by a.account_id, r.role";
    PERSON_PLACES = "select account_id, member_id from person_accounts where person_id = $1 order by account_id";
    PERSON_ACCOUNT_TOUCH = "update person_accounts set last_used_at = $3 where person_id = $1 and account_id = $2 and last_used_at < $3";
    PERSON_ACCOUNT_REMOVE = "delete from person_accounts where person_id = $1 and account_id = $2";
}

/// Notes that a person joined an account, for the first time or again.
pub fn add(
    tx: &mut WriteTx<'_>,
    person: PersonId,
    account: AccountId,
    member: MemberId,
    at: i64,
) -> Result<(), DbError> {
    tx.execute(&PERSON_ACCOUNT_ADD, &[&person, &account, &member, &at])?;
    Ok(())
}

/// The open and the suspended accounts in which a person is an active member, with the roles in force at `now`, in one statement.
pub fn of_person(tx: &mut ReadTx<'_>, person: PersonId, now: i64) -> Result<Vec<Membership>, DbError> {
    let mut memberships: Vec<Membership> = Vec::new();
    for row in tx.all::<MembershipRole>(&PERSON_ACCOUNTS, &[&person, &now])? {
        // Rows of one account stand together.
        match memberships.last_mut() {
            Some(last) if last.account == row.account => last.roles.extend(row.role),
            _ => memberships.push(Membership {
                account: row.account,
                name: row.name,
                member: row.member,
                last_used_at: row.last_used_at,
                roles: row.role.into_iter().collect(),
                suspended: row.status == "suspended",
            }),
        }
    }
    Ok(memberships)
}

/// A closed account in which a person is an active member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedPlace {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// The person's place in it.
    pub member: MemberId,
    /// When it is purged.
    pub purge_at: i64,
    /// The hash of the model it is pinned to.
    pub model: Vec<u8>,
    /// The ids of the roles held now.
    pub roles: Vec<String>,
}

/// The closed accounts in which a person is an active member, with the roles in force at `now`, in one statement.
pub fn closed_of_person(tx: &mut ReadTx<'_>, person: PersonId, now: i64) -> Result<Vec<ClosedPlace>, DbError> {
    type Line = (AccountId, String, MemberId, i64, Vec<u8>, Option<String>);
    let mut places: Vec<ClosedPlace> = Vec::new();
    for (account, name, member, purge_at, model, role) in tx.all::<Line>(&PERSON_CLOSED_ACCOUNTS, &[&person, &now])? {
        match places.last_mut() {
            Some(last) if last.account == account => last.roles.extend(role),
            _ => {
                let roles = role.into_iter().collect();
                places.push(ClosedPlace { account, name, member, purge_at, model, roles });
            }
        }
    }
    Ok(places)
}

/// The hash of the model that each account of a person is pinned to, in one statement.
pub fn models_of_person(tx: &mut ReadTx<'_>, person: PersonId) -> Result<Vec<(AccountId, Vec<u8>)>, DbError> {
    tx.all(&PERSON_ACCOUNT_MODELS, &[&person])
}

/// All of a person's places, whether or not they may do anything there now.
pub fn places(tx: &mut ReadTx<'_>, person: PersonId) -> Result<Vec<(AccountId, MemberId)>, DbError> {
    tx.all(&PERSON_PLACES, &[&person])
}

/// Notes that a person chose this account, so that it is the one they find next time.
pub fn touch(tx: &mut WriteTx<'_>, person: PersonId, account: AccountId, at: i64) -> Result<(), DbError> {
    tx.execute(&PERSON_ACCOUNT_TOUCH, &[&person, &account, &at])?;
    Ok(())
}

/// The person is not in the account any more.
pub fn remove(tx: &mut WriteTx<'_>, person: PersonId, account: AccountId) -> Result<(), DbError> {
    tx.execute(&PERSON_ACCOUNT_REMOVE, &[&person, &account])?;
    Ok(())
}
