//! Taking back a quotation.

use crate::{
    console::{PageError, sent::Named, visit::InAccount},
    ui::{Confirm, Notice, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{
    Failure,
    quotations::{list::show as look, withdraw::withdraw},
};
use roster_domain::{id::QuotationId, permission::RosterPermission, refusal::Refusal};

/// The question.
pub(crate) async fn show(at: InAccount, Named(quotation): Named<QuotationId>) -> Result<Response, PageError> {
    question(&at, StatusCode::OK, quotation, None).await
}

/// Withdraws it.
pub(crate) async fn submit(at: InAccount, Named(quotation): Named<QuotationId>) -> Result<Response, PageError> {
    match withdraw(&at.visit.web.app, &at.visit.caller, at.here.account, quotation).await {
        Ok(_) => {
            Ok(at.visit.go(&at.path(&format!("/quotations/{quotation}")), &at.visit.t.get("quotations-withdrawn")))
        }
        Err(Failure::Refused(refusal @ Refusal::WrongState { .. })) => {
            let status = crate::refusal::status(&refusal);
            question(&at, status, quotation, Some(at.refusal(&refusal))).await
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn question(
    at: &InAccount,
    status: StatusCode,
    quotation: QuotationId,
    why: Option<String>,
) -> Result<Response, PageError> {
    at.must(RosterPermission::IssueQuotations)?;
    let seen = look(&at.visit.web.app, &at.visit.caller, at.here.account, quotation).await?;
    let row = seen.items.into_iter().next().ok_or(Refusal::NotFound)?.row;
    let t = at.visit.t;
    let title = t.with("quotations-withdraw-question", &[("title", row.title.as_str().into())]);
    let page = at.path(&format!("/quotations/{quotation}"));
    let (action, yes) = (format!("{page}/withdraw"), t.get("quotations-withdraw"));
    let confirm = Confirm::new(title.clone(), action, yes, page, t.get("keep")).danger().body(html! {
        @if let Some(why) = why { (Notice::new(Tone::Danger, html! { (why) })) }
        p { (t.get("quotations-withdraw-means")) }
    });
    Ok(at.confirm(status, title, &confirm))
}
