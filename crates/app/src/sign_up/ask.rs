//! Wanting to sign up: a link is mailed to the address. The answer is the same whoever's address it is.

use super::{Here, LIFETIME, here, offered};
use crate::{
    App, Caller, Once, Outcome, Parts,
    clock::Fresh,
    invitations::send_again::remind,
    once,
    scope::{Housekeeping, Letter, LinkRef, queue_mail},
    standing::Standing,
    throttle,
};
use roster_domain::{
    email::Email,
    id::{AccountId, MemberId, SignUpId},
    language::Language,
    mail::MailKind,
    refusal::Refusal,
};
use roster_store::{
    WriteTx,
    db::millis,
    members, persons,
    sign_ups::{self, SignUpRow},
};

/// Links that died longer ago than this are forgotten: their page then knows nothing of them.
const REMEMBER: i64 = 24 * 60 * 60 * 1000;

/// Mails a link with which the address's owner goes on. Who is in already, or was, is told so by mail, and nobody else is.
pub async fn ask(app: &App, caller: &Caller, account: AccountId, email: &str, language: Language) -> Outcome<Once<()>> {
    super::account(app, account).await?;
    let email = Email::parse(email).map_err(|problem| Refusal::field("/email", problem.code()))?;
    let (parts, origin) = (app.parts.clone(), caller.origin.clone());
    let asker = once::by_client(&origin);
    let done = app.housekeep_once(Housekeeping::SignUps, asker, caller.idempotency.as_ref(), move |tx, fresh| {
        let at = millis(fresh.now);
        throttle::SIGN_UP_PER_CLIENT.count_client(tx, &origin, at)?;
        throttle::SIGN_UP_PER_ACCOUNT.count(tx, &account.to_string(), at)?;
        throttle::SIGN_UP_PER_ADDRESS.count(tx, email.normal(), at)?;
        let standing = Standing::find(tx, &parts, &Caller::anonymous(origin.clone()), account, fresh.now, None)?;
        offered(&standing)?;
        sign_ups::forget(tx, account, at - REMEMBER)?;
        let place = members::by_email(tx, account, email.normal())?;
        // Whoever has a sign-in reads their own language.
        let known = persons::known_emails(tx, &[email.normal()])?;
        let language = known.values().next().and_then(|tag| Language::from_tag(tag)).unwrap_or(language);
        let name = standing.account.name.clone();
        let (kind, link) = match here(place, at) {
            Here::Room(_) => {
                let sign_up = note(tx, fresh, &parts, account, &email)?;
                let expires_at = fresh.now + LIFETIME;
                (MailKind::SignUp { account: name, expires_at }, Some(LinkRef::SignUp(sign_up)))
            }
            Here::Invited(row) => return Ok(Some(row.member)),
            Here::In => (MailKind::SignUpNotNeeded { account: name }, Some(LinkRef::SignIn)),
            Here::Out => (MailKind::SignUpClosed { account: name }, None),
        };
        let letter = Letter { kind: &kind, to: email.as_written(), name: "", language, link };
        queue_mail(tx, fresh, &parts, account, &letter)?;
        Ok(None)
    });
    let done: Once<Option<MemberId>> = done.await?;
    if let (Some(invited), false) = (done.value, done.replayed) {
        // Somebody offers them more than they would get here.
        remind(app, account, invited).await?;
    }
    Ok(Once { value: (), replayed: done.replayed })
}

fn note(
    tx: &mut WriteTx<'_>,
    fresh: &mut Fresh,
    parts: &Parts,
    account: AccountId,
    email: &Email,
) -> Outcome<SignUpId> {
    let sign_up = fresh.id();
    let row = SignUpRow {
        sign_up,
        email: email.as_written().to_owned(),
        key_id: parts.keys.current().to_owned(),
        created_at: millis(fresh.now),
        expires_at: millis(fresh.now + LIFETIME),
        used_at: None,
    };
    // Whichever they open: only the newest leads anywhere.
    sign_ups::replace(tx, account, email.normal())?;
    sign_ups::insert(tx, account, &row, email.normal())?;
    Ok(sign_up)
}
