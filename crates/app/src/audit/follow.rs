//! Following the log: what happened since, the oldest first, for a page or a program that stays open.

use super::list::{EventFilter, Told, newest, told};
use crate::{App, Caller, Outcome, standing::Need};
use roster_domain::{id::AccountId, permission::RosterPermission};
use roster_store::events::{self, EventRow};

/// The most that is told at once.
const MOST: i64 = 200;
/// Who has missed more than this looks at the log anew.
const TOO_FAR: i64 = 1_000;

/// What happened since.
#[derive(Clone, Debug)]
pub enum Followed {
    /// These, of all up to `seen`.
    Events {
        /// The oldest first.
        events: Vec<Told>,
        /// Pass as `after` to go on.
        seen: i64,
        /// Whether there is more already.
        more: bool,
    },
    /// More than anybody wants to be told one by one.
    TooFar {
        /// The newest event there is.
        newest: i64,
    },
}

/// Tells what happened after event number `after`; one that is still to come stands for the newest. Needs `roster.read_audit`, asked each time.
pub async fn follow(
    app: &App,
    caller: &Caller,
    account: AccountId,
    filter: EventFilter,
    after: i64,
) -> Outcome<Followed> {
    app.view(caller, account, Need::Permission(RosterPermission::ReadAudit), move |view| {
        let newest = newest(view)?;
        let after = after.min(newest);
        if newest - after > TOO_FAR {
            return Ok(Followed::TooFar { newest });
        }
        // Nothing new, which is nearly always so.
        let mut rows = if newest > after { events::after(view.tx, account, after, MOST)? } else { Vec::new() };
        let seen = rows.last().map_or(after, |row| row.seq);
        rows.retain(|row| fits(&filter, row));
        Ok(Followed::Events { events: told(view, rows)?, seen, more: newest > seen })
    })
    .await
}

/// Whether an event is one of those asked for: what the statements of [`events::page`] say, too.
fn fits(filter: &EventFilter, row: &EventRow) -> bool {
    let EventFilter { kind, actor, target, from, until } = filter;
    kind.as_ref().is_none_or(|kind| *kind == row.kind)
        && actor.is_none_or(|actor| [row.actor_id, row.on_behalf_of].contains(&Some(actor)))
        && target.is_none_or(|target| row.target_id == Some(target))
        && from.is_none_or(|from| row.at >= from)
        && until.is_none_or(|until| row.at < until)
}
