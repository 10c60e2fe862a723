//! All of an account as one file: a ZIP with a table of each part, as CSV and as JSON. It is written page by page, so that memory stays
//! flat however much there is.

mod zip;

use crate::csv_file::{self, AHEAD, For, Written, harmless, told};
use axum::{
    body::{Body, Bytes},
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use roster_app::{
    App, Caller, Failure,
    accounts::archive::{Part, Rows, page},
};
use roster_domain::id::AccountId;
use serde_json::{Map, Value};
use tokio::sync::mpsc;
use zip::Zip;

/// Where the pages go; closed when the reader has gone.
type Out = mpsc::Sender<Result<Bytes, std::io::Error>>;

/// How a part is written.
#[derive(Clone, Copy)]
enum Form {
    Csv,
    Json,
}

/// Answers with the file. Whoever loses the right to it meanwhile gets no further page, and no whole file.
pub(crate) fn answer(app: App, caller: Caller, account: AccountId) -> Response {
    let (out, received) = mpsc::channel(AHEAD);
    tokio::spawn(async move {
        if let Err(failure) = write(&app, &caller, account, &out).await {
            // One whose file breaks off must not take it for whole.
            let _ = out.send(Err(told(failure))).await;
        }
    });
    let name = format!("attachment; filename=\"account-{account}.zip\"");
    let headers = [(CONTENT_TYPE, "application/zip".to_owned()), (CONTENT_DISPOSITION, name)];
    (headers, Body::new(Written(received))).into_response()
}

async fn write(app: &App, caller: &Caller, account: AccountId, out: &Out) -> Result<(), Failure> {
    let mut zip = Zip::default();
    for part in Part::ALL {
        for form in [Form::Csv, Form::Json] {
            zip.begin(&format!(
                "{}.{}",
                part.name(),
                match form {
                    Form::Csv => "csv",
                    Form::Json => "json",
                }
            ));
            let (mut next, mut first) = (None, true);
            loop {
                let rows = page(app, caller, account, part, next).await?;
                zip.write(&table(part, form, &rows, first)?)?;
                if out.send(Ok(zip.take().into())).await.is_err() {
                    // The reader has gone.
                    return Ok(());
                }
                (next, first) = (rows.next, false);
                if next.is_none() {
                    break;
                }
            }
            if let Form::Json = form {
                zip.write(b"\n]\n")?;
            }
            zip.end();
        }
    }
    zip.finish();
    let _ = out.send(Ok(zip.take().into())).await;
    Ok(())
}

/// Some rows of a table, with what stands before the first.
fn table(part: Part, form: Form, rows: &Rows, first: bool) -> Result<Vec<u8>, Failure> {
    let broken = |error: &dyn std::fmt::Display| Failure::broken(format!("an archive: {error}"));
    match form {
        Form::Csv => {
            // Programs have the same as JSON.
            let mut csv = csv_file::begin(For::People, first);
            if first {
                csv.write_record(part.columns()).map_err(|error| broken(&error))?;
            }
            for row in &rows.rows {
                // Numbers keep their sign; texts are no formulas.
                let cells =
                    row.iter().map(|cell| if cell.parse::<i64>().is_ok() { cell.clone() } else { harmless(cell) });
                csv.write_record(cells).map_err(|error| broken(&error))?;
            }
            csv.into_inner().map_err(|error| broken(&error))
        }
        Form::Json => {
            let mut text = Vec::new();
            for (place, row) in rows.rows.iter().enumerate() {
                text.extend_from_slice(if first && place == 0 { b"[\n" } else { b",\n" });
                let cells = part.columns().iter().zip(row);
                let object: Map<String, Value> =
                    cells.map(|(name, cell)| ((*name).to_owned(), Value::from(cell.as_str()))).collect();
                serde_json::to_writer(&mut text, &object).map_err(|error| broken(&error))?;
            }
            if first && rows.rows.is_empty() {
                text.extend_from_slice(b"[");
            }
            Ok(text)
        }
    }
}
