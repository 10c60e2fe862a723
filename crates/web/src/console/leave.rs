//! Leaving an account of one's own will (F19).

use crate::{
    console::{PageError, sent::Sent, users::belongings, visit::InAccount},
    ui::{Button, Confirm, Panel, SafeUrl},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{
    Failure,
    members::leave::{keeps_it_alone, leave},
    transfers::show as transfers,
};
use roster_domain::{id::MemberId, permission::RosterPermission, refusal::Refusal};

/// The question.
pub(crate) async fn show(at: InAccount) -> Result<Response, PageError> {
    let t = at.visit.t;
    let me = at.here.member.ok_or(Refusal::NotFound)?;
    if keeps_it_alone(&at.visit.web.app, &at.visit.caller, at.here.account).await? {
        return not_yet(&at, StatusCode::OK, &Refusal::LastKeeper).await;
    }
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
            Ok(at.visit.go(&format!("{}?left=yes", super::accounts::PATH), &said))
        }
        Err(Failure::Refused(
            refusal @ (Refusal::LastKeeper
            | Refusal::NeedsSuccessor { .. }
            | Refusal::RankTooHigh { .. }
            | Refusal::HolderOutOfReach { .. }
            | Refusal::NotHeld { .. }
            | Refusal::Invalid(_)),
        )) => not_yet(&at, crate::refusal::status(&refusal), &refusal).await,
        Err(failure) => Err(failure.into()),
    }
}

/// Why not, and what to do about it: whoever keeps the account alone makes somebody else an admin, hands their role over, or closes it.
async fn not_yet(at: &InAccount, status: StatusCode, refusal: &Refusal) -> Result<Response, PageError> {
    let (t, back) = (at.visit.t, at.path(""));
    let alone = *refusal == Refusal::LastKeeper;
    let mut hands_over = None;
    if alone && !at.visit.is_acting() {
        hands_over = transfers::mine(&at.visit.web.app, &at.visit.caller, at.here.account).await?;
    }
    let title = t.get("leave-not-possible").into_owned();
    let panel = Panel::new(title.clone(), back.clone(), t.get("close"))
        .body(html! {
            p { (at.refusal(refusal)) }
            @if alone {
                ul.points {
                    @if let Some((role, _)) = hands_over {
                        li { (t.with("leave-hand-over", &[("role", at.role_label(&role).into()), ("more", t.get("more").into())])) }
                    }
                    @if at.here.may(RosterPermission::CloseAccount) {
                        li { (t.get("leave-or-close")) " " a href=(SafeUrl::from(at.path("/close"))) { (t.get("close-title")) } }
                    }
                }
            }
        })
        .footer(html! {
            (Button::cancel(back, t.get("close")))
            @if alone && at.here.may(RosterPermission::ReadMembers) {
                (Button::link(at.path("/users"), at.label("page", "members-title")).primary())
            }
        });
    Ok(at.panel(status, title, &panel))
}
