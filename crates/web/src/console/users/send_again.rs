//! Sending one invitation again, before or after it ran out (F12), or to someone who was deleted (F11).

use super::called;
use crate::console::{
    PageError,
    sent::{Named, Sent},
    visit::InAccount,
};
use axum::response::Response;
use roster_app::{invitations::send_again::send_again, members::show::show as profile};
use roster_domain::id::MemberId;

/// Sends, and goes back to the list.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, account) = (&at.visit.web.app, at.here.account);
    send_again(app, &at.having_seen(sent.version()), account, member).await?;
    let profile = profile(app, &at.visit.caller, account, member).await?;
    let said = at.visit.t.with("invite-sent-again-to", &[("name", called(&profile.line).into())]);
    Ok(at.visit.go(&at.back(&sent), &said))
}
