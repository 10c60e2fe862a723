//! Changing what is known of the account: for those who manage it, and nobody else.

use super::{DETAIL, NAME};
use crate::{App, Caller, Done, Outcome, standing::Need};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::AccountId,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
    text::name_problem,
};
use roster_store::{account_details, accounts};
use std::collections::{BTreeMap, HashMap};

/// What changes; what is not named stays as it is.
#[derive(Clone, Debug, Default)]
pub struct EditDetails {
    /// The account's name.
    pub name: Option<String>,
    /// Values of the model's fields, by their ids; empty: none any more.
    pub fields: BTreeMap<String, String>,
}

/// Changes it; gives the new version. Needs `roster.manage_account`.
pub async fn edit(app: &App, caller: &Caller, account: AccountId, input: EditDetails) -> Outcome<Done<i64>> {
    app.change(caller, account, Need::Permission(RosterPermission::ManageAccount), move |scope| {
        let mut row = (*scope.standing.account).clone();
        scope.expect_version(row.version)?;
        let stored: HashMap<String, String> = account_details::of(scope.tx, account)?.into_iter().collect();
        let (mut problems, mut changes) = (Vec::new(), Vec::new());
        let told = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        if let Some(name) = input.name.as_deref().map(str::trim).filter(|name| *name != row.name) {
            problems.extend(name_problem(name).map(|code| FieldProblem::new(format!("/{NAME}"), code)));
            changes.push(Change::new(NAME, told(&row.name), told(name)));
            row.name = name.to_owned();
        }
        for (id, value) in &input.fields {
            let pointer = format!("/fields/{id}");
            let declared =
                scope.standing.model.account_fields().iter().find(|declared| declared.field.id == *id.as_str());
            let Some(declared) = declared else {
                problems.push(FieldProblem::new(pointer, "unknown_detail").with("value", id));
                continue;
            };
            let (before, after) = (stored.get(id).map(String::as_str).unwrap_or_default(), value.trim());
            if before == after && !(after.is_empty() && declared.field.required) {
                continue;
            }
            problems.extend(declared.field.problem(&pointer, after));
            if problems.is_empty() {
                account_details::set(scope.tx, account, id, after)?;
            }
            changes.push(Change::new(&format!("{DETAIL}{id}"), told(before), told(after)));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems).into());
        }
        if changes.is_empty() {
            return Ok(scope.nothing(row.version));
        }
        accounts::save(scope.tx, &row)?;
        let event = Event::new(EventKind::AccountEdited, Target::Account, &row.name).changes(changes);
        Ok(scope.commit(row.version + 1, event))
    })
    .await
}
