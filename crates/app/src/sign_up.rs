//! Signing oneself up (B10): where an account's model has it, at the account's public address. The address is shown to be theirs
//! by mail before anything is made.
//!
//! Where a model doesn't have it, everything answers as if there were no such account.

mod ask;
mod complete;
mod look;

pub use ask::ask;
pub use complete::{complete, complete_signed_in};
pub use look::{OpenAccount, account, look, offers, only};

use crate::{Failure, Outcome, Parts, standing::Standing, token};
use roster_domain::{
    email::Email,
    id::{AccountId, Id, SignUpId},
    refusal::{DeadLink, Refusal},
};
use roster_store::{
    ReadTx, members,
    sign_ups::{self, SignUpRow},
};

/// What the secret of a link to sign up is derived for.
const PURPOSE: &str = "sign_up";

/// How long such a link works: a day.
const LIFETIME: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

/// Refuses where people don't sign themselves up: there is no such account.
fn offered(standing: &Standing) -> Outcome<()> {
    let offered = standing.is_open() && standing.model.membership().self_sign_up;
    if offered { Ok(()) } else { Err(Refusal::NotFound.into()) }
}

fn dead(why: DeadLink) -> Failure {
    Refusal::DeadLink(why).into()
}

fn decode(link: &str) -> Outcome<token::SignUpToken> {
    token::SignUpToken::decode(link).ok_or_else(|| dead(DeadLink::Unknown))
}

/// The address of the page behind a wish's link: a secret. `None` when it is dead.
pub(crate) fn link(
    tx: &mut ReadTx<'_>,
    parts: &Parts,
    account: AccountId,
    sign_up: SignUpId,
    now: i64,
) -> Outcome<Option<String>> {
    let row = sign_ups::by_id(tx, account, sign_up)?.filter(|row| row.used_at.is_none() && now < row.expires_at);
    let Some(row) = row else { return Ok(None) };
    let secret = parts.keys.derive(&row.key_id, PURPOSE, sign_up.uuid(), 1);
    let secret = secret.ok_or_else(|| Failure::KeyGone(row.key_id.clone()))?;
    let token = token::SignUpToken { account, sign_up, secret };
    Ok(Some(format!("{}/sign-up/{}", parts.settings.public_url, token.encode())))
}

/// The wish that a link belongs to, and its address, if the link is good at `now`.
fn living(tx: &mut ReadTx<'_>, parts: &Parts, token: &token::SignUpToken, now: i64) -> Outcome<(SignUpRow, Email)> {
    let row = sign_ups::by_id(tx, token.account, token.sign_up)?.ok_or_else(|| dead(DeadLink::Unknown))?;
    let secret = parts.keys.derive(&row.key_id, PURPOSE, token.sign_up.uuid(), 1);
    if !secret.is_some_and(|secret| token::same_secret(&secret, &token.secret)) {
        return Err(dead(DeadLink::Unknown));
    }
    if row.used_at.is_some() {
        return Err(dead(DeadLink::Used));
    }
    if now >= row.expires_at {
        return Err(dead(DeadLink::Expired));
    }
    let email = Email::parse(&row.email).map_err(|e| Failure::broken(format!("a stored address: {}", e.code())))?;
    Ok((row, email))
}

/// What a place that an address has already means for its owner, who wants in.
enum Here {
    /// Nobody has it, or somebody's invitation was withdrawn or ran out: there is room.
    Room(Option<members::MemberRow>),
    /// Somebody has invited them; the invitation is to be used.
    Invited(members::MemberRow),
    /// They are in.
    In,
    /// They were in; only an admin brings them back.
    Out,
}

fn here(row: Option<members::MemberRow>, now: i64) -> Here {
    match row {
        Some(row) if crate::invitations::create::never_joined(&row) => Here::Room(Some(row)),
        Some(row) if row.status == "invited" => match row.invited_until {
            Some(until) if until > now => Here::Invited(row),
            _ => Here::Room(Some(row)),
        },
        Some(row) if row.status == "active" => Here::In,
        Some(_) => Here::Out,
        None => Here::Room(None),
    }
}
