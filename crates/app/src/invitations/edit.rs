//! Editing an invitation that waits, in place: whom it is for, what they are called, what is offered, what is said with it.

mod offer;

use crate::{
    App, Caller, Done, Outcome,
    invitations::{
        create::{access_problems, says_problems},
        send_again::{mail_newest, renew},
    },
    members::{gifts, given::AccessWish, particulars::rename, set_permissions::PermissionsWish, state},
    scope::Scope,
    standing::Need,
    throttle,
};
use roster_domain::{
    access::Verb,
    email::Email,
    event::{Change, Event, EventKind, Target},
    id::{AccountId, MemberId},
    permission::RosterPermission,
    profile::Naming,
    refusal::{FieldProblem, Refusal},
};
use roster_store::{db::millis, invitations, members};

/// What changes; `None`: stays as it is.
#[derive(Clone, Debug, Default)]
pub struct EditInvitation {
    /// Another address. The old link dies, and a new one is mailed there.
    pub email: Option<String>,
    /// What they are called; may be empty.
    pub name: Option<Naming>,
    /// The personal message; may be empty.
    pub message: Option<String>,
    /// The roles instead of those that were offered.
    pub roles: Option<Vec<String>>,
    /// All access instead of what was offered.
    pub access: Option<Vec<AccessWish>>,
    /// What they may beyond the roles instead of what was offered.
    pub permissions: Option<PermissionsWish>,
    /// Whether a mail with a new link is sent; the old link dies.
    pub mail: bool,
}

impl EditInvitation {
    fn offers(&self) -> bool {
        self.roles.is_some() || self.access.is_some() || self.permissions.is_some()
    }
}

/// Edits; gives the new version. Without a mail the link that they have stays good, and opens what is offered now.
pub async fn edit(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    input: EditInvitation,
) -> Outcome<Done<i64>> {
    let email = check(&input)?;
    app.change(caller, account, Need::Permission(RosterPermission::Invite), move |scope| {
        let mut row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let Some(mut invitation) =
            invitations::of_member(scope.tx, account, member)?.filter(|_| row.status == "invited")
        else {
            return Err(Refusal::WrongState { state: state(&row.status) }.into());
        };
        scope.expect_version(row.version)?;
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::Resend, &target)?;

        let mut changes = Vec::new();
        let moved = move_to(scope, &mut row, email.as_ref(), &mut changes)?;
        changes.extend(input.name.iter().filter_map(|naming| rename(&mut row, naming)));
        if let Some(message) = input.message.as_deref().map(str::trim).filter(|message| *message != invitation.message)
        {
            changes.push(Change::new("message", Some(invitation.message.clone()), Some(message.to_owned())));
            message.clone_into(&mut invitation.message);
        }
        let mails = input.mail || moved;
        if input.offers() {
            changes.extend(offer::replace(scope, &row, &target, &input)?);
            // Whoever changes what is offered vouches for it when it is accepted.
            (invitation.invited_by, invitation.invited_key) = (scope.standing.member(), scope.standing.account_key());
        }
        if mails {
            gifts::may_give_all(scope, &row)?;
        }
        if changes.is_empty() && !mails {
            return Ok(scope.nothing(row.version));
        }
        invitations::save(scope.tx, account, &invitation)?;
        let mut events = Vec::new();
        if !changes.is_empty() {
            let edited = Event::new(EventKind::InvitationEdited, Target::Member(member), &row.email);
            events.push(edited.changes(changes));
        }
        if mails {
            events.push(send(scope, &mut row)?);
        }
        members::save(scope.tx, account, &row)?;
        Ok(scope.commit_all(row.version + 1, events))
    })
    .await
}

/// Makes a new link and mails it.
fn send(scope: &mut Scope<'_, '_>, row: &mut members::MemberRow) -> Outcome<Event> {
    let (account, at) = (scope.account(), scope.at());
    throttle::INVITATIONS_PER_ACCOUNT.count(scope.tx, &account.to_string(), at)?;
    throttle::count_invitation_to(scope.tx, account, &row.email_key, at)?;
    let until = scope.now() + scope.standing.model.invitation().valid_for;
    let invitation = renew(scope, row, millis(until), "mail")?;
    mail_newest(scope, row, &invitation, until)?;
    Ok(Event::new(EventKind::InvitationResent, Target::Member(row.member), &row.email))
}

/// Gives the place another address, if it is another; an address has one place in an account.
fn move_to(
    scope: &mut Scope<'_, '_>,
    row: &mut members::MemberRow,
    email: Option<&Email>,
    changes: &mut Vec<Change>,
) -> Outcome<bool> {
    let Some(email) = email.filter(|email| email.as_written() != row.email) else { return Ok(false) };
    let account = scope.account();
    let other = members::by_email(scope.tx, account, email.normal())?;
    if let Some(other) = other.filter(|other| other.member != row.member) {
        return Err(Refusal::AddressTaken { member: Some(other.member) }.into());
    }
    let before = std::mem::replace(&mut row.email, email.as_written().to_owned());
    email.normal().clone_into(&mut row.email_key);
    changes.push(Change::new("email", Some(before), Some(row.email.clone())));
    Ok(true)
}

fn check(input: &EditInvitation) -> Outcome<Option<Email>> {
    let mut problems = input.message.as_deref().map(says_problems).unwrap_or_default();
    problems.extend(input.access.as_deref().map(access_problems).unwrap_or_default());
    problems.extend(input.name.iter().flat_map(|naming| naming.problems(true)));
    let email = match input.email.as_deref().map(Email::parse) {
        Some(Ok(email)) => Some(email),
        Some(Err(problem)) => {
            problems.push(FieldProblem::new("/email", problem.code()));
            None
        }
        None => None,
    };
    if problems.is_empty() { Ok(email) } else { Err(Refusal::Invalid(problems).into()) }
}
