//! Searching the log for a word: in whom or what it is about, in what changed, in who did it.

use super::list::{AuditPage, EventFilter, MAX_PAGE, Told, list};
use crate::{App, Caller, Outcome};
use roster_domain::{id::AccountId, text::search_key};

/// How many events are looked through at a time: words are in no index, and nobody shall make the house read all of a long log.
pub const LOOKED_THROUGH: usize = 5_000;

/// A page of the events in which `text` occurs, whatever its case, from before `before` backwards. Less than `limit` with a `next` means
/// that [`LOOKED_THROUGH`] were looked through. Needs `roster.read_audit`.
pub async fn search(
    app: &App,
    caller: &Caller,
    account: AccountId,
    filter: EventFilter,
    text: &str,
    mut before: Option<i64>,
    limit: usize,
) -> Outcome<AuditPage> {
    let (text, limit) = (search_key(text.trim()), limit.clamp(1, MAX_PAGE));
    let (mut found, mut looked) = (Vec::new(), 0);
    loop {
        let page = list(app, caller, account, filter.clone(), before, MAX_PAGE).await?;
        let (newest, mut next) = (page.newest, page.next);
        looked += page.events.len();
        for event in page.events {
            if found.len() == limit {
                // What comes after the last one that fits on the page.
                next = found.last().map(|last: &Told| last.seq);
                break;
            }
            if holds(&event, &text) {
                found.push(event);
            }
        }
        if next.is_none() || found.len() == limit || looked >= LOOKED_THROUGH {
            return Ok(AuditPage { events: found, next, newest });
        }
        before = next;
    }
}

fn holds(event: &Told, text: &str) -> bool {
    let details = event.details.iter();
    let told = details.flat_map(|details| {
        let changed = details.changes.iter().flat_map(|change| [&change.of, &change.before, &change.after]);
        [&details.subject, &details.note, &details.address].into_iter().chain(changed)
    });
    let mut said = told.chain([&event.actor_name, &event.on_behalf_of_name]).flatten();
    said.any(|said| search_key(said).contains(text))
}
