//! Changing the compliance status of the account.

use crate::{App, Caller, Done, Outcome, standing::Need};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::AccountId,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
    text::has_control_characters,
};
use roster_store::compliance;

/// The longest note, in characters.
const MAX_NOTE: usize = 1_000;

/// Sets the status; gives its version. Needs `roster.set_compliance`.
pub async fn set(app: &App, caller: &Caller, account: AccountId, status: String, note: String) -> Outcome<Done<i64>> {
    app.change(caller, account, Need::Permission(RosterPermission::SetCompliance), move |scope| {
        let row = compliance::of(scope.tx, account)?;
        let declared = scope.standing.model.compliance().ok_or(Refusal::NotFound)?;
        let before = declared.at(row.as_ref().map(|row| row.status.as_str())).id.to_string();
        let mut problems = Vec::new();
        if declared.status(&status).is_none() {
            let known = declared.statuses.iter().map(|status| status.id.as_str()).collect::<Vec<_>>().join(", ");
            problems.push(
                FieldProblem::new("/status", "unknown_compliance_status")
                    .with("value", status.as_str())
                    .with("known", known),
            );
        }
        let note = note.trim();
        if note.chars().count() > MAX_NOTE {
            problems.push(FieldProblem::new("/note", "too_long").with("limit", MAX_NOTE.to_string()));
        } else if has_control_characters(note) {
            problems.push(FieldProblem::new("/note", "control_character"));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems).into());
        }
        let version = row.as_ref().map_or(0, |row| row.version);
        scope.expect_version(version)?;
        let former = row.map(|row| row.note).unwrap_or_default();
        if before == status && former == note {
            return Ok(scope.nothing(version));
        }
        let by = scope.standing.member();
        compliance::set(scope.tx, account, &status, note, by, scope.at())?;
        let told = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let changes = [
            Change::new("compliance", Some(before.clone()), Some(status.clone())),
            Change::new("note", told(&former), told(note)),
        ];
        let changes = changes.into_iter().filter(|change| change.before != change.after);
        let name = scope.standing.account.name.clone();
        Ok(scope.commit(version + 1, Event::new(EventKind::ComplianceChanged, Target::Account, name).changes(changes)))
    })
    .await
}
