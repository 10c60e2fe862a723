//! Looking at the link of an invitation, without using it.

use crate::{App, Caller, Failure, Outcome, invitations::PURPOSE, standing::Need, token};
use jiff::Timestamp;
use roster_domain::{
    id::{Id, MemberId},
    model::{AskFor, Text},
    refusal::{DeadLink, Refusal},
    role::RoleIx,
};
use roster_store::{ReadTx, db::timestamp, invitations, members, persons};

/// What the holder of a living link is shown.
#[derive(Clone, Debug)]
pub struct InvitationFace {
    /// The account's name.
    pub account: String,
    /// Who invited; empty for the operator.
    pub inviter: String,
    /// The invited address as written.
    pub email: String,
    /// The labels of the roles in all languages.
    pub roles: Vec<Text>,
    /// A personal message; may be empty.
    pub message: String,
    /// When the link dies.
    pub expires_at: Timestamp,
    /// What is asked for, in this order.
    pub asks_for: Vec<AskFor>,
    /// The address has a sign-in already: its holder is asked to use it, never to set a new password. Told only where the link was
    /// mailed to the address: who copies a link learns nothing of whose it is (B05).
    pub known_person: bool,
    /// The link was handed on by somebody, and its holder may or may not have a sign-in.
    pub handed_on: bool,
    /// What they are called here already; may be empty.
    pub name: String,
    /// They were created as a user, and are welcomed.
    pub welcome: bool,
}

impl InvitationFace {
    /// Whether the holder is asked for their name: also where the model doesn't, as long as nobody knows it.
    pub fn asks_for_name(&self) -> bool {
        self.name.is_empty() || self.asks_for.contains(&AskFor::Name)
    }
}

/// Looks at a link. The link's holder is told what a dead link was; anyone else learns nothing.
pub async fn look(app: &App, caller: &Caller, link: &str) -> Outcome<InvitationFace> {
    let token = decode(link)?;
    let parts = app.parts.clone();
    let anonymous = Caller::new(crate::Actor::Anonymous, caller.origin.clone());
    let seen = app
        .view(&anonymous, token.account, Need::Link, move |view| {
            let now = view.at();
            let (row, member) = living(view.tx, &parts, &token, now)?;
            let inviter = match row.invited_by {
                Some(by) => members::by_id(view.tx, token.account, by)?.map(|by| by.name).unwrap_or_default(),
                None => String::new(),
            };
            let roles = members::roles(view.tx, token.account, row.member)?;
            let model = &view.standing.model;
            let roles: Vec<RoleIx> = roles.iter().filter_map(|role| model.role(&role.id)).collect();
            let roles = if roles.is_empty() { vec![model.membership().default_role] } else { roles };
            let handed_on = row.told == "link";
            Ok(InvitationFace {
                account: view.standing.account.name.clone(),
                inviter,
                roles: roles.iter().map(|role| model[*role].label.clone()).collect(),
                message: row.message,
                expires_at: timestamp(row.expires_at)?,
                asks_for: view.standing.model.invitation().asks_for.clone(),
                known_person: !handed_on && persons::by_email_key(view.tx, &member.email_key)?.is_some(),
                handed_on,
                email: member.email,
                welcome: row.welcome,
                name: member.name,
            })
        })
        .await;
    seen.map_err(hide_account)
}

/// An account that is not there looks like a link that never was.
pub(crate) fn hide_account(failure: Failure) -> Failure {
    match failure {
        Failure::Refused(Refusal::NotFound) => dead(DeadLink::Unknown),
        other => other,
    }
}

pub(super) fn dead(why: DeadLink) -> Failure {
    Refusal::DeadLink(why).into()
}

pub(crate) fn decode(link: &str) -> Outcome<token::InvitationToken> {
    token::InvitationToken::decode(link).ok_or_else(|| dead(DeadLink::Unknown))
}

/// The invitation a token proves to hold, dead or alive; `None` for any other token.
pub(super) fn proven(
    tx: &mut ReadTx<'_>,
    parts: &crate::Parts,
    token: &token::InvitationToken,
) -> Outcome<Option<invitations::InvitationRow>> {
    let Some(row) = invitations::by_id(tx, token.account, token.invitation)? else { return Ok(None) };
    let secret = parts.keys.derive(&row.key_id, PURPOSE, token.invitation.uuid(), row.generation);
    Ok(secret.filter(|secret| token::same_secret(secret, &token.secret)).map(|_| row))
}

/// The invitation and its member, if the link is good at `now`.
pub(crate) fn living(
    tx: &mut ReadTx<'_>,
    parts: &crate::Parts,
    token: &token::InvitationToken,
    now: i64,
) -> Outcome<(invitations::InvitationRow, members::MemberRow)> {
    let row = proven(tx, parts, token)?.ok_or_else(|| dead(DeadLink::Unknown))?;
    match row.state.as_str() {
        "accepted" => return Err(dead(DeadLink::Used)),
        "open" if now < row.expires_at => {}
        "open" | "expired" => return Err(dead(DeadLink::Expired)),
        _ => return Err(dead(DeadLink::Unknown)),
    }
    let member = member_of(tx, token, row.member)?;
    Ok((row, member))
}

fn member_of(tx: &mut ReadTx<'_>, token: &token::InvitationToken, member: MemberId) -> Outcome<members::MemberRow> {
    members::by_id(tx, token.account, member)?.ok_or_else(|| Failure::broken("an invitation without a member"))
}
