//! The audit log as a file.

use crate::csv_file::{self, For, Parts, harmless, time};
use axum::response::Response;
use roster_app::{
    App, Caller, Failure,
    audit::{
        list::{AuditPage, EventFilter, MAX_PAGE, Told, list},
        search::search,
    },
};
use roster_domain::{event::Change, id::AccountId};

const COLUMNS: [&str; 14] = [
    "number",
    "at",
    "kind",
    "actor_kind",
    "actor",
    "actor_name",
    "on_behalf_of",
    "target_kind",
    "target",
    "subject",
    "changes",
    "note",
    "address",
    "client",
];

/// Answers with the file: the newest first, by codes and ids, as the API has them.
pub(crate) fn answer(
    app: App,
    caller: Caller,
    account: AccountId,
    filter: EventFilter,
    text: Option<String>,
    reader: For,
) -> Response {
    csv_file::answer(&format!("audit-{account}"), reader, Log { app, caller, account, filter, text, next: None })
}

struct Log {
    app: App,
    caller: Caller,
    account: AccountId,
    filter: EventFilter,
    text: Option<String>,
    next: Option<i64>,
}

impl Log {
    async fn page(&self) -> Result<AuditPage, Failure> {
        let (filter, before) = (self.filter.clone(), self.next);
        match &self.text {
            Some(text) => search(&self.app, &self.caller, self.account, filter, text, before, MAX_PAGE).await,
            None => list(&self.app, &self.caller, self.account, filter, before, MAX_PAGE).await,
        }
    }
}

impl Parts for Log {
    fn head(&self) -> Vec<String> {
        COLUMNS.map(str::to_owned).to_vec()
    }

    async fn next(&mut self) -> Result<(Vec<Vec<String>>, bool), Failure> {
        let page = self.page().await?;
        self.next = page.next;
        Ok((page.events.iter().map(row).collect(), page.next.is_some()))
    }
}

fn row(event: &Told) -> Vec<String> {
    let details = event.details.as_ref();
    let said = |text: Option<&String>| text.map(|text| harmless(text)).unwrap_or_default();
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let changes: Vec<String> = details.iter().flat_map(|details| &details.changes).map(change).collect();
    vec![
        event.seq.to_string(),
        time(event.at.as_millisecond()),
        event.kind.clone(),
        event.actor_kind.clone(),
        id(event.actor),
        said(event.actor_name.as_ref()),
        event.on_behalf_of.map(|member| member.to_string()).unwrap_or_default(),
        event.target_kind.clone(),
        id(event.target),
        said(details.and_then(|details| details.subject.as_ref())),
        harmless(&changes.join("; ")),
        said(details.and_then(|details| details.note.as_ref())),
        said(details.and_then(|details| details.address.as_ref())),
        said(details.and_then(|details| details.user_agent.as_ref())),
    ]
}

/// `role: user → admin`
fn change(Change { field, of, before, after }: &Change) -> String {
    let of = of.as_ref().map(|of| format!(" of {of}")).unwrap_or_default();
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
    format!("{field}{of}: {} → {}", value(before), value(after))
}
