//! Setting what a member may beyond their roles, and what is left of the applications (E07, C02): the whole of it, as it shall be.

use crate::{
    App, Caller, Done, Outcome,
    members::{gifts, state},
    scope::{Letter, Scope},
    standing::Need,
    undo::image::{Delta, Swap},
};
use jiff::Timestamp;
use roster_domain::{
    access::{self, Verb},
    event::{Change, Event, EventKind, Target},
    grant::{Timed, Window},
    id::{AccountId, MemberId},
    language::Language,
    mail::{Applications, GivenPermission, MailKind},
    member::MemberRecord,
    model::Model,
    permission::{PermissionIx, PermissionSet, RosterPermission},
    refusal::{FieldProblem, Refusal},
};
use roster_store::{
    db::{millis, timestamp},
    members::{self, TimedRow},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};

/// What Custom looks like in the log when it is off.
const ALL: &str = "*";

/// A permission beyond the roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtraWish {
    /// Its id.
    pub permission: String,
    /// When it counts.
    pub window: Window,
}

/// What somebody shall may beyond their roles and, of what these give in applications, shall keep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PermissionsWish {
    /// All permissions beyond the roles.
    pub extras: Vec<ExtraWish>,
    /// Custom: the ids of the permissions of applications that are kept. `None`: All.
    pub custom: Option<Vec<String>>,
}

/// Sets a member's permissions beyond the roles and their Custom; gives the new version.
pub async fn set_permissions(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    wish: PermissionsWish,
) -> Outcome<Done<i64>> {
    app.change(caller, account, Need::Permission(RosterPermission::ChangeRoles), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::ChangePermissions, &target)?;
        scope.expect_version(row.version)?;
        if !matches!(row.status.as_str(), "active" | "invited" | "disabled") {
            return Err(Refusal::WrongState { state: state(&row.status) }.into());
        }
        match set_permissions_one(scope, &row, |_| wish.clone())? {
            Some(event) => Ok(scope.commit(row.version + 1, event)),
            None => Ok(scope.nothing(row.version)),
        }
    })
    .await
}

/// The same of one of many; what is wished may depend on what is there.
pub(crate) fn set_permissions_one(
    scope: &mut Scope<'_, '_>,
    row: &members::MemberRow,
    wish: impl FnOnce(&Stored) -> PermissionsWish,
) -> Outcome<Option<Event>> {
    let (account, member) = (scope.account(), row.member);
    let held = scope.standing.held_of(scope.tx, row)?;
    let target = held.record(&scope.standing.model, member, &row.status)?;
    scope.standing.may_act_on(Verb::ChangePermissions, &target)?;
    if !matches!(row.status.as_str(), "active" | "invited" | "disabled") {
        return Err(Refusal::WrongState { state: state(&row.status) }.into());
    }
    let before = Stored { extras: held.extras, custom: held.custom };
    let after = wanted(scope, &wish(&before), &target, &before)?;
    if before == after {
        return Ok(None);
    }
    let mut record = target.clone();
    after.put_into(&scope.standing.model, &mut record)?;
    scope.standing.may_give(scope.tx, Some(&target), &record)?;
    after.write(scope, member)?;
    members::touch(scope.tx, account, member)?;
    mail(scope, row, &before, &after)?;
    let event = event(row, &before, &after);
    if before.extras != after.extras {
        scope.took_the_place_of(member, Delta::Extras(Swap { before: before.extras, after: after.extras }));
    }
    if before.custom != after.custom {
        scope.took_the_place_of(member, Delta::Custom(Swap { before: before.custom, after: after.custom }));
    }
    Ok(Some(event))
}

/// What the log says of permissions that took the place of others.
pub(crate) fn event(row: &members::MemberRow, before: &Stored, after: &Stored) -> Event {
    let subject = if row.name.is_empty() { &row.email } else { &row.name };
    Event::new(EventKind::PermissionsChanged, Target::Member(row.member), subject).changes(changes(before, after))
}

/// Extras and Custom as they are stored, both in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) extras: Vec<TimedRow>,
    /// `None`: All.
    pub(crate) custom: Option<Vec<String>>,
}

impl Stored {
    /// Gives the judge's record of the member these.
    pub(crate) fn put_into(&self, model: &Model, record: &mut MemberRecord) -> Outcome<()> {
        record.extras.clear();
        for extra in &self.extras {
            if let Some(what) = model.permission(&extra.id) {
                record.extras.push(Timed { what, window: crate::standing::window(extra.from_at, extra.until_at)? });
            }
        }
        let listed = |kept: &Vec<String>| model.mask(kept.iter().filter_map(|id| model.permission(id)));
        record.mask = self.custom.as_ref().map(listed);
        Ok(())
    }

    /// Replaces what is stored of the member by these.
    pub(crate) fn write(&self, scope: &mut Scope<'_, '_>, member: MemberId) -> Outcome<()> {
        let account = scope.account();
        members::set_extras(scope.tx, account, member, &self.extras)?;
        members::set_mask(scope.tx, account, member, self.custom.as_deref())?;
        Ok(())
    }
}

/// What is wished, if it makes sense for someone with the receiver's roles. What stands already is not asked about again.
pub(crate) fn wanted(
    scope: &Scope<'_, '_>,
    wish: &PermissionsWish,
    receiver: &MemberRecord,
    before: &Stored,
) -> Outcome<Stored> {
    let (model, now, by) = (&scope.standing.model, scope.now(), scope.standing.member());
    let (mut problems, mut extras, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (index, extra) in wish.extras.iter().enumerate() {
        let row = TimedRow {
            from_at: extra.window.from.map(millis),
            until_at: extra.window.until.map(millis),
            ..TimedRow::always(&extra.permission, by, scope.at())
        };
        // What stands was given when it was given.
        let known = before.extras.iter().find(|known| known.gives_the_same(&row)).cloned();
        let (stands, row) = (known.is_some(), known.unwrap_or(row));
        let mut wrong = |field: &str, code| {
            let problem = FieldProblem::new(format!("/extras/{index}/{field}"), code);
            problems.push(problem.with("value", extra.permission.as_str()));
        };
        match model.permission(&extra.permission) {
            // Which of the two was meant nobody knows.
            _ if !seen.insert(extra.permission.as_str()) => wrong("permission", "duplicate"),
            None => wrong("permission", "unknown_permission"),
            Some(permission) if !stands && !access::may_receive(model, receiver, permission, now) => {
                wrong("permission", "not_offered");
            }
            Some(_) => {
                if let Some((field, code)) = extra.window.problem(now).filter(|_| !stands) {
                    wrong(field, code);
                }
            }
        }
        extras.push(row);
    }
    extras.sort_by(|one, other| one.id.cmp(&other.id));
    let custom = wish.custom.as_ref().map(|kept| kept.iter().cloned().collect::<BTreeSet<_>>());
    let custom: Option<Vec<String>> = custom.map(|kept| kept.into_iter().collect());
    if let Some(kept) = wish.custom.as_ref().filter(|_| custom != before.custom) {
        problems.extend(custom_problems(model, kept, receiver, now));
    }
    if problems.is_empty() { Ok(Stored { extras, custom }) } else { Err(Refusal::Invalid(problems).into()) }
}

/// What is wrong with a list of what Custom keeps.
fn custom_problems(model: &Model, kept: &[String], receiver: &MemberRecord, now: Timestamp) -> Vec<FieldProblem> {
    if model.in_applications().is_empty() {
        return vec![FieldProblem::new("/custom", "no_applications")];
    }
    if let Some(exempt) = access::roles_in_force(model, receiver, now).find(|role| !model[*role].maskable) {
        return vec![FieldProblem::new("/custom", "role_not_maskable").with("value", model[exempt].id.as_str())];
    }
    let problem = |(index, id): (usize, &String)| {
        let code = match model.permission(id) {
            None => "unknown_permission",
            Some(permission) if !model.in_applications().contains(permission) => "not_in_application",
            Some(_) => return None,
        };
        Some(FieldProblem::new(format!("/custom/{index}"), code).with("value", id))
    };
    kept.iter().enumerate().filter_map(problem).collect()
}

/// Before → after, in ids.
pub(crate) fn changes(before: &Stored, after: &Stored) -> Vec<Change> {
    let mut changes = extra_changes(&before.extras, &after.extras);
    if before.custom != after.custom {
        let told = |custom: &Option<Vec<String>>| Some(custom.as_ref().map_or(ALL.to_owned(), |kept| kept.join(", ")));
        changes.push(Change::new("custom", told(&before.custom), told(&after.custom)));
    }
    changes
}

/// The same of extras alone: what came and went, and where only the times changed.
pub(crate) fn extra_changes(before: &[TimedRow], after: &[TimedRow]) -> Vec<Change> {
    let find = |rows: &'_ [TimedRow], id: &str| rows.iter().find(|row| row.id == id).cloned();
    let ids: BTreeSet<&str> = before.iter().chain(after).map(|row| row.id.as_str()).collect();
    let time = |at: Option<i64>| at.and_then(|at| timestamp(at).ok()).map(|at| at.to_string());
    let mut changes = Vec::new();
    for id in ids {
        let (was, is) = (find(before, id), find(after, id));
        if was.is_some() != is.is_some() {
            let told = |row: &Option<TimedRow>| row.as_ref().map(|row| row.id.clone());
            changes.push(Change::new("extra", told(&was), told(&is)));
        }
        let Some(is) = is else { continue };
        let (from, until) = was.map_or((None, None), |was| (was.from_at, was.until_at));
        for (field, was, is) in [("extra_from", from, is.from_at), ("extra_until", until, is.until_at)] {
            changes.extend((was != is).then(|| Change::of(field, id, time(was), time(is))));
        }
    }
    changes
}

/// Tells whoever's permissions were changed by somebody else.
pub(crate) fn mail(
    scope: &mut Scope<'_, '_>,
    row: &members::MemberRow,
    before: &Stored,
    after: &Stored,
) -> Outcome<()> {
    if row.status != "active" || scope.standing.member() == Some(row.member) {
        return Ok(());
    }
    let language = gifts::language_of(row);
    let model = scope.standing.model.clone();
    let new = after.extras.iter().filter(|extra| !before.extras.contains(extra));
    let given = new.map(|extra| GivenPermission {
        label: permission_label(&model, &extra.id, language),
        until: extra.until_at.and_then(|at| timestamp(at).ok()),
    });
    let gone = before.extras.iter().filter(|extra| !after.extras.iter().any(|kept| kept.id == extra.id));
    let applications = (before.custom != after.custom).then(|| match &after.custom {
        None => Applications::All,
        Some(kept) => {
            let listed = model.mask(kept.iter().filter_map(|id| model.permission(id)));
            Applications::Custom(labels(&model, &listed, language))
        }
    });
    let kind = MailKind::PermissionsChanged {
        account: scope.standing.account.name.clone(),
        by: scope.standing.my_name(),
        given: given.collect(),
        taken: gone.map(|extra| permission_label(&model, &extra.id, language)).collect(),
        applications,
    };
    scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link: None })
}

fn labels(model: &Model, set: &PermissionSet, language: Language) -> Vec<String> {
    let label = |ix: PermissionIx| model[ix].label.get(language.tag()).to_owned();
    set.iter().map(label).collect()
}

/// What people call a permission; one that the model no longer has, by its id.
pub(crate) fn permission_label(model: &Model, id: &str, language: Language) -> String {
    model.permission(id).map_or_else(|| id.to_owned(), |ix| model[ix].label.get(language.tag()).to_owned())
}
