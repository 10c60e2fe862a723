//! What everybody gets who joins: one of each kind of which the model says so, owned by them (`for_members`, D01).

use super::{create::model_grant, join};
use crate::{Outcome, members::gifts, scope::Scope};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::ResourceId,
};
use roster_store::{grants, members::MemberRow, resources};

/// The longest name there is, in characters.
const LONGEST: usize = 200;

/// Makes those that the member doesn't have yet, and says what the log says of them. It is the model's doing.
pub(crate) fn own(scope: &mut Scope<'_, '_>, member: &MemberRow) -> Outcome<Vec<Event>> {
    let (account, at, model) = (scope.account(), scope.at(), scope.standing.model.clone());
    let mut events = Vec::new();
    for (ix, kind) in model.kinds() {
        let Some(called) = &kind.for_members else { continue };
        if resources::owned_of_kind(scope.tx, account, member.member, kind.id.as_str())?.is_some() {
            continue;
        }
        let theirs = if member.name.is_empty() { &member.email } else { &member.name };
        let name = called.get(gifts::language_of(member).tag()).replace("{name}", theirs);
        let name: String = name.chars().take(LONGEST).collect();
        let resource: ResourceId = scope.id();
        let new = resources::NewResource {
            resource,
            kind: kind.id.as_str(),
            parent: None,
            name: name.trim(),
            external_id: None,
            owner: Some(member.member),
            at,
        };
        resources::insert(scope.tx, account, &new)?;
        let mut changes = vec![Change::of("owner", &name, None, Some(theirs.clone()))];
        if let Some(becomes) = kind.creator_becomes {
            let grant = model_grant(scope, member.member, resource, becomes);
            changes.push(Change::of("access", &name, None, Some(grant.value.clone())));
            grants::put(scope.tx, account, &grant)?;
        }
        let creator = kind.creator_becomes.map(|_| member.member);
        changes.extend(join::told(join::join(scope, ix, &[resource], creator)?));
        let event = Event::new(EventKind::ResourceCreated, Target::Resource(resource), &name);
        events.push(event.changes(changes).by_itself());
    }
    Ok(events)
}
