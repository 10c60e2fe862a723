//! Giving a member another role (A12).

use crate::{
    App, Caller, Done, Outcome,
    members::{
        gifts,
        set_permissions::{extra_changes, permission_label},
        state,
    },
    scope::{Letter, Scope},
    standing::Need,
};
use roster_domain::{
    access::{self, Verb},
    event::{Change, Event, EventKind, Target},
    grant::{Timed, Window},
    id::{AccountId, MemberId},
    language::Language,
    mail::MailKind,
    model::Model,
    permission::RosterPermission,
    refusal::Refusal,
    role::RoleIx,
};
use roster_store::{
    db::{millis, timestamp},
    members,
};

/// The role that somebody shall have, and when it counts. Outside of that the model's default role holds.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Replaces a member's roles by this one; gives the new version. Access that was given before sleeps or revives with it;
/// permissions beyond the former role that this one does not offer are dropped (C02).
pub async fn set_role(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    role: impl Into<RoleWish>,
) -> Outcome<Done<i64>> {
    let wish = role.into();
    app.change(caller, account, Need::Permission(RosterPermission::ChangeRoles), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let new = wanted(scope, &wish)?;
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::ChangeRoles, &target)?;
        scope.expect_version(row.version)?;
        let Some(event) = give(scope, &row, new)? else { return Ok(scope.nothing(row.version)) };
        members::touch(scope.tx, account, member)?;
        Ok(scope.commit(row.version + 1, event))
    })
    .await
}

/// The role that is wished, if there is such a thing and its times make sense.
pub(super) fn wanted(scope: &Scope<'_, '_>, wish: &RoleWish) -> Outcome<Timed<RoleIx>> {
    let what = scope.role("/role", &wish.role)?;
    match wish.window.problem(scope.now()) {
        Some((field, code)) => Err(Refusal::field(format!("/{field}"), code).into()),
        None => Ok(Timed { what, window: wish.window }),
    }
}

/// Replaces the roles, if the caller may and it is a change; gives the event that says so. The version is the caller's to move.
pub(super) fn give(scope: &mut Scope<'_, '_>, row: &members::MemberRow, new: Timed<RoleIx>) -> Outcome<Option<Event>> {
    if !matches!(row.status.as_str(), "active" | "invited" | "disabled") {
        return Err(Refusal::WrongState { state: state(&row.status) }.into());
    }
    let (account, member, role) = (scope.account(), row.member, scope.standing.model[new.what].id.to_string());
    let target = scope.standing.record_of(scope.tx, row)?;
    scope.standing.may_act_on(Verb::ChangeRoles, &target)?;
    let extras = members::extras(scope.tx, account, member)?;
    let kept = offered(&scope.standing.model, new, &extras);
    let mut after = target.clone();
    after.roles = vec![new];
    after.extras.retain(|extra| kept.iter().any(|kept| kept.id == *scope.standing.model[extra.what].id.as_str()));
    scope.standing.may_give(scope.tx, Some(&target), &after)?;

    let former = members::roles(scope.tx, account, member)?;
    let (from_at, until_at) = (new.window.from.map(millis), new.window.until.map(millis));
    let roles = [members::TimedRow { id: role.clone(), from_at, until_at }];
    if former == roles {
        return Ok(None);
    }
    members::set_roles(scope.tx, account, member, &roles)?;
    let lost = extras.iter().filter(|extra| !kept.contains(extra));
    let lost: Vec<String> = lost.map(|extra| extra.id.clone()).collect();
    if !lost.is_empty() {
        members::set_extras(scope.tx, account, member, &kept)?;
    }
    let mut times = Vec::new();
    let ends = |roles: &[members::TimedRow]| roles.iter().filter_map(|role| role.until_at).min();
    let begins = |roles: &[members::TimedRow]| roles.iter().filter_map(|role| role.from_at).max();
    for (field, was, is) in [("role_from", begins(&former), from_at), ("role_until", ends(&former), until_at)] {
        let time = |at: Option<i64>| at.and_then(|at| timestamp(at).ok()).map(|at| at.to_string());
        times.extend((was != is).then(|| Change::new(field, time(was), time(is))));
    }
    let before: Vec<String> = former.into_iter().map(|role| role.id).collect();
    if row.status == "active" && scope.standing.member() != Some(member) {
        let language = gifts::language_of(row);
        let kind = MailKind::RoleChanged {
            account: scope.standing.account.name.clone(),
            by: scope.standing.my_name(),
            before: labels(&scope.standing.model, &before, language),
            after: labels(&scope.standing.model, std::slice::from_ref(&role), language),
            until: new.window.until,
            lost: lost.iter().map(|id| permission_label(&scope.standing.model, id, language)).collect(),
        };
        scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link: None })?;
    }
    let subject = if row.name.is_empty() { &row.email } else { &row.name };
    let change = Change::new("role", Some(before.join(", ")), Some(role));
    Ok(Some(
        Event::new(EventKind::RolesChanged, Target::Member(member), subject)
            .changes([change])
            .changes(times)
            .changes(extra_changes(&extras, &kept)),
    ))
}

/// Those of the permissions given beyond a role that this one offers, too (C02).
fn offered(model: &Model, role: Timed<RoleIx>, extras: &[members::TimedRow]) -> Vec<members::TimedRow> {
    let known = extras.iter().filter_map(|extra| model.permission(&extra.id));
    let lost = access::not_offered(model, role, known);
    let stays = |extra: &&members::TimedRow| model.permission(&extra.id).is_some_and(|ix| !lost.contains(&ix));
    extras.iter().filter(stays).cloned().collect()
}

pub(super) fn labels(model: &Model, ids: &[String], language: Language) -> String {
    let label = |id: &String| match model.role(id) {
        Some(role) => model[role].label.get(language.tag()).to_owned(),
        None => id.clone(),
    };
    ids.iter().map(label).collect::<Vec<_>>().join(", ")
}
