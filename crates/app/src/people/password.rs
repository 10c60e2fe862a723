//! What every new password has in common.

use super::{language_of, sign_in::forget_tries, sign_in_address};
use crate::{
    Origin, Outcome, Parts,
    clock::Fresh,
    scope::{Letter, queue_mail},
};
use roster_domain::{
    id::{AccountId, SessionId},
    mail::MailKind,
    password::known_words,
};
use roster_store::{
    ReadTx, WriteTx,
    db::millis,
    person_accounts,
    person_links::{self, LinkKind},
    persons::{self, PersonRow},
    sessions,
};

/// The words that a password of this person must not be made of.
pub(super) fn words_of(tx: &mut ReadTx<'_>, person: &PersonRow, now: i64) -> Outcome<Vec<String>> {
    let email = sign_in_address(tx, person.person)?;
    let memberships = person_accounts::of_person(tx, person.person, now)?;
    let names = memberships.iter().map(|membership| membership.name.as_str());
    Ok(known_words(&email, names.chain([person.name.as_str()])))
}

/// Sets a new password: all sessions end but the one that is named, links to choose another die, and the person is told.
pub(super) fn replace(
    tx: &mut WriteTx<'_>,
    fresh: &mut Fresh,
    parts: &Parts,
    origin: &Origin,
    person: &PersonRow,
    hash: &str,
    except: Option<SessionId>,
) -> Outcome<()> {
    let email = sign_in_address(tx, person.person)?;
    persons::set_password_hash(tx, person.person, hash, millis(fresh.now))?;
    sessions::end_all(tx, person.person, except)?;
    person_links::kill_open(tx, person.person, LinkKind::PasswordReset)?;
    // A link that whoever knew the old password had sent to another address must not outlive it.
    person_links::kill_open(tx, person.person, LinkKind::ProveEmail)?;
    // Whoever guessed at the old password must not keep its owner from using the new one.
    forget_tries(tx, origin, &email)?;
    let letter = Letter {
        kind: &MailKind::PasswordChanged { at: fresh.now },
        to: email.as_written(),
        name: &person.name,
        language: language_of(person),
        link: None,
    };
    queue_mail(tx, fresh, parts, AccountId::INSTALLATION, &letter)?;
    Ok(())
}
