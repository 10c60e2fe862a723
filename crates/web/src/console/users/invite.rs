//! Inviting people into the account (A03–A06).

use super::{
    Errors, called, field_errors,
    invite_form::{FIELDS, InviteForm},
    invite_report::Report,
    invite_whom::Whom,
    look_twice::look_twice,
    permits::Permits,
    same_as,
    tree::{Resources, search},
};
use crate::console::{
    PageError,
    sent::{Asked, Sent},
    visit::InAccount,
};
use axum::{http::StatusCode, response::Response};
use roster_app::{
    Failure,
    invitations::{create::create, preview::preview, send_again::send_again},
    members::show::show as profile,
};
use roster_domain::{id::MemberId, refusal::Refusal};

/// The empty form. `?q=` begins with a search.
pub(crate) async fn show(at: InAccount, Asked(asked): Asked) -> Result<Response, PageError> {
    // Asks who may invite, and notes it where somebody may not (A01).
    preview(&at.visit.web.app, &at.visit.caller, at.here.account, "").await?;
    let mut form = InviteForm::empty(&at);
    form.search = asked.get("q").to_owned();
    let resources = Resources::for_newcomer(&at, &form.search, &form.access).await?;
    Ok(form.show(&at, StatusCode::OK, &resources, &Errors::default(), None))
}

/// Invites, and sends again where that was ticked. What could not be done is told line by line, and stays in the form.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    let mut form = InviteForm::read(&at, &sent);
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let only_again = form.whom.addresses().trim().is_empty() && !form.again.is_empty();
    let mut report = Report::default();
    let answer = same_as::asked(&at, &sent).await?;
    let fills = answer.is_some() || same_as::pressed(&sent) || Permits::pressed(&sent) || Whom::pressed(&sent);
    if fills || search(&sent).is_some() {
        // Who may not invite sees nothing of it either.
        form.whom.look(&at).await?;
        if let Some(answer) = answer {
            form.fill(&at, answer);
        }
        let resources = Resources::for_newcomer(&at, &form.search, &form.access).await?;
        return Ok(form.show(&at, StatusCode::OK, &resources, &Errors::default(), None));
    }
    if !only_again && let Some(doubt) = look_twice(&at, &sent, &form.whom.addresses()).await? {
        form.whom.look(&at).await?;
        form.doubt = Some(doubt);
        let resources = Resources::for_newcomer(&at, "", &form.access).await?;
        return Ok(form.show(&at, StatusCode::UNPROCESSABLE_ENTITY, &resources, &Errors::default(), None));
    }
    if !only_again {
        let done = match form.input(&at) {
            Ok(input) => create(app, caller, account, input).await,
            Err(refusal) => Err(refusal.into()),
        };
        report = match done {
            Ok(done) => Report::read(&form.whom.addresses(), done.value),
            Err(Failure::Refused(refusal @ (Refusal::Forbidden { .. } | Refusal::LookOnly))) => {
                return Err(refusal.into());
            }
            Err(Failure::Refused(refusal)) => {
                form.whom.look(&at).await?;
                let resources = Resources::for_newcomer(&at, "", &form.access).await?;
                let errors = field_errors(&at, &refusal, &FIELDS);
                return Ok(form.show(&at, StatusCode::UNPROCESSABLE_ENTITY, &resources, &errors, None));
            }
            Err(failure) => return Err(failure.into()),
        };
    }
    for member in std::mem::take(&mut form.again) {
        ask_again(&at, member, &mut report).await?;
    }
    if report.is_complete() {
        return Ok(at.visit.go(&at.path("/users?status=invited"), &report.done(&at)));
    }
    form.whom.keep(report.to_correct());
    let resources = Resources::for_newcomer(&at, "", &form.access).await?;
    let status = if report.did_something() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(form.show(&at, status, &resources, &Errors::default(), Some(&report)))
}

async fn ask_again(at: &InAccount, member: MemberId, report: &mut Report) -> Result<(), PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    match send_again(app, caller, account, member).await {
        Ok(_) => report.sent_again += 1,
        Err(Failure::Refused(refusal)) => {
            // Someone the caller cannot even see has no name here.
            let name = match profile(app, caller, account, member).await {
                Ok(profile) => called(&profile.line).to_owned(),
                Err(Failure::Refused(_)) => String::new(),
                Err(failure) => return Err(failure.into()),
            };
            report.refused.push((name, at.refusal(&refusal)));
        }
        Err(failure) => return Err(failure.into()),
    }
    Ok(())
}
