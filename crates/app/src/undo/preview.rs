//! What undoing would do, before it is done; and which events can be undone.

use crate::{
    App, Caller, Failure, Outcome,
    jobs::told,
    standing::Need,
    undo::{UNDO_MS, undo_one},
};
use roster_domain::{
    event::{Change, Target},
    id::{AccountId, MemberId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::undo;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What undoing would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoPreview {
    /// Member by member; empty where it would be refused.
    pub steps: Vec<UndoStep>,
    /// What stands in the way.
    pub refusal: Option<Refusal>,
}

/// What it would do to one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoStep {
    /// Who.
    pub member: Option<MemberId>,
    /// What they are called.
    pub name: String,
    /// The code of the event that it would have.
    pub kind: String,
    /// Before → after.
    pub changes: Vec<Change>,
}

/// Tries, and keeps nothing of it.
pub async fn preview(app: &App, caller: &Caller, account: AccountId, seq: i64) -> Outcome<UndoPreview> {
    let caller = Caller { idempotency: None, ..caller.clone() };
    let tried = app
        .change(&caller, account, Need::Member, move |scope| match undo_one(scope, seq) {
            Ok(events) => {
                let steps = events.into_iter().map(|event| UndoStep {
                    member: match event.target {
                        Target::Member(member) => Some(member),
                        _ => None,
                    },
                    name: event.details.subject.unwrap_or_default(),
                    kind: event.kind.code().to_owned(),
                    changes: event.details.changes.into_iter().filter(|change| change.field != "undoes").collect(),
                });
                let steps: Vec<UndoStep> = steps.collect();
                Ok(scope.nothing((steps, None::<String>)))
            }
            Err(Failure::Refused(refusal)) => {
                let why = told::keep(&refusal)?;
                Ok(scope.nothing((Vec::new(), Some(why))))
            }
            Err(failure) => Err(failure),
        })
        .await?;
    let (steps, refusal) = tried.value;
    Ok(UndoPreview { steps, refusal: refusal.as_deref().map(told::read).transpose()? })
}

/// Which of these events can be undone, each with the first event of its change. Needs `roster.read_audit`.
pub async fn undoable(app: &App, caller: &Caller, account: AccountId, events: Vec<i64>) -> Outcome<BTreeMap<i64, i64>> {
    app.view(caller, account, Need::Permission(RosterPermission::ReadAudit), move |view| {
        let since = view.at() - UNDO_MS;
        Ok(undo::open(view.tx, account, &events, since)?.into_iter().collect())
    })
    .await
}
