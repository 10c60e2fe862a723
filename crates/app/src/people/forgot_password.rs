//! A forgotten password: a link is mailed, if there is anybody to mail it to.

use super::{language_of, link};
use crate::{
    App, Caller, Once, Outcome, once,
    scope::{Housekeeping, Letter, LinkRef, queue_mail},
    throttle,
};
use roster_domain::{email::Email, id::AccountId, mail::MailKind, refusal::Refusal};
use roster_store::{db::millis, person_links::LinkKind, persons};

/// Sends a link with which a new password can be chosen, to the address if somebody signs in with it. The answer is the
/// same whether or not anybody does.
pub async fn forgot_password(app: &App, caller: &Caller, email: &str) -> Outcome<Once<()>> {
    let email = Email::parse(email).map_err(|problem| Refusal::field("/email", problem.code()))?;
    let (parts, origin) = (app.parts.clone(), caller.origin.clone());
    let asker = once::by_client(&origin);
    app.housekeep_once(Housekeeping::Person, asker, caller.idempotency.as_ref(), move |tx, fresh| {
        let now = millis(fresh.now);
        throttle::RESET_PER_CLIENT.count_client(tx, &origin, now)?;
        throttle::RESET_PER_ADDRESS.count(tx, email.normal(), now)?;
        let Some(found) = persons::by_email_key(tx, email.normal())? else { return Ok(()) };
        let Some(person) = persons::lock(tx, found.person)? else { return Ok(()) };
        // To the address as its owner wrote it, not as somebody typed it just now.
        let to = super::sign_in_address(tx, person.person)?;
        if to != email {
            return Ok(());
        }
        let (link, expires_at) = link::issue(tx, fresh, &parts, person.person, LinkKind::PasswordReset, &to, None)?;
        let letter = Letter {
            kind: &MailKind::PasswordReset { expires_at, by: None },
            to: to.as_written(),
            name: &person.name,
            language: language_of(&person),
            link: Some(LinkRef::Person(person.person, link)),
        };
        queue_mail(tx, fresh, &parts, AccountId::INSTALLATION, &letter)?;
        Ok(())
    })
    .await
}
