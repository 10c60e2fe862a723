//! One-time links of a person. The secret is derived from the key ring, never stored.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, LinkId, MailId, PersonId};

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// To choose a new password.
    PasswordReset,
    /// To prove that one reads the mail of an address.
    ProveEmail,
    /// The same for an address that an account's admin proposed; the password is asked for with it.
    ProposedEmail,
}

impl LinkKind {
    /// The stored code, which is also the purpose that the secret is derived for.
    pub fn code(self) -> &'static str {
        match self {
            LinkKind::PasswordReset => "password_reset",
            LinkKind::ProveEmail => "prove_email",
            LinkKind::ProposedEmail => "proposed_email",
        }
    }
}

record! {
    /// A link as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct PersonLinkRow {
        /// `password_reset` or `prove_email`.
        pub kind: String,
        /// The key the secret is derived from.
        pub key_id: String,
        /// Where it was sent; for `prove_email` this is the address to be proven.
        pub email: String,
        /// Where it was asked for, if in an account.
        pub account: Option<AccountId>,
        /// Milliseconds since 1970.
        pub created_at: i64,
        /// When it dies.
        pub expires_at: i64,
        /// When it was used.
        pub used_at: Option<i64>,
        /// JSON of the addresses it took the place of, until the contact addresses in all accounts have followed.
        pub former: Option<String>,
    }
}

record! {
    /// The mail that carried a link.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct LinkMailRow {
        /// `password_reset`, `prove_email` or `proposed_email`.
        pub kind: String,
        /// The account under which the mail is kept; nil for none.
        pub mail_account: AccountId,
        /// The mail.
        pub mail: MailId,
        /// When it was made, milliseconds.
        pub created_at: i64,
        /// When it dies.
        pub expires_at: i64,
        /// When it was used.
        pub used_at: Option<i64>,
    }
}

/// What a new link needs.
#[derive(Clone, Copy, Debug)]
pub struct NewPersonLink<'a> {
    /// Whose.
    pub person: PersonId,
    /// Its id.
    pub link: LinkId,
    /// What it is good for.
    pub kind: LinkKind,
    /// The key the secret is derived from.
    pub key_id: &'a str,
    /// Where it is sent, as written.
    pub email: &'a str,
    /// Where it was asked for, if in an account.
    pub account: Option<AccountId>,
    /// When.
    pub at: i64,
    /// When it dies.
    pub expires_at: i64,
}

statements! {
    PERSON_LINK_INSERT = "insert into person_links (person_id, link_id, kind, key_id, email, account_id, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    PERSON_LINK_BY_ID = "select kind, key_id, email, account_id, created_at, expires_at, used_at, former from person_links where person_id = $1 and link_id = $2";
    PERSON_LINK_MAIL = "update person_links set mail_account = $3, mail_id = $4 where person_id = $1 and link_id = $2";
    // What another account had sent is that account's business.
    PERSON_LINKS_MAILED = "select kind, mail_account, mail_id, created_at, expires_at, used_at from person_links \
        where person_id = $1 and mail_id is not null and (account_id is null or account_id = $2) order by created_at desc, link_id desc limit $3";
    PERSON_LINK_KILL = "delete from person_links where person_id = $1 and link_id = $2 and used_at is null";
    PERSON_LINK_USE = "update person_links set used_at = $3 where person_id = $1 and link_id = $2 and used_at is null";
    PERSON_LINK_FORMER = "update person_links set former = $3 where person_id = $1 and link_id = $2";
    PERSON_LINKS_TO_FOLLOW = "select link_id, former from person_links where person_id = $1 and former is not null order by link_id";
    PERSON_LINKS_KILL = "delete from person_links where person_id = $1 and kind = $2 and used_at is null";
    PERSON_LINKS_PURGE = "delete from person_links where expires_at <= $1";
}

/// Adds an open link.
pub fn insert(tx: &mut WriteTx<'_>, new: &NewPersonLink<'_>) -> Result<(), DbError> {
    tx.execute(
        &PERSON_LINK_INSERT,
        &[&new.person, &new.link, &new.kind.code(), &new.key_id, &new.email, &new.account, &new.at, &new.expires_at],
    )?;
    Ok(())
}

/// One link.
pub fn by_id(tx: &mut ReadTx<'_>, person: PersonId, link: LinkId) -> Result<Option<PersonLinkRow>, DbError> {
    tx.optional(&PERSON_LINK_BY_ID, &[&person, &link])
}

/// Notes which mail carries a link.
pub fn set_mail(
    tx: &mut WriteTx<'_>,
    person: PersonId,
    link: LinkId,
    mail_account: AccountId,
    mail: MailId,
) -> Result<(), DbError> {
    tx.execute(&PERSON_LINK_MAIL, &[&person, &link, &mail_account, &mail])?;
    Ok(())
}

/// The newest links of a person that were mailed, but for those that were asked for in another account than this.
pub fn mailed(
    tx: &mut ReadTx<'_>,
    person: PersonId,
    account: AccountId,
    limit: i64,
) -> Result<Vec<LinkMailRow>, DbError> {
    tx.all(&PERSON_LINKS_MAILED, &[&person, &account, &limit])
}

/// Kills one link, if it was not used.
pub fn kill(tx: &mut WriteTx<'_>, person: PersonId, link: LinkId) -> Result<(), DbError> {
    tx.execute(&PERSON_LINK_KILL, &[&person, &link])?;
    Ok(())
}

/// Uses a link up; false when somebody else was first.
pub fn mark_used(tx: &mut WriteTx<'_>, person: PersonId, link: LinkId, at: i64) -> Result<bool, DbError> {
    Ok(tx.execute(&PERSON_LINK_USE, &[&person, &link, &at])? == 1)
}

/// Notes which addresses a link took the place of; `None`: the contact addresses in all accounts have followed.
pub fn set_former(tx: &mut WriteTx<'_>, person: PersonId, link: LinkId, former: Option<&str>) -> Result<(), DbError> {
    tx.execute(&PERSON_LINK_FORMER, &[&person, &link, &former])?;
    Ok(())
}

/// A person's changes of address that not all accounts have followed, with the JSON of the addresses before.
pub fn to_follow(tx: &mut ReadTx<'_>, person: PersonId) -> Result<Vec<(LinkId, String)>, DbError> {
    tx.all(&PERSON_LINKS_TO_FOLLOW, &[&person])
}

/// Kills a person's links of this kind that were not used: they are as if they had never been.
pub fn kill_open(tx: &mut WriteTx<'_>, person: PersonId, kind: LinkKind) -> Result<(), DbError> {
    tx.execute(&PERSON_LINKS_KILL, &[&person, &kind.code()])?;
    Ok(())
}

/// Forgets links that died before `before`, and says how many.
pub fn purge(tx: &mut WriteTx<'_>, before: i64) -> Result<u64, DbError> {
    tx.execute(&PERSON_LINKS_PURGE, &[&before])
}
