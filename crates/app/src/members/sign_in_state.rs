//! "Can she sign in?" (F16): all that concerns the sign-in of one member as such, for who may help. Nothing is told of the person's
//! other accounts, nor of what was done in them.

use crate::{
    App, Caller, Done, Failure, Outcome,
    members::{called, propose_address::Proposal, state},
    people::{sign_in_address, tries},
    standing::Need,
    throttle,
    view::View,
};
use roster_domain::{
    access::Verb,
    event::{Event, EventKind, Target},
    id::{AccountId, Id, MemberId, PersonId},
    member::MemberStatus,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{address_proposals, invitations, members, outbox, person_links, persons, sign_ins};

pub use roster_store::sign_ins::FailureRow;

/// How many mails are shown.
const MAILS: i64 = 5;

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// They have not joined yet.
    Invited,
    /// The invitation ran out.
    Expired,
    /// They are disabled here.
    Disabled,
    /// They are out, into the list of former members.
    Archived,
    /// They are deleted here.
    Deleted,
    /// They have no password.
    NoPassword,
    /// There were too many wrong passwords.
    Blocked,
}

impl Obstacle {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Obstacle::Invited => "invited",
            Obstacle::Expired => "expired",
            Obstacle::Disabled => "disabled",
            Obstacle::Archived => "archived",
            Obstacle::Deleted => "deleted",
            Obstacle::NoPassword => "no_password",
            Obstacle::Blocked => "blocked",
        }
    }
}

/// A mail that helps somebody in, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInMail {
    /// `invitation`, `password_reset`, `prove_email` or `proposed_email`.
    pub kind: String,
    /// `queued`, `sending`, `sent`, `refused` or `dropped`.
    pub state: String,
    /// What the mail server said last.
    pub answer: String,
    /// When it was written, in milliseconds since 1970.
    pub queued_at: i64,
    /// When the mail server took it.
    pub sent_at: Option<i64>,
    /// When its link dies.
    pub link_until: i64,
    /// When its link was used.
    pub used_at: Option<i64>,
}

/// How it stands with a member's sign-in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignInState {
    /// What stands in the way, the first to be seen to first; nothing: they can sign in, and are in here.
    pub obstacles: Vec<Obstacle>,
    /// When they last signed in, in milliseconds since 1970.
    pub last_sign_in: Option<i64>,
    /// What failed within a week, by reason.
    pub failures: Vec<FailureRow>,
    /// Until when they are refused for too many wrong passwords, from one place at least.
    pub blocked_until: Option<i64>,
    /// Until when no more links to choose a password are sent.
    pub no_links_until: Option<i64>,
    /// The newest mails that help them in.
    pub mails: Vec<SignInMail>,
    /// Another address that was proposed for them.
    pub proposal: Option<Proposal>,
}

/// Looks, for whoever may edit this member.
pub async fn sign_in_state(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<SignInState> {
    app.view(caller, account, Need::Permission(RosterPermission::EditMembers), move |view| {
        let row = members::by_id(view.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let target = view.standing.record_of(view.tx, &row)?;
        // Whom one may not edit while they are in, one may still have to bring back.
        view.standing.may_act_on(Verb::Edit, &target)?;
        let mut found = SignInState::default();
        found.obstacles.extend(place(&row, view.at()));
        if let Some(delivery) = invitations::deliveries(view.tx, account, &[member])?.pop() {
            found.mails.extend(invitation_mail(delivery));
        }
        if let Some(person) = row.person {
            of_person(view, &mut found, person)?;
            let mine = sign_in_address(view.tx, person)?;
            let proposal = address_proposals::of_member(view.tx, account, member)?;
            // Confirmed, where the contact address here was another one anyway and did not follow.
            let proposal = proposal.filter(|row| row.email_key != mine.normal());
            found.proposal = proposal.map(|row| Proposal::new(row, view.at()));
        }
        Ok(found)
    })
    .await
}

fn place(row: &members::MemberRow, now: i64) -> Option<Obstacle> {
    Some(match MemberStatus::from_code(&row.status)? {
        MemberStatus::Active => return None,
        MemberStatus::Invited if row.invited_until.is_some_and(|until| until > now) => Obstacle::Invited,
        MemberStatus::Invited => Obstacle::Expired,
        MemberStatus::Disabled => Obstacle::Disabled,
        MemberStatus::Archived => Obstacle::Archived,
        MemberStatus::Deleted => Obstacle::Deleted,
    })
}

fn invitation_mail(delivery: invitations::InvitationDelivery) -> Option<SignInMail> {
    Some(SignInMail {
        kind: "invitation".to_owned(),
        state: delivery.mail_state?,
        answer: delivery.mail_answer.unwrap_or_default(),
        queued_at: delivery.sent_at,
        sent_at: delivery.delivered_at,
        link_until: delivery.expires_at,
        used_at: None,
    })
}

fn of_person(view: &mut View<'_, '_>, found: &mut SignInState, person: PersonId) -> Outcome<()> {
    let (account, now) = (view.account(), view.at());
    let email = sign_in_address(view.tx, person)?;
    found.last_sign_in = sign_ins::last(view.tx, person)?;
    found.failures = tries::failures(view.tx, email.normal(), now)?;
    found.blocked_until = blocked_until(view, email.normal(), now)?;
    found.no_links_until = throttle::RESET_PER_ADDRESS.full_until(view.tx, email.normal(), now)?;
    if persons::password_hash(view.tx, person)?.is_none() {
        found.obstacles.push(Obstacle::NoPassword);
    }
    found.obstacles.extend(found.blocked_until.map(|_| Obstacle::Blocked));
    for link in person_links::mailed(view.tx, person, account, MAILS)? {
        let Some(mail) = outbox::by_id(view.tx, link.mail_account, link.mail)? else { continue };
        found.mails.push(SignInMail {
            kind: link.kind,
            state: mail.state,
            answer: mail.last_answer,
            queued_at: mail.queued_at,
            sent_at: mail.sent_at,
            link_until: link.expires_at,
            used_at: link.used_at,
        });
    }
    Ok(())
}

fn blocked_until(view: &mut View<'_, '_>, address: &str, now: i64) -> Outcome<Option<i64>> {
    let all = throttle::SIGN_IN_PER_ADDRESS.full_until(view.tx, address, now)?;
    Ok(all.max(throttle::SIGN_IN_PER_ADDRESS_AND_CLIENT.full_from_until(view.tx, address, now)?))
}

/// Forgets the wrong passwords for a member, so that they can try again at once. Not often: a limit that anybody may lift is none.
pub async fn lift_block(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::EditMembers), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::Edit, &target)?;
        let Some(person) = row.person.filter(|_| row.status == "active") else {
            return Err(Failure::from(Refusal::WrongState { state: state(&row.status) }));
        };
        let (at, email) = (scope.at(), sign_in_address(scope.tx, person)?);
        let all = throttle::SIGN_IN_PER_ADDRESS.full_until(scope.tx, email.normal(), at)?;
        let some = throttle::SIGN_IN_PER_ADDRESS_AND_CLIENT.full_from_until(scope.tx, email.normal(), at)?;
        if all.or(some).is_none() {
            return Ok(scope.nothing(()));
        }
        throttle::LIFT_PER_PERSON.count(scope.tx, &person.uuid().to_string(), at)?;
        throttle::SIGN_IN_PER_ADDRESS.clear(scope.tx, email.normal())?;
        throttle::SIGN_IN_PER_ADDRESS_AND_CLIENT.clear_all_from(scope.tx, email.normal())?;
        Ok(scope.commit((), Event::new(EventKind::SignInUnblocked, Target::Member(member), called(&row))))
    })
    .await
}
