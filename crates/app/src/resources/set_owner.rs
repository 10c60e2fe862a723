//! Handing one resource to somebody else: a former member's workspace, for instance (D09).

use super::create::is_owned;
use crate::{
    App, Caller, Done, Outcome,
    members::{called, gifts, set_access::may_change},
    scope::Letter,
    standing::Need,
};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, MemberId, ResourceId},
    mail::MailKind,
    refusal::Refusal,
};
use roster_store::{members, resources};

/// Makes a resource somebody's; gives the new version. It takes `roster.change_access`, in the account or there, and whoever hands it
/// over holds what the receiver gains by it (F03).
pub async fn set_owner(
    app: &App,
    caller: &Caller,
    account: AccountId,
    resource: ResourceId,
    to: MemberId,
) -> Outcome<Done<i64>> {
    app.change(caller, account, Need::Member, move |scope| {
        let row = resources::by_id(scope.tx, account, resource)?.ok_or(Refusal::NotFound)?;
        let now = scope.standing.chain(scope.tx, resource)?;
        if scope.standing.set_on(&now).is_empty() {
            return Err(Refusal::NotFound.into());
        }
        may_change(scope, &[resource])?;
        scope.expect_version(row.version)?;
        let owned = now.kind().is_some_and(|kind| is_owned(&scope.standing.model, kind));
        if !owned && row.owner.is_none() {
            return Err(Refusal::field("/to", "nobody_owns_these").into());
        }
        let receiver = members::by_id(scope.tx, account, to)?.filter(|row| row.status == "active");
        let receiver = receiver.ok_or_else(|| Refusal::field("/to", "no_heir"))?;
        if row.owner == Some(to) {
            return Ok(scope.nothing(row.version));
        }
        let former = match row.owner {
            Some(owner) => members::by_id(scope.tx, account, owner)?,
            None => None,
        };
        // It is a change of the access of both.
        let record = scope.standing.record_of(scope.tx, &receiver)?;
        if scope.standing.member() != Some(to) {
            scope.standing.may_reach_access_of(&record)?;
        }
        if let Some(former) = former.as_ref().filter(|former| scope.standing.member() != Some(former.member)) {
            let former = scope.standing.record_of(scope.tx, former)?;
            scope.standing.may_reach_access_of(&former)?;
        }
        let mut then = now.clone();
        if let Some(link) = then.links.first_mut() {
            link.owner = Some(to);
        }
        let missing = scope.standing.missing_for_move(&record, &now, &then);
        if !missing.is_empty() {
            let missing = missing.iter().map(|ix| scope.standing.model[ix].id.to_string()).collect();
            return Err(Refusal::NotHeld { missing }.into());
        }
        resources::set_owner(scope.tx, account, resource, to)?;
        let from = former.as_ref().map(|former| called(former).to_owned());
        if scope.standing.member() != Some(to) {
            let kind = MailKind::HandedOver {
                account: scope.standing.account.name.clone(),
                by: scope.standing.my_name(),
                from: from.clone().unwrap_or_else(|| "—".to_owned()),
                things: vec![row.name.clone()],
                more: 0,
            };
            let language = gifts::language_of(&receiver);
            scope.mail(&Letter { kind: &kind, to: &receiver.email, name: &receiver.name, language, link: None })?;
        }
        let change = Change::of("owner", &row.name, from, Some(called(&receiver).to_owned()));
        let event = Event::new(EventKind::HandedOver, Target::Member(to), called(&receiver)).changes([change]);
        Ok(scope.commit(row.version + 1, event))
    })
    .await
}
