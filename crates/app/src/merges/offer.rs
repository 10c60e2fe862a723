//! Offering somebody who is invited to bring their account along.

use crate::{
    App, Caller, Done, Outcome,
    members::gifts,
    people::{check_current, signed_in},
    scope::{Letter, LinkRef},
    standing::Need,
    throttle,
};
use roster_domain::{
    access::Verb,
    event::{Event, EventKind, Target},
    id::{AccountId, MemberId},
    mail::MailKind,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{
    db::timestamp,
    invitations, members,
    merges::{self, MergeOfferRow},
};

/// Offers it, and mails the invited address. Needs `roster.invite` and the password of whoever offers. Whether the address has an account
/// at all isn't told.
pub async fn offer(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    password: &str,
) -> Outcome<Done<()>> {
    // Whoever may not at all isn't asked for a password first.
    app.view(caller, account, Need::Permission(RosterPermission::Invite), move |view| {
        members::by_id(view.tx, account, member)?.ok_or(Refusal::NotFound)?;
        Ok(())
    })
    .await?;
    let (person, _) = signed_in(caller)?;
    check_current(app, person, password).await?;
    app.change(caller, account, Need::Permission(RosterPermission::Invite), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::Resend, &target)?;
        let at = scope.at();
        let invitation = invitations::of_member(scope.tx, account, member)?;
        let invitation = match invitation.filter(|_| row.status == "invited") {
            Some(invitation) if invitation.state == "open" && at < invitation.expires_at => invitation,
            // What would be offered has no link any more; and it may be a long time until somebody notices by themself.
            Some(_) => return Err(Refusal::WrongState { state: "invitation_expired" }.into()),
            None => return Err(Refusal::WrongState { state: crate::members::state(&row.status) }.into()),
        };
        gifts::may_give_all(scope, &row)?;
        throttle::count_invitation_to(scope.tx, account, &row.email_key, at)?;
        let offered_by = scope.standing.as_member()?;
        merges::offer(scope.tx, account, &MergeOfferRow { member, offered_at: at, offered_by })?;
        let kind = MailKind::MergeOffered {
            account: scope.standing.account.name.clone(),
            by: scope.standing.my_name(),
            expires_at: timestamp(invitation.expires_at)?,
        };
        let link = Some(LinkRef::Invitation(invitation.invitation));
        let language = gifts::language_of(&row);
        scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link })?;
        Ok(scope.commit((), Event::new(EventKind::MergeOffered, Target::Member(member), &row.email)))
    })
    .await
}
