//! `/v1/accounts/{account}/events/{seq}/undo`: undoing a change for 24 hours.

use crate::{
    Web,
    api::{answer, document::OfEvent, events::ChangeBody, invitations::Nothing},
    refusal::{self, Problem, ProblemDocument},
    request::{AnyCaller, Ids, Sent},
};
use axum::{Json, extract::State, response::Response};
use roster_app::undo::{
    self,
    preview::{UndoStep, preview as look},
};
use roster_domain::id::AccountId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What undoing would do.
#[derive(Serialize, ToSchema)]
pub(crate) struct UndoBody {
    /// Member by member; empty where it would be refused.
    steps: Vec<StepBody>,
    /// What stands in the way; null: nothing.
    problem: Option<ProblemDocument>,
}

/// What it would do to one member.
#[derive(Serialize, ToSchema)]
pub(crate) struct StepBody {
    /// Who.
    member: Option<Uuid>,
    /// What they are called.
    name: String,
    /// The kind of event that it would have.
    kind: String,
    /// Before → after.
    changes: Vec<ChangeBody>,
}

impl StepBody {
    fn new(step: UndoStep) -> StepBody {
        let UndoStep { member, name, kind, changes } = step;
        let changes = changes.into_iter().map(ChangeBody::new).collect();
        StepBody { member: member.map(answer::uuid), name, kind, changes }
    }
}

/// Look what undoing would do
///
/// Nothing is changed.
#[utoipa::path(get, path = "/accounts/{account}/events/{seq}/undo", tag = "events", operation_id = "preview_undo",
    params(OfEvent),
    responses((status = 200, description = "What it would do, or what stands in the way.", body = UndoBody)))]
pub(crate) async fn preview(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, seq)): Ids<(AccountId, i64)>,
) -> Result<Json<UndoBody>, Problem> {
    let seen = look(&web.app, &caller, account, seq).await?;
    let steps = seen.steps.into_iter().map(StepBody::new).collect();
    Ok(Json(UndoBody { steps, problem: seen.refusal.map(refusal::told) }))
}

/// Undo a change
///
/// For 24 hours a change of roles, permissions or access, and that somebody was put out, can be undone: all of what the event is one
/// of, as a change of the caller's. What was changed since, or is gone, stands in the way and is named. Sessions, keys, mails
/// and credits don't come back.
#[utoipa::path(post, path = "/accounts/{account}/events/{seq}/undo", tag = "events", operation_id = "undo",
    params(OfEvent), responses((status = 204, description = "Undone.")))]
pub(crate) async fn undo(
    State(web): State<Web>,
    Ids((account, seq)): Ids<(AccountId, i64)>,
    Sent { caller, .. }: Sent<Nothing, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&undo::undo(&web.app, &caller, account, seq).await?))
}
