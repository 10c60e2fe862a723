//! Going on with the mailed link: they are in, with the model's default role.

use super::{Here, decode, here, living, offered};
use crate::{
    Actor, App, Caller, Done, Failure, Outcome,
    invitations::{
        accept::{Accepted, Joined, JoinedAgain, Newcomer, check, joined},
        look::hide_account,
    },
    members::{particulars::rename, state, take},
    people::start_session,
    resources::own,
    scope::{Commit, Scope, asked_by},
    standing::Need,
    token::SignUpToken,
};
use roster_domain::{
    country::Country,
    email::Email,
    event::{ActorRef, Change, Event, EventKind, Target},
    id::{Id, MemberId, PersonId},
    lifecycle::Step,
    password::known_words,
    refusal::{DeadLink, Refusal},
};
use roster_store::{due, grants, invitations, members, outbox, person_accounts, persons, sign_ups};

/// Signs up as someone new: makes the person and their place, and signs them in.
pub async fn complete(app: &App, caller: &Caller, link: &str, input: Newcomer) -> Outcome<Joined> {
    let token = decode(link)?;
    let holder = holder(caller, token.sign_up);
    // The link is used up by then.
    let before = app.done_before(token.account, asked_by(ActorRef::Anonymous), holder.idempotency.as_ref()).await?;
    if let Some(accepted) = before {
        return joined(app.revision(token.account).await?, accepted, None);
    }
    let face = super::look(app, link).await?;
    if face.known_person {
        // Never a new password for someone who has one.
        return Err(Refusal::NotSignedIn.into());
    }
    let checked = check(&Newcomer { email: None, ..input.clone() }, &face)?;
    let email = Email::parse(&face.email).map_err(|e| Failure::broken(format!("a stored address: {}", e.code())))?;
    let mut fresh = app.fresh();
    let (person, salt): (PersonId, _) = (fresh.id(), fresh.salt());
    let words = known_words(&email, [checked.name.as_str(), face.account.as_str()]);
    let hash = app.parts.passwords.choose("/password", &input.password, words, salt).await?;
    let origin = holder.origin.clone();
    let done = app
        .change(&holder, token.account, Need::Link, move |scope| {
            let email = use_up(scope, &token)?;
            let at = scope.at();
            let new = persons::NewPerson {
                person,
                name: &checked.name,
                language: checked.language.tag(),
                country: checked.country.map(Country::code),
                time_zone: &checked.time_zone,
                at,
            };
            persons::insert(scope.tx, &new)?;
            if !persons::add_email(scope.tx, person, &email, at, true)? {
                // Somebody took it between the look and now.
                return Err(Refusal::NotSignedIn.into());
            }
            persons::set_password_hash(scope.tx, person, &hash, at)?;
            let signed_in = start_session(scope.tx, &mut scope.fresh, &origin, person)?;
            let member = enter(scope, person, &email)?;
            came(scope, Accepted { member, lost: Vec::new(), signed_in: Some(signed_in), other: false }, &checked.name)
        })
        .await
        .map_err(hide_account)?;
    joined(done.revision, done.value, None)
}

/// Signs up as the signed-in person, whose address must be the one the link was mailed to.
pub async fn complete_signed_in(app: &App, caller: &Caller, link: &str) -> Outcome<Done<JoinedAgain>> {
    let token = decode(link)?;
    let Actor::Person { person, .. } = caller.actor else { return Err(Refusal::NotSignedIn.into()) };
    let holder = holder(caller, format_args!("{} {person}", token.sign_up));
    let done = app
        .change(&holder, token.account, Need::Link, move |scope| {
            let account = scope.account();
            if let Some(row) = members::by_person(scope.tx, account, person)? {
                // Under another address.
                return Err(Refusal::WrongState { state: state(&row.status) }.into());
            }
            let email = use_up(scope, &token)?;
            let mine = persons::emails(scope.tx, person)?.iter().any(|mine| mine.email_key == email.normal());
            if !mine {
                return Err(Refusal::NotTheInvited.into());
            }
            persons::prove_email(scope.tx, person, email.normal(), scope.at())?;
            let me = persons::by_id(scope.tx, person)?.ok_or(Refusal::NotSignedIn)?;
            let member = enter(scope, person, &email)?;
            came(scope, Accepted { member, lost: Vec::new(), signed_in: None, other: false }, &me.name)
        })
        .await
        .map_err(hide_account)?;
    let Done { value: Accepted { member, lost, .. }, revision, replayed, undo } = done;
    Ok(Done { value: JoinedAgain { account: token.account, member, lost }, revision, replayed, undo })
}

/// The link's holder, whoever they are; a key of theirs is the link's.
fn holder(caller: &Caller, link: impl std::fmt::Display) -> Caller {
    let idempotency = caller.idempotency.as_ref().map(|request| request.of(link));
    Caller { idempotency, ..Caller::anonymous(caller.origin.clone()) }
}

/// The link's address; the link is dead from here on.
fn use_up(scope: &mut Scope<'_, '_>, token: &SignUpToken) -> Outcome<Email> {
    let (account, at) = (scope.account(), scope.at());
    if offered(&scope.standing).is_err() {
        return Err(super::dead(DeadLink::Unknown));
    }
    let (row, email) = living(scope.tx, scope.parts, token, at)?;
    if !sign_ups::mark_used(scope.tx, account, row.sign_up, at)? {
        return Err(super::dead(DeadLink::Used));
    }
    Ok(email)
}

/// Gives the person a place with the default role.
fn enter(scope: &mut Scope<'_, '_>, person: PersonId, email: &Email) -> Outcome<MemberId> {
    let (account, at) = (scope.account(), scope.at());
    let row = persons::by_id(scope.tx, person)?.ok_or(Refusal::NotFound)?;
    let place = members::by_email(scope.tx, account, email.normal())?;
    let member = match here(place, at) {
        Here::Room(Some(mut former)) => {
            take(scope, &mut former, Step::SignUp)?;
            clear(scope, former)?
        }
        Here::Room(None) => {
            let member: MemberId = scope.id();
            let new = members::NewMember {
                member,
                person: None,
                status: "active",
                name: &row.name,
                given_name: "",
                family_name: "",
                company: "",
                fields: "{}",
                email: email.as_written(),
                email_key: email.normal(),
                invited_until: None,
                at,
            };
            members::insert(scope.tx, account, &new)?;
            member
        }
        Here::Invited(_) => return Err(Refusal::WrongState { state: "invited" }.into()),
        Here::In => return Err(Refusal::WrongState { state: "active" }.into()),
        Here::Out => return Err(Refusal::WrongState { state: "deleted" }.into()),
    };
    let stored = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
    let mut stored = members::MemberRow {
        person: Some(person),
        status: "active".to_owned(),
        country: row.country,
        language: Some(row.language),
        invited_until: None,
        joined_at: Some(at),
        left_at: None,
        ..stored
    };
    rename(&mut stored, &row.name.into());
    members::save(scope.tx, account, &stored)?;
    let model = &scope.standing.model;
    let role = model[model.membership().default_role].id.to_string();
    members::set_roles(scope.tx, account, member, &[members::TimedRow::always(role, None, at)])?;
    person_accounts::add(scope.tx, person, account, member, at)?;
    scope.standing.actor = ActorRef::Member(member);
    Ok(member)
}

/// Empties a place that somebody was invited to and never took: what was offered there is over.
fn clear(scope: &mut Scope<'_, '_>, former: members::MemberRow) -> Outcome<MemberId> {
    let (account, at, member) = (scope.account(), scope.at(), former.member);
    if let Some(mut invitation) = invitations::of_member(scope.tx, account, member)? {
        invitation.state = "withdrawn".to_owned();
        invitation.closed_at = Some(at);
        invitations::save(scope.tx, account, &invitation)?;
        due::clear(scope.tx, account, due::DueKind::InvitationExpiry, invitation.invitation.uuid())?;
        outbox::drop_for_invitation(scope.tx, account, invitation.invitation)?;
    }
    grants::clear(scope.tx, account, member)?;
    members::set_extras(scope.tx, account, member, &[])?;
    members::set_mask(scope.tx, account, member, None)?;
    Ok(member)
}

fn came(scope: &mut Scope<'_, '_>, accepted: Accepted, name: &str) -> Outcome<Commit<Accepted>> {
    let account = scope.account();
    let member = members::by_id(scope.tx, account, accepted.member)?.ok_or(Refusal::NotFound)?;
    let own = own::own(scope, &member)?;
    let model = &scope.standing.model;
    let role = model[model.membership().default_role].id.to_string();
    let event = Event::new(EventKind::MemberSignedUp, Target::Member(accepted.member), name);
    let event = event.changes([Change::new("role", None, Some(role))]);
    Ok(scope.commit_all(accepted, std::iter::once(event).chain(own).collect()))
}
