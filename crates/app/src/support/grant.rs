//! Letting the operator in to look.

use super::{LINK, token};
use crate::{
    App, Caller, Done, Outcome, accounts,
    members::gifts,
    scope::{Letter, LinkRef},
    standing::Need,
};
use jiff::{SignedDuration, Timestamp};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, Id, SupportId},
    mail::MailKind,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};
use roster_store::{
    db::millis,
    due::{self, DueKind},
    support,
};
use serde::{Deserialize, Serialize};

/// The longest time, in hours: three days.
pub const MOST_HOURS: i64 = 72;

/// The most admins that are written to.
const MOST_ADMINS: usize = 1_000;

/// A look that can begin.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Granted {
    /// Its id.
    pub support: SupportId,
    /// When it ends at the latest.
    pub until: Timestamp,
    /// The one-time link: a secret, shown once and never kept.
    #[serde(skip)]
    pub link: String,
}

/// Lets the operator look for so many hours. The account's admins are mailed at once.
pub async fn grant(app: &App, account: AccountId, reason: &str, hours: i64) -> Outcome<Done<Granted>> {
    let reason = accounts::reason(reason)?;
    if !(1..=MOST_HOURS).contains(&hours) {
        let problem = FieldProblem::new("/hours", "out_of_range").with("min", "1").with("max", MOST_HOURS.to_string());
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let key_id = app.parts.keys.current().to_owned();
    let row_of = move |support, now: Timestamp, reason: &str| support::SupportRow {
        support,
        key_id: key_id.clone(),
        reason: reason.to_owned(),
        created_at: millis(now),
        expires_at: millis(now + SignedDuration::from_hours(hours)),
        opened_at: None,
        ended_at: None,
    };
    let make = row_of.clone();
    let operator = Caller::operator();
    let done = app.change(&operator, account, Need::Operator, move |scope| {
        if !scope.standing.is_open() {
            return Err(Refusal::WrongState { state: accounts::state(&scope.standing.account.status) }.into());
        }
        let row = make(scope.id(), scope.now(), &reason);
        support::insert(scope.tx, account, &row)?;
        due::set(scope.tx, account, DueKind::SupportEnd, row.support.uuid(), row.expires_at)?;
        let until = scope.now() + SignedDuration::from_hours(hours);
        let name = scope.standing.account.name.clone();
        let kind = MailKind::SupportAccess { account: name.clone(), reason: reason.clone(), until };
        for admin in gifts::holders(scope, RosterPermission::ManageAccount, MOST_ADMINS)? {
            let (language, link) = (gifts::language_of(&admin), Some(LinkRef::Account));
            scope.mail(&Letter { kind: &kind, to: &admin.email, name: &admin.name, language, link })?;
        }
        let event = Event::new(EventKind::SupportGranted, Target::Account, name).note(reason.clone());
        let event = event.changes([Change::new("ends_at", None, Some(until.to_string()))]);
        Ok(scope.commit(Granted { support: row.support, until, link: String::new() }, event))
    });
    let mut done = done.await?;
    let row = row_of(done.value.support, done.value.until, "");
    let secret = token(&app.parts, account, &row, LINK)?;
    done.value.link = format!("{}/support/{}", app.parts.settings.public_url, secret.encode());
    Ok(done)
}
