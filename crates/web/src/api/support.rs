//! `/v1/accounts/{account}/support`: the operator's looks into the account.

use crate::{
    Web,
    api::{answer, document::InAccount},
    refusal::Problem,
    request::{AnyCaller, Ids},
};
use axum::{Json, extract::State, response::Response};
use jiff::Timestamp;
use roster_app::support;
use roster_domain::id::AccountId;
use serde::Serialize;
use utoipa::ToSchema;

/// The operator's looks that go on, or can begin.
#[derive(Serialize, ToSchema)]
pub(crate) struct SupportBody {
    /// Each of them.
    items: Vec<LookBody>,
}

/// One of them.
#[derive(Serialize, ToSchema)]
pub(crate) struct LookBody {
    /// Why, in the operator's words.
    reason: String,
    /// When it ends at the latest.
    until: Timestamp,
    /// When the operator came; null: not yet.
    begun_at: Option<Timestamp>,
}

/// Show the operator's looks
///
/// Those that go on, or can begin. What is looked at stands in the audit log.
#[utoipa::path(get, path = "/accounts/{account}/support", tag = "accounts", operation_id = "show_support", params(InAccount),
    extensions(("x-roster-permission" = json!("roster.manage_account"))),
    responses((status = 200, description = "The looks; empty: there are none.", body = SupportBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Json<SupportBody>, Problem> {
    let looks = support::show(&web.app, &caller, account).await?;
    let items = looks.into_iter().map(|look| LookBody {
        reason: look.reason,
        until: look.until,
        begun_at: look.opened_at.and_then(|at| Timestamp::from_millisecond(at).ok()),
    });
    Ok(Json(SupportBody { items: items.collect() }))
}

/// End the operator's looks
///
/// At their next request it is over.
#[utoipa::path(delete, path = "/accounts/{account}/support", tag = "accounts", operation_id = "end_support", params(InAccount),
    extensions(("x-roster-permission" = json!("roster.manage_account"))),
    responses((status = 204, description = "There are none any more.")))]
pub(crate) async fn end(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&support::end(&web.app, &caller, account).await?))
}
