//! May they? One question or a thousand, for the products that ask.
//!
//! Whatever isn't known here is a decision, "no" with a reason, and no error: a product asks about what its users send it.

use crate::{
    App, Caller, Outcome,
    access::{facts::Facts, held_in_account, may_ask_about, told::Told},
    revision::Revision,
    standing::{Need, Standing},
    view::View,
};
use roster_domain::{
    access::{self, Question},
    id::{AccountId, Id, MemberId, ResourceId},
    member::{MemberRecord, MemberStatus},
    permission::{PermissionIx, RosterPermission},
    refusal::{FieldProblem, Refusal},
    resource::Chain,
    text::has_control_characters,
};
use roster_store::judged;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use uuid::Uuid;

/// The most questions of a batch.
pub const MAX_CHECKS: usize = 1_000;
/// The most of them when all are explained: to find out what would help tries out all there is.
pub const MAX_EXPLAINED: usize = 20;

/// Where something is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In the account as a whole.
    Account,
    /// On a resource.
    Resource(ResourceId),
    /// On a resource of this kind, by its id or by the product's own name for it.
    Named {
        /// The kind's id.
        kind: String,
        /// A UUID, or the product's own name.
        name: String,
    },
}

/// One question: may this member do this here?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Who; `None`: what was sent is no member's id.
    pub member: Option<MemberId>,
    /// The permission's id.
    pub permission: String,
    /// Where.
    pub place: Place,
}

/// Which answers also say why, and why not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Explain {
    /// None.
    #[default]
    Nothing,
    /// Every one.
    All,
    /// Those for which it is true, in the order of the questions.
    Each(Vec<bool>),
}

impl Explain {
    fn asks(&self, at: usize) -> bool {
        match self {
            Explain::Nothing => false,
            Explain::All => true,
            Explain::Each(each) => each.get(at).copied().unwrap_or_default(),
        }
    }
}

/// All that is asked at once.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The questions.
    pub checks: Vec<Check>,
    /// Also say why, and why not.
    pub explain: Explain,
    /// A revision token: the answer is no older.
    pub at_least: Option<String>,
}

/// Why a question is answered as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// They hold it.
    Granted,
    /// There is no such member in the account.
    UnknownMember,
    /// The model has no such permission.
    UnknownPermission,
    /// There is no such resource, or none for the one who asks.
    UnknownResource,
    /// Invited, disabled, archived or deleted: who is not active has nothing.
    MemberNotActive,
    /// The permission is never held there: in the account, or on that kind of resource.
    WrongPlace,
    /// They don't hold it.
    NotHeld,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Reason; 7] = [
        Reason::Granted,
        Reason::UnknownMember,
        Reason::UnknownPermission,
        Reason::UnknownResource,
        Reason::MemberNotActive,
        Reason::WrongPlace,
        Reason::NotHeld,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Reason::Granted => "granted",
            Reason::UnknownMember => "unknown_member",
            Reason::UnknownPermission => "unknown_permission",
            Reason::UnknownResource => "unknown_resource",
            Reason::MemberNotActive => "member_not_active",
            Reason::WrongPlace => "wrong_place",
            Reason::NotHeld => "not_held",
        }
    }
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether they may.
    pub allowed: bool,
    /// Why, in a word.
    pub reason: Reason,
    /// Why, and what would help; only if it was asked for and everything in the question is known.
    pub told: Option<Told>,
}

impl Decision {
    fn no(reason: Reason) -> Decision {
        Decision { allowed: false, reason, told: None }
    }
}

/// Answers all questions, in their order. About others than oneself it takes `roster.check`.
pub async fn check(app: &App, caller: &Caller, account: AccountId, batch: Batch) -> Outcome<Vec<Decision>> {
    let explained = (0..batch.checks.len()).filter(|at| batch.explain.asks(*at)).count();
    let most = if explained > MAX_EXPLAINED { MAX_EXPLAINED } else { MAX_CHECKS };
    if batch.checks.len() > most {
        let problem = FieldProblem::new("/checks", "too_many").with("limit", most.to_string());
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let demanded = batch.at_least.as_deref().map(|text| Revision::demanded(text, account)).transpose()?;
    app.glance(caller, account, Need::Member, move |view| answer(view, &batch, demanded)).await
}

fn answer(view: &mut View<'_, '_>, batch: &Batch, demanded: Option<Revision>) -> Outcome<Vec<Decision>> {
    let (standing, checks) = (&view.standing, &batch.checks);
    let others = checks.iter().filter_map(|check| check.member).find(|it| standing.member() != Some(*it));
    if let Some(member) = others {
        may_ask_about(standing, member, RosterPermission::Check)?;
    } else if checks.is_empty() || checks.iter().any(|check| check.member.is_none()) {
        standing.require(RosterPermission::Check)?;
    }
    if let (Some(demanded), Some(as_of)) = (demanded, standing.as_of) {
        demanded.met_by(as_of)?;
    }
    let mut facts = Facts::new(view.tx, standing, view.parts);
    let places = resolved(&mut facts, checks)?;
    let members = facts.member_records(&Vec::from_iter(checks.iter().map(|check| check.member)))?;
    let chains = facts.chains(&Vec::from_iter(places.iter().map(|place| place.resource())))?;
    let known = checks.iter().zip(&places).zip(&members).zip(&chains).enumerate();
    let decisions = known.map(|(at, (((check, place), member), chain))| {
        decide(standing, check, member.as_deref(), place, chain.as_deref(), batch.explain.asks(at))
    });
    Ok(decisions.collect())
}

/// A place after looking for it.
enum Where<'c> {
    Account,
    /// A resource, and the kind it was said to be of.
    Resource(ResourceId, Option<&'c str>),
    Nowhere,
}

impl Where<'_> {
    fn resource(&self) -> Option<ResourceId> {
        match self {
            Where::Resource(resource, _) => Some(*resource),
            Where::Account | Where::Nowhere => None,
        }
    }
}

/// The way up from a place, `Some(None)` from the account; `None`: there is no such place.
pub(super) fn way(facts: &mut Facts<'_, '_>, place: &Place) -> Outcome<Option<Option<Arc<Chain>>>> {
    let (resource, kind) = match place {
        Place::Account => return Ok(Some(None)),
        Place::Resource(resource) => (Some(*resource), None),
        Place::Named { kind, name } => {
            if let Ok(id) = Uuid::try_parse(name)
                && let Some(chain) = facts.chain(ResourceId::from_uuid(id))?
                && is_of(facts.standing, &chain, Some(kind))
            {
                return Ok(Some(Some(chain)));
            }
            let rows = match may_name(facts.standing, kind, name) {
                true => judged::named(facts.tx, facts.standing.account.account, &[kind], &[name])?,
                false => Vec::new(),
            };
            (rows.first().map(|(resource, ..)| *resource), Some(kind.as_str()))
        }
    };
    let Some(resource) = resource else { return Ok(None) };
    Ok(facts.chain(resource)?.filter(|chain| is_of(facts.standing, chain, kind)).map(Some))
}

/// Whether a product can have given this name to anything: what isn't of a kind of the model's is nothing, and no name has
/// control characters in it.
fn may_name(standing: &Standing, kind: &str, name: &str) -> bool {
    standing.model.kind(kind).is_some() && !has_control_characters(name)
}

/// The resource of each place; names are looked up in one statement. Most often what looks like an id is one, and then nothing is
/// looked up; otherwise it may be the product's own name. It is never both: no name is given that is another's id.
fn resolved<'c>(facts: &mut Facts<'_, '_>, checks: &'c [Check]) -> Outcome<Vec<Where<'c>>> {
    let by_id = |check: &Check| match &check.place {
        Place::Named { name, .. } => Uuid::try_parse(name).ok().map(ResourceId::from_uuid),
        Place::Account | Place::Resource(_) => None,
    };
    let ids: Vec<Option<ResourceId>> = checks.iter().map(by_id).collect();
    let there: Vec<Option<Arc<Chain>>> = match ids.iter().any(Option::is_some) {
        true => facts.chains(&ids)?,
        false => vec![None; checks.len()],
    };
    let (mut kinds, mut names) = (BTreeSet::new(), BTreeSet::new());
    for (check, there) in checks.iter().zip(&there) {
        if let Place::Named { kind, name } = &check.place
            && there.is_none()
            && may_name(facts.standing, kind, name)
        {
            kinds.insert(kind.as_str());
            names.insert(name.as_str());
        }
    }
    let mut found: HashMap<(String, String), ResourceId> = HashMap::new();
    if !names.is_empty() {
        let (kinds, names) = (Vec::from_iter(kinds), Vec::from_iter(names));
        let rows = judged::named(facts.tx, facts.standing.account.account, &kinds, &names)?;
        found.extend(rows.into_iter().map(|(resource, kind, name)| ((kind, name), resource)));
    }
    let place = |(check, there): (&'c Check, &Option<Arc<Chain>>)| match &check.place {
        Place::Account => Where::Account,
        Place::Resource(resource) => Where::Resource(*resource, None),
        Place::Named { kind, name } => {
            let by_id = there.as_ref().and_then(|chain| chain.resource());
            match by_id.or_else(|| found.get(&(kind.clone(), name.clone())).copied()) {
                Some(resource) => Where::Resource(resource, Some(kind)),
                None => Where::Nowhere,
            }
        }
    };
    Ok(checks.iter().zip(&there).map(place).collect())
}

/// Decides one question; `chain` is the way up from the resource of `place`, if there is such a resource.
fn decide(
    standing: &Standing,
    check: &Check,
    member: Option<&MemberRecord>,
    place: &Where<'_>,
    chain: Option<&Chain>,
    explain: bool,
) -> Decision {
    let Some(permission) = standing.model.permission(&check.permission) else {
        return Decision::no(Reason::UnknownPermission);
    };
    let Some(member) = member else { return Decision::no(Reason::UnknownMember) };
    let chain = match place {
        Where::Account => None,
        Where::Resource(_, kind) => match chain.filter(|chain| is_of(standing, chain, *kind)) {
            Some(chain) => Some(chain),
            None => return Decision::no(Reason::UnknownResource),
        },
        Where::Nowhere => return Decision::no(Reason::UnknownResource),
    };
    Case { member, permission, chain }.decide(standing, explain)
}

fn is_of(standing: &Standing, chain: &Chain, kind: Option<&str>) -> bool {
    kind.is_none_or(|kind| chain.kind().is_some() && chain.kind() == standing.model.kind(kind))
}

/// One question of which everything is known.
struct Case<'c> {
    member: &'c MemberRecord,
    permission: PermissionIx,
    chain: Option<&'c Chain>,
}

impl Case<'_> {
    fn decide(&self, standing: &Standing, explain: bool) -> Decision {
        let (model, open, now) = (&standing.model, standing.is_open(), standing.now);
        let allowed = match self.chain {
            None => access::holds(model, self.member, open, self.permission, now),
            Some(chain) => access::holds_on(model, self.member, open, chain, self.permission, now),
        };
        let reason = match allowed {
            true => Reason::Granted,
            false => self.why_not(standing),
        };
        let told = (explain && reason != Reason::UnknownResource).then(|| self.explain(standing));
        Decision { allowed, reason, told }
    }

    fn why_not(&self, standing: &Standing) -> Reason {
        if let Some(chain) = self.chain
            && !super::is_shown(standing, chain)
        {
            // Who asks about themself learns no more than that for them there is no such thing (rule 10).
            return Reason::UnknownResource;
        }
        if self.member.status != MemberStatus::Active {
            return Reason::MemberNotActive;
        }
        let model = &standing.model;
        let here = match self.chain {
            None => model.on_account().contains(self.permission),
            Some(chain) => {
                RosterPermission::at(self.permission).is_some()
                    || chain.kind().is_some_and(|kind| model.on_kind(kind).contains(self.permission))
            }
        };
        if here { Reason::NotHeld } else { Reason::WrongPlace }
    }

    fn explain(&self, standing: &Standing) -> Told {
        let (model, now) = (&standing.model, standing.now);
        let of = |chain| {
            let question = Question { permission: self.permission, chain };
            access::explain(model, self.member, standing.is_open(), question, now)
        };
        let there = of(self.chain);
        // Some of Roster's own count on resources because they are held in the account.
        let explained = match self.chain {
            Some(_) if !there.holds && held_in_account(standing, self.member, self.permission) => of(None),
            _ => there,
        };
        Told::new(model, &explained)
    }
}
