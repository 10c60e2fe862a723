//! `/v1/accounts/{account}/compliance`: the compliance status of the account.

use crate::{
    Web,
    api::{
        answer,
        document::{IfMatch, InAccount},
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Sent, Versioned},
};
use axum::{extract::State, response::Response};
use jiff::Timestamp;
use roster_app::compliance::{set, show};
use roster_domain::id::AccountId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The compliance status.
#[derive(Serialize, ToSchema)]
pub(crate) struct ComplianceBody {
    /// What it is, as the model calls it.
    #[schema(example = "passed")]
    status: String,
    /// For all members to read.
    note: String,
    /// When it was set; null: it never was.
    changed_at: Option<Timestamp>,
    /// The member who set it.
    changed_by: Option<Uuid>,
    /// What they are called now.
    changed_by_name: Option<String>,
}

/// Show the compliance status
///
/// To every member of an account whose model has one.
#[utoipa::path(get, path = "/accounts/{account}/compliance", tag = "compliance", operation_id = "show_compliance",
    params(InAccount),
    responses((status = 200, description = "The status, with an ETag.", body = ComplianceBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Response, Problem> {
    let shown = show::show(&web.app, &caller, account).await?;
    let (by, name) = shown.changed_by.unzip();
    let body = ComplianceBody {
        status: shown.status,
        note: shown.note,
        changed_at: shown.changed_at,
        changed_by: by.map(answer::uuid),
        changed_by_name: name,
    };
    Ok(answer::versioned(shown.version, body))
}

/// Another compliance status.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetComplianceBody {
    /// What it becomes: one that the model declares.
    #[schema(example = "passed")]
    status: String,
    /// For all members to read.
    #[serde(default)]
    #[schema(max_length = 1000)]
    note: String,
}

/// Change the compliance status
///
/// Permissions that ask for a status are in force, or out of it, at once.
#[utoipa::path(put, path = "/accounts/{account}/compliance", tag = "compliance", operation_id = "set_compliance",
    params(InAccount, IfMatch), request_body = SetComplianceBody,
    extensions(("x-roster-permission" = json!("roster.set_compliance"))),
    responses((status = 204, description = "Changed; the ETag is the new one.")))]
pub(crate) async fn set(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<SetComplianceBody, Versioned>,
) -> Result<Response, Problem> {
    let SetComplianceBody { status, note } = input;
    Ok(answer::changed_to(&set::set(&web.app, &caller, account, status, note).await?))
}
