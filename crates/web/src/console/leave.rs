//! Leaving an account of one's own will (F19).

use crate::{
    console::{PageError, sent::Sent, users::belongings, visit::InAccount},
    ui::{Button, Confirm, Panel},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{Failure, members::leave::leave};
use roster_domain::{id::MemberId, refusal::Refusal};

/// The question.
pub(crate) async fn show(at: InAccount) -> Result<Response, PageError> {
    let t = at.visit.t;
    let me = at.here.member.ok_or(Refusal::NotFound)?;
    let owns = belongings::part(&at, me, t.get("owns-mine").into_owned(), false, true).await?;
    let title = t.with("leave-question", &[("account", at.here.name.as_str().into())]);
    let confirm = Confirm::new(title.clone(), at.path("/leave"), t.get("leave-yes"), at.path(""), t.get("keep"))
        .danger()
        .sends("sure", "yes")
        .body(html! {
            p { (t.get("leave-means")) }
            p { (t.get("leave-back")) }
            (owns)
        });
    Ok(at.confirm(StatusCode::OK, title, &confirm))
}

/// Leaves.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    let t = at.visit.t;
    if sent.some("sure").is_none() {
        return show(at).await;
    }
    let to = sent.some("hand_over_to").and_then(|_| sent.all::<MemberId>("hand_over_to").pop());
    match leave(&at.visit.web.app, &at.visit.caller, at.here.account, to).await {
        Ok(_) => {
            let said = t.with("leave-done", &[("account", at.here.name.as_str().into())]);
            Ok(at.visit.go("/accounts", &said))
        }
        Err(Failure::Refused(
            refusal @ (Refusal::LastKeeper
            | Refusal::NeedsSuccessor { .. }
            | Refusal::RankTooHigh { .. }
            | Refusal::HolderOutOfReach { .. }
            | Refusal::NotHeld { .. }
            | Refusal::Invalid(_)),
        )) => {
            let title = t.get("leave-not-possible").into_owned();
            let back = at.path("");
            let panel = Panel::new(title.clone(), back.clone(), t.get("close"))
                .body(html! { p { (at.refusal(&refusal)) } })
                .footer(html! { (Button::cancel(back, t.get("close"))) });
            Ok(at.panel(crate::refusal::status(&refusal), title, &panel))
        }
        Err(failure) => Err(failure.into()),
    }
}
