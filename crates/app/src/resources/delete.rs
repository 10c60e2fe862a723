//! Deleting a resource, with all access to it. What has others under it is emptied first.

use crate::{App, Caller, Done, Outcome, scope::Scope, standing::Need};
use roster_domain::{
    event::{Event, EventKind, Target},
    id::{AccountId, ResourceId},
    model::Kind,
    permission::PermissionIx,
    refusal::Refusal,
};
use roster_store::resources::{self, ResourceRow};

/// Deletes.
pub async fn delete(app: &App, caller: &Caller, account: AccountId, resource: ResourceId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Member, move |scope| {
        let row = changeable(scope, resource, |kind| kind.delete_needs)?;
        if resources::children(scope.tx, account, resource)? > 0 {
            return Err(Refusal::WrongState { state: "not_empty" }.into());
        }
        resources::delete(scope.tx, account, resource)?;
        Ok(scope.commit((), Event::new(EventKind::ResourceDeleted, Target::Resource(resource), row.name)))
    })
    .await
}

/// A resource the caller sees, in the version they have seen, on which they hold what the kind asks for.
pub(super) fn changeable(
    scope: &mut Scope<'_, '_>,
    resource: ResourceId,
    needs: impl Fn(&Kind) -> PermissionIx,
) -> Outcome<ResourceRow> {
    let account = scope.account();
    let row = resources::by_id(scope.tx, account, resource)?.ok_or(Refusal::NotFound)?;
    let chain = scope.standing.chain(scope.tx, resource)?;
    let set = scope.standing.set_on(&chain);
    if set.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    let kind = chain.kind().ok_or(Refusal::NotFound)?;
    let needed = needs(&scope.standing.model[kind]);
    if !set.contains(needed) {
        let permission = scope.standing.model[needed].id.to_string();
        return Err(Refusal::Forbidden { permission }.into());
    }
    scope.expect_version(row.version)?;
    Ok(row)
}
