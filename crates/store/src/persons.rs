//! Persons: who they are, their addresses and their password. Global, in no account.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::{email::Email, id::PersonId};
use std::collections::{HashMap, HashSet};

record! {
    /// A human with a sign-in.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct PersonRow {
        /// Their id.
        pub person: PersonId,
        /// What they are called.
        pub name: String,
        /// BCP 47.
        pub language: String,
        /// ISO 3166-1 alpha-2.
        pub country: Option<String>,
        /// IANA time zone.
        pub time_zone: String,
        /// Milliseconds since 1970.
        pub created_at: i64,
        /// Moves with every change of this row; the ETag.
        pub version: i64,
    }
}

record! {
    /// An address of a person.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct PersonEmailRow {
        /// The address in its normal form.
        pub email_key: String,
        /// Whose it is.
        pub person: PersonId,
        /// The address as written.
        pub email: String,
        /// When it was proven that the person reads its mail; `None`: not yet.
        pub verified_at: Option<i64>,
        /// The person can sign in with it.
        pub sign_in: bool,
        /// When it was added.
        pub created_at: i64,
    }
}

/// What a new person starts with.
#[derive(Clone, Copy, Debug)]
pub struct NewPerson<'a> {
    /// Their id.
    pub person: PersonId,
    /// What they are called.
    pub name: &'a str,
    /// BCP 47.
    pub language: &'a str,
    /// ISO 3166-1 alpha-2.
    pub country: Option<&'a str>,
    /// IANA time zone.
    pub time_zone: &'a str,
    /// When.
    pub at: i64,
}

statements! {
    PERSON_INSERT = "insert into persons (person_id, name, language, country, time_zone, created_at, version) values ($1, $2, $3, $4, $5, $6, 1)";
    PERSON_BY_ID = "select person_id, name, language, country, time_zone, created_at, version from persons where person_id = $1";
    PERSON_LOCK = "select person_id, name, language, country, time_zone, created_at, version from persons where person_id = $1 for update";
    PERSON_BY_EMAIL = "select p.person_id, p.name, p.language, p.country, p.time_zone, p.created_at, p.version \
        from person_emails e join persons p on p.person_id = e.person_id where e.email_key = $1";
    PERSON_UPDATE = "update persons set name = $2, language = $3, country = $4, time_zone = $5, version = version + 1 where person_id = $1";
    PERSON_EMAILS = "select email_key, person_id, email, verified_at, sign_in, created_at from person_emails where person_id = $1 order by created_at, email_key";
    PERSON_EMAIL_BY_KEY = "select email_key, person_id, email, verified_at, sign_in, created_at from person_emails where email_key = $1";
    PERSON_EMAILS_KNOWN = "select e.email_key, p.language from person_emails e join persons p on p.person_id = e.person_id where e.email_key in texts($1)";
    // Nobody takes an address from somebody else: the first who proved it has it.
    PERSON_EMAIL_INSERT = "insert into person_emails (email_key, person_id, email, verified_at, sign_in, created_at) values ($1, $2, $3, $4, $5, $6) \
        on conflict (email_key) do nothing";
    PERSON_EMAIL_PROVEN = "update person_emails set verified_at = $3 where person_id = $1 and email_key = $2 and verified_at is null";
    PERSON_EMAILS_UNPROVEN = "select email_key from person_emails where email_key in texts($1) and verified_at is null";
    PERSON_EMAIL_DELETE = "delete from person_emails where email_key = $2 and person_id = $1";
    SIGN_IN = "select e.person_id, c.secret, c.changed_at from person_emails e \
        join person_credentials c on c.person_id = e.person_id and c.kind = 'password' where e.email_key = $1 and e.sign_in";
    PASSWORD_HASH = "select secret, changed_at from person_credentials where person_id = $1 and kind = 'password'";
    // The time always moves on, so that it tells one password from the next; hashing anew leaves it as it is.
    PASSWORD_SET = "insert into person_credentials (person_id, kind, secret, changed_at) values ($1, 'password', $2, $3) \
        on conflict (person_id, kind) do update set secret = excluded.secret, \
            changed_at = case when excluded.changed_at > person_credentials.changed_at then excluded.changed_at else person_credentials.changed_at + 1 end";
    PASSWORD_REHASH = "update person_credentials set secret = $3 where person_id = $1 and kind = 'password' and secret = $2";
}

/// Adds a person without address or password.
pub fn insert(tx: &mut WriteTx<'_>, new: &NewPerson<'_>) -> Result<(), DbError> {
    tx.execute(&PERSON_INSERT, &[&new.person, &new.name, &new.language, &new.country, &new.time_zone, &new.at])?;
    Ok(())
}

/// One person.
pub fn by_id(tx: &mut ReadTx<'_>, person: PersonId) -> Result<Option<PersonRow>, DbError> {
    tx.optional(&PERSON_BY_ID, &[&person])
}

/// Locks a person: from here to the end of the transaction nobody else changes their credentials, addresses or links.
/// Accounts are locked before persons.
pub fn lock(tx: &mut WriteTx<'_>, person: PersonId) -> Result<Option<PersonRow>, DbError> {
    tx.optional(&PERSON_LOCK, &[&person])
}

/// Whose address this is (normal form).
pub fn by_email_key(tx: &mut ReadTx<'_>, email_key: &str) -> Result<Option<PersonRow>, DbError> {
    tx.optional(&PERSON_BY_EMAIL, &[&email_key])
}

/// Writes back a row that was read in this transaction and changed; its version moves by one.
pub fn update(tx: &mut WriteTx<'_>, row: &PersonRow) -> Result<(), DbError> {
    tx.execute(&PERSON_UPDATE, &[&row.person, &row.name, &row.language, &row.country, &row.time_zone])?;
    Ok(())
}

/// A person's addresses, the oldest first.
pub fn emails(tx: &mut ReadTx<'_>, person: PersonId) -> Result<Vec<PersonEmailRow>, DbError> {
    tx.all(&PERSON_EMAILS, &[&person])
}

/// One address (normal form) of whomever.
pub fn email(tx: &mut ReadTx<'_>, email_key: &str) -> Result<Option<PersonEmailRow>, DbError> {
    tx.optional(&PERSON_EMAIL_BY_KEY, &[&email_key])
}

/// Which of these addresses (normal form) somebody signs in with, and the language they read, in one statement.
pub fn known_emails(tx: &mut ReadTx<'_>, keys: &[&str]) -> Result<HashMap<String, String>, DbError> {
    let rows = tx.all::<(String, String)>(&PERSON_EMAILS_KNOWN, &[&crate::dialect::text_list(keys)])?;
    Ok(rows.into_iter().collect())
}

/// Gives a person an address that was proven at `verified_at`; false when somebody, they themself included, has it already.
pub fn add_email(
    tx: &mut WriteTx<'_>,
    person: PersonId,
    email: &Email,
    verified_at: i64,
    sign_in: bool,
) -> Result<bool, DbError> {
    let (key, written) = (email.normal(), email.as_written());
    let added = tx.execute(&PERSON_EMAIL_INSERT, &[&key, &person, &written, &verified_at, &sign_in, &verified_at])?;
    Ok(added == 1)
}

/// Gives a person an address to sign in with of which nobody knows yet whether they read its mail; false when somebody has it
/// already.
pub fn add_unproven_email(tx: &mut WriteTx<'_>, person: PersonId, email: &Email, at: i64) -> Result<bool, DbError> {
    let (key, written) = (email.normal(), email.as_written());
    let added = tx.execute(&PERSON_EMAIL_INSERT, &[&key, &person, &written, &None::<i64>, &true, &at])?;
    Ok(added == 1)
}

/// Notes that the person reads the mail of their address (normal form); false when that was known already.
pub fn prove_email(tx: &mut WriteTx<'_>, person: PersonId, email_key: &str, at: i64) -> Result<bool, DbError> {
    Ok(tx.execute(&PERSON_EMAIL_PROVEN, &[&person, &email_key, &at])? == 1)
}

/// Of which of these addresses (normal form) it is not known yet whether who signs in with them reads their mail.
pub fn unproven(tx: &mut ReadTx<'_>, keys: &[&str]) -> Result<HashSet<String>, DbError> {
    let rows = tx.all::<(String,)>(&PERSON_EMAILS_UNPROVEN, &[&crate::dialect::text_list(keys)])?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// Takes an address (normal form) from a person.
pub fn remove_email(tx: &mut WriteTx<'_>, person: PersonId, email_key: &str) -> Result<(), DbError> {
    tx.execute(&PERSON_EMAIL_DELETE, &[&person, &email_key])?;
    Ok(())
}

/// Who signs in with this address (normal form), their password as a PHC string, and when it was chosen.
pub fn sign_in(tx: &mut ReadTx<'_>, email_key: &str) -> Result<Option<(PersonId, String, i64)>, DbError> {
    tx.optional(&SIGN_IN, &[&email_key])
}

/// The password as a PHC string, and when it was chosen.
pub fn password_hash(tx: &mut ReadTx<'_>, person: PersonId) -> Result<Option<(String, i64)>, DbError> {
    tx.optional(&PASSWORD_HASH, &[&person])
}

/// Sets or replaces the password.
pub fn set_password_hash(tx: &mut WriteTx<'_>, person: PersonId, phc: &str, at: i64) -> Result<(), DbError> {
    tx.execute(&PASSWORD_SET, &[&person, &phc, &at])?;
    Ok(())
}

/// Writes the same password hashed more strongly, unless it was changed meanwhile.
pub fn strengthen_password_hash(tx: &mut WriteTx<'_>, person: PersonId, old: &str, new: &str) -> Result<(), DbError> {
    tx.execute(&PASSWORD_REHASH, &[&person, &old, &new])?;
    Ok(())
}
