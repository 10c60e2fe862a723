//! What members ask for, for those who may give it.

use super::{AccessRequest, MOST_OPEN, seen};
use crate::{App, Caller, Outcome, cursor::one_more, standing::Need};
use roster_domain::{
    id::{AccessRequestId, AccountId, Id},
    refusal::{FieldProblem, Refusal},
};
use roster_store::access_requests;
use uuid::Uuid;

/// The states of a request.
pub const STATES: [&str; 3] = ["open", "given", "declined"];

/// A page of requests.
#[derive(Clone, Debug, Default)]
pub struct AccessRequests {
    /// The newest first. A page may have less than asked for, and still not be the last.
    pub items: Vec<AccessRequest>,
    /// Pass as `before` to read on.
    pub next: Option<AccessRequestId>,
}

/// Lists the requests of a state that the caller may answer: in the account, or on the resources they manage. Nobody is refused;
/// who may answer nothing sees none.
pub async fn list(
    app: &App,
    caller: &Caller,
    account: AccountId,
    state: &str,
    before: Option<AccessRequestId>,
    limit: usize,
) -> Outcome<AccessRequests> {
    let Some(state) = STATES.into_iter().find(|known| *known == state) else {
        return Err(Refusal::Invalid(vec![FieldProblem::new("/state", "unknown_state").with("value", state)]).into());
    };
    let limit = limit.clamp(1, MOST_OPEN);
    app.view(caller, account, Need::Member, move |view| {
        let before = before.unwrap_or(AccessRequestId::from_uuid(Uuid::max()));
        let mut rows = access_requests::page(view.tx, account, state, before, one_more(limit))?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = more.then(|| rows.last().map(|row| row.request)).flatten();
        let items = seen(view.tx, &view.standing, rows, limit)?;
        Ok(AccessRequests { items, next })
    })
    .await
}
