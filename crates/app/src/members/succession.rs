//! Project roles that only one member has on a resource (rule 13): whoever receives one, the former holder steps back.

use crate::{
    Failure, Outcome,
    members::{
        called,
        given::{Given, GrantPlace},
        set_access::{Applied, Stood, event, mail},
    },
    scope::Scope,
    undo::image::{Delta, Swap},
};
use roster_domain::{
    event::{Change, Event},
    grant::GrantWhat,
    id::{MemberId, ResourceId},
    model::{Model, ProjectRole},
    refusal::Refusal,
};
use roster_store::{grants, members};
use std::collections::BTreeMap;

/// Those who had what others have now, and what became of it.
#[derive(Default)]
pub(super) struct Former(BTreeMap<MemberId, (String, Vec<Applied>)>);

/// Whether this can't just be taken away: the model says who follows, so somebody has to.
pub(super) fn needs_successor(model: &Model, kind: &str, slot: &str, value: &str) -> bool {
    let Given::Role(id) = Given::stored(slot, value) else { return false };
    let role = model.kind(kind).and_then(|kind| model.project_role(kind, &id));
    role.is_some_and(|role| has_successor(&model[role]))
}

/// Whether the model says of a project role that one follows another in it.
pub(super) fn has_successor(role: &ProjectRole) -> bool {
    role.single && role.successor_becomes.is_some()
}

impl Former {
    /// Looks who has what `receiver` is about to get, if only one can have it; they become what the model says.
    pub(super) fn note(
        &mut self,
        scope: &mut Scope<'_, '_>,
        pointer: &str,
        receiver: &members::MemberRow,
        resource: ResourceId,
        place: &GrantPlace,
    ) -> Outcome<()> {
        let model = scope.standing.model.clone();
        let GrantWhat::Role(role) = place.what else { return Ok(()) };
        if !model[role].single {
            return Ok(());
        }
        // An offer that may never be accepted takes nothing from anybody.
        if receiver.status != "active" {
            return Err(place.only_for_members(pointer).into());
        }
        let (account, single) = (scope.account(), Given::Role(model[role].id.to_string()));
        for member in grants::in_slot(scope.tx, account, resource, &single.slot())? {
            if member == receiver.member {
                continue;
            }
            self.may_step_back(scope, member, &place.name)?;
            grants::remove(scope.tx, account, member, resource, &single.slot())?;
            let was = Some(Stood::always(single.clone()).image());
            let image = |slot, before, after| Delta::Access {
                resource,
                name: place.name.clone(),
                slot,
                swap: Swap { before, after },
            };
            scope.took_the_place_of(member, image(single.slot(), was, None));
            let becomes = model[role].successor_becomes.map(|role| Given::Role(model[role].id.to_string()));
            if let Some(becomes) = &becomes {
                let stood = grants::listed(scope.tx, account, member)?
                    .into_iter()
                    .find(|grant| grant.resource == resource && grant.slot == becomes.slot());
                let (was, is) = (stood.map(|it| Stood::of(&it).image()), Stood::always(becomes.clone()).image());
                scope.took_the_place_of(member, image(becomes.slot(), was, Some(is)));
                let row = grants::GrantRow::level(member, resource, becomes.id().to_owned(), None, scope.at());
                grants::put(scope.tx, account, &grants::GrantRow { slot: becomes.slot(), by_model: true, ..row })?;
            }
            let (_, changes) = self.0.entry(member).or_default();
            changes.push(Applied {
                name: place.name.clone(),
                kind: model[place.kind].id.to_string(),
                before: Some(Stood::always(single.clone())),
                after: becomes.map(Stood::always),
            });
        }
        Ok(())
    }

    /// It is a change of their access: those whom the caller's rank doesn't reach keep what they have.
    fn may_step_back(&mut self, scope: &mut Scope<'_, '_>, member: MemberId, on: &str) -> Outcome<()> {
        let account = scope.account();
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let name = called(&row).to_owned();
        if scope.standing.member() != Some(member) {
            let record = scope.standing.record_of(scope.tx, &row)?;
            // It is about the one who has it, not about the one who shall: that has to be said.
            scope.standing.may_reach_access_of(&record).map_err(|failure| match failure {
                Failure::Refused(Refusal::RankTooHigh { .. }) => {
                    Refusal::HolderOutOfReach { holder: name.clone(), on: on.to_owned() }.into()
                }
                other => other,
            })?;
        }
        self.0.entry(member).or_default().0 = name;
        Ok(())
    }

    /// Moves their versions and tells them; gives an event for each.
    pub(super) fn step_back(&self, scope: &mut Scope<'_, '_>) -> Outcome<Vec<Event>> {
        let account = scope.account();
        let mut events = Vec::new();
        for (member, (_, done)) in &self.0 {
            let row = members::by_id(scope.tx, account, *member)?.ok_or(Refusal::NotFound)?;
            members::touch(scope.tx, account, *member)?;
            mail(scope, &row, done)?;
            events.push(event(&row, done));
        }
        Ok(events)
    }

    /// Who it was, for the event about whoever followed them.
    pub(super) fn told(&self) -> Vec<Change> {
        let each = self.0.values().flat_map(|(who, done)| done.iter().map(move |done| (who, done)));
        each.map(|(who, done)| Change::of("former_holder", &done.name, None, Some(who.clone()))).collect()
    }
}
