//! Every permission of the model as it is for one member: those held, with why; those missing, with what it would take (F09).

use crate::{
    App, Caller, Outcome,
    access::{
        facts::Facts,
        may_ask_about,
        permissions::{Held, note_since},
        told::{Told, Way},
    },
    standing::{Need, Standing},
};
use roster_domain::{
    access::{self, Because, Question},
    id::{AccountId, Id, MemberId, ResourceId},
    member::MemberRecord,
    permission::{PermissionIx, PermissionSet, RosterPermission},
    refusal::Refusal,
    resource::{Chain, ChainLink, KindIx},
};
use std::{collections::BTreeSet, sync::Arc};
use uuid::Uuid;

/// How many of the resources that access was given to are looked at.
const PLACES: usize = 200;
/// To find out what would help tries out everything there is, by everybody who could give it: that much of it on one page.
const TRIES: usize = 10_000;

/// A permission somebody lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Its id.
    pub permission: String,
    /// What would give it; `None`: too much to find out at once, to be asked for by itself.
    pub told: Option<Told>,
}

/// All of the model's permissions, in its order.
#[derive(Clone, Debug, Default)]
pub struct Explained {
    /// What they may, in the account or on some resource, with why.
    pub held: Vec<Held>,
    /// What they may nowhere.
    pub missing: Vec<Missing>,
}

/// Explains everything; `first` is asked for by itself. About others than oneself it takes `roster.read_members`.
pub async fn explained(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    first: Option<String>,
) -> Outcome<Explained> {
    app.view(caller, account, Need::Member, move |view| {
        let standing = &view.standing;
        may_ask_about(standing, member, RosterPermission::ReadMembers)?;
        let mut facts = Facts::new(view.tx, standing, view.parts);
        let record = facts.member_record(member)?.ok_or(Refusal::NotFound)?;
        let given: BTreeSet<ResourceId> = record.grants.all().iter().map(|grant| grant.resource).collect();
        let given: Vec<ResourceId> = given.into_iter().take(PLACES).collect();
        facts.read(&[], &given)?;
        let mut places = Vec::new();
        for resource in given {
            places.extend(facts.chain(resource)?.map(|chain| Place::on(standing, &record, chain)));
        }
        // A resource of each kind as there could be one: what holds on every one, and on those they own.
        for (kind, _) in standing.model.kinds() {
            places.push(Place::on(standing, &record, Arc::new(any(kind, Some(member)))));
        }
        places.push(Place { set: in_account(standing, &record), chain: None });
        let roles = standing.model.roles().len();
        let offers = standing.model.roles().map(|(_, role)| role.may_receive.len()).sum::<usize>();
        let mut explainable = (TRIES / (roles * (roles + offers + 1))).max(1);
        let mut found = Explained::default();
        let of_use = |ix| RosterPermission::at(ix).is_none_or(|own| standing.model.has_use_for(own));
        for (ix, permission) in standing.model.permissions().filter(|(ix, _)| of_use(*ix)) {
            let ways = ways(standing, &record, &places, ix);
            let id = permission.id.to_string();
            if !ways.is_empty() {
                found.held.push(Held { permission: id, ways });
                continue;
            }
            let chosen = first.as_deref() == Some(id.as_str());
            let told = (chosen || explainable > 0).then(|| {
                explainable = explainable.saturating_sub(1);
                let chain = permission.on.first().filter(|_| !permission.on_account).map(|kind| any(*kind, None));
                let question = Question { permission: ix, chain: chain.as_ref() };
                let explanation = access::explain(&standing.model, &record, standing.is_open(), question, standing.now);
                Told::new(&standing.model, &explanation)
            });
            found.missing.push(Missing { permission: id, told });
        }
        let chains: Vec<Arc<Chain>> = places.iter().filter_map(|place| place.chain.clone()).collect();
        let ways = found.held.iter_mut().flat_map(|held| &mut held.ways).map(|way| (member, way));
        note_since(&mut facts, chains.iter().map(|chain| &**chain), ways)?;
        Ok(found)
    })
    .await
}

/// Somewhere, and what the member may there.
struct Place {
    set: PermissionSet,
    chain: Option<Arc<Chain>>,
}

impl Place {
    fn on(standing: &Standing, member: &MemberRecord, chain: Arc<Chain>) -> Place {
        let set = access::resource_set(&standing.model, member, standing.is_open(), &chain, standing.now);
        Place { set, chain: Some(chain) }
    }
}

fn in_account(standing: &Standing, member: &MemberRecord) -> PermissionSet {
    access::account_set(&standing.model, member, standing.is_open(), standing.now)
}

/// A resource of this kind that lies nowhere.
fn any(kind: KindIx, owner: Option<MemberId>) -> Chain {
    let mut chain = Chain::default();
    chain.links.push(ChainLink { resource: ResourceId::from_uuid(Uuid::nil()), kind, owner });
    chain
}

/// Everything by which they hold it, anywhere; each thing once.
fn ways(standing: &Standing, member: &MemberRecord, places: &[Place], permission: PermissionIx) -> Vec<Way> {
    let mut found: Vec<Because> = Vec::new();
    for place in places.iter().filter(|place| place.set.contains(permission)) {
        let question = Question { permission, chain: place.chain.as_deref() };
        for because in access::explain(&standing.model, member, standing.is_open(), question, standing.now).because {
            if !found.contains(&because) {
                found.push(because);
            }
        }
    }
    found.iter().map(|because| Way::new(&standing.model, because)).collect()
}
