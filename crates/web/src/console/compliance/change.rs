//! Changing the status.

use crate::{
    console::{
        PageError,
        form::Problems,
        sent::{Pairs, Sent},
        visit::InAccount,
    },
    ui::{Button, Choice, Field, Notice, Panel, Radios, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{
    Failure,
    compliance::{set::set, show as compliance},
};
use roster_domain::{permission::RosterPermission, refusal::Refusal};

/// What the form shows.
struct Filled {
    status: String,
    note: String,
    version: i64,
}

/// The form.
pub(crate) async fn show(at: InAccount) -> Result<Response, PageError> {
    at.compliance()?;
    at.must(RosterPermission::SetCompliance)?;
    let filled = stored(&at).await?;
    form(&at, StatusCode::OK, &filled, &Problems::none(), None)
}

/// Saves it.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    let (status, note) = (sent.get("status").to_owned(), sent.get("note").to_owned());
    let caller = at.having_seen(sent.version());
    match set(&at.visit.web.app, &caller, at.here.account, status.clone(), note).await {
        Ok(_) => {
            let label = at.compliance_status_label(&status);
            let said = at.visit.t.with("compliance-changed", &[("status", label.into())]);
            Ok(at.visit.go(&at.path("/compliance"), &said))
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let problems = Problems::new(at.visit.t, &problems)
                .called(at.visit.t, &[("status", "compliance-status"), ("note", "compliance-note")]);
            form(&at, StatusCode::UNPROCESSABLE_ENTITY, &typed(&sent, None), &problems, None)
        }
        // What was typed stays; what stands now is told, and the next try is about that.
        Err(Failure::Refused(refusal @ Refusal::Stale { current })) => {
            let now = at.compliance_status_label(&stored(&at).await?.status);
            let told = at.visit.t.with("compliance-stale", &[("status", now.into())]);
            let status = crate::refusal::status(&refusal);
            form(&at, status, &typed(&sent, Some(current)), &Problems::none(), Some(told))
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn stored(at: &InAccount) -> Result<Filled, PageError> {
    let shown = compliance::show(&at.visit.web.app, &at.visit.caller, at.here.account).await?;
    Ok(Filled { status: shown.status, note: shown.note, version: shown.version })
}

fn typed(sent: &Pairs, version: Option<i64>) -> Filled {
    let version = version.or(sent.version()).unwrap_or(0);
    Filled { status: sent.get("status").to_owned(), note: sent.raw("note").to_owned(), version }
}

fn form(
    at: &InAccount,
    status: StatusCode,
    filled: &Filled,
    problems: &Problems,
    told: Option<String>,
) -> Result<Response, PageError> {
    let (t, back) = (at.visit.t, at.path("/compliance"));
    let title = t.get("compliance-change").into_owned();
    let choices = at.compliance()?.statuses.iter().map(|status| {
        let choice = Choice::new(status.id.to_string(), status.label.get(at.tag()).to_owned());
        choice.hint(status.help.get(at.tag()).to_owned())
    });
    let choices: Vec<_> = choices.collect();
    let panel = Panel::new(title.clone(), back.clone(), t.get("close"))
        .post(at.path("/compliance/change"))
        .body(html! {
            @if let Some(told) = told { (Notice::new(Tone::Warn, html! { (told) })) }
            (problems.summary(t))
            input type="hidden" name="version" value=(filled.version);
            (Radios::new("status", t.get("compliance-status"), choices).selected(filled.status.clone())
                .error(problems.of("status")))
            (Field::textarea("note", t.get("compliance-note")).aside(t.get("optional")).hint(t.get("compliance-note-hint"))
                .value(filled.note.clone()).max_length(1_000).error(problems.of("note")))
        })
        .footer(html! { (Button::cancel(back, t.get("cancel"))) (Button::submit(t.get("save")).primary()) });
    Ok(at.panel(status, title, &panel))
}
