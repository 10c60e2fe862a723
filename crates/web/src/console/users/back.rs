//! The ways back into the account: enabling who was disabled, restoring who was archived or deleted (B14, C06, E10).

use super::called;
use crate::{
    console::{
        PageError,
        sent::{Named, Sent},
        visit::InAccount,
    },
    ui::{Button, Confirm, Definitions, Notice, Panel, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    members::{
        enable::enable,
        list::MemberLine,
        restore::restore,
        restore_preview::{ComingBack, Fate, Thing, preview},
        show::{MemberProfile, show as profile},
    },
};
use roster_domain::{id::MemberId, lifecycle::Step, model::Restoring, refusal::Refusal};

impl InAccount {
    /// The way back that there is for someone.
    pub(super) fn way_back(&self, line: &MemberLine) -> Option<Step> {
        [Step::Enable, Step::Restore].into_iter().find(|step| self.has_step(line, *step))
    }

    /// What it is called.
    pub(super) fn back_label(&self, step: Step) -> String {
        let code = step.code();
        self.label(code, code)
    }
}

/// The question: who comes back, with what, and how.
pub(crate) async fn show(at: InAccount, Named(member): Named<MemberId>, step: Step) -> Result<Response, PageError> {
    let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    if at.way_back(&profile.line) != Some(step) {
        return Err(Refusal::WrongState { state: profile.line.status }.into());
    }
    match &profile.not_restorable {
        Some(refusal @ Refusal::Forbidden { .. }) => Err(refusal.clone().into()),
        Some(refusal) => Ok(refused(&at, &profile, StatusCode::OK, refusal, html! {})),
        None => {
            let back = preview(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
            Ok(question(&at, &profile, step, &back))
        }
    }
}

/// Brings them back.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
    step: Step,
) -> Result<Response, PageError> {
    let (app, account) = (&at.visit.web.app, at.here.account);
    let profile = profile(app, &at.visit.caller, account, member).await?;
    let caller = at.having_seen(sent.version());
    let status = match step {
        Step::Enable => enable(app, &caller, account, member).await.map(|_| "active".to_owned()),
        _ => restore(app, &caller, account, member).await.map(|done| done.value),
    };
    match status {
        Ok(status) => {
            let values = [("name", called(&profile.line).into()), ("status", at.status_label(&status).into())];
            let said = at.visit.t.with("out-done", &values);
            Ok(at.visit.go(&at.back(&sent), &said))
        }
        Err(Failure::Refused(refusal @ (Refusal::NotHeld { .. } | Refusal::RoleNotAssignable { .. }))) => {
            // With what they had, so that it is seen which of it can't be given.
            let back = preview(app, &at.visit.caller, account, member).await?;
            let status = crate::refusal::status(&refusal);
            Ok(refused(&at, &profile, status, &refusal, what(&at, &back)))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn question(at: &InAccount, profile: &MemberProfile, step: Step, back: &ComingBack) -> Response {
    let (t, line) = (at.visit.t, &profile.line);
    let title = t.with(&format!("{}-question", step.code()), &[("name", called(line).into())]);
    let asked = step == Step::Restore
        && (line.row.person.is_none() || at.here.model.membership().restoring == Restoring::ByInvitation);
    let means = match step {
        Step::Enable => t.get("enable-means").into_owned(),
        _ if asked => t.with("restore-means-asked", &[("email", line.row.email.as_str().into())]),
        _ => t.get("restore-means").into_owned(),
    };
    if let Some(refusal) = &back.refusal {
        return refused(at, profile, StatusCode::OK, refusal, what(at, back));
    }
    let action = at.user(line.row.member, &format!("/{}", step.code()));
    let confirm = Confirm::new(title.clone(), action, at.back_label(step), at.path("/users"), t.get("cancel"))
        .sends("version", line.row.version.to_string())
        .body(html! {
            p { (means) }
            (what(at, back))
            p { small { (t.get("restore-keys")) } }
        });
    at.confirm(StatusCode::OK, title, &confirm)
}

/// What comes back, what can't, and what the one who looks may not give.
fn what(at: &InAccount, back: &ComingBack) -> Markup {
    let t = at.visit.t;
    let things = |things: &[Thing], label: &dyn Fn(&str) -> String| {
        let each = things.iter().map(|thing| (label(&thing.id), thing.fate, thing.until_at)).collect::<Vec<_>>();
        html! { ul.plain { @for (name, fate, until) in &each { li { (one(at, name, None, *fate, *until)) } } } }
    };
    let mut facts = Definitions::new();
    if !back.roles.is_empty() {
        facts = facts.fact(at.label("column.roles", "role"), things(&back.roles, &|id| at.role_label(id)));
    }
    if !back.extras.is_empty() {
        facts = facts.fact(t.get("field-extra"), things(&back.extras, &|id| at.permission_label(id)));
    }
    if let Some(custom) = &back.custom {
        let kept: Vec<String> = custom.iter().map(|id| at.permission_label(id)).collect();
        facts = facts.fact(t.get("field-custom"), if kept.is_empty() { "—".to_owned() } else { kept.join(", ") });
    }
    if !back.access.is_empty() {
        facts = facts.fact(
            at.label("access", "access-title"),
            html! {
                ul.plain {
                    @for thing in &back.access {
                        @let on = if thing.resource.is_some() { thing.name.clone() } else { t.get("restore-unseen").into_owned() };
                        li { (one(at, &on, Some(&at.access_label(thing.given.id())), thing.fate, thing.until_at)) }
                    }
                }
            },
        );
    }
    html! {
        (facts)
        @if !back.lost.is_empty() {
            (Notice::new(Tone::Warn, html! {
                ul.plain { @for (_, name) in &back.lost { li { bdi { (name) } } } }
            }).title(t.with("restore-lost", &[("count", back.lost.len().into())])))
        }
    }
}

/// One thing, and what becomes of it where it doesn't just come back.
fn one(at: &InAccount, name: &str, what: Option<&str>, fate: Fate, until: Option<i64>) -> Markup {
    let t = at.visit.t;
    html! {
        bdi { (name) }
        @if let Some(what) = what { ": " (what) }
        @match fate {
            Fate::Back => { @if let Some(until) = until { " " small { (at.until(until)) } } }
            Fate::Over | Fate::Gone | Fate::NotYours => {
                " " small.danger-text { (t.get(&format!("restore-fate-{}", fate.code()))) }
            }
        }
    }
}

fn refused(at: &InAccount, profile: &MemberProfile, status: StatusCode, refusal: &Refusal, what: Markup) -> Response {
    let t = at.visit.t;
    let title = t.with("out-not-possible", &[("name", called(&profile.line).into())]);
    let list = at.path("/users");
    let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
        .body(html! { p { (at.refusal(refusal)) } (what) })
        .footer(html! { (Button::cancel(list, t.get("close"))) });
    at.panel(status, title, &panel)
}
