//! Recording a purchase, or giving credits.

use crate::{
    console::{
        PageError,
        form::Problems,
        sent::{Pairs, Sent},
        visit::InAccount,
    },
    ui::{Button, Choice, Field, Panel, Radios},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{
    Failure,
    credits::{
        Said,
        add::{Add, add},
    },
};
use roster_domain::{
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};

/// The form.
pub(crate) async fn show(at: InAccount) -> Result<Response, PageError> {
    at.credits()?;
    at.must(RosterPermission::BuyCredits)?;
    Ok(form(&at, StatusCode::OK, &Pairs::default(), &Problems::none()))
}

/// Adds them.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    let added = match read(&at, &sent) {
        Ok(input) => add(&at.visit.web.app, &at.once(&sent), at.here.account, input).await,
        Err(problems) => {
            at.must(RosterPermission::BuyCredits)?;
            Err(Refusal::Invalid(problems).into())
        }
    };
    match added {
        Ok(done) => {
            let balance = at.amount(done.value.balance);
            Ok(at.visit.go(&at.path("/credits"), &at.visit.t.with("credits-added", &[("balance", balance.into())])))
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let problems: Vec<FieldProblem> = problems.into_iter().map(|problem| readable(&at, problem)).collect();
            let problems = Problems::new(at.visit.t, &problems).called(
                at.visit.t,
                &[
                    ("kind", "credits-kind"),
                    ("amount", "credits-amount"),
                    ("expires_at", "credits-last-day"),
                    ("reference", "credits-reference"),
                    ("note", "credits-note"),
                ],
            );
            Ok(form(&at, StatusCode::UNPROCESSABLE_ENTITY, &sent, &problems))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Limits in the smallest unit as people read them.
fn readable(at: &InAccount, mut problem: FieldProblem) -> FieldProblem {
    if problem.code == "amount_too_large" {
        for (name, value) in &mut problem.params {
            if let (&mut "max", Ok(max)) = (name, value.parse()) {
                *value = at.amount(max);
            }
        }
    }
    problem
}

fn read(at: &InAccount, sent: &Pairs) -> Result<Add, Vec<FieldProblem>> {
    let amount = at.read_amount(sent.get("amount"), "/amount");
    let expires_at = at.end_of(sent.get("expires_at"), "/expires_at");
    let said = Said { reference: sent.get("reference").to_owned(), note: sent.get("note").to_owned() };
    match (amount, expires_at) {
        (Ok(amount), Ok(expires_at)) => Ok(Add { bought: sent.get("kind") != "allocation", amount, expires_at, said }),
        (amount, expires_at) => Err(amount.err().into_iter().chain(expires_at.err()).collect()),
    }
}

fn form(at: &InAccount, status: StatusCode, values: &Pairs, problems: &Problems) -> Response {
    let (t, back) = (at.visit.t, at.path("/credits"));
    let title = t.get("credits-add").into_owned();
    let kinds = ["purchase", "allocation"].map(|kind| Choice::new(kind, t.get(&format!("credits-kind-{kind}"))));
    let once = values.some("once").map_or_else(|| at.visit.web.app.request_name(), str::to_owned);
    let unit = at.here.model.credits().map(|credits| credits.unit.get(at.tag()).to_owned()).unwrap_or_default();
    let panel = Panel::new(title.clone(), back.clone(), t.get("close"))
        .post(at.path("/credits/add"))
        .body(html! {
            (problems.summary(t))
            input type="hidden" name="once" value=(once);
            (Radios::new("kind", t.get("credits-kind"), kinds).selected(values.some("kind").unwrap_or("purchase").to_owned()))
            (Field::text("amount", t.get("credits-amount")).aside(unit).value(values.raw("amount").to_owned()).required()
                .autocomplete("off").error(problems.of("amount")).autofocus())
            (Field::date("expires_at", t.get("credits-last-day")).aside(t.get("optional")).hint(t.get("credits-last-day-hint"))
                .value(values.raw("expires_at").to_owned()).error(problems.of("expires_at")))
            (Field::text("reference", t.get("credits-reference")).aside(t.get("optional")).hint(t.get("credits-reference-hint"))
                .value(values.raw("reference").to_owned()).max_length(200).error(problems.of("reference")))
            (Field::text("note", t.get("credits-note")).aside(t.get("optional"))
                .value(values.raw("note").to_owned()).max_length(1_000).error(problems.of("note")))
        })
        .footer(html! { (Button::cancel(back, t.get("cancel"))) (Button::submit(t.get("credits-add")).primary()) });
    at.panel(status, title, &panel)
}
