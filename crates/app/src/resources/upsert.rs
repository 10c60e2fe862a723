//! Registering many resources at once, by the names that the product has for them. The same again changes nothing.
//!
//! Whoever registers is given nothing by it: what the model gives to whoever creates one (`creator_becomes`) is for people who
//! create one. Those whom the model puts on every new one (`joins_new`) are on these, too.

use super::{
    create::{are_ids, id_in},
    describe, join,
};
use crate::{App, Caller, Done, Outcome, scope::Scope, standing::Need};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, ResourceId},
    model::Model,
    permission::{PermissionIx, PermissionSet},
    refusal::{FieldProblem, Refusal},
    resource::{Attributes, Chain, ChainLink, KindIx},
    text::{has_control_characters, name_problem},
};
use roster_store::{
    resource_attributes as attributes,
    resources::{self, NewResource, ResourceRow},
};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// The most resources one request may name.
pub const MAX_ENTRIES: usize = 10_000;

/// How many are written or looked up with one statement.
const CHUNK: usize = 1_000;

/// How many changed names the event tells; the others are counted.
const NAMED: usize = 20;

/// One resource, as the product knows it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its kind's id.
    pub kind: String,
    /// The product's own name for it, by which it is found again.
    pub external_id: String,
    /// What people call it.
    pub name: String,
    /// The product's own name for what it lies under; it may stand in the same request. `None`: at the root, or where it is.
    pub parent: Option<String>,
    /// What else the product says of it; `None`: what it said before.
    pub attributes: Option<Attributes>,
}

/// What became of one entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Upserted {
    /// It is new.
    Created {
        /// Its id.
        resource: ResourceId,
    },
    /// It has another name now, or something else is said of it.
    Updated {
        /// Its id.
        resource: ResourceId,
    },
    /// It was so already.
    Unchanged {
        /// Its id.
        resource: ResourceId,
    },
    /// Nothing was done about it.
    Refused {
        /// Which field is wrong: `kind`, `external_id`, `name` or `parent`.
        field: String,
        /// What is wrong with it, as a stable code.
        code: String,
    },
}

/// Registers; says what became of each entry, in their order. Who lacks the permission for any of them is refused for all.
pub async fn upsert(
    app: &App,
    caller: &Caller,
    account: AccountId,
    mut entries: Vec<Entry>,
) -> Outcome<Done<Vec<Upserted>>> {
    for entry in &mut entries {
        entry.attributes = entry.attributes.take().map(Attributes::tidy);
    }
    for name in entries.iter_mut().flat_map(|entry| [Some(&mut entry.external_id), entry.parent.as_mut()]).flatten() {
        *name = name.trim().to_owned();
    }
    if entries.len() > MAX_ENTRIES {
        let problem = FieldProblem::new("/resources", "too_many").with("limit", MAX_ENTRIES.to_string());
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    app.change(caller, account, Need::Member, move |scope| {
        let mut batch = Batch::read(scope, &entries)?;
        batch.settle(scope, &entries)?;
        batch.write(scope, &entries)?;
        let joined = batch.joined(scope, &entries)?;
        let Batch { outcomes, created, renamed, .. } = &batch;
        let outcomes = outcomes.iter().flatten().cloned().collect();
        let described = &batch.described;
        if created.is_empty() && renamed.is_empty() && described.is_empty() {
            return Ok(scope.nothing(outcomes));
        }
        let count = |field: &str, count: usize| (count > 0).then(|| Change::new(field, None, Some(count.to_string())));
        let event = Event::new(EventKind::ResourcesUpserted, Target::Account, &scope.standing.account.name)
            .changes(count("created", created.len()))
            .changes(count("renamed", renamed.len()))
            .changes(count("described", described.len()))
            .changes(join::told(joined))
            .changes(renamed.iter().take(NAMED).map(|(entry, _, former)| {
                Change::new("name", Some(former.clone()), Some(entries[*entry].name.trim().to_owned()))
            }));
        Ok(scope.commit(outcomes, event))
    })
    .await
}

/// What a parent is to those under it: its id, the way up from it, and what the caller may there.
#[derive(Clone)]
struct Place {
    resource: ResourceId,
    chain: Chain,
    set: PermissionSet,
}

/// All entries while it is found out what is to be done about them.
struct Batch {
    outcomes: Vec<Option<Upserted>>,
    /// The entries that may be right, those of higher kinds first.
    order: Vec<(usize, KindIx)>,
    /// What is there already, by kind and the product's name.
    there: HashMap<(KindIx, String), ResourceRow>,
    /// The same, and what is created by this request.
    places: HashMap<(KindIx, String), Place>,
    /// By entry, depth of the kind, id and parent.
    created: Vec<(usize, usize, ResourceId, Option<ResourceId>)>,
    /// By entry, id and former name.
    renamed: Vec<(usize, ResourceId, String)>,
    /// What is said of those that are there.
    said: HashMap<ResourceId, Attributes>,
    /// By entry and id: of which something else is said now, and that were there already.
    described: Vec<(usize, ResourceId)>,
    /// What is there already and has an id that is the product's name in an entry.
    ids: HashSet<ResourceId>,
}

impl Batch {
    /// Finds what is there, in a few statements for each kind.
    fn read(scope: &mut Scope<'_, '_>, entries: &[Entry]) -> Outcome<Batch> {
        let model = scope.standing.model.clone();
        let mut batch = Batch {
            outcomes: vec![None; entries.len()],
            order: Vec::new(),
            there: HashMap::new(),
            places: HashMap::new(),
            created: Vec::new(),
            renamed: Vec::new(),
            said: HashMap::new(),
            described: Vec::new(),
            ids: HashSet::new(),
        };
        let (mut seen, mut named) = (HashSet::new(), HashMap::<KindIx, HashSet<&str>>::new());
        for (index, entry) in entries.iter().enumerate() {
            let Some(kind) = model.kind(&entry.kind) else {
                batch.refuse(index, "kind", "unknown_kind");
                continue;
            };
            let external_id = entry.external_id.as_str();
            if let Some(code) = name_problem(external_id) {
                batch.refuse(index, "external_id", code);
            } else if !seen.insert((kind, external_id)) {
                batch.refuse(index, "external_id", "duplicate");
            } else if let Some(code) = name_problem(&entry.name) {
                batch.refuse(index, "name", code);
            } else if let Some((field, code)) = entry.attributes.as_ref().and_then(|said| said.problems().pop()) {
                batch.refuse(index, field, code);
            } else {
                batch.order.push((index, kind));
                named.entry(kind).or_default().insert(external_id);
                if let (Some(above), Some(parent)) = (model[kind].parent, entry.parent.as_deref())
                    && !has_control_characters(parent)
                {
                    named.entry(above).or_default().insert(parent);
                }
            }
        }
        batch.order.sort_by_key(|(index, kind)| (depth(&model, *kind), *index));
        let account = scope.account();
        let likely = batch.order.iter().map(|(index, _)| entries[*index].external_id.as_str());
        let likely: Vec<&str> = likely.filter(|name| id_in(name).is_some()).collect();
        for names in likely.chunks(CHUNK) {
            batch.ids.extend(are_ids(scope, names.iter().copied())?);
        }
        for (kind, names) in named {
            let names: Vec<&str> = names.into_iter().collect();
            for names in names.chunks(CHUNK) {
                let rows = resources::by_external_ids(scope.tx, account, model[kind].id.as_str(), names)?;
                let ids: Vec<ResourceId> = rows.iter().map(|row| row.resource).collect();
                let said = attributes::of(scope.tx, account, &ids)?;
                batch.said.extend(said.into_iter().map(|row| (row.resource, describe::said(row))));
                let mut chains = scope.standing.chains(scope.tx, &ids)?;
                for row in rows {
                    let (Some(chain), Some(name)) = (chains.remove(&row.resource), row.external_id.clone()) else {
                        continue;
                    };
                    let (resource, set) = (row.resource, scope.standing.set_on(&chain));
                    batch.places.insert((kind, name.clone()), Place { resource, chain, set });
                    batch.there.insert((kind, name), row);
                }
            }
        }
        Ok(batch)
    }

    fn refuse(&mut self, index: usize, field: &str, code: &str) {
        self.outcomes[index] = Some(Upserted::Refused { field: field.to_owned(), code: code.to_owned() });
    }

    /// Decides about each entry, parents before what lies under them.
    fn settle(&mut self, scope: &mut Scope<'_, '_>, entries: &[Entry]) -> Outcome<()> {
        for (index, kind) in std::mem::take(&mut self.order) {
            let entry = &entries[index];
            match self.there.get(&(kind, entry.external_id.clone())).cloned() {
                Some(row) => self.settle_old(scope, index, entry, kind, row)?,
                None => self.settle_new(scope, index, entry, kind)?,
            }
        }
        Ok(())
    }

    fn settle_old(
        &mut self,
        scope: &Scope<'_, '_>,
        index: usize,
        entry: &Entry,
        kind: KindIx,
        row: ResourceRow,
    ) -> Outcome<()> {
        let model = &scope.standing.model;
        let set =
            self.places.get(&(kind, entry.external_id.clone())).map(|place| place.set.clone()).unwrap_or_default();
        if set.is_empty() {
            // Of what the caller can't see, only that the name is taken.
            self.refuse(index, "external_id", "taken");
            return Ok(());
        }
        if let Some(parent) = &entry.parent {
            let above = model[kind].parent.and_then(|above| self.places.get(&(above, parent.clone())));
            match above.filter(|place| !place.set.is_empty()) {
                Some(place) if row.parent == Some(place.resource) => {}
                // Moving asks who gains by it, and tells.
                Some(_) => {
                    self.refuse(index, "parent", "is_to_be_moved");
                    return Ok(());
                }
                None => {
                    let code = if model[kind].parent.is_none() { "must_be_empty" } else { "unknown_resource" };
                    self.refuse(index, "parent", code);
                    return Ok(());
                }
            }
        }
        let resource = row.resource;
        let said = self.said.get(&resource).cloned().unwrap_or_default();
        let described = entry.attributes.as_ref().is_some_and(|attributes| *attributes != said);
        let renamed = row.name != entry.name.trim();
        if !renamed && !described {
            self.outcomes[index] = Some(Upserted::Unchanged { resource });
            return Ok(());
        }
        need(scope, &set, model[kind].edit_needs)?;
        if renamed {
            self.renamed.push((index, resource, row.name));
        }
        if described {
            self.described.push((index, resource));
        }
        self.outcomes[index] = Some(Upserted::Updated { resource });
        Ok(())
    }

    fn settle_new(&mut self, scope: &mut Scope<'_, '_>, index: usize, entry: &Entry, kind: KindIx) -> Outcome<()> {
        let model = scope.standing.model.clone();
        let needs = model[kind].create_needs;
        let parent = match (model[kind].parent, &entry.parent) {
            (None, None) => {
                need(scope, &scope.standing.account_set(), needs)?;
                None
            }
            (None, Some(_)) => {
                self.refuse(index, "parent", "must_be_empty");
                return Ok(());
            }
            (Some(_), None) => {
                self.refuse(index, "parent", "empty");
                return Ok(());
            }
            (Some(above), Some(parent)) => {
                let place = self.places.get(&(above, parent.clone())).filter(|place| !place.set.is_empty());
                let Some(place) = place else {
                    self.refuse(index, "parent", "unknown_resource");
                    return Ok(());
                };
                need(scope, &place.set, needs)?;
                Some(place.clone())
            }
        };
        if id_in(&entry.external_id).is_some_and(|id| self.ids.contains(&id)) {
            self.refuse(index, "external_id", "taken");
            return Ok(());
        }
        let resource: ResourceId = scope.id();
        let mut chain = Chain { links: vec![ChainLink { resource, kind, owner: None }] };
        let above = parent.as_ref().map(|parent| parent.resource);
        chain.links.extend(parent.iter().flat_map(|parent| &parent.chain.links));
        self.created.push((index, chain.links.len(), resource, above));
        if !model[kind].children.is_empty() {
            let set = scope.standing.set_on(&chain);
            self.places.insert((kind, entry.external_id.clone()), Place { resource, chain, set });
        }
        self.outcomes[index] = Some(Upserted::Created { resource });
        Ok(())
    }

    /// Puts those on the new ones whom the model puts on every one; says how many they are at most on one.
    fn joined(&self, scope: &mut Scope<'_, '_>, entries: &[Entry]) -> Outcome<i64> {
        let model = scope.standing.model.clone();
        let mut most = 0;
        for (kind, declared) in model.kinds().filter(|(_, declared)| !declared.joins_new.is_empty()) {
            let of_kind = self.created.iter().filter(|(index, ..)| entries[*index].kind == declared.id.as_str());
            let new: Vec<ResourceId> = of_kind.map(|(_, _, resource, _)| *resource).collect();
            most = most.max(join::join(scope, kind, &new, None)?);
        }
        Ok(most)
    }

    /// Writes what was decided, a layer of the tree after the other.
    fn write(&self, scope: &mut Scope<'_, '_>, entries: &[Entry]) -> Outcome<()> {
        let (account, at) = (scope.account(), scope.at());
        for layer in self.created.chunk_by(|one, other| one.1 == other.1) {
            for chunk in layer.chunks(CHUNK) {
                let new = |(index, _, resource, parent): &(usize, usize, ResourceId, Option<ResourceId>)| {
                    let Entry { kind, external_id, name, .. } = &entries[*index];
                    let external_id = Some(external_id.as_str());
                    NewResource {
                        resource: *resource,
                        kind,
                        parent: *parent,
                        name: name.trim(),
                        external_id,
                        owner: None,
                        at,
                    }
                };
                let new: Vec<NewResource<'_>> = chunk.iter().map(new).collect();
                resources::insert_many(scope.tx, account, &new, at)?;
            }
        }
        for chunk in self.renamed.chunks(CHUNK) {
            let names: Vec<(ResourceId, &str)> =
                chunk.iter().map(|(index, resource, _)| (*resource, entries[*index].name.trim())).collect();
            resources::rename_many(scope.tx, account, &names)?;
        }
        let new = self.created.iter().map(|(index, _, resource, _)| (*index, *resource));
        let said = new.chain(self.described.iter().copied()).filter_map(|(index, resource)| {
            let attributes = entries[index].attributes.as_ref()?;
            let was = self.said.contains_key(&resource);
            (was || !attributes.is_empty()).then(|| describe::stored(resource, attributes))
        });
        for chunk in said.collect::<Vec<_>>().chunks(CHUNK) {
            attributes::put(scope.tx, account, chunk)?;
        }
        let described: Vec<ResourceId> = self.described.iter().map(|(_, resource)| *resource).collect();
        for chunk in described.chunks(CHUNK) {
            resources::touch(scope.tx, account, chunk)?;
        }
        Ok(())
    }
}

/// How many kinds lie above.
fn depth(model: &Model, kind: KindIx) -> usize {
    std::iter::successors(model[kind].parent, |above| model[*above].parent).count()
}

fn need(scope: &Scope<'_, '_>, set: &PermissionSet, needs: PermissionIx) -> Outcome<()> {
    if scope.standing.holds_with(set, needs) {
        return Ok(());
    }
    Err(Refusal::Forbidden { permission: scope.standing.model[needs].id.to_string() }.into())
}
