//! What a member sees first of an account: its name, its model, and what they may in it.

use crate::{
    App, Caller, Outcome, access_requests,
    cursor::one_more,
    resources::list as resources,
    standing::Need,
    support::{self, SupportHere},
    view::View,
};
use jiff::Timestamp;
use roster_domain::{
    access::{self, Verb},
    grant::Timed,
    id::{AccountId, MemberId, ResourceId},
    member::MemberRecord,
    model::Model,
    permission::{PermissionSet, RosterPermission},
    role::RoleIx,
};
use roster_store::{db::timestamp, members, resources as stored};
use std::sync::Arc;

/// An account, as one of its members sees it.
#[derive(Clone, Debug)]
pub struct Here {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// Its model: words, roles, kinds of resource.
    pub model: Arc<Model>,
    /// The member who looks.
    pub member: Option<MemberId>,
    /// The ids of their roles in force.
    pub roles: Vec<String>,
    /// What they may in the whole account.
    pub permissions: PermissionSet,
    /// How many members ask for something that the one who looks may give (F21).
    pub requests: usize,
    /// The one who looks is the only one who keeps the account (F02): a second should be added (F25).
    pub alone: bool,
    /// Where everybody has one of their own, these: to switch between them (D01).
    pub spaces: Option<Spaces>,
    /// Set while somebody acts as the member who looks.
    pub acting: Option<ActingHere>,
    /// The operator's looks into the account that go on or can begin; told only to who manages the account.
    pub support: Vec<SupportHere>,
    record: Option<MemberRecord>,
    now: Timestamp,
}

/// What everybody has one of: the member's own, and others that they see.
#[derive(Clone, Debug)]
pub struct Spaces {
    /// The kind's id.
    pub kind: String,
    /// By name, the member's own among them; of many, the first.
    pub some: Vec<Space>,
    /// There are more.
    pub more: bool,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Space {
    /// The resource.
    pub resource: ResourceId,
    /// Its name.
    pub name: String,
    /// It is the member's own.
    pub own: bool,
}

/// How many of them stand in a menu.
const SPACES: usize = 20;

/// Acting as somebody, as it is told on every page.
#[derive(Clone, Debug)]
pub struct ActingHere {
    /// As whom.
    pub name: String,
    /// When it ends by itself.
    pub until: Timestamp,
}

impl Here {
    /// Whether the member who looks holds one of Roster's own permissions in the whole account.
    pub fn may(&self, permission: RosterPermission) -> bool {
        self.permissions.contains(permission.ix())
    }

    /// Whether the one who looks could give this role at all: it can be given, and stands no higher than they do. For offering it; the
    /// use-case asks for all the rest.
    pub fn could_give_role(&self, role: RoleIx) -> bool {
        let (model, given) = (&self.model, &self.model[role]);
        let held = self.roles.iter().filter_map(|id| model.role(id)).map(|held| model[held].rank).max();
        given.assignable && given.rank <= held.unwrap_or(model[model.membership().default_role].rank)
    }

    /// Whether a member with these roles in force stands too high to be put out by the one who looks. What else keeps them in is worth
    /// being told of, when it is tried.
    pub fn stands_too_high(&self, member: MemberId, roles: &[String]) -> bool {
        let roles = roles.iter().filter_map(|role| self.model.role(role)).map(Timed::always).collect();
        let target = MemberRecord { roles, ..MemberRecord::active(member) };
        let refused = |me| access::rank_allows(&self.model, me, Verb::Archive, &target, self.now);
        let may = self.permissions.contains(Verb::Archive.needs());
        may && self.record.as_ref().is_some_and(|me| matches!(refused(me), Err(access::ActRefusal::Rank(_))))
    }

    /// Whether the one who looks may do this to a member with these roles in force: for offering it in lists. The use-case
    /// asks again.
    pub fn may_act_on(&self, verb: Verb, member: MemberId, roles: &[String]) -> bool {
        // What the one who looks may is known: a list asks this of every row, and several times.
        if !self.permissions.contains(verb.needs()) || self.acting.is_some() && !verb.open_while_acting() {
            return false;
        }
        let roles = roles.iter().filter_map(|role| self.model.role(role)).map(Timed::always).collect();
        let target = MemberRecord { roles, ..MemberRecord::active(member) };
        let allowed = |me| access::rank_allows(&self.model, me, verb, &target, self.now).is_ok();
        self.record.as_ref().is_some_and(allowed)
    }
}

/// Whether there is one member who keeps the account, and it is the one who looks.
fn alone(view: &mut View<'_, '_>) -> Outcome<bool> {
    let (account, at, model) = (view.account(), view.at(), Arc::clone(&view.standing.model));
    let held = view.standing.role_ids();
    let keeping: Vec<_> = model.roles().map(|(_, role)| role).filter(|role| role.keeps_account).collect();
    // Where nobody can be given such a role, there is no second to add: it is handed over.
    if !keeping.iter().any(|role| role.assignable) {
        return Ok(false);
    }
    // Whoever keeps nothing isn't asked for.
    let Some(me) = view.standing.member().filter(|_| keeping.iter().any(|role| held.contains(&role.id.to_string())))
    else {
        return Ok(false);
    };
    let mut keepers = Vec::new();
    for role in keeping {
        keepers.extend(members::keepers(view.tx, account, role.id.as_str(), at, 2)?);
    }
    Ok(!keepers.is_empty() && keepers.iter().all(|keeper| *keeper == me))
}

/// The first of the model's kinds of which everybody has one, as far as the one who looks sees them.
fn spaces(view: &mut View<'_, '_>) -> Outcome<Option<Spaces>> {
    let model = Arc::clone(&view.standing.model);
    let Some((_, kind)) = model.kinds().find(|(_, kind)| kind.for_members.is_some()) else { return Ok(None) };
    let (account, me) = (view.account(), view.standing.member());
    let mut rows = resources::candidates(view, kind.id.as_str(), None, None, one_more(SPACES))?;
    let mut more = rows.len() > SPACES;
    // One's own is at hand, however many there are.
    let own = match me {
        Some(me) => stored::owned_of_kind(view.tx, account, me, kind.id.as_str())?,
        None => None,
    };
    if let Some(own) = own.filter(|own| !rows.iter().any(|row| row.resource == *own)) {
        rows.extend(stored::by_id(view.tx, account, own)?);
    }
    let seen = resources::seen_alone(view, rows)?;
    let mut some: Vec<Space> = seen
        .into_iter()
        .map(|row| Space { own: me.is_some() && row.owner == me, resource: row.resource, name: row.name })
        .collect();
    if some.len() > SPACES + 1 {
        let last = some.iter().rposition(|space| !space.own).unwrap_or_default();
        some.remove(last);
        more = true;
    }
    some.sort_by_key(|space| !space.own);
    Ok(Some(Spaces { kind: kind.id.to_string(), some, more }))
}

/// Enters an account; refused as not found to whoever has no place in it.
pub async fn enter(app: &App, caller: &Caller, account: AccountId) -> Outcome<Here> {
    app.view(caller, account, Need::Member, move |view| {
        let acting = view.standing.acting().map(|(row, _)| row.expires_at);
        let name = view.standing.me.as_ref().map(|me| if me.name.is_empty() { &me.email } else { &me.name });
        let acting = acting.map(timestamp).transpose()?.zip(name.cloned());
        let support = match view.may(RosterPermission::ManageAccount) {
            true => support::live(view.tx, account, view.at())?,
            false => Vec::new(),
        };
        Ok(Here {
            account,
            name: view.standing.account.name.clone(),
            model: Arc::clone(&view.standing.model),
            member: view.standing.member(),
            roles: view.standing.role_ids(),
            permissions: view.standing.account_set(),
            support,
            alone: alone(view)?,
            spaces: spaces(view)?,
            requests: match acting.is_some() {
                true => 0,
                false => access_requests::waiting(view.tx, &view.standing)?,
            },
            acting: acting.map(|(until, name)| ActingHere { name, until }),
            record: view.standing.record().cloned(),
            now: view.standing.now,
        })
    })
    .await
}
