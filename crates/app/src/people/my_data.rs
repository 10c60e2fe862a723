//! All that is kept of a person, for themself: who they are, their sign-ins, and of each account they are in their place there, what
//! they were given and what they did.
//!
//! Of whoever left an account, and of an account that is suspended, nothing is told here: it is the account's. Nor is the note of those
//! who manage users: only that there is one.

use super::{MySession, me, sessions, signed_in, tries};
use crate::{
    App, Caller, Failure, Outcome,
    audit::list::{MAX_PAGE, Told, told},
    cursor,
    people::Me,
    standing::Need,
    view::View,
};
use roster_domain::{
    id::{AccountId, Id, KeyId, MemberId},
    mail::MailKind,
    refusal::Refusal,
};
use roster_store::{
    api_keys::{self, KeyRow},
    db::millis,
    events::{self, EventFilter},
    grants, list_columns, members, outbox, persons, presence, sign_ins, silences,
};
use uuid::Uuid;

pub use roster_store::{
    grants::GrantOnRow,
    members::{MemberRow, TimedRow},
    persons::PersonEmailRow,
    sign_ins::FailureRow,
};

/// The most mails that are told of: the newest, of each account.
const MAILS: i64 = 1_000;

/// What is kept of a person beside their places in accounts.
#[derive(Clone, Debug)]
pub struct MyData {
    /// Who they are, and where.
    pub me: Me,
    /// Since when there is anything of them, milliseconds since 1970.
    pub created_at: i64,
    /// Their addresses.
    pub addresses: Vec<PersonEmailRow>,
    /// When the password was chosen.
    pub password_changed_at: Option<i64>,
    /// When they last signed in.
    pub last_sign_in: Option<i64>,
    /// What failed of late, by reason.
    pub failures: Vec<FailureRow>,
    /// Where they are signed in.
    pub sessions: Vec<MySession>,
    /// What was mailed to them that concerns no account.
    pub mails: Vec<MyMail>,
}

/// A mail, without what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyMail {
    /// Its kind.
    pub kind: &'static str,
    /// `queued`, `sending`, `sent`, `refused` or `dropped`.
    pub state: String,
    /// When it was written, milliseconds since 1970.
    pub queued_at: i64,
    /// When the mail server took it.
    pub sent_at: Option<i64>,
}

/// What an account keeps of somebody who is in it.
#[derive(Clone, Debug)]
pub struct MyPlace {
    /// The row as stored, without the note.
    pub row: MemberRow,
    /// Those who manage users have noted something: they can be asked for it.
    pub noted: bool,
    /// The roles.
    pub roles: Vec<TimedRow>,
    /// The permissions beyond them.
    pub extras: Vec<TimedRow>,
    /// Custom: the permissions of applications that they keep; `None`: all.
    pub custom: Option<Vec<String>>,
    /// What they were given on resources.
    pub access: Vec<GrantOnRow>,
    /// Their API keys, without what is kept of the secrets.
    pub keys: Vec<KeyRow>,
    /// What they don't want to be mailed about.
    pub silences: Vec<String>,
    /// The columns they chose for the list of users.
    pub columns: Option<Vec<String>>,
    /// They don't want to be seen by colleagues.
    pub hidden: bool,
    /// What the account mailed to them; invitations are not among it.
    pub mails: Vec<MyMail>,
}

/// What is kept of the caller beside their places.
pub async fn my_data(app: &App, caller: &Caller) -> Outcome<MyData> {
    let ((person, _), now) = (signed_in(caller)?, millis(app.now()));
    let (me, sessions) = (me(app, caller).await?, sessions(app, caller).await?);
    app.parts
        .db
        .read(move |tx| {
            let row = persons::by_id(tx, person)?.ok_or(Refusal::NotSignedIn)?;
            Ok::<_, Failure>(MyData {
                created_at: row.created_at,
                addresses: persons::emails(tx, person)?,
                password_changed_at: persons::password_hash(tx, person)?.map(|(_, at)| at),
                last_sign_in: sign_ins::last(tx, person)?,
                failures: tries::failures(tx, me.email.normal(), now)?,
                mails: mails(outbox::to_address(tx, AccountId::INSTALLATION, me.email.as_written(), MAILS)?),
                me,
                sessions,
            })
        })
        .await
}

/// What one of the accounts keeps of the caller.
pub async fn my_place(app: &App, caller: &Caller, account: AccountId) -> Outcome<MyPlace> {
    signed_in(caller)?;
    app.view(caller, account, Need::Member, move |view| {
        let member = mine(view)?;
        let mut row = members::by_id(view.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let noted = !std::mem::take(&mut row.note).is_empty();
        let mask = members::mask(view.tx, account, member)?;
        let first = KeyId::from_uuid(Uuid::nil());
        Ok(MyPlace {
            noted,
            roles: members::roles(view.tx, account, member)?,
            extras: members::extras(view.tx, account, member)?,
            custom: row.masked.then_some(mask),
            access: grants::listed(view.tx, account, member)?,
            keys: api_keys::page(view.tx, account, Some(member), first, cursor::one_more(MAX_PAGE))?,
            silences: silences::of(view.tx, account, member)?,
            columns: list_columns::of(view.tx, account, member)?,
            hidden: presence::is_hidden(view.tx, account, member)?,
            mails: mails(outbox::to_address(view.tx, account, &row.email, MAILS)?),
            row,
        })
    })
    .await
}

/// A page of what the caller did in an account, or what was done in their name; the newest first. With where the next begins.
pub async fn my_events(
    app: &App,
    caller: &Caller,
    account: AccountId,
    before: Option<i64>,
) -> Outcome<(Vec<Told>, Option<i64>)> {
    signed_in(caller)?;
    app.view(caller, account, Need::Member, move |view| {
        let filter = EventFilter { actor: Some(mine(view)?.uuid()), ..EventFilter::default() };
        let before = before.unwrap_or(i64::MAX);
        let mut rows = events::page(view.tx, account, before, &filter, cursor::one_more(MAX_PAGE))?;
        let more = rows.len() > MAX_PAGE;
        rows.truncate(MAX_PAGE);
        let next = rows.last().filter(|_| more).map(|row| row.seq);
        Ok((told(view, rows)?, next))
    })
    .await
}

fn mine(view: &View<'_, '_>) -> Outcome<MemberId> {
    view.standing.as_member()
}

fn mails(rows: Vec<outbox::MailRow>) -> Vec<MyMail> {
    let mail = |row: outbox::MailRow| {
        let kind: Option<MailKind> = serde_json::from_str(&row.params).ok();
        let kind = kind.map_or("unknown", |kind| kind.name());
        MyMail { kind, state: row.state, queued_at: row.queued_at, sent_at: row.sent_at }
    };
    rows.into_iter().map(mail).collect()
}
