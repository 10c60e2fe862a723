//! What would come back with somebody who is out, before it is asked for (C06): what comes back, what can't, and what the caller may
//! not give.

use crate::{
    App, Caller, Failure, Outcome,
    held::Held,
    jobs::ask::{Which, ids},
    members::{
        called,
        gifts::held_already,
        given::Given,
        list::{MemberLine, lines},
    },
    standing::{Gifts, Need, grant_what, window},
    view::View,
};
use roster_domain::{
    access::Verb,
    grant::{GrantRecord, Timed, Window},
    id::{AccountId, MemberId, ResourceId},
    lifecycle::Step,
    member::{MemberRecord, MemberStatus},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{
    grants, lost_access,
    members::{self, MemberRow},
};

/// The most that are named of what is gone.
const NAMED: i64 = 50;

/// What becomes of one thing they had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It comes back.
    Back,
    /// Its time is over.
    Over,
    /// The model has no such thing any more.
    Gone,
    /// The caller may not give it (F03).
    NotYours,
}

impl Fate {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Fate::Back => "back",
            Fate::Over => "over",
            Fate::Gone => "gone",
            Fate::NotYours => "not_yours",
        }
    }
}

/// A role or a permission beyond the roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// Its id.
    pub id: String,
    /// When it ends by itself, in milliseconds since 1970.
    pub until_at: Option<i64>,
    /// What becomes of it.
    pub fate: Fate,
}

/// Something on a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThingOn {
    /// The resource; none where the caller doesn't see it, of which then nothing is said but that it is there.
    pub resource: Option<ResourceId>,
    /// Its name.
    pub name: String,
    /// Its kind's id.
    pub kind: String,
    /// What is given on it.
    pub given: Given,
    /// When it ends by itself, in milliseconds since 1970.
    pub until_at: Option<i64>,
    /// What becomes of it.
    pub fate: Fate,
}

/// What would come back with somebody.
#[derive(Clone, Debug)]
pub struct ComingBack {
    /// Who it is.
    pub line: MemberLine,
    /// What they would be: `active`, or `invited` where they have to accept first.
    pub status: &'static str,
    /// Their roles.
    pub roles: Vec<Thing>,
    /// Their permissions beyond the roles.
    pub extras: Vec<Thing>,
    /// Custom: the ids of what is kept of the applications; `None`: All.
    pub custom: Option<Vec<String>>,
    /// Their access.
    pub access: Vec<ThingOn>,
    /// The names of resources that were deleted while they were out, with their kinds.
    pub lost: Vec<(String, String)>,
    /// Why the caller may not bring them back.
    pub refusal: Option<Refusal>,
}

/// Looks, for whoever may restore members. Only who is out can come back.
pub async fn preview(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<ComingBack> {
    app.view(caller, account, Need::Permission(RosterPermission::RestoreMembers), move |view| {
        let row = members::by_id(view.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let step = if row.status == "disabled" { Step::Enable } else { Step::Restore };
        let status = MemberStatus::from_code(&row.status)
            .ok_or_else(|| Failure::broken(format!("a member with status {:?}", row.status)))?;
        let to = step.leads(status, row.person.is_some(), view.standing.model.membership())?;
        let (held, record) = (view.standing.held_of(view.tx, &row)?, view.standing.record_of(view.tx, &row)?);
        let (now, model) = (view.at(), view.standing.model.clone());
        let refusal = why_not(view, &held, &record, to)?;
        let over = |until: Option<i64>| until.is_some_and(|until| until <= now);

        let mut roles = Vec::new();
        for role in &held.roles {
            let fate = match model.role(&role.id) {
                None => Fate::Gone,
                Some(_) if over(role.until_at) => Fate::Over,
                Some(ix) => {
                    let timed = Timed { what: ix, window: window(role.from_at, role.until_at)? };
                    let able = view.standing.givable(view.tx, &Gifts { roles: &[timed], ..Gifts::default() })?.roles;
                    if able == [true] { Fate::Back } else { Fate::NotYours }
                }
            };
            roles.push(Thing { id: role.id.clone(), until_at: role.until_at, fate });
        }
        let may_all = view.standing.account_set();
        let extras = held.extras.iter().map(|extra| {
            let fate = match model.permission(&extra.id) {
                None => Fate::Gone,
                Some(_) if over(extra.until_at) => Fate::Over,
                Some(ix) if may_all.contains(ix) || !model[ix].on_account => Fate::Back,
                Some(_) => Fate::NotYours,
            };
            Thing { id: extra.id.clone(), until_at: extra.until_at, fate }
        });
        let extras = extras.collect();

        let listed = grants::listed(view.tx, account, member)?;
        let what = |grant: &grants::GrantOnRow| -> Outcome<Option<GrantRecord>> {
            let given = Given::stored(&grant.slot, &grant.value);
            let declared = match &given {
                Given::Level(id) => {
                    let level = model.level(id);
                    let kind = model.kind(&grant.kind);
                    level.is_some_and(|level| kind.is_some_and(|kind| model[kind].level(level).is_some()))
                }
                Given::Role(_) | Given::Permission(_) => true,
            };
            let what = grant_what(&model, &grant.kind, &grant.slot, &grant.value).filter(|_| declared);
            let window = Window { until: window(None, grant.until_at)?.until, ..Window::ALWAYS };
            Ok(what.map(|what| GrantRecord { resource: grant.resource, what, window }))
        };
        let mut records = Vec::new();
        for grant in &listed {
            records.push(if over(grant.until_at) { None } else { what(grant)? });
        }
        let first: Vec<_> = held
            .roles
            .iter()
            .find_map(|role| model.role(&role.id))
            .map(|ix| Timed { what: ix, window: Window::ALWAYS })
            .into_iter()
            .collect();
        let asked: Vec<GrantRecord> = records.iter().flatten().copied().collect();
        let mut able = view
            .standing
            .givable(view.tx, &Gifts { roles: &first, grants: &asked, ..Gifts::default() })?
            .grants
            .into_iter();
        let ids: Vec<ResourceId> = listed.iter().map(|grant| grant.resource).collect();
        let chains = view.standing.chains(view.tx, &ids)?;
        let sees = |id: ResourceId| chains.get(&id).is_some_and(|chain| !view.standing.set_on(chain).is_empty());
        let mut access = Vec::new();
        for (grant, record) in listed.into_iter().zip(records) {
            let fate = match record {
                _ if over(grant.until_at) => Fate::Over,
                None => Fate::Gone,
                Some(_) => match able.next().flatten() {
                    Some(true) => Fate::Back,
                    Some(false) | None => Fate::NotYours,
                },
            };
            let seen = sees(grant.resource);
            access.push(ThingOn {
                resource: seen.then_some(grant.resource),
                name: if seen { grant.name } else { String::new() },
                given: Given::stored(&grant.slot, &grant.value),
                kind: grant.kind,
                until_at: grant.until_at,
                fate,
            });
        }
        let lost = lost_access::of_member(view.tx, account, member, NAMED)?;
        let lost = lost.into_iter().map(|row| (row.kind, row.name)).collect();
        let line = lines(view, vec![row])?.pop().ok_or(Refusal::NotFound)?;
        Ok(ComingBack { line, status: to.code(), roles, extras, custom: held.custom, access, lost, refusal })
    })
    .await
}

/// Why the caller may not bring somebody back, if they may not.
fn why_not(view: &mut View<'_, '_>, held: &Held, record: &MemberRecord, to: MemberStatus) -> Outcome<Option<Refusal>> {
    let model = view.standing.model.clone();
    let may = view.standing.may_act_on(Verb::Restore, record);
    let may = may.and_then(|()| match held.roles.iter().find(|role| model.role(&role.id).is_none()) {
        Some(role) => view.standing.role("/role", &role.id).map(drop),
        None => view.standing.may_give(view.tx, None, &held_already(&model, record.clone())),
    });
    let may = may.and_then(|()| match to {
        MemberStatus::Invited => view.standing.require(RosterPermission::Invite),
        _ => Ok(()),
    });
    match may {
        Ok(()) => Ok(None),
        Err(Failure::Refused(refusal)) => Ok(Some(refusal)),
        Err(failure) => Err(failure),
    }
}

/// Why the caller could not bring somebody back whom they are about to put out, if so: the same judgement, beforehand.
pub async fn no_way_back(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<Option<Refusal>> {
    app.view(caller, account, Need::Permission(RosterPermission::RemoveMembers), move |view| {
        let row = members::by_id(view.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let (held, record) = (view.standing.held_of(view.tx, &row)?, view.standing.record_of(view.tx, &row)?);
        why_not(view, &held, &record, MemberStatus::Active)
    })
    .await
}

/// How many of many are looked at.
const MANY: usize = 200;

/// What would become of many, as far as it is not simply all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManyComingBack {
    /// How many were looked at; of more than these nothing is said before.
    pub looked_at: usize,
    /// Who would not come back, what they are called, and why.
    pub refused: Vec<(MemberId, String, Refusal)>,
    /// Who would come back without what was deleted meanwhile: what they are called, and the names of that.
    pub lost: Vec<(MemberId, String, Vec<String>)>,
}

/// The same of the first two hundred of many, in a fixed number of statements.
pub async fn preview_many(app: &App, caller: &Caller, account: AccountId, which: Which) -> Outcome<ManyComingBack> {
    app.view(caller, account, Need::Permission(RosterPermission::RestoreMembers), move |view| {
        let at = view.at();
        let mut ids = ids(view.tx, &view.standing, at, &which)?;
        ids.truncate(MANY);
        let rows = members::by_ids(view.tx, account, &ids)?;
        view.standing.read_ahead(view.tx, &rows)?;
        let mut found = ManyComingBack { looked_at: rows.len(), ..ManyComingBack::default() };
        let named = view.standing.may(RosterPermission::ReadMembers);
        let name = |row: &MemberRow| if named { called(row).to_owned() } else { row.member.to_string() };
        for row in &rows {
            let step = if row.status == "disabled" { Step::Enable } else { Step::Restore };
            let status = MemberStatus::from_code(&row.status);
            let to = status.map(|status| step.leads(status, row.person.is_some(), view.standing.model.membership()));
            let why = match to {
                Some(Ok(to)) => {
                    let held = view.standing.held_of(view.tx, row)?;
                    let record = view.standing.record_of(view.tx, row)?;
                    why_not(view, &held, &record, to)?
                }
                Some(Err(refusal)) => Some(refusal),
                None => None,
            };
            found.refused.extend(why.map(|why| (row.member, name(row), why)));
        }
        for (member, what) in lost_access::of_members(view.tx, account, &ids)? {
            let Some(row) = rows.iter().find(|row| row.member == member) else { continue };
            match found.lost.iter_mut().find(|(other, ..)| *other == member) {
                Some((_, _, names)) => names.push(what),
                None => found.lost.push((member, name(row), vec![what])),
            }
        }
        Ok(found)
    })
    .await
}
