//! The editor: the model's text, what is wrong with it while one types, and what it would change.

use super::{plan, progress::work_out, proposal, text, words};
use crate::{
    console::{
        PageError,
        form::Problems,
        sent::{Pairs, Sent},
        visit::InAccount,
    },
    csv_file::For,
    plan_file::{self, Plan},
    text::Value,
    ui::{Button, Field, Heading, Tone, Verdicts, card},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    models::{
        Aim,
        apply::{Which, apply},
        check::check,
        history::current,
        plan::plan_id,
        what_if::{WhatIf, what_if_found},
    },
};
use roster_domain::{permission::RosterPermission, refusal::Refusal};

/// How many lines of the text are seen at once.
const ROWS: u32 = 28;
/// As many are told of who are found by what was typed.
const FOUND: i64 = 5;

/// The editor with the model that the account has.
pub(crate) async fn show(at: InAccount) -> Result<Response, PageError> {
    at.manages_model()?;
    let current = current(&at.visit.web.app, &at.visit.caller, at.here.account).await?;
    Ok(editor(&at, StatusCode::OK, &current.text, &Problems::none(), &html! {}))
}

/// What is wrong with the text, while one still types: a part of a page, for the script.
pub(crate) async fn verdicts(at: InAccount, Sent(sent): Sent) -> Result<Markup, PageError> {
    at.manages_model()?;
    Ok(wrong(&at, &text(&sent)))
}

fn wrong(at: &InAccount, text: &str) -> Markup {
    let Err(problems) = check(text) else {
        return html! { (Verdicts::new().summary(at.visit.t.get("model-is-good"))) };
    };
    let summary = at.visit.t.with("model-problems", &[("count", problems.len().into())]);
    let verdicts = problems.iter().fold(Verdicts::new().summary(summary), |verdicts, problem| {
        let place = format!("{}:{}", problem.line, problem.column);
        verdicts.line(Tone::Danger, place, format!("{}; {}", problem.wrong, problem.instead))
    });
    html! { (verdicts) }
}

/// Shows what it would change.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    at.manages_model()?;
    planned(&at, &sent, None).await
}

/// Applies what was looked at.
pub(crate) async fn apply_it(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    at.manages_model()?;
    if sent.get("confirm") != at.here.name.trim() {
        let told = at.visit.t.with("model-confirm-wrong", &[("name", at.here.name.as_str().into())]);
        return planned(&at, &sent, Some(told)).await;
    }
    let (app, caller) = (&at.visit.web.app, &at.visit.caller);
    let plan = Which::Plan(sent.get("plan").to_owned());
    match apply(app, caller, at.here.account, proposal(&sent), plan).await {
        Ok(done) => {
            let values: [(&str, Value<'_>); 3] = [
                ("version", done.value.version.to_string().into()),
                ("lost", done.value.not_restored.to_string().into()),
                ("some", if done.value.not_restored == 0 { "no" } else { "yes" }.into()),
            ];
            // Whoever applied it may have given away the right to see it.
            let back = super::history::seen_from(&at).await;
            Ok(at.visit.go(&back, &at.visit.t.with("model-applied", &values)))
        }
        Err(Failure::Refused(refusal @ Refusal::PlanStale)) => {
            let told = at.refusal(&refusal);
            planned(&at, &sent, Some(told)).await
        }
        Err(Failure::Refused(Refusal::Invalid(_))) => planned(&at, &sent, None).await,
        Err(failure) => Err(failure.into()),
    }
}

/// All lines of the plan as a file.
pub(crate) async fn file(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    at.manages_model()?;
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let proposal = proposal(&sent);
    let id = plan_id(app, caller, account, proposal.clone()).await?;
    Ok(plan_file::answer(For::People, Plan::new(app.clone(), caller.clone(), account, proposal, id)))
}

/// The plan over the text, or what is wrong with it.
async fn planned(at: &InAccount, sent: &Pairs, told: Option<String>) -> Result<Response, PageError> {
    let proposal = proposal(sent);
    let back = proposal.aim == Aim::Back;
    match work_out(at, proposal).await {
        Ok(found) => {
            let status = if told.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            let asked = asked_about(at, sent).await?;
            let shown = plan::shown(at, &found, sent, told.as_deref(), &asked);
            match back {
                true => Ok(plan::page(at, status, &shown)),
                false => Ok(editor(at, status, &text(sent), &Problems::none(), &shown)),
            }
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let problems = Problems::new(at.visit.t, &problems).called(at.visit.t, &[("model", "model-text")]);
            let found = html! { section.card { (wrong(at, &text(sent))) } };
            Ok(editor(at, StatusCode::UNPROCESSABLE_ENTITY, &text(sent), &problems, &found))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// What it would mean for those whose name or address was typed.
async fn asked_about(at: &InAccount, sent: &Pairs) -> Result<Vec<WhatIf>, PageError> {
    let who = sent.get("who");
    if who.is_empty() || !at.here.may(RosterPermission::ReadMembers) {
        return Ok(Vec::new());
    }
    let (app, caller) = (&at.visit.web.app, &at.visit.caller);
    Ok(what_if_found(app, caller, at.here.account, proposal(sent), who.to_owned(), FOUND).await?)
}

fn editor(at: &InAccount, status: StatusCode, text: &str, problems: &Problems, found: &Markup) -> Response {
    let t = at.visit.t;
    let title = t.get("model-title");
    let history = Button::link(at.path("/model/history"), t.get("model-history")).icon(icondata_lu::LuHistory);
    let heading = Heading::new(title.clone()).lead(t.get("model-lead").into_owned()).action(history);
    let form = html! {
        form.stack method="post" action=(at.path("/model")) data-progress=(at.path("/model/progress")) {
            (problems.summary(t))
            (Field::textarea("model", t.get("model-text")).rows(ROWS).code().value(text.to_owned()).hint(t.get("model-hint"))
                .verdicts(at.path("/model/check")).error(problems.of("model")))
            div.actions {
                (Button::submit(t.get("model-plan")).primary()) small { (t.get("model-takes-long")) }
            }
        }
    };
    // What was asked for is seen first; the text below it can be changed, and asked about again.
    let body = html! { (heading) (found) (card(None, form)) };
    at.console_with(status, words::owned(&title), body)
}
