//! One event of the log, by its number.

use super::list::{EventFilter, Told, list};
use crate::{App, Caller, Outcome};
use roster_domain::{id::AccountId, refusal::Refusal};

/// Reads one event. Needs `roster.read_audit`.
pub async fn show(app: &App, caller: &Caller, account: AccountId, seq: i64) -> Outcome<Told> {
    let before = seq.checked_add(1).filter(|_| seq >= 1);
    // Whoever may not read the log is told so whatever they ask for.
    let page = list(app, caller, account, EventFilter::default(), Some(before.unwrap_or(1)), 1).await?;
    let event = page.events.into_iter().next().filter(|event| event.seq == seq);
    Ok(event.ok_or(Refusal::NotFound)?)
}
