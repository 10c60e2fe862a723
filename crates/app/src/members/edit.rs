//! Editing a member: the name used in this account, the roles, what they may beyond these, and the note of those who manage users.

use crate::{
    App, Caller, Done, Outcome,
    members::{
        particulars::{Fields, company_problem, fill, rename},
        set_permissions::{PermissionsWish, set_permissions_one},
        set_role::{self, RoleEdit},
        state,
    },
    standing::Need,
};
use roster_domain::{
    access::Verb,
    event::{Change, Event, EventKind, Target},
    id::{AccountId, MemberId},
    permission::RosterPermission,
    profile::Naming,
    refusal::{FieldProblem, Refusal},
    text::has_control_characters,
};
use roster_store::members;

/// What changes; `None`: stays as it is.
#[derive(Clone, Debug, Default)]
pub struct EditMember {
    /// The name used in this account.
    pub name: Option<Naming>,
    /// The company.
    pub company: Option<String>,
    /// What is to stand in these of the model's profile fields.
    pub fields: Fields,
    /// The note, which the person may ask to read.
    pub note: Option<String>,
    /// The roles instead of all present ones; as [`set_roles`](set_role::set_roles), and in the same transaction.
    pub roles: Option<Vec<RoleEdit>>,
    /// What they may beyond the roles and keep of the applications, as all of it shall be; after the roles, in the same transaction.
    pub permissions: Option<PermissionsWish>,
}

impl EditMember {
    /// Then the model's required fields have to be filled afterwards.
    fn is_about_the_profile(&self) -> bool {
        self.name.is_some() || self.company.is_some() || !self.fields.is_empty()
    }
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
            let roles = set_role::timed(scope, &row, roles, set_role::in_list)?;
            let roles = set_role::all_wanted(scope, &roles)?;
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
        let mut changes: Vec<Change> = input.name.iter().filter_map(|naming| rename(&mut row, naming)).collect();
        if input.is_about_the_profile() {
            let filled = fill(&scope.standing.model, &row.fields, &input.fields, true)?;
            row.fields = filled.0;
            changes.extend(filled.1);
        }
        for (field, new, stored) in
            [("company", &input.company, &mut row.company), ("note", &input.note, &mut row.note)]
        {
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
    problems.extend(input.name.iter().flat_map(|naming| naming.problems(false)));
    problems.extend(input.company.as_deref().and_then(company_problem));
    if input.note.as_deref().is_some_and(|note| note.chars().count() > 4_000) {
        problems.push(FieldProblem::new("/note", "too_long").with("limit", "4000"));
    }
    if input.note.as_deref().is_some_and(has_control_characters) {
        problems.push(FieldProblem::new("/note", "control_character"));
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}
