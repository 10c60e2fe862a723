//! Proposing another sign-in address for a user who has joined (E09): they confirm it themselves.

use super::{Errors, called, field_errors};
use crate::{
    console::{
        PageError,
        sent::{Named, Sent},
        visit::InAccount,
    },
    ui::{Button, Field, Notice, Panel, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    members::{
        propose_address::{Proposal, VALID_FOR, propose, withdraw_proposal},
        show::{MemberProfile, show as profile},
        sign_in_state::sign_in_state,
    },
};
use roster_domain::{id::MemberId, refusal::Refusal};

/// The form.
pub(crate) async fn show(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    let profile = load(&at, member).await?;
    Ok(form(&at, StatusCode::OK, &profile, "", &Errors::default()))
}

async fn load(at: &InAccount, member: MemberId) -> Result<MemberProfile, PageError> {
    let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    if let Some(refusal) = profile.not_editable {
        return Err(refusal.into());
    }
    if !matches!(profile.line.status, "active" | "disabled") {
        return Err(Refusal::WrongState { state: profile.line.status }.into());
    }
    Ok(profile)
}

/// Mails the link.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let profile = load(&at, member).await?;
    let email = sent.get("email").trim();
    match propose(&at.visit.web.app, &at.visit.caller, at.here.account, member, email).await {
        Ok(_) => {
            let said = at.visit.t.with("address-proposed", &[("email", email.into())]);
            Ok(at.visit.go(&at.user(member, "/sign-in"), &said))
        }
        Err(Failure::Refused(
            refusal @ (Refusal::Invalid(_) | Refusal::AddressTaken { .. } | Refusal::Throttled { .. }),
        )) => {
            let errors = match &refusal {
                Refusal::Invalid(_) => field_errors(&at, &refusal, &["email"]),
                refusal => Errors { fields: vec![("email".to_owned(), at.refusal(refusal))], general: None },
            };
            Ok(form(&at, crate::refusal::status(&refusal), &profile, email, &errors))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Takes it back.
pub(crate) async fn withdraw(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    withdraw_proposal(app, caller, account, member).await?;
    sign_in_state(app, caller, account, member).await?;
    Ok(at.visit.go(&at.user(member, "/sign-in"), &at.visit.t.get("address-proposal-withdrawn")))
}

fn form(at: &InAccount, status: StatusCode, profile: &MemberProfile, email: &str, errors: &Errors) -> Response {
    let (t, line) = (at.visit.t, &profile.line);
    let title = t.with("address-title", &[("name", called(line).into())]);
    let back = at.user(line.row.member, "");
    let values = [("name", called(line).into()), ("time", t.duration(VALID_FOR).into())];
    let panel = Panel::new(title.clone(), back.clone(), t.get("close"))
        .post(at.user(line.row.member, "/address"))
        .body(html! {
            (errors.summary(at))
            p { (t.with("address-means", &values)) }
            (Field::email("email", t.get("profile-new-email")).value(email.to_owned()).required()
                .verdicts(at.path("/users/hints")).error(errors.of("email")))
        })
        .footer(html! {
            (Button::cancel(back, t.get("cancel")))
            (Button::submit(t.get("address-send")).primary())
        });
    at.panel(status, title, &panel)
}

/// What waits to be confirmed, with the button that takes it back.
pub(super) fn waiting(at: &InAccount, member: MemberId, proposal: &Proposal) -> Markup {
    let t = at.visit.t;
    let key = if proposal.expired { "address-not-confirmed" } else { "address-waits" };
    html! {
        (Notice::new(if proposal.expired { Tone::Warn } else { Tone::Info }, html! {
            p { (at.ago(proposal.proposed_at)) }
            form method="post" action=(at.user(member, "/address/withdraw")) {
                (Button::submit(t.get("address-withdraw")).small())
            }
        }).title(t.with(key, &[("email", proposal.email.as_str().into())])))
    }
}
