//! Handing over a role that keeps the account (F20): its holder offers it to a successor, who accepts or not. Whatever the model calls
//! the role, and whether or not it can be assigned: it takes both, and the former holder becomes what stands next below.

pub mod accept;
pub mod decline;
pub mod expire;
pub mod show;
pub mod start;
pub mod withdraw;

use crate::{
    App, Failure, Outcome,
    members::{called, gifts},
    scope::{Letter, Scope},
};
use jiff::SignedDuration;
use roster_domain::{
    event::{Event, EventKind, Target},
    id::{AccountId, Id, TransferId},
    language::Language,
    mail::{MailKind, TransferEnd},
    model::Model,
    refusal::Refusal,
};
use roster_store::{
    due::{self, DueKind},
    members::{self, MemberRow},
    transfers::{self, TransferRow},
};

/// For how long an offer can be accepted.
pub const VALID_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The page on which an offer is accepted: no secret, it asks who is signed in.
pub(crate) fn page(app: &App, account: AccountId, transfer: TransferId) -> String {
    format!("{}/accounts/{account}/transfers/{transfer}", app.parts.settings.public_url)
}

/// What the role is called.
fn role_label(model: &Model, role: &str, language: Language) -> String {
    model.role(role).map_or_else(|| role.to_owned(), |ix| model[ix].label.get(language.tag()).to_owned())
}

/// Somebody of the account who has been in it.
fn row_of(scope: &mut Scope<'_, '_>, member: roster_domain::id::MemberId) -> Outcome<MemberRow> {
    let account = scope.account();
    members::by_id(scope.tx, account, member)?.ok_or_else(|| Failure::broken("a transfer without its members"))
}

/// An offer that waits for an answer: refused where there is none, or no more.
fn open(scope: &mut Scope<'_, '_>, transfer: TransferId) -> Outcome<TransferRow> {
    let account = scope.account();
    let row = transfers::by_id(scope.tx, account, transfer)?.ok_or(Refusal::NotFound)?;
    let me = scope.standing.member();
    if me != Some(row.from) && me != Some(row.to) {
        return Err(Refusal::NotFound.into());
    }
    match state_at(&row, scope.at()) {
        "open" => Ok(row),
        state => Err(Refusal::WrongState { state }.into()),
    }
}

/// How an offer stands: to the millisecond it is over by itself.
fn state_at(row: &TransferRow, at: i64) -> &'static str {
    match row.state.as_str() {
        "open" if at >= row.expires_at => "expired",
        "open" => "open",
        "accepted" => "accepted",
        "declined" => "declined",
        "withdrawn" => "withdrawn",
        "expired" => "expired",
        _ => "lapsed",
    }
}

/// Closes an offer of which nothing comes; tells `whom`, and gives the event.
fn end(scope: &mut Scope<'_, '_>, row: &TransferRow, why: TransferEnd) -> Outcome<Event> {
    let (account, at) = (scope.account(), scope.at());
    transfers::close(scope.tx, account, row.transfer, why.code(), at)?;
    due::clear(scope.tx, account, DueKind::TransferEnd, row.transfer.uuid())?;
    let (holder, successor) = (row_of(scope, row.from)?, row_of(scope, row.to)?);
    // Whoever ended it knows.
    let (reader, other) = match why {
        TransferEnd::Withdrawn => (&successor, &holder),
        TransferEnd::Declined | TransferEnd::Expired => (&holder, &successor),
    };
    let language = gifts::language_of(reader);
    let kind = MailKind::TransferEnded {
        account: scope.standing.account.name.clone(),
        other: called(other).to_owned(),
        role: role_label(&scope.standing.model, &row.role, language),
        why,
    };
    scope.mail(&Letter { kind: &kind, to: &reader.email, name: &reader.name, language, link: None })?;
    let event = match why {
        TransferEnd::Declined => EventKind::TransferDeclined,
        TransferEnd::Withdrawn => EventKind::TransferWithdrawn,
        TransferEnd::Expired => EventKind::TransferExpired,
    };
    let target = if why == TransferEnd::Declined { &holder } else { &successor };
    Ok(Event::new(event, Target::Member(target.member), called(target)))
}
