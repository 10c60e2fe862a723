//! Opening the link that proves an address: from then on the person signs in with it.

use super::{change_password::check_current, follow_address, language_of, link, stored_email};
use crate::{
    App, Caller, Failure, Outcome, once,
    scope::{Housekeeping, Letter, queue_mail},
};
use jiff::Timestamp;
use roster_domain::{
    email::Email,
    id::{AccountId, PersonId},
    mail::MailKind,
    refusal::{DeadLink, Refusal},
};
use roster_store::{
    db::{millis, timestamp},
    person_links::{self, LinkKind},
    persons,
};

/// What the page behind a link that proves an address shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressToProve {
    /// The address.
    pub email: String,
    /// When the link dies.
    pub expires_at: Timestamp,
    /// An admin proposed the address: whoever opens the link shows with their password that it is theirs to confirm.
    pub asks_password: bool,
}

/// What leads to the page.
const KINDS: [LinkKind; 2] = [LinkKind::ProveEmail, LinkKind::ProposedEmail];

/// An address was proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressProven {
    /// Whose it is.
    pub person: PersonId,
    /// The address they sign in with now.
    pub email: Email,
    /// The addresses they signed in with before; not told again when the request is repeated.
    pub former: Vec<Email>,
    /// Where it was asked for, if in an account.
    pub account: Option<AccountId>,
    /// The same request was done before.
    pub replayed: bool,
}

/// Looks at a link without using it up.
pub async fn look_at_address(app: &App, token: &str) -> Outcome<AddressToProve> {
    let (token, parts, now) = (link::read_token(token)?, app.parts.clone(), app.now());
    app.parts
        .db
        .read_fast(move |tx| {
            let (kind, row) = link::open_any(tx, &parts, &token, KINDS, now)?;
            let asks_password = kind == LinkKind::ProposedEmail;
            Ok(AddressToProve { email: row.email, expires_at: timestamp(row.expires_at)?, asks_password })
        })
        .await
}

/// Makes the address the one that the person signs in with, instead of the former one, whose owner is told.
///
/// Where an admin proposed it, the link alone is not enough: the admin may have named an address of their own. The person's password shows
/// that it is them.
pub async fn prove_address(
    app: &App,
    caller: &Caller,
    token: &str,
    current_password: Option<&str>,
) -> Outcome<AddressProven> {
    let (token, parts) = (link::read_token(token)?, app.parts.clone());
    let (looked_at, now) = (parts.clone(), app.now());
    let kind = app
        .parts
        .db
        .read_fast(move |tx| match link::open_any(tx, &looked_at, &token, KINDS, now) {
            Ok((kind, _)) => Ok(Some(kind)),
            // Used up by the same request, perhaps: that is looked at below.
            Err(Failure::Refused(_)) => Ok(None),
            Err(failure) => Err(failure),
        })
        .await?;
    if kind == Some(LinkKind::ProposedEmail) {
        let password = current_password.ok_or_else(|| Refusal::field("/current_password", "empty"))?;
        check_current(app, token.person, password).await?;
    }
    let (asker, request) = (once::by_link(token.link), caller.idempotency.as_ref());
    let done = app
        .housekeep_once(Housekeeping::Person, asker, request, move |tx, fresh| {
            let at = millis(fresh.now);
            let person = persons::lock(tx, token.person)?.ok_or_else(link::dead)?;
            let (found, row) = link::open_any(tx, &parts, &token, KINDS, fresh.now)?;
            if kind != Some(found) {
                return Err(link::dead());
            }
            if !person_links::mark_used(tx, token.person, token.link, at)? {
                return Err(Refusal::DeadLink(DeadLink::Used).into());
            }
            let email = stored_email(&row.email)?;
            let mut former = Vec::new();
            for old in persons::emails(tx, person.person)? {
                persons::remove_email(tx, person.person, &old.email_key)?;
                // It may be the one they sign in with already, of which nobody knew whether they read its mail.
                if old.email_key != email.normal() {
                    former.push(stored_email(&old.email)?);
                }
            }
            if !persons::add_email(tx, person.person, &email, at, true)? {
                return Err(Refusal::AddressTaken { member: None }.into());
            }
            // A link to choose a password that went to the former address is nobody's business there any more.
            person_links::kill_open(tx, person.person, LinkKind::PasswordReset)?;
            for old in &former {
                let letter = Letter {
                    kind: &MailKind::AddressChanged { new_email: email.as_written().to_owned(), at: fresh.now },
                    to: old.as_written(),
                    name: &person.name,
                    language: language_of(&person),
                    link: None,
                };
                queue_mail(tx, fresh, &parts, AccountId::INSTALLATION, &letter)?;
            }
            follow_address::note(tx, token.person, token.link, &former, at)
        })
        .await?;
    let row = app.parts.db.read_fast(move |tx| person_links::by_id(tx, token.person, token.link)).await?;
    let row = row.ok_or_else(link::dead)?;
    let former = row.former.as_deref().map(follow_address::former_of).transpose()?.unwrap_or_default();
    if let Err(failure) = follow_address::follow(app, token.person).await {
        tracing::warn!(?failure, "not all accounts know a person's new address yet; it will be tried again");
    }
    let email = stored_email(&row.email)?;
    Ok(AddressProven { person: token.person, email, former, account: row.account, replayed: done.replayed })
}
