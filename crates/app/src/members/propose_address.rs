//! Proposing another sign-in address for a member (E09): the person confirms it from there, with their password; the old address is
//! told. An admin never changes how somebody signs in.

use crate::{
    App, Caller, Done, Outcome,
    members::{called, state},
    people::{issue_beside, language_of, sign_in_address, tell_owner},
    scope::{Letter, LinkRef, queue_mail},
    standing::Need,
    throttle,
};
use jiff::SignedDuration;
use roster_domain::{
    access::Verb,
    email::Email,
    event::{Change, Event, EventKind, Target},
    id::{AccountId, MemberId},
    mail::{MailKind, Sender},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{
    address_proposals::{self, ProposalRow},
    db::millis,
    members,
    person_links::{self, LinkKind},
    persons,
};

/// For how long it can be confirmed.
pub const VALID_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A proposal, as those see it who may edit the member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The address.
    pub email: String,
    /// When it was proposed, in milliseconds since 1970.
    pub proposed_at: i64,
    /// Until when it can be confirmed.
    pub expires_at: i64,
    /// That is over.
    pub expired: bool,
}

impl Proposal {
    pub(crate) fn new(row: ProposalRow, now: i64) -> Proposal {
        let ProposalRow { email, proposed_at, expires_at, .. } = row;
        Proposal { email, proposed_at, expires_at, expired: now >= expires_at }
    }
}

/// Proposes it; a former proposal dies. Nobody learns here whether somebody else signs in with that address: it waits all the same, and
/// only its owner is told.
pub async fn propose(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    email: &str,
) -> Outcome<Done<()>> {
    let email = Email::parse(email).map_err(|problem| Refusal::field("/email", problem.code()))?;
    app.change(caller, account, Need::Permission(RosterPermission::EditMembers), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::Edit, &target)?;
        let Some(person) = row.person.filter(|_| matches!(row.status.as_str(), "active" | "disabled")) else {
            return Err(Refusal::WrongState { state: state(&row.status) }.into());
        };
        if email.normal() == row.email_key {
            return Err(Refusal::field("/email", "unchanged").into());
        }
        if let Some(other) = members::by_email(scope.tx, account, email.normal())? {
            let seen = scope.standing.may(RosterPermission::ReadMembers);
            return Err(Refusal::AddressTaken { member: seen.then_some(other.member) }.into());
        }
        let (at, by) = (scope.at(), scope.standing.member());
        throttle::PROPOSAL_PER_MEMBER.count(scope.tx, &member.to_string(), at)?;
        throttle::PROOF_PER_ADDRESS.count(scope.tx, email.normal(), at)?;
        let person = persons::lock(scope.tx, person)?.ok_or(Refusal::NotFound)?;
        if let Some(link) = address_proposals::of_member(scope.tx, account, member)?.and_then(|former| former.link) {
            person_links::kill(scope.tx, person.person, link)?;
        }
        let sender = Sender { name: scope.standing.my_name(), account: scope.standing.account.name.clone() };
        let owner = persons::by_email_key(scope.tx, email.normal())?;
        let link = match owner.filter(|owner| owner.person != person.person) {
            Some(owner) => {
                tell_owner(scope.tx, &mut scope.fresh, scope.parts, &owner, &email)?;
                None
            }
            None => {
                let kind = LinkKind::ProposedEmail;
                let (fresh, parts, id) = (&mut scope.fresh, scope.parts, person.person);
                let (link, expires_at) = issue_beside(scope.tx, fresh, parts, id, kind, &email, Some(account))?;
                let letter = Letter {
                    kind: &MailKind::AddressProposed { by: sender.clone(), expires_at },
                    to: email.as_written(),
                    name: &person.name,
                    language: language_of(&person),
                    link: Some(LinkRef::Person(person.person, link)),
                };
                queue_mail(scope.tx, fresh, parts, AccountId::INSTALLATION, &letter)?;
                Some(link)
            }
        };
        let former = sign_in_address(scope.tx, person.person)?;
        let letter = Letter {
            kind: &MailKind::AddressProposedToo { by: sender, new_email: email.as_written().to_owned() },
            to: former.as_written(),
            name: &person.name,
            language: language_of(&person),
            link: None,
        };
        queue_mail(scope.tx, &mut scope.fresh, scope.parts, AccountId::INSTALLATION, &letter)?;
        let proposal = ProposalRow {
            member,
            email: email.as_written().to_owned(),
            email_key: email.normal().to_owned(),
            link,
            by,
            proposed_at: at,
            expires_at: millis(scope.now() + VALID_FOR),
        };
        address_proposals::put(scope.tx, account, &proposal)?;
        let change = Change::new("email", Some(row.email.clone()), Some(proposal.email));
        Ok(scope
            .commit((), Event::new(EventKind::AddressProposed, Target::Member(member), called(&row)).changes([change])))
    })
    .await
}

/// Withdraws what was proposed: the link is dead at once.
pub async fn withdraw_proposal(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::EditMembers), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::Edit, &target)?;
        let Some(proposal) = address_proposals::of_member(scope.tx, account, member)? else {
            return Ok(scope.nothing(()));
        };
        address_proposals::remove(scope.tx, account, member)?;
        if let (Some(person), Some(link)) = (row.person, proposal.link) {
            persons::lock(scope.tx, person)?;
            person_links::kill(scope.tx, person, link)?;
        }
        let change = Change::new("email", Some(proposal.email), None);
        let event = Event::new(EventKind::AddressProposalWithdrawn, Target::Member(member), called(&row));
        Ok(scope.commit((), event.changes([change])))
    })
    .await
}
