//! Accepting or declining, after a look at what it costs.

use crate::{
    console::{PageError, sent::Named, visit::InAccount},
    ui::{Confirm, Notice, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{
    Failure,
    credits::balance::balance,
    quotations::{decide::decide, list::show as look},
};
use roster_domain::{id::QuotationId, permission::RosterPermission, refusal::Refusal};

/// The question before it is accepted.
pub(crate) async fn accept(at: InAccount, Named(quotation): Named<QuotationId>) -> Result<Response, PageError> {
    question(&at, StatusCode::OK, quotation, true, None).await
}

/// The question before it is declined.
pub(crate) async fn decline(at: InAccount, Named(quotation): Named<QuotationId>) -> Result<Response, PageError> {
    question(&at, StatusCode::OK, quotation, false, None).await
}

/// Accepts.
pub(crate) async fn submit_accept(at: InAccount, Named(quotation): Named<QuotationId>) -> Result<Response, PageError> {
    submit(&at, quotation, true).await
}

/// Declines.
pub(crate) async fn submit_decline(at: InAccount, Named(quotation): Named<QuotationId>) -> Result<Response, PageError> {
    submit(&at, quotation, false).await
}

async fn submit(at: &InAccount, quotation: QuotationId, accepts: bool) -> Result<Response, PageError> {
    match decide(&at.visit.web.app, &at.visit.caller, at.here.account, quotation, accepts).await {
        Ok(_) => {
            let said = at.visit.t.get(if accepts { "quotations-accepted" } else { "quotations-declined" });
            Ok(at.visit.go(&at.path(&format!("/quotations/{quotation}")), &said))
        }
        Err(Failure::Refused(refusal @ (Refusal::InsufficientCredits { .. } | Refusal::WrongState { .. }))) => {
            let status = crate::refusal::status(&refusal);
            question(at, status, quotation, accepts, Some(at.refusal(&refusal))).await
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn question(
    at: &InAccount,
    status: StatusCode,
    quotation: QuotationId,
    accepts: bool,
    why: Option<String>,
) -> Result<Response, PageError> {
    at.must(RosterPermission::AcceptQuotations)?;
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let seen = look(app, caller, account, quotation).await?;
    let row = seen.items.into_iter().next().ok_or(Refusal::NotFound)?.row;
    let t = at.visit.t;
    let spends = at.here.model.quotations().is_some_and(|quotations| quotations.spends_credits);
    let costs = match row.amount.filter(|_| accepts && spends) {
        Some(amount) => {
            let available = balance(app, caller, account, None).await?.balance.available();
            let values = [("amount", at.amount(amount).into()), ("available", at.amount(available).into())];
            Some(t.with("quotations-costs", &values))
        }
        None => None,
    };
    let key = if accepts { "accept" } else { "decline" };
    let title = t.with(&format!("quotations-{key}-question"), &[("title", row.title.as_str().into())]);
    let page = at.path(&format!("/quotations/{quotation}"));
    let yes = t.get(&format!("quotations-{key}"));
    let confirm = Confirm::new(title.clone(), format!("{page}/{key}"), yes, page, t.get("cancel")).body(html! {
        @if let Some(why) = why { (Notice::new(Tone::Danger, html! { (why) })) }
        @if let Some(costs) = costs { p { (costs) } }
        p { (t.get("quotations-for-good")) }
    });
    Ok(at.confirm(status, title, &confirm))
}
