//! An invitation that waits: changed in place (E09), and granted anew to whoever asks for a new link (D07).

use super::{
    Errors, called,
    edit::several,
    edit_form::ticked,
    field_errors,
    merge::{Threefold, told},
    particulars::Particulars,
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

const FIELDS: &[&str] = &["email", "name", "given_name", "family_name", "roles", "message"];

/// What can be changed, as text.
#[derive(Clone, Default, PartialEq, Eq)]
struct Pending {
    email: String,
    about: Particulars,
    /// The ids of the roles, in the model's order, with a space between them.
    role: String,
    message: String,
    mail: bool,
}

impl Pending {
    fn of(profile: &MemberProfile, message: String) -> Pending {
        let row = &profile.line.row;
        let role = profile.line.roles.join(" ");
        Pending { email: row.email.clone(), about: Particulars::of(&profile.line), role, message, mail: false }
    }

    fn read(sent: &Pairs, prefix: &str) -> Pending {
        let get = |name: &str| sent.get(&format!("{prefix}{name}")).replace("\r\n", "\n");
        let (about, mail) = (Particulars::read(sent, prefix), sent.some("mail").is_some());
        Pending {
            email: get("email"),
            about,
            role: roles_of(sent, &format!("{prefix}role")),
            message: get("message"),
            mail,
        }
    }

    /// What the form was made from, where it says so.
    fn was(sent: &Pairs) -> Option<Pending> {
        sent.some("was-email").map(|_| Pending { mail: false, ..Pending::read(sent, "was-") })
    }

    /// Only what was touched: whoever changes what is offered vouches for it.
    fn edit(&self, at: &InAccount, was: &Pending) -> EditInvitation {
        let touched = |mine: &String, was: &String| (mine != was).then(|| mine.clone());
        EditInvitation {
            email: touched(&self.email, &was.email),
            name: self.about.renamed(at, &was.about),
            message: touched(&self.message, &was.message),
            roles: touched(&self.role, &was.role)
                .map(|roles| roles.split(' ').filter(|id| !id.is_empty()).map(str::to_owned).collect()),
            mail: self.mail,
            ..EditInvitation::default()
        }
    }
}

/// Several boxes of one name, or one value with all.
fn roles_of(sent: &Pairs, name: &str) -> String {
    sent.all::<String>(name).into_iter().filter(|role| !role.is_empty()).collect::<Vec<_>>().join(" ")
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
    match edit(app, &at.having_seen(sent.version()), account, member, mine.edit(&at, &was)).await {
        Ok(_) => {
            let key = if mine.mail || moved { "pending-saved-and-sent" } else { "pending-saved" };
            let name = Some(mine.about.called(&at)).filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(|| mine.email.clone());
            Ok(at.visit.go(&at.back(&sent), &at.visit.t.with(key, &[("name", name.into())])))
        }
        Err(Failure::Refused(refusal @ (Refusal::Forbidden { .. } | Refusal::NotFound))) => Err(refusal.into()),
        Err(Failure::Refused(Refusal::Stale { .. })) => {
            let (profile, now) = load(&at, member).await?;
            Ok(stale(&at, &profile, &now, &mine, &was))
        }
        Err(Failure::Refused(refusal)) => {
            let errors = match &refusal {
                Refusal::AddressTaken { .. } => {
                    Errors { fields: vec![("email".to_owned(), at.refusal(&refusal))], general: None }
                }
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
        Threefold { label: at.label("column.roles", "role"), was: &was.role, mine: &mine.role, now: &now.role },
        Threefold {
            label: t.get("invite-message").into_owned(),
            was: &was.message,
            mine: &mine.message,
            now: &now.message,
        },
    ];
    let about = Particulars::threefold(at, &was.about, &mine.about, &now.about);
    let merged = Pending {
        email: fields[0].merged().to_owned(),
        about: Particulars::merged(&about),
        role: fields[1].merged().to_owned(),
        message: fields[2].merged().to_owned(),
        mail: mine.mail,
    };
    let all: Vec<Threefold<'_>> = about.into_iter().map(|(_, field)| field).chain(fields).collect();
    let before = told(at, &all, |value| at.role_labels(&value.split(' ').map(str::to_owned).collect::<Vec<_>>()));
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
        let made_from = [("was-email", &was.email), ("was-role", &was.role), ("was-message", &was.message)];
        let panel = Panel::new(title.clone(), list.clone(), t.get("close")).body(html! {
            (asks(at, profile))
            form.stack-wide method="post" action=(at.user(line.row.member, "/invitation")) novalidate {
                (errors.summary(at))
                (self.before)
                input type="hidden" name="version" value=(line.row.version);
                (was.about.hidden(at, "was-"))
                @for (name, value) in made_from { input type="hidden" name=(name) value=(value); }
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

fn roles(at: &InAccount, values: &Pending, errors: &Errors) -> Markup {
    let chosen: Vec<String> = values.role.split(' ').map(str::to_owned).collect();
    let offered = at
        .here
        .model
        .roles()
        .filter(|(ix, role)| at.here.could_give_role(*ix) || chosen.iter().any(|id| *role.id.as_str() == **id));
    let offered = offered.map(|(_, role)| role);
    if several(at) {
        return ticked(at, offered, &chosen, errors.of("roles"), |_| Markup::default());
    }
    let choices = offered.map(|role| Choice::new(role.id.to_string(), role.label.get(at.tag()).to_owned()));
    let choices: Vec<_> = choices.collect();
    let radios = Radios::new("role", at.label("column.roles", "role"), choices);
    html! { (radios.selected(values.role.clone()).error(errors.of("roles").or(errors.of("role")))) }
}
