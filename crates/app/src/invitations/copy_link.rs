//! Copying the link of an invitation, to hand it on some other way than by mail (F14).

use crate::{
    App, Caller, Done, Outcome,
    invitations::{link, send_again::renew},
    members::{gifts, state},
    standing::Need,
};
use jiff::Timestamp;
use roster_domain::{
    access::Verb,
    event::{Event, EventKind, Target},
    id::{AccountId, InvitationId, MemberId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{db::millis, members};
use serde::{Deserialize, Serialize};

/// A link that was made to be copied.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CopiedLink {
    /// The invitation.
    pub invitation: InvitationId,
    /// The link, a secret; `None` when the request was done before: it is shown once.
    #[serde(skip)]
    pub link: Option<String>,
    /// When it dies.
    pub expires_at: Timestamp,
    generation: i64,
    key_id: String,
}

/// Makes a new link and shows it; the mailed one is dead. Whoever copies must be able to give all that is offered (F03): they vouch
/// for it as if they invited.
pub async fn copy_link(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<Done<CopiedLink>> {
    let mut done = app
        .change(caller, account, Need::Permission(RosterPermission::Invite), move |scope| {
            let mut row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
            if row.status != "invited" {
                return Err(Refusal::WrongState { state: state(&row.status) }.into());
            }
            scope.expect_version(row.version)?;
            let target = scope.standing.record_of(scope.tx, &row)?;
            scope.standing.may_act_on(Verb::Resend, &target)?;
            gifts::may_give_all(scope, &row)?;
            let expires_at = scope.now() + scope.standing.model.invitation().valid_for;
            let invitation = renew(scope, &mut row, millis(expires_at), "link")?;
            members::save(scope.tx, account, &row)?;
            let event = Event::new(EventKind::InvitationLinkCopied, Target::Member(member), &row.email);
            let copied = CopiedLink {
                invitation: invitation.invitation,
                link: None,
                expires_at,
                generation: invitation.generation,
                key_id: invitation.key_id,
            };
            Ok(scope.commit(copied, event))
        })
        .await?;
    if !done.replayed {
        let CopiedLink { invitation, generation, key_id, .. } = &done.value;
        done.value.link = Some(link(app, account, *invitation, key_id, *generation)?);
    }
    Ok(done)
}
