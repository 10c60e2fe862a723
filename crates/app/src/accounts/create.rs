//! The operator creates an account and gets the link with which its first admin joins.

use crate::{
    App, Caller, Done, Failure, Outcome,
    invitations::link,
    scope::{Letter, LinkRef, NewAccount},
    standing::Need,
};
use roster_domain::{
    email::Email,
    event::{Change, Event, EventKind, Target},
    id::{AccountId, InvitationId, MemberId},
    language::Language,
    mail::{Invitation, MailKind},
    model::Model,
    refusal::{FieldProblem, Refusal},
    text::name_problem,
};
use roster_store::{db::millis, due, invitations, members};
use serde::{Deserialize, Serialize};

/// What a new account needs.
#[derive(Clone, Debug)]
pub struct CreateAccount {
    /// Its name.
    pub name: String,
    /// The TOML text of its model.
    pub model: String,
    /// The address of the one who becomes the first admin.
    pub admin: String,
    /// Whether the invitation is also mailed.
    pub mail: bool,
}

/// A new account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreatedAccount {
    /// Its id.
    pub account: AccountId,
    /// The first admin's place.
    pub member: MemberId,
    /// Their invitation.
    pub invitation: InvitationId,
    /// The one-time link; a secret, so it is shown once and never kept.
    #[serde(skip)]
    pub link: String,
}

/// Creates an open account with one invitation, to the highest role that keeps the account.
pub async fn create(app: &App, caller: &Caller, input: CreateAccount) -> Outcome<Done<CreatedAccount>> {
    let (model, admin) = check(&input)?;
    let role = &model[model.founder_role()];
    let (role_id, role_label) = (role.id.to_string(), role.label.get(Language::English.tag()).to_owned());
    let mut fresh = app.fresh();
    let (account, member, invitation) = (fresh.id(), fresh.id(), fresh.id());
    let until = fresh.now + model.invitation().valid_for;
    let new = NewAccount { account, name: input.name.trim().to_owned(), model_hash: model.hash(), model: input.model };
    let mail = input.mail;
    let mut done = app
        .found_account(caller, new, Need::Operator, move |scope| {
            let (at, name) = (scope.at(), scope.standing.account.name.clone());
            let new_member = members::NewMember {
                member,
                person: None,
                status: "invited",
                name: "",
                given_name: "",
                family_name: "",
                company: "",
                fields: "{}",
                email: admin.as_written(),
                email_key: admin.normal(),
                invited_until: Some(millis(until)),
                at,
            };
            members::insert(scope.tx, account, &new_member)?;
            let role = members::TimedRow::always(role_id.clone(), None, at);
            members::set_roles(scope.tx, account, member, &[role])?;
            let key_id = scope.parts.keys.current().to_owned();
            let new_invitation = invitations::NewInvitation {
                invitation,
                member,
                key_id: &key_id,
                message: "",
                invited_by: None,
                invited_key: None,
                at,
                expires_at: millis(until),
                // The operator hands the link on, too; but it is they who vouch for the first admin.
                told: "mail",
                welcome: false,
                subject: "",
            };
            invitations::insert(scope.tx, account, &new_invitation)?;
            due::set(scope.tx, account, due::DueKind::InvitationExpiry, id_of(invitation), millis(until))?;
            if mail {
                let says = Invitation {
                    account: name.clone(),
                    inviter: name.clone(),
                    role: role_label.clone(),
                    expires_at: until,
                    message: None,
                };
                scope.mail(&Letter {
                    kind: &MailKind::Invitation(says),
                    to: admin.as_written(),
                    name: "",
                    language: Language::English,
                    link: Some(LinkRef::Invitation(invitation)),
                })?;
            }
            let events = vec![
                Event::new(EventKind::AccountCreated, Target::Account, &name),
                Event::new(EventKind::MemberInvited, Target::Member(member), admin.as_written())
                    .changes([Change::new("role", None, Some(role_id.clone()))]),
            ];
            Ok(scope.commit_all(CreatedAccount { account, member, invitation, link: String::new() }, events))
        })
        .await?;
    done.value.link = link(app, account, invitation, app.parts.keys.current(), 1)?;
    Ok(done)
}

fn id_of(invitation: InvitationId) -> uuid::Uuid {
    roster_domain::id::Id::uuid(&invitation)
}

fn check(input: &CreateAccount) -> Result<(Model, Email), Failure> {
    let mut problems = Vec::new();
    if let Some(code) = name_problem(&input.name) {
        problems.push(FieldProblem::new("/name", code));
    }
    let admin = Email::parse(&input.admin);
    if let Err(problem) = &admin {
        problems.push(FieldProblem::new("/admin", problem.code()));
    }
    let model = Model::compile(&input.model);
    if let Err(wrong) = &model {
        for problem in wrong {
            problems.push(FieldProblem::new("/model", "model_problem").with("problem", problem.to_string()));
        }
    }
    match (model, admin) {
        (Ok(model), Ok(admin)) if problems.is_empty() => Ok((model, admin)),
        _ => Err(Refusal::Invalid(problems).into()),
    }
}
