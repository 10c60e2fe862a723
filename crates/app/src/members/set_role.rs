//! Giving a member another role, or several where the model lets them have several (A12, B01).

use crate::{
    App, Caller, Done, Outcome,
    members::{
        gifts,
        set_permissions::{extra_changes, permission_label},
        state,
    },
    scope::{Letter, Scope},
    standing::{Need, window},
    undo::image::{Delta, Swap},
};
use roster_domain::{
    access::{self, Verb},
    event::{Change, Event, EventKind, Target},
    grant::{Timed, Window},
    id::{AccountId, MemberId},
    language::Language,
    mail::MailKind,
    model::Model,
    permission::{PermissionIx, RosterPermission},
    refusal::Refusal,
    role::RoleIx,
};
use roster_store::{
    db::{millis, timestamp},
    members::{self, TimedRow},
};
use serde::{Deserialize, Serialize};

/// The role that somebody shall have, and when it counts. Outside of that the model's default role holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleWish {
    /// The role's id.
    pub role: String,
    /// When it counts.
    pub window: Window,
}

impl From<String> for RoleWish {
    fn from(role: String) -> RoleWish {
        RoleWish { role, window: Window::ALWAYS }
    }
}

/// One of the roles that somebody shall have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleEdit {
    /// The role's id.
    pub role: String,
    /// When it counts; `None`: as it does for whoever has it, and otherwise always.
    pub window: Option<Window>,
}

impl From<RoleWish> for RoleEdit {
    fn from(RoleWish { role, window }: RoleWish) -> RoleEdit {
        RoleEdit { role, window: Some(window) }
    }
}

impl From<String> for RoleEdit {
    fn from(role: String) -> RoleEdit {
        RoleEdit { role, window: None }
    }
}

/// Replaces a member's roles by this one; gives the new version. Access that was given before sleeps or revives with it;
/// permissions beyond the former role that this one does not offer are dropped (C02).
pub async fn set_role(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    role: impl Into<RoleWish>,
) -> Outcome<Done<i64>> {
    let role: RoleWish = role.into();
    replace(app, caller, account, member, vec![role.into()], |_| String::new()).await
}

/// The same with several; with none the model's default role holds.
pub async fn set_roles(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    wishes: Vec<RoleEdit>,
) -> Outcome<Done<i64>> {
    replace(app, caller, account, member, wishes, in_list).await
}

/// Where one of several roles stands in a request.
pub(super) fn in_list(at: usize) -> String {
    format!("/roles/{at}")
}

async fn replace(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    wishes: Vec<RoleEdit>,
    pointer: fn(usize) -> String,
) -> Outcome<Done<i64>> {
    app.change(caller, account, Need::Permission(RosterPermission::ChangeRoles), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let wishes = timed(scope, &row, &wishes, pointer)?;
        let new = all_wanted(scope, &wishes)?;
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::ChangeRoles, &target)?;
        scope.expect_version(row.version)?;
        match give(scope, &row, &new)? {
            Some(event) => {
                members::touch(scope.tx, account, member)?;
                Ok(scope.commit(row.version + 1, event))
            }
            None => Ok(scope.nothing(row.version)),
        }
    })
    .await
}

/// The one role of one of many members.
pub(crate) fn set_role_one(
    scope: &mut Scope<'_, '_>,
    row: &members::MemberRow,
    new: Timed<RoleIx>,
) -> Outcome<Option<Event>> {
    let event = give(scope, row, &[new])?;
    if event.is_some() {
        let account = scope.account();
        members::touch(scope.tx, account, row.member)?;
    }
    Ok(event)
}

/// The role that is wished, if there is such a thing and its times make sense.
pub(crate) fn wanted(scope: &Scope<'_, '_>, wish: &RoleWish) -> Outcome<Timed<RoleIx>> {
    let what = scope.role("/role", &wish.role)?;
    match wish.window.problem(scope.now()) {
        Some((field, code)) => Err(Refusal::field(format!("/{field}"), code).into()),
        None => Ok(Timed { what, window: wish.window }),
    }
}

/// The roles with the times that are meant: what somebody has and keeps, keeps its times, unless others are wished.
pub(super) fn timed(
    scope: &mut Scope<'_, '_>,
    row: &members::MemberRow,
    edits: &[RoleEdit],
    pointer: fn(usize) -> String,
) -> Outcome<Vec<RoleWish>> {
    let held = match edits.iter().any(|edit| edit.window.is_none()) {
        true => scope.standing.held_of(scope.tx, row)?.roles,
        false => Vec::new(),
    };
    let now = scope.at();
    let stands = |id: &str| held.iter().find(|held| held.id == id && held.until_at.is_none_or(|until| until > now));
    let wish = |(at, edit): (usize, &RoleEdit)| -> Outcome<RoleWish> {
        if let Some((field, code)) = edit.window.and_then(|window| window.problem(scope.now())) {
            return Err(Refusal::field(format!("{}/{field}", pointer(at)), code).into());
        }
        let kept = || stands(&edit.role).map_or(Ok(Window::ALWAYS), |role| window(role.from_at, role.until_at));
        Ok(RoleWish { role: edit.role.clone(), window: edit.window.map_or_else(kept, Ok)? })
    };
    edits.iter().enumerate().map(wish).collect()
}

/// The roles that are wished: as many as the model lets somebody have, each once. Without any it is the default role, written down
/// where it can be.
pub(super) fn all_wanted(scope: &Scope<'_, '_>, wishes: &[RoleWish]) -> Outcome<Vec<Timed<RoleIx>>> {
    let model = &scope.standing.model;
    if !model.membership().roles.allows_offer(wishes.len()) {
        return Err(Refusal::field("/roles", "only_one_role").into());
    }
    let mut roles = Vec::with_capacity(wishes.len());
    for wish in wishes {
        let role = wanted(scope, wish)?;
        if roles.iter().any(|other: &Timed<RoleIx>| other.what == role.what) {
            return Err(Refusal::field("/roles", "duplicate").into());
        }
        roles.push(role);
    }
    let default = model.membership().default_role;
    if roles.is_empty() && model[default].assignable {
        roles.push(Timed::always(default));
    }
    Ok(roles)
}

/// Replaces the roles, if the caller may and it is a change; gives the event that says so. The version is the caller's to move.
pub(super) fn give(
    scope: &mut Scope<'_, '_>,
    row: &members::MemberRow,
    new: &[Timed<RoleIx>],
) -> Outcome<Option<Event>> {
    if !matches!(row.status.as_str(), "active" | "invited" | "disabled") {
        return Err(Refusal::WrongState { state: state(&row.status) }.into());
    }
    let (account, member) = (scope.account(), row.member);
    let held = scope.standing.held_of(scope.tx, row)?;
    let target = held.record(&scope.standing.model, member, &row.status)?;
    scope.standing.may_act_on(Verb::ChangeRoles, &target)?;
    let kept = offered(&scope.standing.model, new, &held.extras);
    let mut after = target.clone();
    after.roles = new.to_vec();
    after.extras.retain(|extra| kept.iter().any(|kept| kept.id == *scope.standing.model[extra.what].id.as_str()));
    scope.standing.may_give(scope.tx, Some(&target), &after)?;

    let (by, at) = (scope.standing.member(), scope.at());
    let stored = |role: &Timed<RoleIx>| TimedRow {
        from_at: role.window.from.map(millis),
        until_at: role.window.until.map(millis),
        ..TimedRow::always(scope.standing.model[role.what].id.as_str(), by, at)
    };
    // As the store gives them: by their ids. What stays keeps when and by whom it was given.
    let mut roles: Vec<TimedRow> = new.iter().map(stored).collect();
    roles.sort_by(|one, other| one.id.cmp(&other.id));
    for role in &mut roles {
        if let Some(same) = held.roles.iter().find(|held| held.gives_the_same(role)) {
            role.clone_from(same);
        }
    }
    if held.roles == roles {
        return Ok(None);
    }
    members::set_roles(scope.tx, account, member, &roles)?;
    let lost: Vec<String> =
        held.extras.iter().filter(|extra| !kept.contains(extra)).map(|extra| extra.id.clone()).collect();
    if !lost.is_empty() {
        members::set_extras(scope.tx, account, member, &kept)?;
        let swap = Swap { before: held.extras.clone(), after: kept.clone() };
        scope.took_the_place_of(member, Delta::Extras(swap));
    }
    mail(scope, row, &held.roles, &roles, &lost)?;
    let event = event(row, &held.roles, &roles).changes(extra_changes(&held.extras, &kept));
    scope.took_the_place_of(member, Delta::Roles(Swap { before: held.roles, after: roles }));
    Ok(Some(event))
}

/// What the log says of roles that took the place of others.
pub(crate) fn event(row: &members::MemberRow, before: &[TimedRow], after: &[TimedRow]) -> Event {
    let mut times = Vec::new();
    let ends = |roles: &[TimedRow]| roles.iter().filter_map(|role| role.until_at).min();
    let begins = |roles: &[TimedRow]| roles.iter().filter_map(|role| role.from_at).max();
    for (field, was, is) in [("role_from", begins(before), begins(after)), ("role_until", ends(before), ends(after))] {
        let time = |at: Option<i64>| at.and_then(|at| timestamp(at).ok()).map(|at| at.to_string());
        times.extend((was != is).then(|| Change::new(field, time(was), time(is))));
    }
    let told = |roles: &[TimedRow]| Some(ids(roles).join(", "));
    let subject = if row.name.is_empty() { &row.email } else { &row.name };
    Event::new(EventKind::RolesChanged, Target::Member(row.member), subject)
        .changes([Change::new("role", told(before), told(after))])
        .changes(times)
}

/// Tells whoever's roles were changed by somebody else.
pub(crate) fn mail(
    scope: &mut Scope<'_, '_>,
    row: &members::MemberRow,
    before: &[TimedRow],
    after: &[TimedRow],
    lost: &[String],
) -> Outcome<()> {
    if row.status != "active" || scope.standing.member() == Some(row.member) {
        return Ok(());
    }
    let (language, model) = (gifts::language_of(row), scope.standing.model.clone());
    let until = after.iter().filter_map(|role| role.until_at).min().map(timestamp).transpose()?;
    let kind = MailKind::RoleChanged {
        account: scope.standing.account.name.clone(),
        by: scope.standing.my_name(),
        before: labels(&model, &ids(before), language),
        after: labels(&model, &ids(after), language),
        until,
        lost: lost.iter().map(|id| permission_label(&model, id, language)).collect(),
    };
    scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link: None })
}

/// Those of the permissions given beyond a role that one of these offers, too (C02).
fn offered(model: &Model, roles: &[Timed<RoleIx>], extras: &[TimedRow]) -> Vec<TimedRow> {
    let default = [Timed::always(model.membership().default_role)];
    let roles = if roles.is_empty() { &default } else { roles };
    let offers = |ix: PermissionIx| roles.iter().any(|role| access::not_offered(model, *role, [ix]).is_empty());
    let stays = |extra: &&TimedRow| model.permission(&extra.id).is_some_and(offers);
    extras.iter().filter(stays).cloned().collect()
}

/// What roles are called, by their ids; one that the model no longer has, by its id.
pub(crate) fn labels(model: &Model, ids: &[String], language: Language) -> String {
    let label = |id: &String| match model.role(id) {
        Some(role) => model[role].label.get(language.tag()).to_owned(),
        None => id.clone(),
    };
    ids.iter().map(label).collect::<Vec<_>>().join(", ")
}

fn ids(roles: &[TimedRow]) -> Vec<String> {
    roles.iter().map(|role| role.id.clone()).collect()
}
