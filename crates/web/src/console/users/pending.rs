//! An invitation that waits: changed in place (E09), and granted anew to whoever asks for a new link (D07).

use super::{
    Errors, called, field_errors,
    merge::{Threefold, told},
    waits,
};
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

const FIELDS: &[&str] = &["email", "name", "roles", "message"];

/// What can be changed, as text.
#[derive(Clone, Default, PartialEq, Eq)]
struct Pending {
    email: String,
    name: String,
    role: String,
    message: String,
    mail: bool,
}

impl Pending {
    fn of(profile: &MemberProfile, message: String) -> Pending {
        let row = &profile.line.row;
        let role = profile.line.roles.first().cloned().unwrap_or_default();
        Pending { email: row.email.clone(), name: row.name.clone(), role, message, mail: false }
    }

    fn read(sent: &Pairs, prefix: &str) -> Pending {
        let get = |name: &str| sent.get(&format!("{prefix}{name}")).replace("\r\n", "\n");
        let (email, name, role, message) = (get("email"), get("name"), get("role"), get("message"));
        Pending { email, name, role, message, mail: sent.some("mail").is_some() }
    }

    /// What the form was made from, where it says so.
    fn was(sent: &Pairs) -> Option<Pending> {
        sent.some("was-email").map(|_| Pending { mail: false, ..Pending::read(sent, "was-") })
    }

    /// Only what was touched: whoever changes what is offered vouches for it.
    fn edit(&self, was: &Pending) -> EditInvitation {
        let touched = |mine: &String, was: &String| (mine != was).then(|| mine.clone());
        EditInvitation {
            email: touched(&self.email, &was.email),
            name: touched(&self.name, &was.name),
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
    let form = Form { values: &now, was: &now, errors: &Errors::default(), before: html! {} };
    Ok(form.show(&at, StatusCode::OK, &profile))
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
    let mine = Pending::read(&sent, "");
    let was = Pending::was(&sent).unwrap_or_else(|| now.clone());
    let moved = mine.email != was.email;
    match edit(app, &at.having_seen(sent.version()), account, member, mine.edit(&was)).await {
        Ok(_) => {
            let key = if mine.mail || moved { "pending-saved-and-sent" } else { "pending-saved" };
            let name = if mine.name.is_empty() { &mine.email } else { &mine.name };
            Ok(at.visit.go(&at.back(&sent), &at.visit.t.with(key, &[("name", name.as_str().into())])))
        }
        Err(Failure::Refused(refusal @ (Refusal::Forbidden { .. } | Refusal::NotFound))) => Err(refusal.into()),
        Err(Failure::Refused(Refusal::Stale { .. })) => {
            let (profile, now) = load(&at, member).await?;
            Ok(stale(&at, &profile, &now, &mine, &was))
        }
        Err(Failure::Refused(refusal)) => {
            let errors = match &refusal {
                Refusal::AddressTaken { .. } => Errors { fields: vec![("email", at.refusal(&refusal))], general: None },
                refusal => field_errors(&at, refusal, FIELDS),
            };
            let form = Form { values: &mine, was: &was, errors: &errors, before: html! {} };
            Ok(form.show(&at, crate::refusal::status(&refusal), &profile))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Somebody else saved meanwhile: both are shown, and nothing is lost (F07).
fn stale(at: &InAccount, profile: &MemberProfile, now: &Pending, mine: &Pending, was: &Pending) -> Response {
    let t = at.visit.t;
    let fields = [
        Threefold { label: t.get("email").into_owned(), was: &was.email, mine: &mine.email, now: &now.email },
        Threefold { label: t.get("name").into_owned(), was: &was.name, mine: &mine.name, now: &now.name },
        Threefold { label: at.label("column.roles", "role"), was: &was.role, mine: &mine.role, now: &now.role },
        Threefold { label: t.get("invite-message").into_owned(), was: &was.message, mine: &mine.message, now: &now.message },
    ];
    let before = told(at, &fields, |value| at.role_label(value));
    let [email, name, role, message] = fields.map(|field| field.merged().to_owned());
    let merged = Pending { email, name, role, message, mail: mine.mail };
    let form = Form { values: &merged, was: now, errors: &Errors::default(), before };
    form.show(at, StatusCode::PRECONDITION_FAILED, profile)
}

/// What the form shows, and was made from.
struct Form<'f> {
    values: &'f Pending,
    was: &'f Pending,
    errors: &'f Errors,
    before: Markup,
}

impl Form<'_> {
    fn show(&self, at: &InAccount, status: StatusCode, profile: &MemberProfile) -> Response {
        let (t, line, list) = (at.visit.t, &profile.line, at.path("/users"));
        let (values, was, errors) = (self.values, self.was, self.errors);
        let title = t.with("pending-title", &[("name", called(line).into())]);
        let valid = t.duration(at.here.model.invitation().valid_for);
        let made_from =
            [("was-email", &was.email), ("was-name", &was.name), ("was-role", &was.role), ("was-message", &was.message)];
        let panel = Panel::new(title.clone(), list.clone(), t.get("close")).body(html! {
            (asks(at, profile))
            form.stack-wide method="post" action=(at.user(line.row.member, "/invitation")) novalidate {
                (errors.summary(at))
                (self.before)
                input type="hidden" name="version" value=(line.row.version);
                @for (name, value) in made_from { input type="hidden" name=(name) value=(value); }
                (Field::email("email", t.get("email")).value(values.email.as_str()).hint(t.get("pending-email-hint"))
                    .verdicts(at.path("/users/hints")).required().error(errors.of("email")))
                (Field::text("name", t.get("name")).aside(t.get("optional")).value(values.name.as_str()).max_length(200)
                    .error(errors.of("name")))
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
    let choices = at.here.model.roles().filter(|(_, role)| role.assignable || *role.id.as_str() == *values.role);
    let choices = choices.map(|(_, role)| Choice::new(role.id.to_string(), role.label.get(at.tag()).to_owned()));
    let choices: Vec<_> = choices.collect();
    Radios::new("role", at.label("column.roles", "role"), choices)
        .selected(values.role.as_str())
        .error(errors.of("roles"))
}
