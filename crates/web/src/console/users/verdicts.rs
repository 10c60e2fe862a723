//! What would become of the pasted addresses, while one still types.

use super::invite_report::foreseen;
use crate::console::{PageError, sent::Sent, visit::InAccount};
use maud::{Markup, html};
use roster_app::invitations::preview::preview;

/// A part of a page, for the script.
pub(crate) async fn show(at: InAccount, Sent(sent): Sent) -> Result<Markup, PageError> {
    let app = &at.visit.web.app;
    let lines = preview(app, &at.visit.caller, at.here.account, sent.raw("addresses")).await?;
    Ok(html! { @if !lines.is_empty() { (foreseen(&at, &lines)) } })
}
