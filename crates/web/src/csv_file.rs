//! Lists as files: CSV (RFC 4180, UTF-8) that a spreadsheet opens, written part by part, so that memory stays flat however long it is.

use axum::{
    body::{Body, Bytes, HttpBody},
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use hyper::body::Frame;
use roster_app::Failure;
use std::{
    pin::Pin,
    task::{Context, Poll},
};
use tokio::sync::mpsc;

/// How many parts may wait for a slow reader.
pub(crate) const AHEAD: usize = 2;

/// A list that is read part by part.
pub(crate) trait Parts: Send + 'static {
    /// What stands above the columns.
    fn head(&self) -> Vec<String>;

    /// The next rows, and whether more come behind them.
    fn next(&mut self) -> impl Future<Output = Result<(Vec<Vec<String>>, bool), Failure>> + Send;
}

/// Who reads a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// Somebody who opens it with a spreadsheet, which knows UTF-8 by a mark before the first column.
    People,
    /// A program, to which that mark would be a part of the first column's name.
    Programs,
}

/// Answers with the file of this name. Whoever loses the right to it meanwhile gets no further part.
pub(crate) fn answer(name: &str, reader: For, mut list: impl Parts) -> Response {
    let (parts, received) = mpsc::channel(AHEAD);
    tokio::spawn(async move {
        let mut head = Some(list.head());
        loop {
            let part = list.next().await;
            let (written, more) = match part {
                Ok((rows, more)) => (write(reader, head.take(), rows), more),
                Err(failure) => (Err(failure), false),
            };
            let failed = written.is_err();
            // A reader who has gone needs no more of it; one whose file breaks off must not take it for whole.
            if parts.send(written.map_err(told)).await.is_err() || failed || !more {
                return;
            }
        }
    });
    let name = format!("attachment; filename=\"{name}.csv\"");
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    (headers, Body::new(Written(received))).into_response()
}

pub(crate) fn told(failure: Failure) -> std::io::Error {
    tracing::warn!(?failure, "an export broke off");
    std::io::Error::other("the export broke off")
}

pub(crate) fn write(reader: For, head: Option<Vec<String>>, rows: Vec<Vec<String>>) -> Result<Bytes, Failure> {
    let mut csv = begin(reader, head.is_some());
    let broken = |error: &dyn std::fmt::Display| Failure::broken(format!("CSV: {error}"));
    for row in head.into_iter().chain(rows) {
        csv.write_record(row).map_err(|error| broken(&error))?;
    }
    let bytes = csv.into_inner().map_err(|error| broken(&error))?;
    Ok(Bytes::from(bytes))
}

/// A table, or where it isn't the beginning, the next part of one.
pub(crate) fn begin(reader: For, first: bool) -> csv::Writer<Vec<u8>> {
    let mark = if first && reader == For::People { "\u{feff}".into() } else { Vec::new() };
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(mark)
}

/// A spreadsheet must not take a text for a formula.
pub(crate) fn harmless(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

/// A time as every program reads it.
pub(crate) fn time(millis: i64) -> String {
    jiff::Timestamp::from_millisecond(millis).map(|at| at.to_string()).unwrap_or_default()
}

/// The parts as a body.
pub(crate) struct Written(pub(crate) mpsc::Receiver<Result<Bytes, std::io::Error>>);

impl HttpBody for Written {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        self.0.poll_recv(context).map(|part| part.map(|part| part.map(Frame::data)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b04_no_cell_is_a_formula() {
        for (text, cell) in
            [("=1+1", "'=1+1"), ("-5", "'-5"), ("@a", "'@a"), ("+49", "'+49"), ("order 7", "order 7"), ("", "")]
        {
            assert_eq!(harmless(text), cell);
        }
    }

    #[test]
    fn b04_rows_end_as_rfc_4180_says_and_the_mark_stands_once() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let first = write(For::People, Some(row(["a", "b"])), vec![row(["x, \"y\"", "two\nlines"])]).unwrap();
        assert_eq!(&first[..], "\u{feff}a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\r\n".as_bytes());
        assert_eq!(&write(For::People, None, vec![row(["c", "d"])]).unwrap()[..], b"c,d\r\n");
        assert_eq!(&write(For::Programs, Some(row(["a", "b"])), vec![]).unwrap()[..], b"a,b\r\n");
    }
}
