//! Accepting an invitation: as someone new, or as someone who has a sign-in already.

use crate::{
    App, Caller, Done, Failure, Outcome, Revision,
    invitations::look::{InvitationFace, dead, decode, hide_account, living},
    members::{gifts, particulars::rename, state, take},
    people::{SignedIn, send_proof, signed_in, start_session},
    resources::{join, own},
    scope::{Commit, LinkRef, Scope, asked_by},
    standing::Need,
    token::InvitationToken,
};
use roster_domain::{
    country::Country,
    email::Email,
    event::{ActorRef, Change, Event, EventKind, Target},
    id::{AccountId, Id, MemberId, PersonId},
    language::Language,
    lifecycle::Step,
    mail::MailKind,
    model::AskFor,
    password::known_words,
    refusal::{DeadLink, FieldProblem, Refusal},
    text::name_problem,
};
use roster_store::{
    due::{self, DueKind},
    invitations, members, person_accounts, persons,
};
use serde::{Deserialize, Serialize};

/// What someone new says of themself.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// Their name.
    pub name: String,
    /// The password they choose.
    pub password: String,
    /// The address to sign in with; the invited one, or another that has to be proven first. `None`: the invited one.
    pub email: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// BCP 47: what the console shall speak.
    pub language: String,
    /// IANA time zone.
    pub time_zone: String,
}

/// Someone joined.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The account.
    pub account: AccountId,
    /// Their place in it.
    pub member: MemberId,
    /// They are signed in; without the session's secret when the request was done before.
    pub signed_in: SignedIn,
    /// What was offered and deleted before they came: names of resources.
    pub lost: Vec<String>,
    /// A link was mailed to this other address; it becomes the sign-in when the link is opened.
    pub to_be_proven: Option<String>,
    /// How far the account has come.
    pub revision: Revision,
}

/// Someone joined who was signed in.
#[derive(Clone, Debug)]
pub struct JoinedAgain {
    /// The account.
    pub account: AccountId,
    /// Their place in it.
    pub member: MemberId,
    /// What was offered and deleted before they came: names of resources.
    pub lost: Vec<String>,
}

/// What the transaction gives back.
#[derive(Serialize, Deserialize)]
pub(crate) struct Accepted {
    pub(crate) member: MemberId,
    pub(crate) lost: Vec<String>,
    pub(crate) signed_in: Option<SignedIn>,
    /// Another address has to be proven.
    pub(crate) other: bool,
}

/// Accepts as someone new: makes the person, the member active, and signs them in.
pub async fn accept(app: &App, caller: &Caller, link: &str, input: Newcomer) -> Outcome<Joined> {
    let token = decode(link)?;
    let (holder, wanted) = (holder(caller, token.invitation), input.email.clone());
    // The link is used up by then.
    if let Some(accepted) = accepted_before(app, &holder, token.account).await? {
        return joined(app.revision(token.account).await?, accepted, wanted.as_deref());
    }
    match accept_new(app, &holder, link, input).await {
        // Sent twice at the same moment, and the other one was quicker.
        Err(Failure::Refused(refusal)) => match accepted_before(app, &holder, token.account).await? {
            Some(accepted) => joined(app.revision(token.account).await?, accepted, wanted.as_deref()),
            None => Err(refusal.into()),
        },
        joined => joined,
    }
}

async fn accept_new(app: &App, holder: &Caller, link: &str, input: Newcomer) -> Outcome<Joined> {
    let token = decode(link)?;
    let face = super::look::look(app, holder, link).await?;
    if face.known_person {
        // Never a new password for someone who has one.
        return Err(Refusal::NotSignedIn.into());
    }
    let Checked { name, other, country, language, time_zone } = check(&input, &face)?;
    let invited = Email::parse(&face.email).map_err(|e| Failure::broken(format!("a stored address: {}", e.code())))?;
    let mut fresh = app.fresh();
    let (person, salt): (PersonId, _) = (fresh.id(), fresh.salt());
    let words = known_words(&invited, [name.as_str(), face.account.as_str()]);
    let hash = app.parts.passwords.choose("/password", &input.password, words, salt).await?;
    let origin = holder.origin.clone();
    let wanted = other.clone();
    let done = app
        .change(holder, token.account, Need::Link, move |scope| {
            let (row, member) = joinable(scope, &token)?;
            let at = scope.at();
            let new = persons::NewPerson {
                person,
                name: &name,
                language: language.tag(),
                country: country.map(Country::code),
                time_zone: &time_zone,
                at,
            };
            persons::insert(scope.tx, &new)?;
            // A link that was handed on says nothing about who reads the mail (F14).
            let proven = row.told != "link";
            let added = match proven {
                true => persons::add_email(scope.tx, person, &invited, at, true)?,
                false => persons::add_unproven_email(scope.tx, person, &invited, at)?,
            };
            if !added {
                // Somebody signed up with it between the look and now.
                return Err(Refusal::NotSignedIn.into());
            }
            persons::set_password_hash(scope.tx, person, &hash, at)?;
            let mut member = members::MemberRow {
                country: country.map(|country| country.code().to_owned()),
                language: Some(language.tag().to_owned()),
                ..member
            };
            rename(&mut member, &name.as_str().into());
            if let Some(other) = wanted.as_ref().or((!proven).then_some(&invited)) {
                let me = persons::by_id(scope.tx, person)?.ok_or(Refusal::NotFound)?;
                let account = Some(scope.account());
                match send_proof(scope.tx, &mut scope.fresh, scope.parts, &me, other, account) {
                    // Too many mails to that address lately: no reason not to join with the invited one.
                    Ok(()) | Err(Failure::Refused(Refusal::Throttled { .. })) => {}
                    Err(failure) => return Err(failure),
                }
            }
            let signed_in = start_session(scope.tx, &mut scope.fresh, &origin, person)?;
            let accepted = Accepted {
                member: member.member,
                lost: Vec::new(),
                signed_in: Some(signed_in),
                other: wanted.is_some(),
            };
            join(scope, row, member, person, accepted)
        })
        .await
        .map_err(hide_account)?;
    joined(done.revision, done.value, other.as_ref().map(Email::as_written))
}

/// The link's holder, whoever they are; a key of theirs is the link's.
pub(crate) fn holder(caller: &Caller, link: impl std::fmt::Display) -> Caller {
    let idempotency = caller.idempotency.as_ref().map(|request| request.of(link));
    Caller { idempotency, ..Caller::anonymous(caller.origin.clone()) }
}

async fn accepted_before(app: &App, holder: &Caller, account: AccountId) -> Outcome<Option<Accepted>> {
    app.done_before(account, asked_by(ActorRef::Anonymous), holder.idempotency.as_ref()).await
}

/// What is told of it; `revision` is where the account has come to.
pub(crate) fn joined(revision: Revision, accepted: Accepted, other: Option<&str>) -> Outcome<Joined> {
    let signed_in = accepted.signed_in.ok_or_else(|| Failure::broken("joined without a session"))?;
    let to_be_proven = other.filter(|_| accepted.other).map(|other| other.trim().to_owned());
    let Accepted { member, lost, .. } = accepted;
    Ok(Joined { account: revision.account, member, signed_in, lost, to_be_proven, revision })
}

/// Accepts as the signed-in person, whose address must be the invited one.
pub async fn accept_signed_in(app: &App, caller: &Caller, link: &str) -> Outcome<Done<JoinedAgain>> {
    let token = decode(link)?;
    let (person, _) = signed_in(caller)?;
    let holder = holder(caller, format_args!("{} {person}", token.invitation));
    let done = app
        .change(&holder, token.account, Need::Link, move |scope| {
            let invited = invited(scope, &token, person)?;
            join_known(scope, invited, person)
        })
        .await
        .map_err(hide_account)?;
    let Done { value: Accepted { member, lost, .. }, revision, replayed, undo } = done;
    Ok(Done { value: JoinedAgain { account: token.account, member, lost }, revision, replayed, undo })
}

/// The invitation and the member, if it is one of the person's addresses that was invited.
pub(crate) fn invited(
    scope: &mut Scope<'_, '_>,
    token: &InvitationToken,
    person: PersonId,
) -> Outcome<(invitations::InvitationRow, members::MemberRow)> {
    let (row, member) = joinable(scope, token)?;
    let mine = persons::emails(scope.tx, person)?.iter().any(|email| email.email_key == member.email_key);
    if mine { Ok((row, member)) } else { Err(Refusal::NotTheInvited.into()) }
}

/// Lets in somebody who has a sign-in already.
pub(crate) fn join_known(
    scope: &mut Scope<'_, '_>,
    (row, member): (invitations::InvitationRow, members::MemberRow),
    person: PersonId,
) -> Outcome<Commit<Accepted>> {
    if row.told == "mail" {
        // Whoever holds it reads that mail.
        persons::prove_email(scope.tx, person, &member.email_key, scope.at())?;
    }
    leave_former_place(scope, person, member.member)?;
    let me = persons::by_id(scope.tx, person)?.ok_or(Refusal::NotSignedIn)?;
    // What they are called here was said when they were invited, or is what they call themself.
    let name = if member.name.is_empty() { me.name } else { member.name.clone() };
    let member = members::MemberRow { name, country: me.country, language: Some(me.language), ..member };
    let accepted = Accepted { member: member.member, lost: Vec::new(), signed_in: None, other: false };
    join(scope, row, member, person, accepted)
}

/// The invitation and the member, if the link is good and whoever invited may still give what is offered.
pub(super) fn joinable(
    scope: &mut Scope<'_, '_>,
    token: &InvitationToken,
) -> Outcome<(invitations::InvitationRow, members::MemberRow)> {
    let at = scope.at();
    if !scope.standing.is_open() {
        return Err(dead(DeadLink::Unknown));
    }
    let (row, member) = living(scope.tx, scope.parts, token, at)?;
    let account = scope.account();
    if let Some(by) = row.invited_by {
        let inviter = members::by_id(scope.tx, account, by)?.ok_or_else(|| dead(DeadLink::Lapsed))?;
        let inviter = scope.standing.record_of(scope.tx, &inviter)?;
        if !gifts::could_invite(scope, &inviter) || !gifts::could_give_all(scope, &inviter, &member)? {
            return Err(dead(DeadLink::Lapsed));
        }
    }
    if let Some(key) = row.invited_key {
        let inviter = scope.standing.account_key_record(scope.tx, key)?.ok_or_else(|| dead(DeadLink::Lapsed))?;
        if !gifts::could_invite(scope, &inviter) || !gifts::could_give_all(scope, &inviter, &member)? {
            return Err(dead(DeadLink::Lapsed));
        }
    }
    Ok((row, member))
}

/// A person has one place in an account. Who is in already, under another address, has no use for this invitation; a place
/// they had before stays in the lists without them.
fn leave_former_place(scope: &mut Scope<'_, '_>, person: PersonId, invited: MemberId) -> Outcome<()> {
    let account = scope.account();
    let other = members::by_person(scope.tx, account, person)?.filter(|other| other.member != invited);
    let Some(other) = other else { return Ok(()) };
    if matches!(other.status.as_str(), "active" | "disabled") {
        return Err(Refusal::WrongState { state: state(&other.status) }.into());
    }
    members::save(scope.tx, account, &members::MemberRow { person: None, ..other })?;
    Ok(())
}

fn join(
    scope: &mut Scope<'_, '_>,
    mut row: invitations::InvitationRow,
    member: members::MemberRow,
    person: PersonId,
    accepted: Accepted,
) -> Outcome<Commit<Accepted>> {
    let (account, at) = (scope.account(), scope.at());
    row.state = "accepted".to_owned();
    row.closed_at = Some(at);
    invitations::save(scope.tx, account, &row)?;
    due::clear(scope.tx, account, DueKind::InvitationExpiry, row.invitation.uuid())?;
    let id = member.member;
    let mut member = members::MemberRow { person: Some(person), invited_until: None, joined_at: Some(at), ..member };
    take(scope, &mut member, Step::Accept)?;
    members::save(scope.tx, account, &member)?;
    person_accounts::add(scope.tx, person, account, id, at)?;
    scope.standing.actor = ActorRef::Member(id);
    let joined = join::catch_up(scope, id, row.created_at)?;
    let lost = invitations::lost(scope.tx, account, row.invitation)?;
    if let Some(by) = row.invited_by {
        tell_inviter(scope, by, &member, &lost)?;
    }
    let event = Event::new(EventKind::InvitationAccepted, Target::Member(id), &member.name);
    let event = event.changes(lost.iter().map(|name| Change::of("access_lost", name, None, None)));
    let event = event.changes(join::told(joined));
    let events = std::iter::once(event).chain(own::own(scope, &member)?).collect();
    Ok(scope.commit_all(Accepted { lost, ..accepted }, events))
}

fn tell_inviter(scope: &mut Scope<'_, '_>, by: MemberId, member: &members::MemberRow, lost: &[String]) -> Outcome<()> {
    let account = scope.account();
    let Some(inviter) = members::by_id(scope.tx, account, by)? else { return Ok(()) };
    let role = gifts::role_label(scope, member.member, gifts::language_of(&inviter))?;
    let kind = MailKind::InvitationAccepted {
        account: scope.standing.account.name.clone(),
        name: member.name.clone(),
        email: member.email.clone(),
        role,
        lost: lost.to_vec(),
    };
    scope.tell(&[inviter], &kind, LinkRef::Profile(member.member))
}

/// What a newcomer says, found good.
pub(crate) struct Checked {
    pub(crate) name: String,
    other: Option<Email>,
    pub(crate) country: Option<Country>,
    pub(crate) language: Language,
    pub(crate) time_zone: String,
}

pub(crate) fn check(input: &Newcomer, face: &InvitationFace) -> Outcome<Checked> {
    let invited = face.email.as_str();
    let mut problems = Vec::new();
    // Whoever isn't asked for a name has the one that they were given.
    let given = input.name.trim().is_empty() && !face.asks_for_name();
    let name = if given { &face.name } else { &input.name };
    if let Some(code) = name_problem(name) {
        problems.push(FieldProblem::new("/name", code));
    }
    let mut other = None;
    if let Some(text) = input.email.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        match Email::parse(text) {
            Ok(email) if Email::parse(invited).is_ok_and(|invited| invited.normal() == email.normal()) => {}
            Ok(email) => other = Some(email),
            Err(problem) => problems.push(FieldProblem::new("/email", problem.code())),
        }
    }
    let mut country = None;
    if let Some(code) = input.country.as_deref().filter(|code| !code.is_empty()) {
        match code.parse::<Country>() {
            Ok(known) => country = Some(known),
            Err(_) => problems.push(FieldProblem::new("/country", "unknown_country").with("value", code)),
        }
    }
    if face.asks_for.contains(&AskFor::Country) && input.country.as_deref().is_none_or(|code| code.trim().is_empty()) {
        problems.push(FieldProblem::new("/country", "empty"));
    }
    let language = Language::from_tag(&input.language);
    if language.is_none() {
        problems.push(FieldProblem::new("/language", "unknown_language").with("value", &input.language));
    }
    if jiff::tz::TimeZone::get(&input.time_zone).is_err() {
        problems.push(FieldProblem::new("/time_zone", "unknown_time_zone").with("value", &input.time_zone));
    }
    match language {
        Some(language) if problems.is_empty() => {
            Ok(Checked { name: name.trim().to_owned(), other, country, language, time_zone: input.time_zone.clone() })
        }
        _ => Err(Refusal::Invalid(problems).into()),
    }
}
