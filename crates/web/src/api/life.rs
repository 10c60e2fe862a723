//! What leads a member out of an account and back: `disable`, `enable`, `archive`, `restore`. Deleting stands with the member.

use crate::{
    Web,
    api::{
        answer,
        document::{IfMatch, OfMember},
        invitations::Nothing,
    },
    refusal::Problem,
    request::{Ids, Sent, Versioned},
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use roster_app::members::{archive, disable, enable, restore};
use roster_domain::id::{AccountId, MemberId};
use serde::Serialize;
use utoipa::ToSchema;

/// Disable a member
///
/// From the next request on they have nothing in this account, and API keys of theirs are revoked for ever. Everything entered
/// stays as it was; their other accounts are not touched. Refused where the account's model does not offer it.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/disable", tag = "members",
    operation_id = "disable_member", params(OfMember, IfMatch),
    extensions(("x-roster-permission" = json!("roster.remove_members"))),
    responses((status = 204, description = "Disabled.")))]
pub(crate) async fn disable(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, .. }: Sent<Nothing, Versioned>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&disable::disable(&web.app, &caller, account, member).await?))
}

/// Enable a disabled member
///
/// They have again what they had, at once; nothing needs to be entered anew. Keys that were revoked stay revoked. The caller must be
/// able to give all that comes back.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/enable", tag = "members",
    operation_id = "enable_member", params(OfMember, IfMatch),
    extensions(("x-roster-permission" = json!("roster.restore_members"))),
    responses((status = 204, description = "Enabled.")))]
pub(crate) async fn enable(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, .. }: Sent<Nothing, Versioned>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&enable::enable(&web.app, &caller, account, member).await?))
}

/// Archive a member
///
/// From the next request on they have nothing in this account, and API keys of theirs are revoked for ever. They stay in the
/// list of former members and can be restored as they were. Refused where the account's model does not offer it.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/archive", tag = "members",
    operation_id = "archive_member", params(OfMember, IfMatch),
    extensions(("x-roster-permission" = json!("roster.remove_members"))),
    responses((status = 204, description = "Archived.")))]
pub(crate) async fn archive(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, .. }: Sent<Nothing, Versioned>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&archive::archive(&web.app, &caller, account, member).await?))
}

/// How somebody who was brought back stands now.
#[derive(Serialize, ToSchema)]
pub(crate) struct RestoredBody {
    /// `active`: in again; `invited`: a mail with a link is on its way, and what they had comes back when they accept.
    #[schema(example = "invited")]
    status: String,
}

/// Restore an archived or deleted member
///
/// Roles, permissions, access, fields and note come back as they were: at once, or when they accept an invitation, as the account's
/// model says. The caller must be able to give all that comes back.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/restore", tag = "members",
    operation_id = "restore_member", params(OfMember, IfMatch),
    extensions(("x-roster-permission" = json!("roster.restore_members"))),
    responses((status = 200, description = "Restored, or asked to come back.", body = RestoredBody)))]
pub(crate) async fn restore(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, .. }: Sent<Nothing, Versioned>,
) -> Result<Response, Problem> {
    let done = restore::restore(&web.app, &caller, account, member).await?;
    let body = RestoredBody { status: done.value.clone() };
    Ok((answer::revised(&done), Json(body)).into_response())
}
