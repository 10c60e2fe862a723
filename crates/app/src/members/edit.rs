//! Editing a member: the name used in this account, the roles, what they may beyond these, and the note of those who manage users.

use crate::{
    App, Caller, Done, Outcome,
    members::{
        set_permissions::{PermissionsWish, set_permissions_one},
        set_role::{self, RoleWish},
        state,
    },
    standing::Need,
};
use roster_domain::{
    access::Verb,
    event::{Change, Event, EventKind, Target},
    id::{AccountId, MemberId},
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
    text::{has_control_characters, name_problem},
};
use roster_store::members;

/// What changes; `None`: stays as it is.
#[derive(Clone, Debug, Default)]
pub struct EditMember {
    /// The name used in this account.
    pub name: Option<String>,
    /// The company.
    pub company: Option<String>,
    /// The note, which the person may ask to read.
    pub note: Option<String>,
    /// The roles instead of all present ones; as [`set_roles`](set_role::set_roles), and in the same transaction.
    pub roles: Option<Vec<RoleWish>>,
    /// What they may beyond the roles and keep of the applications, as all of it shall be; after the roles, in the same transaction.
    pub permissions: Option<PermissionsWish>,
}

/// Edits; gives the new version.
pub async fn edit(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    input: EditMember,
) -> Outcome<Done<i64>> {
    check(&input)?;
    app.change(caller, account, Need::Permission(RosterPermission::EditMembers), move |scope| {
        let mut row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::Edit, &target)?;
        scope.expect_version(row.version)?;
        if row.status == "deleted" {
            return Err(Refusal::WrongState { state: state(&row.status) }.into());
        }
        let mut events = Vec::new();
        if let Some(roles) = &input.roles {
            let roles = set_role::all_wanted(scope, roles)?;
            events.extend(set_role::give(scope, &row, &roles)?);
        }
        let mut version = row.version + 1;
        if let Some(permissions) = &input.permissions
            && let Some(event) = set_permissions_one(scope, &row, |_| permissions.clone())?
        {
            events.push(event);
            version += 1;
            row.masked = permissions.custom.is_some();
        }
        let mut changes = Vec::new();
        let fields = [("name", &input.name, &mut row.name), ("company", &input.company, &mut row.company)];
        for (field, new, stored) in fields.into_iter().chain([("note", &input.note, &mut row.note)]) {
            if let Some(new) = new.as_deref().map(str::trim).filter(|new| new != stored) {
                changes.push(Change::new(field, Some(stored.clone()), Some(new.to_owned())));
                new.clone_into(stored);
            }
        }
        if !changes.is_empty() {
            let subject = if row.name.is_empty() { &row.email } else { &row.name };
            events.push(Event::new(EventKind::MemberEdited, Target::Member(member), subject).changes(changes));
        }
        if events.is_empty() {
            return Ok(scope.nothing(row.version));
        }
        members::save(scope.tx, account, &row)?;
        Ok(scope.commit_all(version, events))
    })
    .await
}

fn check(input: &EditMember) -> Outcome<()> {
    let mut problems = Vec::new();
    if let Some(code) = input.name.as_deref().and_then(name_problem) {
        problems.push(FieldProblem::new("/name", code));
    }
    if let Some(code) = input.company.as_deref().filter(|text| !text.trim().is_empty()).and_then(name_problem) {
        problems.push(FieldProblem::new("/company", code));
    }
    if input.note.as_deref().is_some_and(|note| note.chars().count() > 4_000) {
        problems.push(FieldProblem::new("/note", "too_long").with("limit", "4000"));
    }
    if input.note.as_deref().is_some_and(has_control_characters) {
        problems.push(FieldProblem::new("/note", "control_character"));
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}
