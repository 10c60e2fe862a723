//! The operator opens the link, once, in one browser.

use super::{BROWSER, LINK, found, token};
use crate::{Actor, App, Caller, Outcome, standing::Need, token::SupportToken};
use jiff::Timestamp;
use roster_domain::{
    event::{ActorRef, Event, EventKind, Target},
    id::AccountId,
    refusal::{DeadLink, Refusal},
};
use roster_store::{
    accounts,
    db::{millis, timestamp},
    support,
};

/// What the link's holder is shown before they begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// Why, in the operator's words.
    pub reason: String,
    /// When it ends at the latest.
    pub until: Timestamp,
}

fn dead() -> crate::Failure {
    Refusal::DeadLink(DeadLink::Unknown).into()
}

fn decode(link: &str) -> Outcome<SupportToken> {
    SupportToken::decode(link).ok_or_else(dead)
}

/// Looks at the link without using it.
pub async fn look(app: &App, link: &str) -> Outcome<Face> {
    let (given, parts, now) = (decode(link)?, app.parts.clone(), millis(app.now()));
    app.parts
        .db
        .read(move |tx| {
            let row = found(tx, &parts, &given, LINK, now)?.filter(|row| row.opened_at.is_none()).ok_or_else(dead)?;
            let account = accounts::by_id(tx, given.account)?.filter(|account| account.status == "open");
            let name = account.ok_or_else(dead)?.name;
            Ok(Face { account: given.account, name, reason: row.reason, until: timestamp(row.expires_at)? })
        })
        .await
}

/// Begins; gives the account, and what the browser keeps: a secret.
pub async fn begin(app: &App, caller: &Caller, link: &str) -> Outcome<(AccountId, String)> {
    let given = decode(link)?;
    let holder = Caller::anonymous(caller.origin.clone());
    app.change(&holder, given.account, Need::Link, move |scope| {
        let at = scope.at();
        let row = found(scope.tx, scope.parts, &given, LINK, at)?.ok_or_else(dead)?;
        if !support::open(scope.tx, given.account, row.support, at)? {
            return Err(Refusal::DeadLink(DeadLink::Used).into());
        }
        scope.standing.actor = ActorRef::Operator;
        let name = scope.standing.account.name.clone();
        Ok(scope.commit((), Event::new(EventKind::SupportBegun, Target::Account, name).note(row.reason)))
    })
    .await
    .map_err(crate::invitations::look::hide_account)?;
    let parts = app.parts.clone();
    let row = app.parts.db.read(move |tx| Ok::<_, crate::Failure>(support::by_id(tx, given.account, given.support)?));
    let row = row.await?.ok_or_else(dead)?;
    Ok((given.account, token(&parts, given.account, &row, BROWSER)?.encode()))
}

/// Whose browser this is, if a look goes on in it.
pub async fn authenticate(app: &App, kept: &str) -> Outcome<Option<Actor>> {
    let Some(given) = SupportToken::decode(kept) else { return Ok(None) };
    let (parts, now) = (app.parts.clone(), millis(app.now()));
    let row = app.parts.db.read_fast(move |tx| found(tx, &parts, &given, BROWSER, now)).await?;
    let live = row.filter(|row| row.opened_at.is_some());
    Ok(live.map(|row| Actor::Support { account: given.account, support: row.support }))
}
