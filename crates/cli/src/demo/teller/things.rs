//! What people work on: made by the founder, and given to others one by one.

use crate::demo::{places, plan::Dice};
use roster_app::{
    App, Caller, Failure, Outcome,
    members::given::{AccessWish, Given},
    resources::{
        choose::choices,
        create::{CreateResource, create},
    },
};
use roster_domain::{
    id::{AccountId, ResourceId},
    model::{Kind, Model},
    resource::KindIx,
};

/// How many things there are at the root, of each kind.
const AT_ROOT: usize = 6;

/// Everything that was made.
#[derive(Default)]
pub struct Things(Vec<Thing>);

struct Thing {
    resource: ResourceId,
    kind: KindIx,
}

impl Things {
    /// Makes some of each kind, the upper ones first. Kinds that the founder may not make are left out.
    pub async fn build(&mut self, app: &App, by: &Caller, account: AccountId, model: &Model) -> Outcome<()> {
        for (kind, declared) in model.kinds() {
            let parents: Vec<Option<ResourceId>> = match declared.parent {
                None => vec![None; AT_ROOT],
                // Some are larger than others.
                Some(above) => {
                    self.of(above).enumerate().flat_map(|(turn, thing)| vec![Some(thing); 2 + turn % 3]).collect()
                }
            };
            for parent in parents {
                match self.make(app, by, account, model, kind, parent).await {
                    Ok(()) => {}
                    Err(Failure::Refused(_)) => break,
                    Err(failure) => return Err(failure),
                }
            }
        }
        Ok(())
    }

    /// Somebody makes one more where they may: under something, or at the root if their role says so.
    pub async fn extend(
        &mut self,
        app: &App,
        by: &Caller,
        account: AccountId,
        model: &Model,
        role: &str,
    ) -> Outcome<()> {
        for parent in choices(app, by, account, 100).await? {
            let Some(above) = model.kind(&parent.row.kind) else { continue };
            for kind in &model[above].children {
                let needed = &model[model[*kind].create_needs].id;
                if parent.permissions.iter().any(|permission| permission == needed.as_str()) {
                    return self.make(app, by, account, model, *kind, Some(parent.row.resource)).await;
                }
            }
        }
        let Some(role) = model.role(role).map(|role| &model[role]) else { return Ok(()) };
        let may = |kind: &Kind| kind.parent.is_none() && role.permissions.contains(kind.create_needs);
        match model.kinds().find(|(_, kind)| may(kind)) {
            Some((kind, _)) => self.make(app, by, account, model, kind, None).await,
            None => Ok(()),
        }
    }

    /// Access to a few things, for those whose role does not reach everything anyway. The first thing always comes with the
    /// first level, so that whoever signs in has something to do.
    pub fn wishes(&self, model: &Model, role: &str, dice: &Dice) -> Vec<AccessWish> {
        let Some(role) = model.role(role) else { return Vec::new() };
        let mut wishes: Vec<AccessWish> = Vec::new();
        for turn in 0..1 + dice.below(4) {
            if self.0.is_empty() {
                break; // A product without resources.
            }
            let thing = &self.0[if turn == 0 { dice.below(AT_ROOT) } else { dice.below(self.0.len()) } % self.0.len()];
            let reached = model.roles_reaching_all(thing.kind).contains(&role);
            if reached || wishes.iter().any(|wish| wish.resource == thing.resource) {
                continue;
            }
            let offered = offered(model, thing.kind);
            let Some(what) = offered.get(if turn == 0 { 0 } else { dice.below(offered.len()) }) else { continue };
            let (resource, window) = (thing.resource, Default::default());
            wishes.push(AccessWish { resource, what: what.clone(), window });
        }
        wishes
    }

    fn of(&self, kind: KindIx) -> impl Iterator<Item = ResourceId> {
        self.0.iter().filter(move |thing| thing.kind == kind).map(|thing| thing.resource)
    }

    async fn make(
        &mut self,
        app: &App,
        by: &Caller,
        account: AccountId,
        model: &Model,
        kind: KindIx,
        parent: Option<ResourceId>,
    ) -> Outcome<()> {
        let id = model[kind].id.as_str();
        let name = places::thing(id, parent.is_none(), self.of(kind).count());
        let input = CreateResource { kind: id.to_owned(), parent, name, external_id: None };
        let resource = create(app, by, account, input).await?.value;
        self.0.push(Thing { resource, kind });
        Ok(())
    }
}

/// What can be given to anybody on this kind of thing: levels that give something, and project roles that several can have.
fn offered(model: &Model, kind: KindIx) -> Vec<Given> {
    let levels = model[kind].levels.iter().filter(|level| !level.permissions.is_empty());
    let levels = levels.map(|level| Given::Level(model[level.level].to_string()));
    let roles =
        model[kind].project_roles.iter().filter(|role| !model[**role].single && model[**role].require.is_empty());
    levels.chain(roles.map(|role| Given::Role(model[*role].id.to_string()))).collect()
}
