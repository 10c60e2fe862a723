//! Wanting to sign in with another address: a link to it proves that one reads its mail.

use super::{change_password::check_current, language_of, link, sign_in_address, signed_in};
use crate::{
    App, Caller, Once, Outcome, Parts,
    clock::Fresh,
    once,
    scope::{Housekeeping, Letter, LinkRef, queue_mail},
    throttle,
};
use roster_domain::{
    email::Email,
    id::{AccountId, Id},
    mail::MailKind,
    refusal::Refusal,
};
use roster_store::{
    WriteTx,
    db::millis,
    person_links::{self, LinkKind},
    persons::{self, PersonRow},
};

/// Mails a link to the address; until it is opened, everything stays as it is. The answer is the same when somebody else
/// signs in with that address. The current password is asked for: a session alone, left open or stolen, must not be enough to
/// take over the sign-in.
pub async fn ask_for_address(app: &App, caller: &Caller, email: &str, current_password: &str) -> Outcome<Once<()>> {
    let (person, _) = signed_in(caller)?;
    let email = Email::parse(email).map_err(|problem| Refusal::field("/email", problem.code()))?;
    check_current(app, person, current_password).await?;
    let parts = app.parts.clone();
    let (asker, request) = (once::by_person(person), caller.idempotency.as_ref());
    app.housekeep_once(Housekeeping::Person, asker, request, move |tx, fresh| {
        let person = persons::lock(tx, person)?.ok_or(Refusal::NotSignedIn)?;
        let proven = persons::unproven(tx, &[email.normal()])?.is_empty();
        if sign_in_address(tx, person.person)? == email && proven {
            return Err(Refusal::field("/email", "unchanged").into());
        }
        send_proof(tx, fresh, &parts, &person, &email, None)
    })
    .await
}

/// The same inside another change, such as accepting an invitation of `account` with another address than the invited.
pub(crate) fn send_proof(
    tx: &mut WriteTx<'_>,
    fresh: &mut Fresh,
    parts: &Parts,
    person: &PersonRow,
    email: &Email,
    account: Option<AccountId>,
) -> Outcome<()> {
    let now = millis(fresh.now);
    throttle::PROOF_PER_PERSON.count(tx, &person.person.uuid().to_string(), now)?;
    throttle::PROOF_PER_ADDRESS.count(tx, email.normal(), now)?;
    let owner = persons::by_email_key(tx, email.normal())?;
    if let Some(owner) = owner.filter(|owner| owner.person != person.person) {
        // The older wish is given up either way.
        person_links::kill_open(tx, person.person, LinkKind::ProveEmail)?;
        return tell_owner(tx, fresh, parts, &owner, email);
    }
    let (link, expires_at) = link::issue(tx, fresh, parts, person.person, LinkKind::ProveEmail, email, account)?;
    let letter = Letter {
        kind: &MailKind::ProveAddress { expires_at },
        to: email.as_written(),
        name: &person.name,
        language: language_of(person),
        link: Some(LinkRef::Person(person.person, link)),
    };
    queue_mail(tx, fresh, parts, AccountId::INSTALLATION, &letter)?;
    Ok(())
}

/// Whoever signs in with the address already is the only one to learn that somebody else wanted it.
pub(crate) fn tell_owner(
    tx: &mut WriteTx<'_>,
    fresh: &mut Fresh,
    parts: &Parts,
    owner: &PersonRow,
    email: &Email,
) -> Outcome<()> {
    let stored = persons::email(tx, email.normal())?.map_or_else(|| email.as_written().to_owned(), |row| row.email);
    let letter = Letter {
        kind: &MailKind::AddressInUse { at: fresh.now },
        to: &stored,
        name: &owner.name,
        language: language_of(owner),
        link: None,
    };
    queue_mail(tx, fresh, parts, AccountId::INSTALLATION, &letter)?;
    Ok(())
}
