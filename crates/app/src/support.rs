//! Break-glass (A14): the operator is let into an account to look, with a reason and an end. They change nothing, not even their own;
//! the account's admins are mailed, see it on each page, and can end it.

mod begin;
mod end;
mod grant;
mod looked;

pub use begin::{Face, authenticate, begin, look};
pub use end::{end, end_by_operator, expire_due};
pub use grant::{Granted, MOST_HOURS, grant};
pub use looked::looked;

use crate::{App, Caller, Failure, Outcome, Parts, standing::Need, token::SupportToken};
use jiff::Timestamp;
use roster_domain::{
    id::{AccountId, Id, SupportId},
    permission::RosterPermission,
};
use roster_store::{ReadTx, db::timestamp, support};

/// What the secrets of links and browsers are derived for, and which is which.
const PURPOSE: &str = "support";
const LINK: i64 = 1;
const BROWSER: i64 = 2;

/// A look that goes on, as the account's admins are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportHere {
    /// Why, in the operator's words.
    pub reason: String,
    /// When it ends at the latest.
    pub until: Timestamp,
    /// When the operator came; nothing: not yet.
    pub opened_at: Option<i64>,
}

/// The looks that go on, or can still begin, for whoever manages the account.
pub async fn show(app: &App, caller: &Caller, account: AccountId) -> Outcome<Vec<SupportHere>> {
    let need = Need::Permission(RosterPermission::ManageAccount);
    app.view(caller, account, need, move |view| live(view.tx, account, view.at())).await
}

/// The looks that go on, or can still begin.
pub(crate) fn live(tx: &mut ReadTx<'_>, account: AccountId, now: i64) -> Outcome<Vec<SupportHere>> {
    let here = |row: support::SupportRow| {
        Ok(SupportHere { reason: row.reason, until: timestamp(row.expires_at)?, opened_at: row.opened_at })
    };
    support::live(tx, account, now)?.into_iter().map(here).collect()
}

fn token(parts: &Parts, account: AccountId, row: &support::SupportRow, which: i64) -> Outcome<SupportToken> {
    let secret = parts.keys.derive(&row.key_id, PURPOSE, row.support.uuid(), which);
    let secret = secret.ok_or_else(|| Failure::KeyGone(row.key_id.clone()))?;
    Ok(SupportToken { account, support: row.support, secret })
}

/// The look behind a token, if it is the right one and the time isn't over.
fn found(
    tx: &mut ReadTx<'_>,
    parts: &Parts,
    given: &SupportToken,
    which: i64,
    now: i64,
) -> Outcome<Option<support::SupportRow>> {
    let Some(row) = support::by_id(tx, given.account, given.support)? else { return Ok(None) };
    let right = crate::token::same_secret(&token(parts, given.account, &row, which)?.secret, &given.secret);
    Ok(Some(row).filter(|row| right && row.is_live(now)))
}

/// Whether a look goes on: it has begun, and its end has not come.
pub(crate) fn goes_on(tx: &mut ReadTx<'_>, account: AccountId, id: SupportId, now: i64) -> Outcome<bool> {
    let row = support::by_id(tx, account, id)?;
    Ok(row.is_some_and(|row| row.is_live(now) && row.opened_at.is_some()))
}
