//! The mail queue: kind and parameters; the text is rendered and the link derived when it is sent.

use crate::{DbError, ReadTx, WriteTx, dialect, due, record, statements};
use roster_domain::id::{AccountId, Id, InvitationId, MailId};

record! {
    /// A queued mail.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct MailRow {
        /// The account; nil for mail that concerns none.
        pub account: AccountId,
        /// Its id.
        pub mail: MailId,
        /// JSON of the kind and its parameters.
        pub params: String,
        /// JSON of which link is derived; empty for none.
        pub link: String,
        /// To whom.
        pub to_email: String,
        /// Their name, or empty.
        pub to_name: String,
        /// BCP 47.
        pub language: String,
        /// RFC 5322 Message-ID without angle brackets.
        pub message_id: String,
        /// The invitation whose delivery state this is.
        pub invitation: Option<InvitationId>,
        /// `queued`, `sending`, `sent`, `refused` or `dropped`.
        pub state: String,
        /// How often it was tried.
        pub attempts: i64,
        /// How often it may have been sent twice.
        pub repeats: i64,
        /// Milliseconds since 1970.
        pub queued_at: i64,
        /// When the mail server took it.
        pub sent_at: Option<i64>,
        /// What the mail server said last.
        pub last_answer: String,
    }
}

statements! {
    MAIL_INSERT = "insert into outbox (account_id, mail_id, params, link, to_email, to_name, language, message_id, invitation_id, state, attempts, repeats, queued_at, last_answer) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', 0, 0, $10, '')";
    MAILS_INSERT =
        sqlite "insert into outbox (account_id, mail_id, params, link, to_email, to_name, language, message_id, invitation_id, state, attempts, repeats, queued_at, last_answer) \
            select $1, unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, unhex(value ->> 7), 'queued', 0, 0, value ->> 8, '' from json_each($2)",
        postgres "insert into outbox (account_id, mail_id, params, link, to_email, to_name, language, message_id, invitation_id, state, attempts, repeats, queued_at, last_answer) \
            select $1::uuid, (value ->> 0)::uuid, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, (value ->> 7)::uuid, 'queued', 0, 0, (value ->> 8)::bigint, '' \
            from jsonb_array_elements($2::jsonb)";
    MAIL_BY_ID = "select account_id, mail_id, params, link, to_email, to_name, language, message_id, invitation_id, state, attempts, repeats, queued_at, sent_at, last_answer \
        from outbox where account_id = $1 and mail_id = $2";
    MAIL_STATE = "update outbox set state = $3, attempts = $4, repeats = $5, sent_at = $6, last_answer = $7 where account_id = $1 and mail_id = $2";
    MAIL_DROP_FOR_INVITATION = "update outbox set state = 'dropped' where account_id = $1 and invitation_id = $2 and state in ('queued', 'sending')";
    MAILS_FORGET = "delete from outbox where account_id = $1 and state in ('sent', 'refused', 'dropped') and queued_at < $2";
    // Over all accounts: the operator's queue and the demo's mailbox.
    MAILS_NEWEST_OF_STATE = "select account_id, mail_id, params, link, to_email, to_name, language, message_id, invitation_id, state, attempts, repeats, queued_at, sent_at, last_answer \
        from outbox where state = $1 order by queued_at desc, mail_id desc limit $2";
    MAILS_NEWEST = "select account_id, mail_id, params, link, to_email, to_name, language, message_id, invitation_id, state, attempts, repeats, queued_at, sent_at, last_answer \
        from outbox order by queued_at desc, mail_id desc limit $1";
    // By the index of what was mailed to somebody: few, and put into order here.
    MAILS_TO = "select account_id, mail_id, params, link, to_email, to_name, language, message_id, invitation_id, state, attempts, repeats, queued_at, sent_at, last_answer \
        from outbox where account_id = $1 and to_email = $2 and invitation_id is null order by queued_at desc, mail_id desc limit $3";
    MAIL_COUNTS = "select state, count(*) from outbox group by state order by state";
}

/// What a new mail needs.
pub struct NewMail<'a> {
    /// Its id.
    pub mail: MailId,
    /// JSON of the kind and its parameters.
    pub params: &'a str,
    /// JSON of which link is derived; empty for none.
    pub link: &'a str,
    /// To whom.
    pub to_email: &'a str,
    /// Their name, or empty.
    pub to_name: &'a str,
    /// BCP 47.
    pub language: &'a str,
    /// RFC 5322 Message-ID without angle brackets.
    pub message_id: &'a str,
    /// The invitation whose delivery state this is.
    pub invitation: Option<InvitationId>,
    /// When.
    pub at: i64,
}

/// Queues a mail in the transaction of its cause; it is due at once.
pub fn queue(tx: &mut WriteTx<'_>, account: AccountId, new: &NewMail<'_>) -> Result<(), DbError> {
    let invitation = new.invitation.map(|invitation| invitation.uuid());
    tx.execute(
        &MAIL_INSERT,
        &[
            &account,
            &new.mail,
            &new.params,
            &new.link,
            &new.to_email,
            &new.to_name,
            &new.language,
            &new.message_id,
            &invitation,
            &new.at,
        ],
    )?;
    due::set(tx, account, due::DueKind::Mail, new.mail.uuid(), new.at)
}

/// The same for many mails, in a fixed number of statements.
pub fn queue_all(tx: &mut WriteTx<'_>, account: AccountId, new: &[NewMail<'_>]) -> Result<(), DbError> {
    let rows = new.iter().map(|new| {
        let NewMail { params, link, to_email, to_name, language, message_id, at, .. } = new;
        let (mail, invitation) = (dialect::hex(new.mail), new.invitation.map(dialect::hex));
        (mail, params, link, to_email, to_name, language, message_id, invitation, at)
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    tx.execute(&MAILS_INSERT, &[&account, &dialect::json(&rows)])?;
    due::queued(tx, account, &new.iter().map(|new| new.mail).collect::<Vec<_>>())
}

/// One mail.
pub fn by_id(tx: &mut ReadTx<'_>, account: AccountId, mail: MailId) -> Result<Option<MailRow>, DbError> {
    tx.optional(&MAIL_BY_ID, &[&account, &mail])
}

/// Writes back a mail's state, attempts, repeats, time of sending and last answer.
pub fn save_state(tx: &mut WriteTx<'_>, row: &MailRow) -> Result<(), DbError> {
    tx.execute(
        &MAIL_STATE,
        &[&row.account, &row.mail, &row.state, &row.attempts, &row.repeats, &row.sent_at, &row.last_answer],
    )?;
    Ok(())
}

/// Mails of an invitation that are not sent yet carry a dead link: they are not sent any more, and those that are on their way
/// are not tried again.
pub fn drop_for_invitation(tx: &mut WriteTx<'_>, account: AccountId, invitation: InvitationId) -> Result<u64, DbError> {
    tx.execute(&MAIL_DROP_FOR_INVITATION, &[&account, &invitation])
}

/// The newest mails of all accounts, for the operator; `state`: only those.
pub fn newest(tx: &mut ReadTx<'_>, state: Option<&str>, limit: i64) -> Result<Vec<MailRow>, DbError> {
    match state {
        Some(state) => tx.all(&MAILS_NEWEST_OF_STATE, &[&state, &limit]),
        None => tx.all(&MAILS_NEWEST, &[&limit]),
    }
}

/// What was mailed to an address, the newest first; invitations are not among it.
pub fn to_address(tx: &mut ReadTx<'_>, account: AccountId, email: &str, limit: i64) -> Result<Vec<MailRow>, DbError> {
    tx.all(&MAILS_TO, &[&account, &email, &limit])
}

/// How many mails there are by state.
pub fn counts(tx: &mut ReadTx<'_>) -> Result<Vec<(String, i64)>, DbError> {
    tx.all(&MAIL_COUNTS, &[])
}

/// Forgets mails of an account that were queued before this and aren't to be sent any more.
pub fn forget(tx: &mut WriteTx<'_>, account: AccountId, before: i64) -> Result<u64, DbError> {
    tx.execute(&MAILS_FORGET, &[&account, &before])
}
