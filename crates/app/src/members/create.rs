//! Creating a user by name and address, without inviting (B05–B09): they are in the list at once, and get in with the link that
//! welcomes them, now or later.

use crate::{
    App, Caller, Done, Outcome,
    invitations::create::{
        Newcomer, access_problems, invite_one, never_joined, offer, offered_event, or_default, says_problems, welcome,
    },
    members::{gifts, given::AccessWish, particulars::Particulars, set_permissions::PermissionsWish},
    scope::{Letter, Scope},
    standing::Need,
    throttle,
};
use roster_domain::{
    email::Email,
    event::EventKind,
    id::{AccountId, InvitationId, MemberId},
    mail::{MailKind, Welcome},
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
    text::has_control_characters,
};
use roster_store::{members, persons};
use serde::{Deserialize, Serialize};

/// The longest subject, in characters.
const SUBJECT: usize = 150;

/// A new user.
#[derive(Clone, Debug, Default)]
pub struct CreateUser {
    /// Their name, and what else is known of them.
    pub about: Particulars,
    /// The address.
    pub email: String,
    /// The ids of the roles; none: the default role holds.
    pub roles: Vec<String>,
    /// The access that comes into force when they first sign in.
    pub access: Vec<AccessWish>,
    /// What they may beyond the roles.
    pub permissions: PermissionsWish,
    /// The mail that welcomes them; `None`: they are not told yet.
    pub welcome: Option<WelcomeMail>,
}

/// The mail that welcomes a new user.
#[derive(Clone, Debug, Default)]
pub struct WelcomeMail {
    /// Its subject; empty: the usual one.
    pub subject: String,
    /// A personal message; may be empty.
    pub message: String,
    /// Whether whoever creates the user gets a copy, without the link.
    pub copy: bool,
}

/// A user was created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatedUser {
    /// Their place.
    pub member: MemberId,
    /// What they get in with.
    pub invitation: InvitationId,
}

/// Creates a user. Whether the address has a sign-in already is not told: its owner confirms with it, and that is all the
/// difference.
pub async fn create(app: &App, caller: &Caller, account: AccountId, input: CreateUser) -> Outcome<Done<CreatedUser>> {
    // To whoever may not, nothing is said of what they sent.
    app.view(caller, account, Need::Permission(RosterPermission::Invite), |_| Ok(())).await?;
    let email = check(&input)?;
    app.change(caller, account, Need::Permission(RosterPermission::Invite), move |scope| {
        if !scope.standing.model.membership().roles.allows_offer(input.roles.len()) {
            return Err(Refusal::field("/roles", "only_one_role").into());
        }
        let mut offer = offer(scope, "/roles", &input.roles, &input.access, &input.permissions)?;
        or_default(scope, &mut offer);
        // What is wrong with the offer is said first: it is the same for every address.
        let place = free_place(scope, &email)?;
        let at = scope.at();
        throttle::INVITATIONS_PER_ACCOUNT.count(scope.tx, &account.to_string(), at)?;
        throttle::count_invitation_to(scope.tx, account, email.normal(), at)?;
        let known = persons::known_emails(scope.tx, &[email.normal()])?;
        let mail = input.welcome.clone().unwrap_or_default();
        let about = input.about.known(&scope.standing.model, true)?;
        let newcomer = Newcomer {
            email: &email,
            about: &about,
            message: mail.message.trim(),
            welcome: true,
            subject: mail.subject.trim(),
            known: known.values().next().map(String::as_str),
            told: input.welcome.is_some(),
        };
        let (member, invitation) = invite_one(scope, &offer, &newcomer, place.as_ref())?;
        if mail.copy {
            let of = welcome(scope, offer.until, mail.message.trim(), mail.subject.trim(), false);
            send_copy(scope, of, &email)?;
        }
        let event = offered_event(scope, EventKind::MemberCreated, &offer, member, &about.name.whole);
        Ok(scope.commit(CreatedUser { member, invitation }, event.changes(about.changes.clone())))
    })
    .await
}

/// What the mail would say, to be looked at before it is sent. Nothing is done.
pub async fn preview(app: &App, caller: &Caller, account: AccountId, mail: WelcomeMail) -> Outcome<Welcome> {
    app.view(caller, account, Need::Permission(RosterPermission::Invite), move |view| {
        let problems = mail_problems(&mail);
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems).into());
        }
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Ok(Welcome {
            account: view.standing.account.name.clone(),
            by: view.standing.my_name(),
            subject: some(&mail.subject),
            expires_at: view.standing.now + view.standing.model.invitation().valid_for,
            message: some(&mail.message),
            known: false,
        })
    })
    .await
}

/// The place that a withdrawn invitation left, if there is one; refused where somebody has the address.
fn free_place(scope: &mut Scope<'_, '_>, email: &Email) -> Outcome<Option<members::MemberRow>> {
    let account = scope.account();
    match members::by_email(scope.tx, account, email.normal())? {
        Some(row) if !never_joined(&row) => Err(Refusal::AddressTaken { member: Some(row.member) }.into()),
        place => Ok(place),
    }
}

/// The copy is the same whether or not the address has a sign-in, and carries no link.
fn send_copy(scope: &mut Scope<'_, '_>, of: Welcome, to: &Email) -> Outcome<()> {
    scope.standing.as_member()?;
    let Some(me) = scope.standing.me.clone() else { return Ok(()) };
    let kind = MailKind::WelcomeCopy { to: to.as_written().to_owned(), of };
    let language = gifts::language_of(&me);
    scope.mail(&Letter { kind: &kind, to: &me.email, name: &me.name, language, link: None })
}

fn check(input: &CreateUser) -> Outcome<Email> {
    let mut problems = access_problems(&input.access);
    problems.extend(input.about.problems(false));
    problems.extend(input.welcome.as_ref().map(mail_problems).unwrap_or_default());
    let email = Email::parse(&input.email);
    if let Err(problem) = &email {
        problems.push(FieldProblem::new("/email", problem.code()));
    }
    match email {
        Ok(email) if problems.is_empty() => Ok(email),
        _ => Err(Refusal::Invalid(problems).into()),
    }
}

fn mail_problems(mail: &WelcomeMail) -> Vec<FieldProblem> {
    let mut problems = says_problems(&mail.message);
    if mail.subject.chars().count() > SUBJECT {
        problems.push(FieldProblem::new("/subject", "too_long").with("limit", SUBJECT.to_string()));
    }
    if has_control_characters(&mail.subject) || mail.subject.contains(['\n', '\r', '\t']) {
        problems.push(FieldProblem::new("/subject", "control_character"));
    }
    problems
}
