//! A member's contact address follows the person's sign-in address, where it was the same.

use crate::{App, Caller, Outcome, members::gifts, scope::LinkRef, standing::Need};
use roster_domain::{
    email::Email,
    event::{Change, Event, EventKind, Target},
    id::{AccountId, MemberId, PersonId},
    mail::MailKind,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{address_proposals, members};

/// The most admins that are written to.
const MOST_ADMINS: usize = 20;

/// Follows; an account where someone else has the new address already keeps the former one.
pub(crate) async fn follow_address(
    app: &App,
    account: AccountId,
    person: PersonId,
    member: MemberId,
    former: &[Email],
    email: &Email,
) -> Outcome<()> {
    let (former, email) = (former.to_vec(), email.clone());
    app.change(&Caller::system(), account, Need::System, move |scope| {
        let mut row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let theirs = row.person == Some(person);
        let was_former = former.iter().any(|former| former.normal() == row.email_key);
        if !theirs || !was_former || members::by_email(scope.tx, account, email.normal())?.is_some() {
            return Ok(scope.nothing(()));
        }
        let before = std::mem::replace(&mut row.email, email.as_written().to_owned());
        email.normal().clone_into(&mut row.email_key);
        members::save(scope.tx, account, &row)?;
        // What was proposed for them is done, or was about another address than theirs.
        address_proposals::remove(scope.tx, account, member)?;
        // Of those who are out nobody needs to hear: it is where they would be asked to come back.
        let admins = match row.status.as_str() {
            "archived" => Vec::new(),
            _ => gifts::holders(scope, RosterPermission::EditMembers, MOST_ADMINS)?,
        };
        let admins: Vec<_> = admins.into_iter().filter(|admin| admin.member != member).collect();
        let kind = MailKind::MemberAddressChanged {
            account: scope.standing.account.name.clone(),
            name: row.name.clone(),
            before: before.clone(),
            after: row.email.clone(),
        };
        scope.tell(&admins, &kind, LinkRef::Profile(member))?;
        let event = Event::new(EventKind::MemberAddressChanged, Target::Member(member), &row.name)
            .changes([Change::new("email", Some(before), Some(row.email.clone()))]);
        Ok(scope.commit((), event))
    })
    .await
    .map(|_| ())
}
