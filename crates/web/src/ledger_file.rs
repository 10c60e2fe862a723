//! The ledger as a file: CSV that a spreadsheet opens, written page by page, so that memory stays flat however long it is.

use axum::{
    body::{Body, Bytes, HttpBody},
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use hyper::body::Frame;
use roster_app::{
    App, Caller, Failure,
    credits::history::{self, Entry, EntryFilter, MAX_PAGE},
};
use roster_domain::id::AccountId;
use std::{
    pin::Pin,
    task::{Context, Poll},
};
use tokio::sync::mpsc;

/// How many pages may wait for a slow reader.
pub(crate) const AHEAD: usize = 2;

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

/// Answers with the file. Whoever loses the right to it meanwhile gets no further page.
pub(crate) fn answer(app: App, caller: Caller, account: AccountId, filter: EntryFilter) -> Response {
    let (pages, received) = mpsc::channel(AHEAD);
    tokio::spawn(async move {
        let mut next = None;
        let mut head = true;
        loop {
            let page = history::history(&app, &caller, account, filter.clone(), next, MAX_PAGE).await;
            let (written, more) = match page {
                Ok(page) => (write(head, &page.entries), page.next),
                Err(failure) => (Err(failure), None),
            };
            let failed = written.is_err();
            // A reader who has gone needs no more of it; one whose file breaks off must not take it for whole.
            if pages.send(written.map_err(told)).await.is_err() || failed || more.is_none() {
                return;
            }
            (next, head) = (more, false);
        }
    });
    let name = format!("attachment; filename=\"transactions-{account}.csv\"");
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    (headers, Body::new(Pages(received))).into_response()
}

pub(crate) fn told(failure: Failure) -> std::io::Error {
    tracing::warn!(?failure, "an export broke off");
    std::io::Error::other("the export broke off")
}

fn write(head: bool, entries: &[Entry]) -> Result<Bytes, Failure> {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let broken = |error: &dyn std::fmt::Display| Failure::broken(format!("CSV: {error}"));
    if head {
        csv.write_record(COLUMNS).map_err(|error| broken(&error))?;
    }
    for Entry { row, member_name } in entries {
        let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        let time = |millis: i64| jiff::Timestamp::from_millisecond(millis).map(|at| at.to_string()).unwrap_or_default();
        csv.write_record([
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
        ])
        .map_err(|error| broken(&error))?;
    }
    let bytes = csv.into_inner().map_err(|error| broken(&error))?;
    Ok(Bytes::from(bytes))
}

/// A spreadsheet must not take a text for a formula.
pub(crate) fn harmless(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

/// The pages as a body.
pub(crate) struct Pages(pub(crate) mpsc::Receiver<Result<Bytes, std::io::Error>>);

impl HttpBody for Pages {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        self.0.poll_recv(context).map(|page| page.map(|page| page.map(Frame::data)))
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, cell) in
            [("=1+1", "'=1+1"), ("-5", "'-5"), ("@a", "'@a"), ("+49", "'+49"), ("order 7", "order 7"), ("", "")]
        {
            assert_eq!(harmless(text), cell);
        }
    }
}
