//! Giving a member another role (A12).

use crate::{
    App, Caller, Done, Outcome,
    members::{gifts, state},
    scope::{Letter, Scope},
    standing::Need,
};
use roster_domain::{
    access::Verb,
    event::{Change, Event, EventKind, Target},
    grant::Timed,
    id::{AccountId, MemberId},
    language::Language,
    mail::MailKind,
    model::Model,
    permission::RosterPermission,
    refusal::Refusal,
    role::RoleIx,
};
use roster_store::members;

/// Replaces a member's roles by this one; gives the new version. Access that was given before sleeps or revives with it.
pub async fn set_role(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    role: String,
) -> Outcome<Done<i64>> {
    app.change(caller, account, Need::Permission(RosterPermission::ChangeRoles), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let new = scope.role("/role", &role)?;
        scope.expect_version(row.version)?;
        let Some(event) = give(scope, &row, new)? else { return Ok(scope.nothing(row.version)) };
        members::touch(scope.tx, account, member)?;
        Ok(scope.commit(row.version + 1, event))
    })
    .await
}

/// Replaces the roles, if the caller may and it is a change; gives the event that says so. The version is the caller's to move.
pub(super) fn give(scope: &mut Scope<'_, '_>, row: &members::MemberRow, new: RoleIx) -> Outcome<Option<Event>> {
    if !matches!(row.status.as_str(), "active" | "invited" | "disabled") {
        return Err(Refusal::WrongState { state: state(&row.status) }.into());
    }
    let (account, member, role) = (scope.account(), row.member, scope.standing.model[new].id.to_string());
    let target = scope.standing.record_of(scope.tx, row)?;
    scope.standing.may_act_on(Verb::ChangeRoles, &target)?;
    let mut after = target.clone();
    after.roles = vec![Timed::always(new)];
    scope.standing.may_give(scope.tx, Some(&target), &after)?;

    let former = members::roles(scope.tx, account, member)?;
    if matches!(former.as_slice(), [only] if only.id == role && only.from_at.is_none() && only.until_at.is_none()) {
        return Ok(None);
    }
    let roles = [members::TimedRow { id: role.clone(), from_at: None, until_at: None }];
    members::set_roles(scope.tx, account, member, &roles)?;
    let before: Vec<String> = former.into_iter().map(|role| role.id).collect();
    if row.status == "active" && scope.standing.member() != Some(member) {
        let language = gifts::language_of(row);
        let kind = MailKind::RoleChanged {
            account: scope.standing.account.name.clone(),
            by: scope.standing.my_name(),
            before: labels(&scope.standing.model, &before, language),
            after: labels(&scope.standing.model, std::slice::from_ref(&role), language),
        };
        scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link: None })?;
    }
    let subject = if row.name.is_empty() { &row.email } else { &row.name };
    let change = Change::new("role", Some(before.join(", ")), Some(role));
    Ok(Some(Event::new(EventKind::RolesChanged, Target::Member(member), subject).changes([change])))
}

fn labels(model: &Model, ids: &[String], language: Language) -> String {
    let label = |id: &String| match model.role(id) {
        Some(role) => model[role].label.get(language.tag()).to_owned(),
        None => id.clone(),
    };
    ids.iter().map(label).collect::<Vec<_>>().join(", ")
}
