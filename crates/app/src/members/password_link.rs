//! Mailing a member a link to choose a new password (B13).

use crate::{
    App, Caller, Done, Outcome,
    members::state,
    people,
    scope::{Letter, LinkRef},
    standing::Need,
    throttle,
};
use roster_domain::{
    access::Verb,
    event::{Event, EventKind, Target},
    id::{AccountId, MemberId},
    mail::{MailKind, Sender},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::members;

/// Mails the link to the address that the person signs in with, and to no other; whoever sends it never sees it. Until it is used,
/// the former password is good.
pub async fn send_password_link(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::EditMembers), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::Edit, &target)?;
        let Some(person) = row.person.filter(|_| row.status == "active") else {
            return Err(Refusal::WrongState { state: state(&row.status) }.into());
        };
        let at = scope.at();
        let link = people::password_link(scope.tx, &mut scope.fresh, scope.parts, person, account)?;
        throttle::RESET_PER_ADDRESS.count(scope.tx, link.to.normal(), at)?;
        let by = Sender { name: scope.standing.my_name(), account: scope.standing.account.name.clone() };
        let kind = MailKind::PasswordReset { expires_at: link.expires_at, by: Some(by) };
        scope.mail(&Letter {
            kind: &kind,
            to: link.to.as_written(),
            name: &row.name,
            language: link.language,
            link: Some(LinkRef::Person(person, link.link)),
        })?;
        let subject = if row.name.is_empty() { &row.email } else { &row.name };
        Ok(scope.commit((), Event::new(EventKind::PasswordLinkSent, Target::Member(member), subject)))
    })
    .await
}
