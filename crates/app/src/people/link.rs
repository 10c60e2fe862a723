//! One-time links of a person: made, found again, and found dead.

use crate::{
    Failure, Outcome, Parts,
    clock::Fresh,
    token::{PersonToken, same_secret},
};
use jiff::{SignedDuration, Timestamp};
use roster_domain::{
    email::Email,
    id::{AccountId, Id, LinkId, PersonId},
    language::Language,
    refusal::{DeadLink, Refusal},
};
use roster_store::{
    ReadTx, WriteTx,
    db::millis,
    person_links::{self, LinkKind, NewPersonLink, PersonLinkRow},
    persons,
};

/// A link's secret never changes: a new one is a new link.
const GENERATION: i64 = 1;

/// How long a link lives.
fn lifetime(kind: LinkKind) -> SignedDuration {
    match kind {
        LinkKind::PasswordReset => SignedDuration::from_hours(1),
        LinkKind::ProveEmail => SignedDuration::from_hours(24),
        LinkKind::ProposedEmail => SignedDuration::from_hours(7 * 24),
    }
}

/// Makes a link that is sent to `email`. Older ones of its kind die.
pub(super) fn issue(
    tx: &mut WriteTx<'_>,
    fresh: &mut Fresh,
    parts: &Parts,
    person: PersonId,
    kind: LinkKind,
    email: &Email,
    account: Option<AccountId>,
) -> Outcome<(LinkId, Timestamp)> {
    person_links::kill_open(tx, person, kind)?;
    issue_beside(tx, fresh, parts, person, kind, email, account)
}

/// The same without a word about older ones: of two accounts each may propose an address.
pub(crate) fn issue_beside(
    tx: &mut WriteTx<'_>,
    fresh: &mut Fresh,
    parts: &Parts,
    person: PersonId,
    kind: LinkKind,
    email: &Email,
    account: Option<AccountId>,
) -> Outcome<(LinkId, Timestamp)> {
    let (link, expires_at) = (fresh.id(), fresh.now + lifetime(kind));
    let new = NewPersonLink {
        person,
        link,
        kind,
        key_id: parts.keys.current(),
        email: email.as_written(),
        account,
        at: millis(fresh.now),
        expires_at: millis(expires_at),
    };
    person_links::insert(tx, &new)?;
    Ok((link, expires_at))
}

/// A link to choose a new password, and where it goes.
pub(crate) struct PasswordLink {
    pub(crate) link: LinkId,
    pub(crate) expires_at: Timestamp,
    /// The address that the person signs in with.
    pub(crate) to: Email,
    pub(crate) language: Language,
}

/// Makes one for a person, on behalf of an account; the account is locked already.
pub(crate) fn password_link(
    tx: &mut WriteTx<'_>,
    fresh: &mut Fresh,
    parts: &Parts,
    person: PersonId,
    account: AccountId,
) -> Outcome<PasswordLink> {
    let row = persons::lock(tx, person)?.ok_or(Refusal::NotFound)?;
    let to = super::sign_in_address(tx, person)?;
    let (link, expires_at) = issue(tx, fresh, parts, person, LinkKind::PasswordReset, &to, Some(account))?;
    Ok(PasswordLink { link, expires_at, to, language: super::language_of(&row) })
}

/// Reads a token; what can't be one is a dead link.
pub(super) fn read_token(text: &str) -> Outcome<PersonToken> {
    PersonToken::decode(text).ok_or_else(dead)
}

/// The living link of one of these kinds that a token belongs to.
pub(super) fn open_any(
    tx: &mut ReadTx<'_>,
    parts: &Parts,
    token: &PersonToken,
    kinds: [LinkKind; 2],
    now: Timestamp,
) -> Outcome<(LinkKind, PersonLinkRow)> {
    let row = person_links::by_id(tx, token.person, token.link)?.ok_or_else(dead)?;
    let kind = kinds.into_iter().find(|kind| row.kind == kind.code()).ok_or_else(dead)?;
    Ok((kind, open(tx, parts, token, kind, now)?))
}

/// The living link that a token belongs to.
pub(super) fn open(
    tx: &mut ReadTx<'_>,
    parts: &Parts,
    token: &PersonToken,
    kind: LinkKind,
    now: Timestamp,
) -> Outcome<PersonLinkRow> {
    let row = person_links::by_id(tx, token.person, token.link)?.ok_or_else(dead)?;
    let secret = parts.keys.derive(&row.key_id, kind.code(), token.link.uuid(), GENERATION).ok_or_else(dead)?;
    if row.kind != kind.code() || !same_secret(&secret, &token.secret) {
        return Err(dead());
    }
    if row.used_at.is_some() {
        return Err(Refusal::DeadLink(DeadLink::Used).into());
    }
    if millis(now) >= row.expires_at {
        return Err(Refusal::DeadLink(DeadLink::Expired).into());
    }
    Ok(row)
}

/// A dead link of which nothing else is told.
pub(super) fn dead() -> Failure {
    Refusal::DeadLink(DeadLink::Unknown).into()
}

/// The address that a mail leads to; `None` when the link died before the mail was sent, so that the mail need not be.
pub(crate) fn url_of_link(
    tx: &mut ReadTx<'_>,
    parts: &Parts,
    person: PersonId,
    link: LinkId,
    now: Timestamp,
) -> Outcome<Option<String>> {
    let Some(row) = person_links::by_id(tx, person, link)? else { return Ok(None) };
    if row.used_at.is_some() || millis(now) >= row.expires_at {
        return Ok(None);
    }
    let secret = parts.keys.derive(&row.key_id, &row.kind, link.uuid(), GENERATION);
    let secret = secret.ok_or_else(|| Failure::KeyGone(row.key_id.clone()))?;
    let page = if row.kind == LinkKind::PasswordReset.code() { "reset-password" } else { "confirm-address" };
    let token = PersonToken { person, link, secret };
    Ok(Some(format!("{}/{page}/{}", parts.settings.public_url, token.encode())))
}
