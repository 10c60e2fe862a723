//! An invitation that waits: changed in place (E09), and granted anew to whoever asks for a new link (D07).

use super::{Errors, called, field_errors, particulars::Particulars, waits};
use crate::{
    console::{
        PageError,
        sent::{Named, Pairs, Sent},
        visit::InAccount,
    },
    ui::{Button, Checkbox, Choice, Field, Notice, Panel, Radios, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    invitations::{
        edit::{EditInvitation, edit},
        preview::preview,
        show::show as invitation,
    },
    members::show::{MemberProfile, show as profile},
};
use roster_domain::{id::MemberId, refusal::Refusal};

const FIELDS: &[&str] = &["email", "name", "given_name", "family_name", "roles", "message"];

/// What can be changed, as text.
#[derive(Clone, Default, PartialEq, Eq)]
struct Pending {
    email: String,
    about: Particulars,
    role: String,
    message: String,
    mail: bool,
}

impl Pending {
    fn of(profile: &MemberProfile, message: String) -> Pending {
        let row = &profile.line.row;
        let role = profile.line.roles.first().cloned().unwrap_or_default();
        Pending { email: row.email.clone(), about: Particulars::of(&profile.line), role, message, mail: false }
    }

    fn read(sent: &Pairs) -> Pending {
        Pending {
            email: sent.get("email").to_owned(),
            about: Particulars::read(sent, ""),
            role: sent.get("role").to_owned(),
            message: sent.get("message").replace("\r\n", "\n"),
            mail: sent.some("mail").is_some(),
        }
    }

    /// Only what was touched: whoever changes what is offered vouches for it.
    fn edit(&self, at: &InAccount, was: &Pending) -> EditInvitation {
        let touched = |mine: &String, was: &String| (mine != was).then(|| mine.clone());
        EditInvitation {
            email: touched(&self.email, &was.email),
            name: self.about.renamed(at, &was.about),
            message: touched(&self.message, &was.message),
            roles: touched(&self.role, &was.role).map(|role| vec![role]),
            mail: self.mail,
            ..EditInvitation::default()
        }
    }
}

/// The form; where they ask for a new link, with the button that grants it.
pub(crate) async fn show(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    let (profile, now) = load(&at, member).await?;
    Ok(form(&at, StatusCode::OK, &profile, &now, &Errors::default()))
}

async fn load(at: &InAccount, member: MemberId) -> Result<(MemberProfile, Pending), PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    // Asks who may invite, and notes it where somebody may not (A01).
    preview(app, caller, account, "").await?;
    let profile = profile(app, caller, account, member).await?;
    if !waits(&profile.line) {
        return Err(Refusal::WrongState { state: profile.line.status }.into());
    }
    let message = invitation(app, caller, account, member).await?;
    let now = Pending::of(&profile, message);
    Ok((profile, now))
}

/// Saves.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, account) = (&at.visit.web.app, at.here.account);
    let (profile, now) = load(&at, member).await?;
    let mine = Pending::read(&sent);
    let moved = mine.email != now.email;
    match edit(app, &at.having_seen(sent.version()), account, member, mine.edit(&at, &now)).await {
        Ok(_) => {
            let key = if mine.mail || moved { "pending-saved-and-sent" } else { "pending-saved" };
            let name = Some(mine.about.called(&at)).filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(|| mine.email.clone());
            Ok(at.visit.go(&at.back(&sent), &at.visit.t.with(key, &[("name", name.into())])))
        }
        Err(Failure::Refused(refusal @ (Refusal::Forbidden { .. } | Refusal::NotFound))) => Err(refusal.into()),
        Err(Failure::Refused(refusal)) => {
            let errors = match &refusal {
                Refusal::AddressTaken { .. } => {
                    Errors { fields: vec![("email".to_owned(), at.refusal(&refusal))], general: None }
                }
                refusal => field_errors(&at, refusal, FIELDS),
            };
            Ok(form(&at, crate::refusal::status(&refusal), &profile, &mine, &errors))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn form(at: &InAccount, status: StatusCode, profile: &MemberProfile, values: &Pending, errors: &Errors) -> Response {
    let (t, line, list) = (at.visit.t, &profile.line, at.path("/users"));
    let title = t.with("pending-title", &[("name", called(line).into())]);
    let valid = t.duration(at.here.model.invitation().valid_for);
    let panel = Panel::new(title.clone(), list.clone(), t.get("close")).body(html! {
        (asks(at, profile))
        form.stack-wide method="post" action=(at.user(line.row.member, "/invitation")) novalidate {
            (errors.summary(at))
            input type="hidden" name="version" value=(line.row.version);
            (Field::email("email", t.get("email")).value(values.email.as_str()).hint(t.get("pending-email-hint"))
                .verdicts(at.path("/users/hints")).required().error(errors.of("email")))
            (values.about.names(at, errors, true, false))
            (roles(at, values, errors))
            (Field::textarea("message", t.get("invite-message")).aside(t.get("optional")).rows(2)
                .value(values.message.as_str()).error(errors.of("message")))
            (Checkbox::new("mail", t.get("pending-mail")).checked(values.mail)
                .hint(t.with("pending-mail-hint", &[("time", valid.into())])))
            div.actions { (Button::cancel(list, t.get("cancel"))) (Button::submit(t.get("save")).primary()) }
        }
    });
    at.panel(status, title, &panel)
}

/// Where they hold a dead link and ask for a new one: one click.
fn asks(at: &InAccount, profile: &MemberProfile) -> Markup {
    let (t, line) = (at.visit.t, &profile.line);
    let asked = line.invitation.as_ref().and_then(|invitation| invitation.asked_at);
    html! {
        @if let Some(when) = asked {
            (Notice::new(Tone::Info, html! {
                p { (at.ago(when)) }
                form method="post" action=(at.user(line.row.member, "/send-again")) {
                    (Button::submit(at.label("invite.again", "invite-again")).primary().small())
                }
            }).title(t.with("pending-asks", &[("email", line.row.email.as_str().into())])))
        }
    }
}

fn roles<'a>(at: &InAccount, values: &'a Pending, errors: &Errors) -> Radios<'a> {
    let choices = at.here.model.roles();
    let choices = choices.filter(|(ix, role)| at.here.could_give_role(*ix) || *role.id.as_str() == *values.role);
    let choices = choices.map(|(_, role)| Choice::new(role.id.to_string(), role.label.get(at.tag()).to_owned()));
    let choices: Vec<_> = choices.collect();
    Radios::new("role", at.label("column.roles", "role"), choices)
        .selected(values.role.as_str())
        .error(errors.of("roles"))
}
