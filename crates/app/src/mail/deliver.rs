//! Noting what became of a mail: sent, refused, or to be tried again.

use crate::{
    App, Caller, Outcome,
    members::gifts,
    scope::{Housekeeping, LinkRef},
    standing::Need,
};
use roster_domain::{
    event::{Event, EventKind, Target},
    id::Id,
    mail::MailKind,
    refusal::Refusal,
};
use roster_store::{
    db::millis,
    due::{self, DueKind},
    invitations as rows, members, outbox,
};

pub use super::claim::{Ready, claim, claim_up_to, kind_of, link_of};

/// After this many failed attempts (two days of back-off) a mail is given up.
const MOST_ATTEMPTS: i64 = 16;

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

pub(super) async fn settle(
    app: &App,
    mut row: outbox::MailRow,
    state: &'static str,
    sent_at: Option<i64>,
) -> Outcome<()> {
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
pub(super) async fn refused(app: &App, mut mail: outbox::MailRow) -> Outcome<()> {
    let (account, answer) = (mail.account, mail.last_answer.clone());
    let Some(invitation) = mail.invitation else { return settle(app, mail, "refused", None).await };
    "refused".clone_into(&mut mail.state);
    app.change(&Caller::system(), account, Need::System, move |scope| {
        outbox::save_state(scope.tx, &mail)?;
        due::clear(scope.tx, account, DueKind::Mail, mail.mail.uuid())?;
        let row = rows::by_id(scope.tx, account, invitation)?.ok_or(Refusal::NotFound)?;
        let invited = members::by_id(scope.tx, account, row.member)?.ok_or(Refusal::NotFound)?;
        if let Some(inviter) = gifts::inviter(scope, &row)? {
            let kind = MailKind::InvitationRefused {
                account: scope.standing.account.name.clone(),
                email: invited.email.clone(),
                answer: answer.clone(),
            };
            scope.tell(&[inviter], &kind, LinkRef::Profile(row.member))?;
        }
        let event = Event::new(EventKind::InvitationRefused, Target::Member(row.member), &invited.email);
        Ok(scope.commit((), event.note(answer.clone())))
    })
    .await
    .map(|_| ())
}
