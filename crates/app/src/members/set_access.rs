//! Adding, changing and taking away a member's access to resources (A11, C10–C12).

use crate::{
    App, Caller, Done, Failure, Outcome,
    invitations::create::MAX_ACCESS,
    members::{
        gifts,
        given::{AccessWish, Given, PERMISSION, ROLE, place},
        state, succession,
    },
    scope::{Letter, Scope},
    standing::{Need, grant_what, window},
    undo::image::{Access, Delta, Swap},
};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    grant::{GrantRecord, Window},
    id::{AccountId, MemberId, ResourceId},
    mail::{AccessChange, MailKind},
    member::MemberRecord,
    model::Model,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};
use roster_store::{
    db::{millis, timestamp},
    grants::{self, GrantOnRow},
    members,
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// One change on a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessEdit {
    /// On what.
    pub resource: ResourceId,
    /// What is given or taken away.
    pub what: Wanted,
    /// When it counts; nothing to say where it is taken away.
    pub window: Window,
}

/// What shall be on a resource afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// This; another level makes way for a level, and another project role for a project role.
    Give(Given),
    /// No level.
    NoLevel,
    /// No project role.
    NoRole,
    /// Not this single permission.
    Not(String),
    /// No single permission.
    NoPermissions,
}

impl AccessEdit {
    /// A level, or with `None` no level.
    pub fn level(resource: ResourceId, level: Option<String>, window: Window) -> AccessEdit {
        AccessEdit { resource, what: level.map_or(Wanted::NoLevel, |id| Wanted::Give(Given::Level(id))), window }
    }

    /// A project role, or with `None` no project role.
    pub fn role(resource: ResourceId, role: Option<String>, window: Window) -> AccessEdit {
        AccessEdit { resource, what: role.map_or(Wanted::NoRole, |id| Wanted::Give(Given::Role(id))), window }
    }

    /// A single permission besides those that are there.
    pub fn permission(resource: ResourceId, permission: String, window: Window) -> AccessEdit {
        AccessEdit { resource, what: Wanted::Give(Given::Permission(permission)), window }
    }

    /// Whether it is about what stands in this slot.
    fn concerns(&self, slot: &str) -> bool {
        match &self.what {
            Wanted::Give(Given::Level(_)) | Wanted::NoLevel => slot == grants::LEVEL,
            Wanted::Give(Given::Role(_)) | Wanted::NoRole => slot.starts_with(ROLE),
            Wanted::NoPermissions => slot.starts_with(PERMISSION),
            Wanted::Give(Given::Permission(id)) | Wanted::Not(id) => slot.strip_prefix(PERMISSION) == Some(id),
        }
    }

    /// What two edits of one request must not have in common.
    fn key(&self) -> (ResourceId, String) {
        let about = match &self.what {
            Wanted::Give(Given::Level(_)) | Wanted::NoLevel => grants::LEVEL.to_owned(),
            Wanted::Give(Given::Role(_)) | Wanted::NoRole => ROLE.to_owned(),
            Wanted::NoPermissions => PERMISSION.to_owned(),
            Wanted::Give(Given::Permission(id)) | Wanted::Not(id) => format!("{PERMISSION}{id}"),
        };
        (self.resource, about)
    }
}

/// Changes the given resources and leaves all others as they are; gives the new version. Needs `roster.change_access` in the
/// account, or on each of the resources.
pub async fn set_access(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    edits: Vec<AccessEdit>,
) -> Outcome<Done<i64>> {
    check(&edits)?;
    app.change(caller, account, Need::Member, move |scope| {
        let on: Vec<ResourceId> = edits.iter().map(|edit| edit.resource).collect();
        may_change(scope, &on)?;
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_reach_access_of(&target)?;
        scope.expect_version(row.version)?;
        match set_access_one(scope, &row, &edits)? {
            events if events.is_empty() => Ok(scope.nothing(row.version)),
            events => Ok(scope.commit_all(row.version + 1, events)),
        }
    })
    .await
}

/// The same of one of many. Whether the caller may change access at all was asked.
pub(crate) fn set_access_one(
    scope: &mut Scope<'_, '_>,
    row: &members::MemberRow,
    edits: &[AccessEdit],
) -> Outcome<Vec<Event>> {
    let target = scope.standing.record_of(scope.tx, row)?;
    scope.standing.may_reach_access_of(&target)?;
    put_access(scope, row, &target, edits)
}

/// Puts access as it shall be, in a change that more may happen in: gives the events, none where it is so already. Whether the
/// caller may change this member's access is asked before; what is given thereby is judged here.
pub(crate) fn put_access(
    scope: &mut Scope<'_, '_>,
    row: &members::MemberRow,
    target: &MemberRecord,
    edits: &[AccessEdit],
) -> Outcome<Vec<Event>> {
    let (account, member) = (scope.account(), row.member);
    if !matches!(row.status.as_str(), "active" | "invited" | "disabled") {
        return Err(Refusal::WrongState { state: state(&row.status) }.into());
    }
    let mut listed = grants::listed(scope.tx, account, member)?;
    let (mut done, mut former) = (Vec::new(), succession::Former::default());
    for (index, edit) in edits.iter().enumerate() {
        let pointer = format!("/access/{index}");
        apply(scope, &pointer, row, &mut listed, edit, &mut done, &mut former)?;
    }
    if done.is_empty() {
        return Ok(Vec::new());
    }
    // The change as a whole: also what a nearer level lets through when it goes away.
    let after = MemberRecord { grants: records(&scope.standing.model, &listed)?.into(), ..target.clone() };
    scope.standing.may_give(scope.tx, Some(target), &after)?;
    members::touch(scope.tx, account, member)?;
    mail(scope, row, &done)?;
    let mut events = former.step_back(scope)?;
    events.push(event(row, &done).changes(former.told()));
    Ok(events)
}

/// What can be refused without asking the database.
pub(crate) fn check(edits: &[AccessEdit]) -> Outcome<()> {
    let mut problems = Vec::new();
    if edits.len() > MAX_ACCESS {
        problems.push(FieldProblem::new("/access", "too_many").with("limit", MAX_ACCESS.to_string()));
    }
    let mut seen = HashSet::new();
    for (index, edit) in edits.iter().enumerate() {
        // Which of the two was meant nobody knows.
        if !seen.insert(edit.key()) {
            problems.push(FieldProblem::new(format!("/access/{index}/resource"), "duplicate"));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}

/// Whoever may not in the account must be allowed to on each of the resources. Asked before anything else: who may not learns
/// nothing about anybody.
pub(crate) fn may_change(scope: &mut Scope<'_, '_>, on: &[ResourceId]) -> Outcome<()> {
    let needed = RosterPermission::ChangeAccess;
    if scope.standing.may(needed) || on.is_empty() {
        return scope.standing.require(needed);
    }
    let chains = scope.standing.chains(scope.tx, on)?;
    let may = |id| chains.get(id).is_some_and(|chain| scope.standing.set_on(chain).contains(needed.ix()));
    if on.iter().all(may) { Ok(()) } else { scope.standing.require(needed) }
}

/// Grants as the judge knows them.
fn records(model: &Model, listed: &[GrantOnRow]) -> Outcome<Vec<GrantRecord>> {
    let mut records = Vec::new();
    for grant in listed {
        if let Some(what) = grant_what(model, &grant.kind, &grant.slot, &grant.value) {
            let window = window(grant.from_at, grant.until_at)?;
            records.push(GrantRecord { resource: grant.resource, what, window });
        }
    }
    Ok(records)
}

/// Something as it is stored, with its times.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Stood {
    pub(super) what: Given,
    from_at: Option<i64>,
    until_at: Option<i64>,
}

impl Stood {
    pub(super) fn of(grant: &GrantOnRow) -> Stood {
        Stood { what: Given::stored(&grant.slot, &grant.value), from_at: grant.from_at, until_at: grant.until_at }
    }

    /// Without beginning and end.
    pub(super) fn always(what: Given) -> Stood {
        Stood { what, from_at: None, until_at: None }
    }

    /// What an image shows in a slot.
    pub(crate) fn shown(slot: &str, access: &Access) -> Stood {
        Stood { what: Given::stored(slot, &access.value), from_at: access.from_at, until_at: access.until_at }
    }

    /// As an image shows it.
    pub(super) fn image(&self) -> Access {
        Access { value: self.what.id().to_owned(), from_at: self.from_at, until_at: self.until_at }
    }
}

/// One change that was made.
pub(crate) struct Applied {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) before: Option<Stood>,
    pub(crate) after: Option<Stood>,
}

impl Applied {
    /// What the log says: what was and is given, and beginning and end where they changed.
    fn changes(&self) -> Vec<Change> {
        let (before, after) = (self.before.as_ref(), self.after.as_ref());
        let id = |of: Option<&Stood>| of.map(|stood| stood.what.id().to_owned());
        let mut changes = vec![Change::of("access", &self.name, id(before), id(after))];
        let time = |at: Option<i64>| at.and_then(|at| timestamp(at).ok()).map(|at| at.to_string());
        let begins: fn(&Stood) -> Option<i64> = |stood| stood.from_at;
        let ends: fn(&Stood) -> Option<i64> = |stood| stood.until_at;
        for (field, of) in [("access_from", begins), ("access_until", ends)] {
            let (was, is) = (before.and_then(of), after.and_then(of));
            if was != is && after.is_some() {
                changes.push(Change::of(field, &self.name, time(was), time(is)));
            }
        }
        changes
    }
}

/// What the log says about a member whose access was changed.
pub(crate) fn event(row: &members::MemberRow, done: &[Applied]) -> Event {
    let subject = if row.name.is_empty() { &row.email } else { &row.name };
    Event::new(EventKind::AccessChanged, Target::Member(row.member), subject)
        .changes(done.iter().flat_map(Applied::changes).collect::<Vec<_>>())
}

/// Makes one change, also in `listed`, and notes it; or nothing, where it is so already.
fn apply(
    scope: &mut Scope<'_, '_>,
    pointer: &str,
    row: &members::MemberRow,
    listed: &mut Vec<GrantOnRow>,
    edit: &AccessEdit,
    done: &mut Vec<Applied>,
    former: &mut succession::Former,
) -> Outcome<()> {
    let (account, member) = (scope.account(), row.member);
    let (there, others): (Vec<_>, Vec<_>) = std::mem::take(listed)
        .into_iter()
        .partition(|grant| grant.resource == edit.resource && edit.concerns(&grant.slot));
    *listed = others;
    let new = match &edit.what {
        Wanted::Give(what) => {
            let time = |at: Option<jiff::Timestamp>| at.map(millis);
            let (from_at, until_at) = (time(edit.window.from), time(edit.window.until));
            Some(Stood { what: what.clone(), from_at, until_at })
        }
        _ => None,
    };
    let stood: Vec<Stood> = there.iter().map(Stood::of).collect();
    if new.as_slice() == stood {
        listed.extend(there);
        return Ok(());
    }
    for grant in &there {
        let stays = new.as_ref().is_some_and(|new| new.what.slot() == grant.slot);
        if !stays && succession::needs_successor(&scope.standing.model, &grant.kind, &grant.slot, &grant.value) {
            return Err(Refusal::field(format!("{pointer}/role"), "needs_successor").into());
        }
        grants::remove(scope.tx, account, member, edit.resource, &grant.slot)?;
        if !stays {
            let swap = Swap { before: Some(Stood::of(grant).image()), after: None };
            let (slot, name) = (grant.slot.clone(), grant.name.clone());
            scope.took_the_place_of(member, Delta::Access { resource: edit.resource, name, slot, swap });
        }
    }
    let mut name = there.first().map(|grant| grant.name.clone()).unwrap_or_default();
    let mut kind = there.first().map(|grant| grant.kind.clone()).unwrap_or_default();
    if let Some(Stood { what, from_at, until_at }) = &new {
        let wish = AccessWish { resource: edit.resource, what: what.clone(), window: edit.window };
        let place = place(scope, pointer, &wish)?;
        former.note(scope, pointer, row, edit.resource, &place)?;
        let stored = place.row(scope, member);
        grants::put(scope.tx, account, &stored)?;
        let was = there.iter().find(|grant| grant.slot == stored.slot).map(|grant| Stood::of(grant).image());
        let is = Access { value: stored.value.clone(), from_at: *from_at, until_at: *until_at };
        let swap = Swap { before: was, after: Some(is) };
        let (slot, called) = (stored.slot.clone(), place.name.clone());
        scope.took_the_place_of(member, Delta::Access { resource: edit.resource, name: called, slot, swap });
        kind = scope.standing.model[place.kind].id.to_string();
        name.clone_from(&place.name);
        listed.push(GrantOnRow {
            resource: edit.resource,
            kind: kind.clone(),
            name: name.clone(),
            parent: None,
            slot: stored.slot,
            value: stored.value,
            from_at: *from_at,
            until_at: *until_at,
        });
    }
    // One makes way for the other; what else was there goes without one.
    let mut before = stood.into_iter();
    let first = Applied { name: name.clone(), kind: kind.clone(), before: before.next(), after: new };
    done.push(first);
    done.extend(before.map(|stood| Applied {
        name: name.clone(),
        kind: kind.clone(),
        before: Some(stood),
        after: None,
    }));
    Ok(())
}

/// Tells whoever's access was changed by somebody else.
pub(crate) fn mail(scope: &mut Scope<'_, '_>, row: &members::MemberRow, done: &[Applied]) -> Outcome<()> {
    if row.status != "active" || scope.standing.member() == Some(row.member) {
        return Ok(());
    }
    let language = gifts::language_of(row);
    let model = scope.standing.model.clone();
    let changes = done
        .iter()
        .map(|done| {
            let label = |stood: &Stood| stood.what.label(&model, &done.kind, language);
            AccessChange {
                resource: done.name.clone(),
                before: done.before.as_ref().map(label),
                after: done.after.as_ref().map(label),
                until: done.after.as_ref().and_then(|stood| stood.until_at).and_then(|at| timestamp(at).ok()),
            }
        })
        .collect();
    let kind =
        MailKind::AccessChanged { account: scope.standing.account.name.clone(), by: scope.standing.my_name(), changes };
    scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link: None })?;
    Ok::<_, Failure>(())
}
