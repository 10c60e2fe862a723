//! Handing one resource to somebody else: a former member's workspace, for instance (D09).

use super::create::is_owned;
use crate::{
    App, Caller, Done, Outcome,
    members::{called, gifts, set_access::may_change},
    scope::{Letter, Scope},
    standing::Need,
};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, MemberId, ResourceId},
    mail::MailKind,
    member::MemberRecord,
    permission::PermissionSet,
    refusal::{FieldProblem, Refusal},
    resource::Chain,
};
use roster_store::{
    members,
    resources::{self, ResourceRow},
};

/// How much may lie in it.
const MOST: i64 = 5_000;

/// Makes a resource somebody's, with what the former owner has in it; gives the new version. It takes `roster.change_access`, in the account or there, and whoever hands it
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
        let receiver = members::by_id(scope.tx, account, to)?.filter(|row| row.status == "active");
        let receiver = receiver.ok_or_else(|| Refusal::field("/to", "no_heir"))?;
        let owned = now.kind().is_some_and(|kind| is_owned(&scope.standing.model, kind));
        if !owned && row.owner.is_none() {
            return Err(Refusal::field("/to", "nobody_owns_these").into());
        }
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
        let missing = missing(scope, &row, &now, &record)?;
        if !missing.is_empty() {
            let missing = missing.iter().map(|ix| scope.standing.model[ix].id.to_string()).collect();
            return Err(Refusal::NotHeld { missing }.into());
        }
        if let Some(former) = row.owner {
            resources::hand_over_under(scope.tx, account, resource, former, to)?;
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

/// What whoever hands it over would have to hold, and does not, for the receiver to gain what they gain: by the resource, and by what
/// lies in it and goes along.
fn missing(scope: &mut Scope<'_, '_>, row: &ResourceRow, now: &Chain, to: &MemberRecord) -> Outcome<PermissionSet> {
    let account = scope.account();
    let mut under = match row.owner {
        Some(_) => resources::under(scope.tx, account, &[row.resource], MOST)?,
        None => Vec::new(),
    };
    if i64::try_from(under.len()).is_ok_and(|count| count == MOST) {
        return Err(Refusal::Invalid(vec![FieldProblem::new("/to", "too_many").with("limit", MOST.to_string())]).into());
    }
    under.retain(|one| one.owner == row.owner);
    let ids: Vec<ResourceId> = under.iter().map(|one| one.resource).collect();
    let chains = scope.standing.chains(scope.tx, &ids)?;
    let mut missing = PermissionSet::new();
    for chain in std::iter::once(now).chain(chains.values()) {
        let mut then = chain.clone();
        for link in &mut then.links {
            if link.resource == row.resource
                || (link.owner.is_some() && link.owner == row.owner && ids.contains(&link.resource))
            {
                link.owner = Some(to.member);
            }
        }
        missing.unite(&scope.standing.missing_for_move(to, chain, &then));
    }
    Ok(missing)
}
