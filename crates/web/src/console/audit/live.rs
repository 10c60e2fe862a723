//! The log as it goes on: rows for the page that is open, as server-sent events.

use super::{
    filter::filter,
    list::{table, undoes},
};
use crate::{
    console::{PageError, sent::Asked, visit::InAccount},
    live::{self, Message, Next, Source, last_event_id},
    serve::Ending,
};
use axum::{Extension, http::HeaderMap, response::Response};
use maud::Render;
use roster_app::{
    Caller, Outcome,
    accounts::enter::enter,
    audit::{
        follow::{Followed, follow},
        list::EventFilter,
    },
};

/// Tells of each event that fits the filter.
pub(crate) async fn show(
    at: InAccount,
    ending: Option<Extension<Ending>>,
    headers: HeaderMap,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let (web, caller, account) = (at.visit.web.clone(), at.visit.caller.clone(), at.here.account);
    let seen = last_event_id(&headers).or_else(|| asked.some("after")?.parse().ok()).unwrap_or(i64::MAX).max(0);
    let filter = filter(&at, &asked);
    let log = Log { caller: caller.clone(), at, filter, seen };
    let ending = ending.map(|Extension(ending)| ending);
    let changes = web.app.changes(account);
    Ok(live::answer(&web.streams, (web.app.clone(), caller), changes, ending, log).await?)
}

struct Log {
    at: InAccount,
    /// At first whoever opened the page, then the page by itself.
    caller: Caller,
    filter: EventFilter,
    seen: i64,
}

impl Source for Log {
    async fn next(&mut self) -> Outcome<Next> {
        let (app, account) = (&self.at.visit.web.app, self.at.here.account);
        let followed = follow(app, &self.caller, account, self.filter.clone(), self.seen).await?;
        self.caller = self.caller.by_itself();
        let (events, seen, more) = match followed {
            Followed::TooFar { newest } => {
                self.seen = newest;
                return Ok(Next::Tell(vec![Message { id: newest, kind: "anew", data: String::new() }]));
            }
            Followed::Events { events, seen, more } => (events, seen, more),
        };
        let mut messages = Vec::new();
        if !events.is_empty() {
            // What one sees of an event goes by what one may now.
            self.at.here = enter(app, &self.caller, account).await?;
            let undoes = undoes(&self.at, &self.caller, &events).await?;
            let newest_first: Vec<_> = events.into_iter().rev().collect();
            let data = table(&self.at, &newest_first, &undoes).render().into_string();
            messages.push(Message { id: seen, kind: "events", data });
        }
        self.seen = seen;
        Ok(if more { Next::More(messages) } else { Next::Tell(messages) })
    }
}
