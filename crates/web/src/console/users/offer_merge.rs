//! Offering somebody who is invited to bring their account along (D11).

use super::{called, waits};
use crate::{
    console::{
        PageError,
        form::Problems,
        sent::{Named, Sent},
        visit::InAccount,
    },
    ui::{Confirm, Field, Notice, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{
    Failure,
    members::show::{MemberProfile, show as profile},
    merges::offer::offer,
};
use roster_domain::{id::MemberId, permission::RosterPermission, refusal::Refusal};

/// The question: what it means, and who asks.
pub(crate) async fn show(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    let profile = load(&at, member).await?;
    Ok(form(&at, StatusCode::OK, &profile, &Problems::none(), None))
}

/// Offers it.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let profile = load(&at, member).await?;
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    match offer(app, caller, account, member, sent.raw("current_password")).await {
        Ok(_) => {
            let said = at.visit.t.with("merge-offered", &[("name", called(&profile.line).into())]);
            Ok(at.visit.go(&at.path("/users"), &said))
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let problems =
                Problems::new(at.visit.t, &problems).called(at.visit.t, &[("current_password", "merge-password")]);
            Ok(form(&at, StatusCode::UNPROCESSABLE_ENTITY, &profile, &problems, None))
        }
        Err(Failure::Refused(refusal @ (Refusal::WrongState { .. } | Refusal::Throttled { .. }))) => {
            let told = Some(at.refusal(&refusal));
            Ok(form(&at, crate::refusal::status(&refusal), &profile, &Problems::none(), told))
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn load(at: &InAccount, member: MemberId) -> Result<MemberProfile, PageError> {
    at.must(RosterPermission::Invite)?;
    let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    if !waits(&profile.line) {
        return Err(Refusal::WrongState { state: profile.line.status }.into());
    }
    Ok(profile)
}

fn form(
    at: &InAccount,
    status: StatusCode,
    profile: &MemberProfile,
    problems: &Problems,
    told: Option<String>,
) -> Response {
    let t = at.visit.t;
    let name = called(&profile.line);
    let title = t.with("merge-offer-title", &[("name", name.into())]);
    let to = at.user(profile.line.row.member, "/merge");
    let role = at.role_labels(&profile.line.roles);
    let back = at.user(profile.line.row.member, "");
    if profile.line.status == "expired" {
        // What is to be done first is one click away.
        let again = at.user(profile.line.row.member, "/send-again");
        let confirm =
            Confirm::new(title.clone(), again, at.label("invite.again", "invite-again"), back, t.get("cancel"))
                .sends("back", at.user(profile.line.row.member, ""))
                .body(html! { p { (at.refusal(&Refusal::WrongState { state: "invitation_expired" })) } });
        return at.confirm(status, title, &confirm);
    }
    let out = profile.merge_offered_at.zip(profile.line.invitation.as_ref()).map(|(since, invitation)| {
        let moment = |millis| at.moment(millis);
        t.with("merge-offer-out", &[("since", moment(since).into()), ("until", moment(invitation.expires_at).into())])
    });
    let password = Field::password("current_password", t.get("merge-password"), Some(t.get("sign-in-show-password")));
    let confirm = Confirm::new(title.clone(), to, t.get("merge-offer"), back, t.get("cancel")).body(html! {
        @if let Some(out) = out.filter(|_| told.is_none()) { (Notice::new(Tone::Info, html! { (out) })) }
        @if let Some(told) = told { (Notice::new(Tone::Danger, html! { (told) })) }
        ul.points {
            li { (t.with("merge-offer-joins", &[("name", name.into()), ("role", role.into())])) }
            @if at.here.model.credits().is_some() { li { (t.get("merge-offer-credits")) } }
            li { (t.get("merge-offer-stays")) }
            li { (t.get("merge-for-good")) }
        }
        (password.autocomplete("current-password").required().error(problems.of("current_password")))
    });
    at.confirm(status, title, &confirm)
}
