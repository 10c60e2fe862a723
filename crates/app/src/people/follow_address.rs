//! After a person signs in with another address: each account keeps its own contact address; where that was the former one, it
//! follows, under the account's own lock and with an event there.
//!
//! That is after the person's own change, because accounts are locked before persons. What is still to be done is noted in the
//! transaction of that change, and taken up again until it is done.

use crate::{App, Failure, Outcome, members::follow_address, scope::Housekeeping};
use roster_domain::{
    email::Email,
    id::{AccountId, Id, LinkId, MemberId, PersonId},
};
use roster_store::{
    ReadTx, WriteTx,
    db::millis,
    due::{self, DueKind},
    person_accounts, person_links, persons,
};

/// How many persons are taken at a time, and for how long they are leased.
const BATCH: i64 = 20;
const LEASE_MS: i64 = 60_000;

/// Notes, in the transaction of the change, that accounts have to follow. Whoever changes begins with it at once; only what that
/// leaves undone is due.
pub(super) fn note(tx: &mut WriteTx<'_>, person: PersonId, link: LinkId, former: &[Email], at: i64) -> Outcome<()> {
    let former: Vec<&str> = former.iter().map(Email::as_written).collect();
    let former = serde_json::to_string(&former).map_err(|e| Failure::broken(e.to_string()))?;
    person_links::set_former(tx, person, link, Some(&former))?;
    Ok(due::set(tx, AccountId::INSTALLATION, DueKind::AddressChange, person.uuid(), at + LEASE_MS)?)
}

/// The addresses that were noted.
pub(super) fn former_of(noted: &str) -> Outcome<Vec<Email>> {
    let former: Vec<String> =
        serde_json::from_str(noted).map_err(|e| Failure::broken(format!("former addresses: {e}")))?;
    former.iter().map(|email| super::stored_email(email)).collect()
}

/// Finishes what was begun and not finished; gives how many persons there were. Cheap when there is none.
pub async fn follow_due(app: &App) -> Outcome<usize> {
    let at = millis(app.now());
    let next = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(due::next(tx, DueKind::AddressChange)?)).await?;
    if next.is_none_or(|next| next > at) {
        return Ok(0);
    }
    let claimed = app
        .housekeep(Housekeeping::Due, move |tx, fresh| {
            let now = millis(fresh.now);
            Ok(due::claim(tx, DueKind::AddressChange, now, BATCH, now + LEASE_MS)?)
        })
        .await?;
    let count = claimed.len();
    let mut first_failure = None;
    for (_, id) in claimed {
        if let Err(failure) = follow(app, PersonId::from_uuid(id)).await {
            first_failure.get_or_insert(failure);
        }
    }
    first_failure.map_or(Ok(count), Err)
}

/// What there is to follow.
struct Trail {
    /// The links that made the changes; there may be more than one that an account has missed.
    links: Vec<LinkId>,
    former: Vec<Email>,
    email: Email,
    places: Vec<(AccountId, MemberId)>,
}

impl Trail {
    fn read(tx: &mut ReadTx<'_>, person: PersonId) -> Outcome<Trail> {
        let (mut links, mut former) = (Vec::new(), Vec::new());
        for (link, noted) in person_links::to_follow(tx, person)? {
            links.push(link);
            former.extend(former_of(&noted)?);
        }
        let (email, places) = (super::sign_in_address(tx, person)?, person_accounts::places(tx, person)?);
        Ok(Trail { links, former, email, places })
    }
}

/// Lets all accounts of a person follow. One that can't now doesn't keep the others from it; it is due again.
pub(super) async fn follow(app: &App, person: PersonId) -> Outcome<()> {
    let trail = app.parts.db.read_fast(move |tx| Trail::read(tx, person)).await?;
    let mut first_failure = None;
    for (account, member) in trail.places {
        match follow_address::follow_address(app, account, person, member, &trail.former, &trail.email).await {
            // An account that is gone has nothing to follow with.
            Ok(()) | Err(Failure::Refused(_)) => {}
            Err(failure) => {
                first_failure.get_or_insert(failure);
            }
        }
    }
    if let Some(failure) = first_failure {
        return Err(failure);
    }
    app.housekeep(Housekeeping::Person, move |tx, _| {
        persons::lock(tx, person)?;
        for link in &trail.links {
            person_links::set_former(tx, person, *link, None)?;
        }
        // The address may have changed once more meanwhile.
        if person_links::to_follow(tx, person)?.is_empty() {
            due::clear(tx, AccountId::INSTALLATION, DueKind::AddressChange, person.uuid())?;
        }
        Ok(())
    })
    .await
}
