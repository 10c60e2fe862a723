//! Invitations: sending, looking at a link, accepting, sending again, withdrawing, running out.

pub mod accept;
pub mod asked;
pub mod copy_link;
pub mod create;
pub mod edit;
pub mod expire;
pub mod look;
pub mod preview;
pub mod request;
pub mod send_again;
pub mod show;
pub mod withdraw;

use crate::{App, Failure, Outcome, token::InvitationToken};
use roster_domain::id::{AccountId, Id, InvitationId, MemberId};

/// What an invitation's secret is derived for.
pub(crate) const PURPOSE: &str = "invitation";

/// A page of the console about a member: no secret.
pub(crate) fn page(app: &App, account: AccountId, member: MemberId, rest: &str) -> String {
    format!("{}/accounts/{account}/users/{member}{rest}", app.parts.settings.public_url)
}

/// The newest link of an invitation: a secret.
pub(crate) fn link(
    app: &App,
    account: AccountId,
    invitation: InvitationId,
    key_id: &str,
    generation: i64,
) -> Outcome<String> {
    let secret = app.parts.keys.derive(key_id, PURPOSE, invitation.uuid(), generation);
    let secret = secret.ok_or_else(|| Failure::KeyGone(key_id.to_owned()))?;
    let token = InvitationToken { account, invitation, secret };
    Ok(format!("{}/invitations/{}", app.parts.settings.public_url, token.encode()))
}
