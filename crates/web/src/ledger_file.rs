//! The ledger as a file.

use crate::csv_file::{self, For, Parts, harmless, time};
use axum::response::Response;
use roster_app::{
    App, Caller, Failure,
    credits::history::{self, Entry, EntryFilter, MAX_PAGE},
};
use roster_domain::id::AccountId;

const COLUMNS: [&str; 12] = [
    "transaction",
    "at",
    "kind",
    "amount",
    "held",
    "balance",
    "balance_held",
    "of",
    "expires_at",
    "member",
    "reference",
    "note",
];

/// Answers with the file.
pub(crate) fn answer(app: App, caller: Caller, account: AccountId, filter: EntryFilter, reader: For) -> Response {
    csv_file::answer(&format!("transactions-{account}"), reader, Ledger { app, caller, account, filter, next: None })
}

/// The ledger from its newest entry on.
struct Ledger {
    app: App,
    caller: Caller,
    account: AccountId,
    filter: EntryFilter,
    next: Option<i64>,
}

impl Parts for Ledger {
    fn head(&self) -> Vec<String> {
        COLUMNS.map(str::to_owned).to_vec()
    }

    async fn next(&mut self) -> Result<(Vec<Vec<String>>, bool), Failure> {
        let (filter, from) = (self.filter.clone(), self.next);
        let page = history::history(&self.app, &self.caller, self.account, filter, from, MAX_PAGE).await?;
        self.next = page.next;
        Ok((page.entries.iter().map(row).collect(), page.next.is_some()))
    }
}

fn row(Entry { row, member_name }: &Entry) -> Vec<String> {
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    vec![
        row.seq.to_string(),
        time(row.at),
        row.kind.clone(),
        row.amount.to_string(),
        row.held.to_string(),
        row.balance.to_string(),
        row.set_aside.to_string(),
        number(row.of),
        row.expires_at.map(time).unwrap_or_default(),
        harmless(member_name.as_deref().unwrap_or_default()),
        harmless(&row.reference),
        harmless(&row.note),
    ]
}
