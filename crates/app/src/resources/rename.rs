//! Renaming a resource.

use crate::{App, Caller, Done, Outcome, resources::delete::changeable, standing::Need};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, ResourceId},
    refusal::Refusal,
    text::name_problem,
};
use roster_store::resources;

/// Renames; gives the new version.
pub async fn rename(
    app: &App,
    caller: &Caller,
    account: AccountId,
    resource: ResourceId,
    name: String,
) -> Outcome<Done<i64>> {
    if let Some(code) = name_problem(&name) {
        return Err(Refusal::field("/name", code).into());
    }
    app.change(caller, account, Need::Member, move |scope| {
        let row = changeable(scope, resource, |kind| kind.edit_needs)?;
        let name = name.trim();
        if row.name == name {
            return Ok(scope.nothing(row.version));
        }
        resources::rename(scope.tx, account, resource, name)?;
        let event = Event::new(EventKind::ResourceRenamed, Target::Resource(resource), name).changes([Change::new(
            "name",
            Some(row.name),
            Some(name.to_owned()),
        )]);
        Ok(scope.commit(row.version + 1, event))
    })
    .await
}
