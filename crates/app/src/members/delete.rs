//! Deleting a member from the account (A10). What they were given stays noted, so that they can be invited again as they were.

use crate::{
    App, Caller, Done, Outcome,
    members::{gifts, state},
    scope::Letter,
    standing::Need,
};
use roster_domain::{
    access::Verb,
    event::{Event, EventKind, Target},
    id::{AccountId, MemberId},
    mail::MailKind,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{api_keys, members, person_accounts};

/// Deletes. From the next request on the person has nothing in this account, and no key made by them works.
pub async fn delete(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::RemoveMembers), move |scope| {
        let mut row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::Delete, &target)?;
        scope.expect_version(row.version)?;
        if !matches!(row.status.as_str(), "active" | "disabled") {
            return Err(Refusal::WrongState { state: state(&row.status) }.into());
        }

        let at = scope.at();
        row.status = "deleted".to_owned();
        row.left_at = Some(at);
        members::save(scope.tx, account, &row)?;
        api_keys::revoke_of_member(scope.tx, account, member, at)?;
        if let Some(person) = row.person {
            person_accounts::remove(scope.tx, person, account)?;
        }
        let kind =
            MailKind::RemovedFromAccount { account: scope.standing.account.name.clone(), by: scope.standing.my_name() };
        let language = gifts::language_of(&row);
        scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link: None })?;
        Ok(scope.commit((), Event::new(EventKind::MemberDeleted, Target::Member(member), &row.name)))
    })
    .await
}
