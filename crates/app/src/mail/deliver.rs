//! Sending what is queued: claim, render and send outside any transaction, then note what the server said.
//!
//! A mail is marked `sending` in a transaction before it leaves. If the process dies between the server's answer and the note
//! of it, the mail is found in that state when its lease is over and sent once more with the same Message-ID: that is the
//! only way a mail can arrive twice, and it is counted.

use crate::{
    App, Caller, Failure, Outcome, invitations,
    members::gifts,
    people,
    scope::{Housekeeping, Letter, LinkRef},
    standing::Need,
};
use jiff::SignedDuration;
use roster_domain::{
    event::{Event, EventKind, Target},
    id::{AccountId, Id, MailId},
    language::Language,
    mail::MailKind,
    refusal::Refusal,
};
use roster_store::{
    db::millis,
    due::{self, DueKind},
    invitations as rows, members, outbox,
};

/// How many mails are taken at a time, and for how long they are leased, unless something else is asked for.
const BATCH: i64 = 50;
const LEASE: SignedDuration = SignedDuration::from_secs(120);

/// After this many failed attempts (two days of back-off) a mail is given up.
const MOST_ATTEMPTS: i64 = 16;

/// A mail ready to be rendered and sent.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The row as stored.
    pub row: outbox::MailRow,
    /// What it says.
    pub kind: MailKind,
    /// In which language.
    pub language: Language,
    /// The link it carries, derived for this sending: a secret.
    pub link: Option<String>,
}

impl Ready {
    /// The mail had a link, and that is dead by now.
    pub fn link_died(&self) -> bool {
        !self.row.link.is_empty() && self.link.is_none()
    }
}

/// What a mail server said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It took the mail.
    Taken(String),
    /// It will never take it.
    Refused(String),
    /// Not now.
    NotNow(String),
}

/// Takes up to a batch of mails that are due. Those whose link is dead meanwhile are dropped, not sent.
pub async fn claim(app: &App) -> Outcome<Vec<Ready>> {
    claim_up_to(app, BATCH, LEASE).await
}

/// The same for `most` mails, which are leased for as long as sending them may take at the very most. Cheap when none is due.
pub async fn claim_up_to(app: &App, most: i64, lease: SignedDuration) -> Outcome<Vec<Ready>> {
    let at = millis(app.now());
    let next = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(due::next(tx, DueKind::Mail)?)).await?;
    if next.is_none_or(|next| next > at) {
        return Ok(Vec::new());
    }
    let claimed = app
        .housekeep(Housekeeping::MailQueue, move |tx, fresh| {
            let now = millis(fresh.now);
            let mut rows = Vec::new();
            for (account, id) in due::claim(tx, DueKind::Mail, now, most, millis(fresh.now + lease))? {
                let Some(mut row) = outbox::by_id(tx, account, MailId::from_uuid(id))? else {
                    due::clear(tx, account, DueKind::Mail, id)?;
                    continue;
                };
                if !matches!(row.state.as_str(), "queued" | "sending") {
                    due::clear(tx, account, DueKind::Mail, id)?;
                    continue;
                }
                row.repeats += i64::from(row.state == "sending");
                row.state = "sending".to_owned();
                outbox::save_state(tx, &row)?;
                rows.push(row);
            }
            Ok(rows)
        })
        .await?;
    let mut ready = Vec::new();
    for mut row in claimed {
        match prepare(app, &row).await {
            Ok(Some(mail)) => ready.push(mail),
            Ok(None) => settle(app, row, "dropped", None).await?,
            // One mail that can't be made, because its key has left the ring, must not keep the others from leaving.
            Err(Failure::Broken(why)) => {
                tracing::error!(mail = %row.mail, why, "a queued mail can't be made");
                // What the inviter reads says nothing of our inside.
                row.last_answer = "the mail could not be made".to_owned();
                refused(app, row).await?;
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(ready)
}

/// `None`: the mail has lost its sense, because its link is dead.
async fn prepare(app: &App, row: &outbox::MailRow) -> Outcome<Option<Ready>> {
    let ready = read(app, row.clone()).await?;
    let dead = ready.link_died();
    Ok(Some(ready).filter(|_| !dead))
}

/// What a stored mail says at this moment.
pub(super) async fn read(app: &App, row: outbox::MailRow) -> Outcome<Ready> {
    let kind = kind_of(&row)?;
    let language = Language::from_tag(&row.language).unwrap_or(Language::English);
    let mut link = None;
    if !row.link.is_empty() {
        let which: LinkRef =
            serde_json::from_str(&row.link).map_err(|e| Failure::broken(format!("a queued mail's link: {e}")))?;
        link = link_of(app, row.account, which).await?;
    }
    Ok(Ready { row, kind, language, link })
}

/// The kind of a stored mail, with its parameters.
pub fn kind_of(row: &outbox::MailRow) -> Outcome<MailKind> {
    serde_json::from_str(&row.params).map_err(|e| Failure::broken(format!("a queued mail: {e}")))
}

/// The link as it is at this moment, `None` once it is dead.
pub async fn link_of(app: &App, account: AccountId, which: LinkRef) -> Outcome<Option<String>> {
    let now = millis(app.now());
    match which {
        LinkRef::Invitation(invitation) => {
            let row = app
                .parts
                .db
                .read_fast(move |tx| Ok::<_, Failure>(rows::by_id(tx, account, invitation)?))
                .await?
                .filter(|row| row.state == "open" && now < row.expires_at);
            row.map(|row| invitations::link(app, account, invitation, &row.key_id, row.generation)).transpose()
        }
        LinkRef::Person(person, link) => {
            let (parts, now) = (app.parts.clone(), app.now());
            app.parts.db.read_fast(move |tx| people::url_of_link(tx, &parts, person, link, now)).await
        }
    }
}

/// Notes what the server said.
pub async fn note(app: &App, mut row: outbox::MailRow, delivery: Delivery) -> Outcome<()> {
    row.attempts += 1;
    match delivery {
        Delivery::Taken(answer) => {
            row.last_answer = cut(answer);
            let now = millis(app.now());
            settle(app, row, "sent", Some(now)).await
        }
        Delivery::Refused(answer) => {
            row.last_answer = cut(answer);
            refused(app, row).await
        }
        Delivery::NotNow(answer) if row.attempts >= MOST_ATTEMPTS => {
            row.last_answer = cut(answer);
            refused(app, row).await
        }
        Delivery::NotNow(answer) => {
            row.last_answer = cut(answer);
            "queued".clone_into(&mut row.state);
            app.housekeep(Housekeeping::MailQueue, move |tx, fresh| {
                let now = outbox::by_id(tx, row.account, row.mail)?;
                if now.is_none_or(|now| now.state == "dropped") {
                    // Its link died while it was on its way.
                    return Ok(due::clear(tx, row.account, DueKind::Mail, row.mail.uuid())?);
                }
                outbox::save_state(tx, &row)?;
                let at = millis(fresh.now) + back_off_ms(row.attempts);
                Ok(due::set(tx, row.account, DueKind::Mail, row.mail.uuid(), at)?)
            })
            .await
        }
    }
}

/// 30 s, 1 min, 2 min, … up to 6 hours.
fn back_off_ms(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(16);
    (30_000_i64 << doublings).min(6 * 3_600_000)
}

/// What a server says is kept, but not a novel.
fn cut(answer: String) -> String {
    answer.chars().take(500).collect()
}

async fn settle(app: &App, mut row: outbox::MailRow, state: &'static str, sent_at: Option<i64>) -> Outcome<()> {
    state.clone_into(&mut row.state);
    row.sent_at = sent_at;
    app.housekeep(Housekeeping::MailQueue, move |tx, _| {
        outbox::save_state(tx, &row)?;
        Ok(due::clear(tx, row.account, DueKind::Mail, row.mail.uuid())?)
    })
    .await
}

/// A refused invitation is an event of the account, and the inviter hears of it (F13): in the transaction in which the mail is
/// noted as refused, so that no crash can lose it.
async fn refused(app: &App, mut mail: outbox::MailRow) -> Outcome<()> {
    let (account, answer) = (mail.account, mail.last_answer.clone());
    let Some(invitation) = mail.invitation else { return settle(app, mail, "refused", None).await };
    "refused".clone_into(&mut mail.state);
    app.change(&Caller::system(), account, Need::System, move |scope| {
        outbox::save_state(scope.tx, &mail)?;
        due::clear(scope.tx, account, DueKind::Mail, mail.mail.uuid())?;
        let row = rows::by_id(scope.tx, account, invitation)?.ok_or(Refusal::NotFound)?;
        let invited = members::by_id(scope.tx, account, row.member)?.ok_or(Refusal::NotFound)?;
        let inviter = match row.invited_by {
            Some(by) => members::by_id(scope.tx, account, by)?.filter(|by| by.status == "active"),
            None => None,
        };
        if let Some(inviter) = inviter {
            let kind = MailKind::InvitationRefused {
                account: scope.standing.account.name.clone(),
                email: invited.email.clone(),
                answer: answer.clone(),
            };
            let language = gifts::language_of(&inviter);
            scope.mail(&Letter { kind: &kind, to: &inviter.email, name: &inviter.name, language, link: None })?;
        }
        let event = Event::new(EventKind::InvitationRefused, Target::Member(row.member), &invited.email);
        Ok(scope.commit((), event.note(answer.clone())))
    })
    .await
    .map(|_| ())
}
