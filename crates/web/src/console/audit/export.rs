//! The log as a file.

use super::filter::filter;
use crate::{
    audit_file,
    console::{PageError, sent::Sent, visit::InAccount},
    csv_file::For,
};
use axum::response::Response;
use roster_app::audit::export::note_export;

/// Sends all that fits the filter.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    note_export(app, caller, account).await?;
    let text = sent.some("q").map(str::to_owned);
    Ok(audit_file::answer(app.clone(), caller.clone(), account, filter(&at, &sent), text, For::People))
}
