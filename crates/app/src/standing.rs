//! Who the caller is in one account, and what they may there. The only place that puts the judge's questions.

mod acting;
mod key;

pub(crate) use key::read_bounds;

use crate::{
    Actor, Caller, Failure, Outcome, Parts,
    activity::Who,
    held::{Ahead, Held},
    known::{AsOf, Known},
    support,
};
use jiff::Timestamp;
use roster_domain::{
    access::{self, ActRefusal, Change, Verb},
    event::ActorRef,
    grant::{GrantRecord, GrantWhat, LevelIx, Timed, Window},
    id::{AccountId, Id, MemberId, ResourceId},
    member::{MemberRecord, MemberStatus},
    model::Model,
    permission::{PermissionIx, PermissionSet, RosterPermission},
    refusal::Refusal,
    resource::{Chain, ChainLink, KindIx},
    role::RoleIx,
};
use roster_store::{ReadTx, accounts, db::timestamp, members, merges, resources};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// What a use-case asks of its caller before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// An active member; what more is needed is asked inside, about a resource or a target.
    Member,
    /// An active member who holds this in the whole account.
    Permission(RosterPermission),
    /// An active member of a closed account who could close it: so they can bring it back.
    Closed,
    /// The operator at the command line.
    Operator,
    /// Roster itself.
    System,
    /// Whoever proves to hold a link; the use-case compares the secret.
    Link,
    /// Anyone with a place here: only for noting a denied attempt.
    Anything,
}

/// The status of an account that is a part of another one.
const MERGED: &str = "merged";

/// The caller's place in an account at one moment.
pub struct Standing {
    /// The account.
    pub account: Arc<accounts::AccountRow>,
    /// The model the account is pinned to.
    pub model: Arc<Model>,
    /// The version of the pin.
    pub model_version: i64,
    /// The moment.
    pub now: Timestamp,
    /// Who acts, as the log says it.
    pub actor: ActorRef,
    /// In whose name, if not their own.
    pub on_behalf_of: Option<MemberId>,
    /// The member who acts, as stored.
    pub me: Option<Arc<members::MemberRow>>,
    record: Option<Arc<MemberRecord>>,
    /// Who acts as the member above, if somebody does: nothing is done that only one of the two may.
    behind: Option<acting::Behind>,
    /// Which revision of the account this is; `None` inside a change.
    pub(crate) as_of: Option<AsOf>,
    /// A key never does more than was written on it.
    key_permissions: Option<PermissionSet>,
    /// What the account's compliance status withholds from everybody.
    withheld: PermissionSet,
    /// What was read of many members at once, for a chunk of a job.
    pub(crate) ahead: Ahead,
}

impl Standing {
    /// Finds out who the caller is here. Whoever has no place here is told that there is no such account.
    pub(crate) fn find(
        tx: &mut ReadTx<'_>,
        parts: &Parts,
        caller: &Caller,
        account: AccountId,
        now: Timestamp,
        as_of: Option<AsOf>,
    ) -> Outcome<Standing> {
        let known = Known::account(tx, parts, account, as_of)?;
        let mut standing = Standing {
            account: Arc::clone(&known.row),
            model: Arc::clone(&known.model),
            model_version: known.model_version,
            now,
            actor: ActorRef::Anonymous,
            on_behalf_of: None,
            me: None,
            record: None,
            behind: None,
            as_of,
            key_permissions: None,
            withheld: known.withheld.clone(),
            ahead: Ahead::default(),
        };
        match caller.actor {
            Actor::Person { person, .. } => {
                let me = parts.known.person(tx, account, person, as_of)?;
                standing.actor = ActorRef::Member(me.member);
                let (member, last_active) = (me.member, me.last_active_at);
                standing.place(tx, parts, &me)?;
                if !caller.by_itself {
                    parts.active.note(account, Who::Member(member), last_active, roster_store::db::millis(now));
                }
            }
            Actor::Acting { person, session, account: of, acting } => {
                if of != account {
                    return Err(Refusal::NotWhileActing.into());
                }
                standing.act_as(tx, parts, (person, session), acting)?;
                // Whoever acts is active here; the one acted as is not.
                if let Some((_, behind)) = standing.acting().filter(|_| !caller.by_itself) {
                    let (who, last) = (Who::Member(behind.member), behind.last_active_at);
                    parts.active.note(account, who, last, roster_store::db::millis(now));
                }
            }
            Actor::Key { account: of, key } => {
                if of != account {
                    return Err(Refusal::NotFound.into());
                }
                let known = parts.known.key(tx, account, key, &standing.model, as_of)?;
                let row = &known.row;
                let expired = row.expires_at.is_some_and(|until| until <= roster_store::db::millis(now));
                if row.revoked_at.is_some() || expired {
                    return Err(Refusal::NotSignedIn.into());
                }
                if !caller.by_itself {
                    parts.active.note(account, Who::Key(key), row.last_used_at, roster_store::db::millis(now));
                }
                standing.actor = ActorRef::Key(key);
                match &known.member {
                    Some(me) => {
                        standing.on_behalf_of = Some(me.member);
                        standing.key_permissions = Some(known.written.clone());
                        standing.place(tx, parts, me)?;
                    }
                    None => standing.place_account_key(tx, parts, row)?,
                }
            }
            Actor::Support { account: of, support } => {
                if of != account {
                    return Err(Refusal::NotFound.into());
                }
                if !support::goes_on(tx, account, support, roster_store::db::millis(now))? {
                    return Err(Refusal::NotSignedIn.into());
                }
                standing.actor = ActorRef::Operator;
                standing.look_as_the_highest();
            }
            Actor::Operator => standing.actor = ActorRef::Operator,
            Actor::System => standing.actor = ActorRef::System,
            Actor::Anonymous => {}
        }
        Ok(standing)
    }

    /// As nobody in particular, with what the highest role sees. Every change is refused before it begins.
    fn look_as_the_highest(&mut self) {
        let roles = vec![Timed::always(self.model.founder_role())];
        let withheld = self.withheld.clone();
        let nobody = MemberRecord::active(MemberId::from_uuid(uuid::Uuid::nil()));
        self.record = Some(Arc::new(MemberRecord { roles, withheld, ..nobody }));
    }

    /// The operator at the command line, or Roster itself; not the operator who only looks.
    fn is_at_home(&self) -> bool {
        self.record.is_none() && matches!(self.actor, ActorRef::Operator | ActorRef::System)
    }

    fn place(&mut self, tx: &mut ReadTx<'_>, parts: &Parts, me: &Arc<members::MemberRow>) -> Outcome<()> {
        let record = self.known_record_of(tx, parts, me)?;
        if record.status == MemberStatus::Active {
            self.tell_where_it_went(tx)?;
        }
        if record.status != MemberStatus::Active {
            return Err(Refusal::NotFound.into());
        }
        self.me = Some(Arc::clone(me));
        self.record = Some(record);
        Ok(())
    }

    /// Whoever was in an account that became a part of another is told where it went; to everybody else there is no such account.
    fn tell_where_it_went(&self, tx: &mut ReadTx<'_>) -> Outcome<()> {
        if self.account.status == MERGED
            && let Some(went) = merges::merged(tx, self.account.account)?
        {
            let name = accounts::by_id(tx, went.into)?.map(|account| account.name).unwrap_or_default();
            return Err(Refusal::AccountMerged { into: went.into, name }.into());
        }
        Ok(())
    }

    /// What the judge needs to know of a member whose row was read in the snapshot at hand: as it is remembered, or read now.
    pub(crate) fn known_record_of(
        &self,
        tx: &mut ReadTx<'_>,
        parts: &Parts,
        row: &members::MemberRow,
    ) -> Outcome<Arc<MemberRecord>> {
        let Some(as_of) = self.as_of else { return Ok(Arc::new(self.record_of(tx, row)?)) };
        let account = self.account.account;
        if let Some(record) = parts.known.record(account, row.member, as_of) {
            return Ok(record);
        }
        let record = Arc::new(self.record_of(tx, row)?);
        parts.known.keep_record(account, &record, as_of);
        Ok(record)
    }

    /// Refuses who doesn't meet the need.
    pub(crate) fn meets(&self, need: Need) -> Outcome<()> {
        if need == Need::Closed {
            return if self.could_bring_back() { Ok(()) } else { Err(Refusal::NotFound.into()) };
        }
        self.is_reached()?;
        let met = match need {
            Need::Closed => false,
            Need::Anything => true,
            Need::Member => self.record.is_some(),
            Need::Permission(permission) => {
                if self.record.is_none() {
                    return Err(Refusal::NotFound.into());
                }
                return self.require(permission);
            }
            Need::Operator => self.is_at_home() && self.actor == ActorRef::Operator,
            Need::System => self.actor == ActorRef::System,
            // A link is its holder's own.
            Need::Link if self.is_acting() => return Err(Refusal::NotWhileActing.into()),
            Need::Link => true,
        };
        if met { Ok(()) } else { Err(Refusal::NotFound.into()) }
    }

    /// Refuses where the account isn't open, but for the operator and Roster itself: to whoever is in it a suspended one says so, a closed
    /// one is not there.
    fn is_reached(&self) -> Outcome<()> {
        match self.account.status.as_str() {
            "open" => Ok(()),
            // Nothing is left in it that could be changed.
            "purged" => Err(Refusal::NotFound.into()),
            _ if self.is_at_home() => Ok(()),
            "suspended" if self.record.is_some() => Err(Refusal::AccountSuspended.into()),
            _ => Err(Refusal::NotFound.into()),
        }
    }

    /// Whether the caller could close the account if it were open, and it is closed.
    fn could_bring_back(&self) -> bool {
        let key = self.key_permissions.is_some() || self.is_acting() || self.me.is_none();
        let held = self.narrowed(|record| access::account_set(&self.model, record, true, self.now));
        self.account.status == "closed" && !key && held.contains(RosterPermission::CloseAccount)
    }

    /// Whether the account is open: in a suspended or closed one nobody has anything (rule 1).
    pub fn is_open(&self) -> bool {
        self.account.status == "open"
    }

    /// The id of the member who acts; none for the operator, for Roster itself and for holders of a link.
    pub fn member(&self) -> Option<MemberId> {
        self.me.as_ref().map(|me| me.member)
    }

    /// What the one who acts is called, for mails.
    pub fn my_name(&self) -> String {
        self.behind
            .as_ref()
            .map(|behind| &*behind.me)
            .or(self.me.as_deref())
            .map(|me| me.name.clone())
            .unwrap_or_default()
    }

    /// What the caller may in the whole account.
    pub fn account_set(&self) -> PermissionSet {
        self.narrowed(|record| access::account_set(&self.model, record, self.is_open(), self.now))
    }

    /// What the caller may on the resource the chain begins at.
    pub fn set_on(&self, chain: &Chain) -> PermissionSet {
        self.narrowed(|record| access::resource_set(&self.model, record, self.is_open(), chain, self.now))
    }

    /// Whether this is held where one has `set`: there, or in the account if it is one of Roster's own. What one doesn't see, one doesn't
    /// change.
    pub(crate) fn holds_with(&self, set: &PermissionSet, permission: PermissionIx) -> bool {
        let in_account = || RosterPermission::at(permission).is_some() && self.account_set().contains(permission);
        set.contains(permission) || !set.is_empty() && in_account()
    }

    /// The member who acts, and whoever stands behind: what is done must be open to each of them.
    fn doers(&self) -> impl Iterator<Item = &MemberRecord> {
        self.record.as_deref().into_iter().chain(self.behind.as_ref().map(|behind| &*behind.record))
    }

    /// What all doers may, and no more than is written on the key.
    fn narrowed(&self, of: impl Fn(&MemberRecord) -> PermissionSet) -> PermissionSet {
        let mut sets = self.doers().map(of);
        let Some(mut set) = sets.next() else { return PermissionSet::new() };
        sets.chain(self.key_permissions.clone()).for_each(|cap| set.intersect(&cap));
        set
    }

    /// The ids of the roles in force of the member who acts.
    pub(crate) fn role_ids(&self) -> Vec<String> {
        let held = self.record.iter().flat_map(|record| &record.roles);
        let in_force = held.filter(|role| role.window.contains(self.now));
        in_force.map(|role| self.model[role.what].id.to_string()).collect()
    }

    /// Whether the caller holds one of Roster's own permissions in the whole account.
    pub fn may(&self, permission: RosterPermission) -> bool {
        self.account_set().contains(permission.ix())
    }

    /// The same as a refusal that names the permission.
    pub(crate) fn require(&self, permission: RosterPermission) -> Outcome<()> {
        if self.may(permission) {
            return Ok(());
        }
        Err(Refusal::Forbidden { permission: permission.id().to_owned() }.into())
    }

    /// Whether a role gives the caller something on every resource of a kind.
    pub(crate) fn reaches_all(&self, kind: &str) -> bool {
        let Some(kind) = self.model.kind(kind) else { return false };
        !self.narrowed(|record| access::everywhere(&self.model, record, kind, self.now)).is_empty()
    }

    /// Rule 11: whether the caller may do this to a target, the permission for it included.
    pub(crate) fn may_act_on(&self, verb: Verb, target: &MemberRecord) -> Outcome<()> {
        self.require(verb.needs())?;
        if self.is_acting() && !verb.open_while_acting() {
            return Err(Refusal::NotWhileActing.into());
        }
        self.each_may(|record| access::may_act_on(&self.model, record, verb, target, self.now))
    }

    /// Rule 11 for the access of a target, wherever the permission for it is held: that is asked besides.
    pub(crate) fn may_reach_access_of(&self, target: &MemberRecord) -> Outcome<()> {
        self.each_may(|record| access::rank_allows(&self.model, record, Verb::ChangeAccess, target, self.now))
    }

    /// Whether the caller may change what a target was given on a resource: they hold the permission for it, there or in the
    /// account, and the target's rank allows it.
    pub(crate) fn may_change_access_there(&self, chain: Option<&Chain>, target: &MemberRecord) -> bool {
        let needed = RosterPermission::ChangeAccess;
        let there = chain.is_some_and(|chain| self.set_on(chain).contains(needed));
        (there || self.may(needed)) && self.may_reach_access_of(target).is_ok()
    }

    /// Rule 11 without a verb: whether the caller's rank lets them manage what is a member's.
    pub(crate) fn may_manage(&self, target: &MemberRecord) -> Outcome<()> {
        self.each_may(|record| access::rank_allows(&self.model, record, Verb::Edit, target, self.now))
    }

    fn each_may(&self, may: impl Fn(&MemberRecord) -> Result<(), ActRefusal>) -> Outcome<()> {
        self.record.as_ref().ok_or(Refusal::NotFound)?;
        self.doers().try_for_each(may).map_err(|refusal| refusal.refusal(&self.model).into())
    }

    /// Rule 12: whether the caller may make this change to what a member has (`before` is `None` where all is new). A key gives
    /// nothing beyond what is written on it.
    pub(crate) fn may_give(
        &self,
        tx: &mut ReadTx<'_>,
        before: Option<&MemberRecord>,
        after: &MemberRecord,
    ) -> Outcome<()> {
        self.record.as_ref().ok_or(Refusal::NotFound)?;
        if let Some(written) = &self.key_permissions {
            self.key_holds(tx, written, before, after)?;
        }
        self.doers().try_for_each(|giver| self.could_give(tx, giver, before, after))
    }

    /// The same question about another giver: whoever invited, when the invitation is accepted.
    pub(crate) fn could_give(
        &self,
        tx: &mut ReadTx<'_>,
        giver: &MemberRecord,
        before: Option<&MemberRecord>,
        after: &MemberRecord,
    ) -> Outcome<()> {
        let chains = self.chains_of(tx, [Some(giver), before, Some(after)])?;
        let change = Change { before, after, chains: &chains };
        access::may_give(&self.model, giver, &change, self.now).map_err(|refusal| refusal.refusal(&self.model).into())
    }

    /// The same where the holder of a role hands it over.
    pub(crate) fn could_hand_over(
        &self,
        tx: &mut ReadTx<'_>,
        holder: &MemberRecord,
        role: RoleIx,
        before: &MemberRecord,
        after: &MemberRecord,
    ) -> Outcome<()> {
        let chains = self.chains_of(tx, [Some(holder), Some(before), Some(after)])?;
        let change = Change { before: Some(before), after, chains: &chains };
        let may = access::may_hand_over(&self.model, holder, role, &change, self.now);
        may.map_err(|refusal| refusal.refusal(&self.model).into())
    }

    /// The ways to their roots from all that these have access to.
    fn chains_of(&self, tx: &mut ReadTx<'_>, records: [Option<&MemberRecord>; 3]) -> Outcome<Vec<Chain>> {
        let records = records.into_iter().flatten();
        let mut ids: Vec<ResourceId> =
            records.flat_map(|record| record.grants.all()).map(|grant| grant.resource).collect();
        ids.sort_unstable();
        ids.dedup();
        // In one order always: of several things that are missing, the same is named on every run.
        let mut found = self.chains(tx, &ids)?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// Which of these things the caller could give to somebody who has nothing: each role, and with those that could be given, each
    /// permission beyond them and each of the grants. Of what they can't see it isn't said.
    pub(crate) fn givable(&self, tx: &mut ReadTx<'_>, gifts: &Gifts<'_>) -> Outcome<Givable> {
        self.record.as_ref().ok_or(Refusal::NotFound)?;
        let held = self.doers().flat_map(|giver| giver.grants.all());
        let ids: std::collections::BTreeSet<ResourceId> =
            held.chain(gifts.grants).map(|grant| grant.resource).collect();
        let mut found = self.chains(tx, &ids.iter().copied().collect::<Vec<_>>())?;
        let chains: Vec<Chain> = ids.iter().filter_map(|id| found.remove(id)).collect();
        let could = |after: &MemberRecord| {
            let change = Change { before: None, after, chains: &chains };
            self.doers().all(|giver| access::may_give(&self.model, giver, &change, self.now).is_ok())
        };
        let mut after = MemberRecord::active(MemberId::from_uuid(uuid::Uuid::nil()));
        after.mask.clone_from(&gifts.mask);
        let mut roles = Vec::new();
        for role in gifts.roles {
            let able = could(&MemberRecord { roles: vec![*role], ..after.clone() });
            roles.push(able);
        }
        after.roles = gifts.roles.iter().zip(&roles).filter(|(_, able)| **able).map(|(role, _)| *role).collect();
        let mut extras = Vec::new();
        for extra in gifts.extras {
            after.extras = vec![*extra];
            extras.push(could(&after));
        }
        after.extras.clear();
        let mut grants = Vec::new();
        for grant in gifts.grants {
            let chain = chains.iter().find(|chain| chain.resource() == Some(grant.resource));
            let seen = chain.is_some_and(|chain| !self.set_on(chain).is_empty());
            after.grants = std::iter::once(*grant).collect();
            grants.push(seen.then(|| could(&after)));
        }
        Ok(Givable { roles, extras, grants })
    }

    /// Which of these grants the caller could give to somebody who has nothing, each by itself: for offering them. What a project role
    /// asks of its holder is left out, as nobody knows yet what they will be.
    pub(crate) fn could_give_each(&self, tx: &mut ReadTx<'_>, grants: &[GrantRecord]) -> Outcome<Vec<bool>> {
        self.record.as_ref().ok_or(Refusal::NotFound)?;
        let held: std::collections::BTreeSet<ResourceId> =
            self.doers().flat_map(|giver| giver.grants.all()).map(|grant| grant.resource).collect();
        let mut ids = held.clone();
        ids.extend(grants.iter().map(|grant| grant.resource));
        let mut found = self.chains(tx, &ids.into_iter().collect::<Vec<_>>())?;
        let mut chains: Vec<Chain> = held.iter().filter_map(|id| found.remove(id)).collect();
        let before = MemberRecord::active(MemberId::from_uuid(uuid::Uuid::nil()));
        let mut able = Vec::with_capacity(grants.len());
        for grant in grants {
            let after = MemberRecord { grants: std::iter::once(*grant).collect(), ..before.clone() };
            // With the chains of all others it would be asked of each of them, whether anything changes there.
            let own = found.get(&grant.resource).cloned();
            let added = own.is_some();
            chains.extend(own);
            let change = Change { before: Some(&before), after: &after, chains: &chains };
            able.push(self.doers().all(|giver| {
                let may = access::may_give(&self.model, giver, &change, self.now);
                matches!(may, Ok(()) | Err(access::GiveRefusal::Requires(_)))
            }));
            if added {
                chains.pop();
            }
        }
        Ok(able)
    }

    fn key_holds(
        &self,
        tx: &mut ReadTx<'_>,
        written: &PermissionSet,
        before: Option<&MemberRecord>,
        after: &MemberRecord,
    ) -> Outcome<()> {
        let model = &self.model;
        let mut given = PermissionSet::new();
        let had = |role: &Timed<RoleIx>| before.is_some_and(|before| before.roles.contains(role));
        for role in after.roles.iter().filter(|role| !had(role)) {
            given.unite(&model[role.what].permissions);
            model[role.what].on.iter().for_each(|reached| given.unite(&reached.permissions));
        }
        let had_extra = |extra: &Timed<PermissionIx>| before.is_some_and(|before| before.extras.contains(extra));
        for extra in after.extras.iter().filter(|extra| !had_extra(extra)) {
            given.unite(&model[extra.what].includes);
        }
        // What they have already is not given by the key, however much it is; but another role may wake it.
        let wakes = after.roles.iter().any(|role| !had(role));
        let kept: HashSet<&GrantRecord> =
            before.iter().filter(|_| !wakes).flat_map(|before| before.grants.all()).collect();
        let new: Vec<&GrantRecord> = after.grants.all().iter().filter(|grant| !kept.contains(grant)).collect();
        let ids: Vec<ResourceId> = new.iter().map(|grant| grant.resource).collect();
        let chains = self.chains(tx, &ids)?;
        for grant in new {
            let chain = chains.get(&grant.resource).ok_or(Refusal::NotFound)?;
            match grant.what {
                GrantWhat::Level(level) => {
                    let declared = chain.kind().and_then(|kind| model[kind].level(level));
                    declared.into_iter().for_each(|level| given.unite(&level.permissions));
                }
                GrantWhat::Role(role) => given.unite(&model[role].permissions),
                GrantWhat::Permission(permission) => given.unite(&model[permission].includes),
            }
        }
        // Custom takes off what is given, and a wider one gives what it lets through.
        let after_mask = access::mask_of(model, after, self.now);
        given = access::allowed_by_mask(model, &given, after_mask);
        if let Some(before) = before {
            let through = |mask| access::allowed_by_mask(model, model.in_applications(), mask);
            given.unite(&through(after_mask).difference(&through(access::mask_of(model, before, self.now))));
        }
        given.subtract(written);
        if given.is_empty() {
            return Ok(());
        }
        let missing = given.iter().map(|permission| model[permission].id.to_string()).collect();
        Err(Refusal::NotHeld { missing }.into())
    }

    /// What is written on the key that acts.
    pub(crate) fn written(&self) -> Option<&PermissionSet> {
        self.key_permissions.as_ref()
    }

    /// Whether a key acts.
    pub(crate) fn is_key(&self) -> bool {
        self.key_permissions.is_some()
    }

    /// Whether the caller may make a key on which this is written: nobody writes on a key what they don't hold.
    pub(crate) fn may_write_key(&self, permissions: &PermissionSet) -> Outcome<()> {
        let held = self.account_set();
        // What is held on resources is looked for where it is used; a key that slept until its maker rises would be a gift to
        // oneself (rule 12).
        let on_resources = |ix: PermissionIx| RosterPermission::at(ix).is_none() && !self.model[ix].on.is_empty();
        let missing: PermissionSet =
            permissions.iter().filter(|ix| !held.contains(*ix) && !on_resources(*ix)).collect();
        if !missing.is_empty() {
            let missing = missing.iter().map(|permission| self.model[permission].id.to_string()).collect();
            return Err(Refusal::NotHeld { missing }.into());
        }
        Ok(())
    }

    /// The member who acts, as the judge knows them.
    pub fn record(&self) -> Option<&MemberRecord> {
        self.record.as_deref()
    }

    /// What the judge needs to know of a member. Ids that the model doesn't know (any more) give nothing.
    pub(crate) fn record_of(&self, tx: &mut ReadTx<'_>, row: &members::MemberRow) -> Outcome<MemberRecord> {
        self.as_judged(&self.held_of(tx, row)?, row.member, &row.status)
    }

    /// The same where it was read already.
    pub(crate) fn as_judged(&self, held: &Held, member: MemberId, status: &str) -> Outcome<MemberRecord> {
        let mut record = held.record(&self.model, member, status)?;
        record.withheld.clone_from(&self.withheld);
        Ok(record)
    }

    /// What a member holds, as it is stored.
    pub(crate) fn held_of(&self, tx: &mut ReadTx<'_>, row: &members::MemberRow) -> Outcome<Held> {
        match self.ahead.held(row) {
            Some(held) => Ok(held.clone()),
            None => Held::read(tx, self.account.account, row),
        }
    }

    /// What the caller would have to hold, and does not, for `member` to gain what they gain when the resource that the chains begin
    /// at moves (rule 12).
    pub(crate) fn missing_for_move(&self, member: &MemberRecord, from: &Chain, to: &Chain) -> PermissionSet {
        let mut missing = PermissionSet::new();
        for mover in self.doers() {
            missing.unite(&access::missing_for_move(&self.model, mover, member, from, to, self.now));
        }
        if let Some(written) = &self.key_permissions {
            missing.unite(&access::shift(&self.model, member, from, to, self.now).gains.difference(written));
        }
        missing
    }

    /// The way from a resource to its root; refused when there is no such resource.
    pub(crate) fn chain(&self, tx: &mut ReadTx<'_>, resource: ResourceId) -> Outcome<Chain> {
        let links = resources::chain(tx, self.account.account, resource)?;
        if links.is_empty() {
            return Err(Refusal::NotFound.into());
        }
        let mut chain = Chain::default();
        for link in links {
            let kind = self.kind_of(&link.kind)?;
            chain.links.push(ChainLink { resource: link.resource, kind, owner: link.owner });
        }
        Ok(chain)
    }

    /// The ways from several resources to their roots, in one statement.
    pub(crate) fn chains(&self, tx: &mut ReadTx<'_>, ids: &[ResourceId]) -> Outcome<HashMap<ResourceId, Chain>> {
        let mut chains: HashMap<ResourceId, Chain> = HashMap::new();
        let unread: Vec<ResourceId> = ids.iter().copied().filter(|id| !self.ahead.chains.contains_key(id)).collect();
        for id in ids {
            chains.extend(self.ahead.chains.get(id).map(|chain| (*id, chain.clone())));
        }
        if unread.is_empty() {
            return Ok(chains);
        }
        for step in resources::chains(tx, self.account.account, &unread)? {
            let kind = self.kind_of(&step.kind)?;
            let link = ChainLink { resource: step.resource, kind, owner: step.owner };
            chains.entry(step.of).or_default().links.push(link);
        }
        Ok(chains)
    }

    fn kind_of(&self, id: &str) -> Outcome<KindIx> {
        self.model.kind(id).ok_or_else(|| Failure::broken(format!("a resource of kind {id:?}")))
    }

    /// A role by its id, or a refusal that names the field.
    pub(crate) fn role(&self, pointer: &str, id: &str) -> Outcome<RoleIx> {
        let role = self.model.role(id);
        role.ok_or_else(|| {
            let problem = roster_domain::refusal::FieldProblem::new(pointer, "unknown_role").with("value", id);
            Refusal::Invalid(vec![problem]).into()
        })
    }
}

/// What might be given.
#[derive(Default)]
pub(crate) struct Gifts<'g> {
    /// Roles.
    pub(crate) roles: &'g [Timed<RoleIx>],
    /// Permissions beyond them.
    pub(crate) extras: &'g [Timed<PermissionIx>],
    /// What is left of the applications; `None`: all.
    pub(crate) mask: Option<PermissionSet>,
    /// Access.
    pub(crate) grants: &'g [GrantRecord],
}

/// What the caller could give.
pub(crate) struct Givable {
    /// Each of the roles.
    pub(crate) roles: Vec<bool>,
    /// Each of the permissions beyond them.
    pub(crate) extras: Vec<bool>,
    /// Each of the grants; `None`: the caller doesn't see the resource.
    pub(crate) grants: Vec<Option<bool>>,
}

/// Milliseconds as a window.
pub(crate) fn window(from_at: Option<i64>, until_at: Option<i64>) -> Outcome<Window> {
    Ok(Window { from: from_at.map(timestamp).transpose()?, until: until_at.map(timestamp).transpose()? })
}

/// A stored grant as the judge knows it. A level that is gone still decides; a role or permission that is gone gives nothing.
pub(crate) fn grant_what(model: &Model, kind: &str, slot: &str, value: &str) -> Option<GrantWhat> {
    match slot.split_once(':') {
        None => Some(GrantWhat::Level(model.level(value).unwrap_or(LevelIx::GONE))),
        Some(("role", _)) => model.kind(kind).and_then(|kind| model.project_role(kind, value)).map(GrantWhat::Role),
        Some(_) => model.permission(value).map(GrantWhat::Permission),
    }
}
