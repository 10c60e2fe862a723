//! `/v1/accounts/{account}/members/export`: the members as a file.

use crate::{
    Web,
    api::{
        bulk::{FilterBody, which},
        document::InAccount,
    },
    member_file::{self, Words},
    refusal::Problem,
    request::{AnyCaller, Ids, Sent},
};
use axum::{extract::State, response::Response};
use roster_app::{
    Caller,
    members::export::{What, note},
};
use roster_domain::id::AccountId;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Export all members
///
/// All of them but those who were deleted, as CSV (RFC 4180, UTF-8), by name, with their status. That they were exported is an
/// event. Needs `roster.read_members`, too.
#[utoipa::path(get, path = "/accounts/{account}/members/export", tag = "members", operation_id = "export_members",
    params(InAccount), extensions(("x-roster-permission" = json!("roster.export"))),
    responses((status = 200, description = "The file.", content_type = "text/csv", body = String)))]
pub(crate) async fn all(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Response, Problem> {
    file(&web, caller, account, What::All).await
}

/// Which members go into the file: `members` or `filter`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportBody {
    /// These, in this order.
    #[serde(default)]
    #[schema(max_items = 10_000)]
    members: Option<Vec<Uuid>>,
    /// All who match.
    #[serde(default)]
    filter: Option<FilterBody>,
}

/// Export some members
///
/// Those named, or those who match, as a file like that of all. Needs `roster.read_members`, too.
#[utoipa::path(post, path = "/accounts/{account}/members/export", tag = "members", operation_id = "export_some_members",
    params(InAccount), request_body = ExportBody, extensions(("x-roster-permission" = json!("roster.export"))),
    responses((status = 200, description = "The file.", content_type = "text/csv", body = String)))]
pub(crate) async fn some(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<ExportBody, AnyCaller>,
) -> Result<Response, Problem> {
    file(&web, caller, account, What::Some(which(input.members, input.filter)?)).await
}

async fn file(web: &Web, caller: Caller, account: AccountId, what: What) -> Result<Response, Problem> {
    let fields = note(&web.app, &caller, account, what.clone()).await?.value;
    let words = Words::codes(&fields);
    Ok(member_file::answer(&format!("members-{account}"), (web.app.clone(), caller, account), what, fields, words))
}
