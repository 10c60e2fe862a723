//! What would become of the pasted addresses, while one still types.

use super::{
    invite_report::{foreseen, hinted},
    invite_whom::ADDRESS,
    look_twice::seen,
};
use crate::console::{PageError, sent::Sent, visit::InAccount};
use maud::{Markup, html};
use roster_app::invitations::preview::preview;

/// A part of a page, for the script.
pub(crate) async fn show(at: InAccount, Sent(sent): Sent) -> Result<Markup, PageError> {
    let app = &at.visit.web.app;
    let lines = preview(app, &at.visit.caller, at.here.account, sent.raw("addresses")).await?;
    Ok(html! { @if !lines.is_empty() { (foreseen(&at, &lines)) (seen(&lines)) } })
}

/// The same for a single address: only what needs a look.
pub(crate) async fn hints(at: InAccount, Sent(sent): Sent) -> Result<Markup, PageError> {
    let app = &at.visit.web.app;
    let typed = sent.some("email").unwrap_or_else(|| sent.get(ADDRESS));
    let lines = preview(app, &at.visit.caller, at.here.account, typed).await?;
    let hints = lines.first().filter(|_| lines.len() == 1).and_then(|line| hinted(&at, line));
    Ok(html! { @if let Some(hints) = hints { (hints) (seen(&lines)) } })
}
