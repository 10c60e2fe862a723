//! Offering a quotation.

use crate::{
    console::{
        PageError,
        form::Problems,
        sent::{Pairs, Sent},
        visit::InAccount,
    },
    ui::{Button, Field, Panel},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{
    Failure,
    quotations::issue::{Issue, issue},
};
use roster_domain::{
    permission::RosterPermission,
    quotation::MAX_TEXT,
    refusal::{FieldProblem, Refusal},
};

/// The form.
pub(crate) async fn show(at: InAccount) -> Result<Response, PageError> {
    at.here.model.quotations().ok_or(Refusal::NotFound)?;
    at.must(RosterPermission::IssueQuotations)?;
    Ok(form(&at, StatusCode::OK, &Pairs::default(), &Problems::none()))
}

/// Offers it.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    let issued = match read(&at, &sent) {
        Ok(input) => issue(&at.visit.web.app, &at.once(&sent), at.here.account, input).await,
        Err(problems) => {
            at.must(RosterPermission::IssueQuotations)?;
            Err(Refusal::Invalid(problems).into())
        }
    };
    match issued {
        Ok(done) => {
            Ok(at.visit.go(&at.path(&format!("/quotations/{}", done.value)), &at.visit.t.get("quotations-issued-done")))
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => Ok(form(
            &at,
            StatusCode::UNPROCESSABLE_ENTITY,
            &sent,
            &Problems::new(at.visit.t, &problems).called(
                at.visit.t,
                &[
                    ("title", "quotations-what"),
                    ("text", "quotations-text"),
                    ("amount", "quotations-amount"),
                    ("reference", "credits-reference"),
                    ("valid_until", "quotations-last-day"),
                ],
            ),
        )),
        Err(failure) => Err(failure.into()),
    }
}

fn read(at: &InAccount, sent: &Pairs) -> Result<Issue, Vec<FieldProblem>> {
    let amount = sent.some("amount").map(|text| at.read_amount(text, "/amount")).transpose();
    let valid_until = at.end_of(sent.get("valid_until"), "/valid_until");
    match (amount, valid_until) {
        (Ok(amount), Ok(valid_until)) => Ok(Issue {
            title: sent.get("title").to_owned(),
            text: sent.get("text").to_owned(),
            amount,
            reference: sent.get("reference").to_owned(),
            valid_until,
        }),
        (amount, valid_until) => Err(amount.err().into_iter().chain(valid_until.err()).collect()),
    }
}

fn form(at: &InAccount, status: StatusCode, values: &Pairs, problems: &Problems) -> Response {
    let (t, back) = (at.visit.t, at.path("/quotations"));
    let title = t.get("quotations-new").into_owned();
    let once = values.some("once").map_or_else(|| at.visit.web.app.request_name(), str::to_owned);
    let value = |name: &str| values.raw(name).to_owned();
    let spends = at.here.model.quotations().is_some_and(|quotations| quotations.spends_credits);
    let mut amount =
        Field::text("amount", t.get("quotations-amount")).value(value("amount")).error(problems.of("amount"));
    if !spends {
        amount = amount.aside(t.get("optional"));
    }
    let panel = Panel::new(title.clone(), back.clone(), t.get("close"))
        .post(at.path("/quotations/new"))
        .body(html! {
            (problems.summary(t))
            input type="hidden" name="once" value=(once);
            (Field::text("title", t.get("quotations-what")).value(value("title")).required().max_length(200)
                .error(problems.of("title")).autofocus())
            (Field::textarea("text", t.get("quotations-text")).rows(8).value(value("text")).required()
                .max_length(u32::try_from(MAX_TEXT).unwrap_or(u32::MAX)).hint(t.get("quotations-text-hint")).error(problems.of("text")))
            (amount)
            (Field::text("reference", t.get("credits-reference")).aside(t.get("optional")).value(value("reference"))
                .max_length(200).error(problems.of("reference")))
            (Field::date("valid_until", t.get("quotations-last-day")).aside(t.get("optional")).value(value("valid_until"))
                .error(problems.of("valid_until")))
        })
        .footer(html! { (Button::cancel(back, t.get("cancel"))) (Button::submit(t.get("quotations-issue")).primary()) });
    at.panel(status, title, &panel)
}
