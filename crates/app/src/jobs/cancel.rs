//! Stopping a job: what is done stays done, and the rest is left alone.

use crate::{
    App, Caller, Done, Outcome,
    jobs::{Deed, from_json, show, work},
    standing::Need,
};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, JobId},
    refusal::Refusal,
};
use roster_store::jobs;

/// Stops; whoever may do what it does may also stop it.
pub async fn cancel(app: &App, caller: &Caller, account: AccountId, job: JobId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Member, move |scope| {
        let mut row = jobs::by_id(scope.tx, account, job)?.ok_or(Refusal::NotFound)?;
        show::may_see(&scope.standing, &row)?;
        let deed: Deed = from_json(&row.deed)?;
        scope.standing.meets(deed.need())?;
        match row.state.as_str() {
            "running" => {}
            "cancelled" => return Ok(scope.nothing(())),
            _ => return Err(Refusal::WrongState { state: "done" }.into()),
        }
        let rest = row.total - row.taken();
        jobs::settle_rest(scope.tx, account, job, row.taken(), "cancelled", None)?;
        let at = scope.at();
        work::end(scope.tx, account, &mut row, "cancelled", at)?;
        let event = Event::new(EventKind::JobCancelled, Target::Job(job), deed.code()).changes([Change::new(
            "users_left",
            None,
            Some(rest.to_string()),
        )]);
        Ok(scope.commit((), event))
    })
    .await
}
