//! The transactions as a file.

use super::filter;
use crate::{
    console::{PageError, sent::Sent, visit::InAccount},
    csv_file::For,
    ledger_file,
};
use axum::response::Response;
use roster_app::credits::history::note_export;

/// Sends all that fit the filter.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let filter = filter(&at, &sent);
    note_export(app, caller, account, &filter).await?;
    Ok(ledger_file::answer(app.clone(), caller.clone(), account, filter, For::People))
}
