//! Stopping a job, trying again what it refused, undoing what it did.

use crate::console::{
    PageError,
    sent::{Named, Sent},
    visit::InAccount,
};
use axum::response::Response;
use roster_app::jobs::Deed;
use roster_app::{
    Done,
    jobs::{
        ask::{self, Asked, Which},
        cancel,
        show::show,
    },
};
use roster_domain::id::JobId;

/// Stops it.
pub(crate) async fn stop(at: InAccount, Named(job): Named<JobId>, Sent(_): Sent) -> Result<Response, PageError> {
    cancel::cancel(&at.visit.web.app, &at.visit.caller, at.here.account, job).await?;
    Ok(at.visit.go(&at.job(job, ""), &at.visit.t.get("job-stopped")))
}

/// Tries again what was refused.
pub(crate) async fn again(at: InAccount, Named(job): Named<JobId>, Sent(_): Sent) -> Result<Response, PageError> {
    let asked = ask::again(&at.visit.web.app, &at.visit.caller, at.here.account, job).await?;
    begun(&at, asked).await
}

/// Undoes what it did.
pub(crate) async fn undo(at: InAccount, Named(job): Named<JobId>, Sent(_): Sent) -> Result<Response, PageError> {
    let asked = ask::undo(&at.visit.web.app, &at.visit.caller, at.here.account, job).await?;
    begun(&at, asked).await
}

/// Asks for something, and goes on to where one sees what became of it.
pub(crate) async fn carry_out(at: &InAccount, deed: Deed, which: Which) -> Result<Response, PageError> {
    let asked = ask::ask(&at.visit.web.app, &at.visit.caller, at.here.account, deed, which).await?;
    begun(at, asked).await
}

/// Where all went well there is nothing to read: back to the users, with the way back at hand.
async fn begun(at: &InAccount, asked: Done<Asked>) -> Result<Response, PageError> {
    let job = show(&at.visit.web.app, &at.visit.caller, at.here.account, asked.value.job).await?;
    let page = at.job(job.job, "");
    if job.state != "done" || job.refused > 0 {
        return Ok(at.visit.go(&page, ""));
    }
    let key = match job.deed {
        Deed::Resend => "invite-sent-again",
        Deed::Withdraw => "withdraw-many-done",
        Deed::Undo(_) => "undo-done",
        _ => "job-all-done",
    };
    let said = at.visit.t.with(key, &[("count", job.done.into()), ("deed", at.deed_label(&job.deed).into())]);
    let undo = (job.undoable > 0).then(|| at.job(job.job, "/undo"));
    Ok(at.visit.go_undoable(&at.path("/users"), &said, undo.as_deref()))
}
