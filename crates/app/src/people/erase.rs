//! A person who is in no account any more erases themself: sign-in, name, addresses, sessions.
//!
//! What accounts know of their former members is the accounts' own, and stays with them until they are purged. Places that are out of
//! reach (former, or in an account that is closed) are let go of first, each under its account's lock and with an event there, so that
//! nobody is brought back to a sign-in that is gone, and so that the last who could bring a closed account back can't vanish (F02).

use super::{change_password::check_current, signed_in};
use crate::{App, Caller, Failure, Outcome, members::called, scope::Housekeeping, standing::Need};
use roster_domain::{
    event::{Event, EventKind, Target},
    id::{AccountId, MemberId, PersonId},
    refusal::Refusal,
};
use roster_store::{db::millis, members, person_accounts, persons, purge};

/// Erases the caller. Refused while they are in an account, also one that is suspended: they leave it first.
pub async fn erase_me(app: &App, caller: &Caller, password: &str) -> Outcome<()> {
    let (person, _) = signed_in(caller)?;
    check_current(app, person, password).await?;
    let now = millis(app.now());
    let (places, open) = app
        .parts
        .db
        .read(move |tx| {
            let open = person_accounts::of_person(tx, person, now)?;
            Ok::<_, Failure>((person_accounts::places(tx, person)?, !open.is_empty()))
        })
        .await?;
    if open {
        return Err(Refusal::StillAMember.into());
    }
    for (account, member) in places {
        let_go(app, account, member, person).await?;
    }
    app.housekeep(Housekeeping::Person, move |tx, _| {
        persons::lock(tx, person)?;
        // Somebody may have let them in meanwhile.
        if purge::lonely(tx, &[person])?.is_empty() {
            return Err(Refusal::StillAMember.into());
        }
        Ok(purge::erase(tx, &[person])?)
    })
    .await
}

/// The place stays in the account's lists of the past, without anybody behind it.
async fn let_go(app: &App, account: AccountId, member: MemberId, person: PersonId) -> Outcome<()> {
    let system = Caller::system();
    let gone = app.change(&system, account, Need::System, move |scope| {
        person_accounts::remove(scope.tx, person, account)?;
        let mut row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        if row.person != Some(person) {
            return Ok(scope.commit_chunk(()));
        }
        if row.status == "active" && scope.standing.is_open() {
            return Err(Refusal::StillAMember.into());
        }
        row.person = None;
        if matches!(row.status.as_str(), "active" | "disabled") {
            "deleted".clone_into(&mut row.status);
            row.left_at = Some(scope.at());
        }
        members::save(scope.tx, account, &row)?;
        let event = Event::new(EventKind::PersonErased, Target::Member(member), called(&row));
        Ok(scope.commit((), event))
    });
    match gone.await {
        // Nothing is left there to let go of.
        Ok(_) | Err(Failure::Refused(Refusal::NotFound)) => Ok(()),
        Err(failure) => Err(failure),
    }
}
