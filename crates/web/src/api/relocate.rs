//! `/v1/accounts/{account}/resources/{resource}/move`: a resource under another one, and who gains and loses by it.

use crate::{
    Web,
    api::{
        answer,
        document::{IfMatch, OfResource},
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Sent, Versioned},
};
use axum::{Json, extract::State, response::Response};
use roster_app::resources::relocate::{self, Moved, Outlook};
use roster_domain::id::{AccountId, ResourceId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Where to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveBody {
    /// What it shall lie under.
    parent: Uuid,
}

/// What moving a resource would do.
#[derive(Serialize, ToSchema)]
pub(crate) struct OutlookBody {
    /// The name of what it lies under now.
    from: String,
    /// The name of what it would lie under.
    to: String,
    /// How many resources lie under it and would move along.
    along: i64,
    /// How many members would gain something.
    gain: usize,
    /// How many members would lose something.
    lose: usize,
    /// The first 100 of them by name, as far as the caller may see them.
    members: Vec<MovedBody>,
    /// What the caller would have to hold for others to gain it, and does not: ids of permissions. With any, it is refused.
    missing: Vec<String>,
}

/// What a member would gain and lose, on the resource and what lies under it.
#[derive(Serialize, ToSchema)]
pub(crate) struct MovedBody {
    /// The member.
    member: Uuid,
    /// What they are called.
    name: String,
    /// Ids of permissions.
    gains: Vec<String>,
    /// Ids of permissions.
    loses: Vec<String>,
}

impl From<Outlook> for OutlookBody {
    fn from(outlook: Outlook) -> OutlookBody {
        let Outlook { from, to, along, gain, lose, members, missing } = outlook;
        let moved =
            |Moved { member, name, gains, loses }| MovedBody { member: answer::uuid(member), name, gains, loses };
        OutlookBody { from, to, along, gain, lose, members: members.into_iter().map(moved).collect(), missing }
    }
}

/// Move a resource
///
/// Under another one of the same kind as now, with all that lies under it. Needs on the resource what renaming it needs, and on
/// the new parent what creating one needs; and whatever anybody gains by it, the caller holds.
#[utoipa::path(post, path = "/accounts/{account}/resources/{resource}/move", tag = "resources",
    operation_id = "move_resource", params(OfResource, IfMatch), request_body = MoveBody,
    responses((status = 204, description = "Moved; the ETag is the new one.")))]
pub(crate) async fn relocate(
    State(web): State<Web>,
    Ids((account, resource)): Ids<(AccountId, ResourceId)>,
    Sent { caller, input, .. }: Sent<MoveBody, Versioned>,
) -> Result<Response, Problem> {
    let to = answer::id::<ResourceId>(input.parent);
    Ok(answer::changed_to(&relocate::relocate(&web.app, &caller, account, resource, to).await?))
}

/// Look at what moving a resource would do
///
/// Nothing is done. Needs what moving it needs.
#[utoipa::path(post, path = "/accounts/{account}/resources/{resource}/move/preview", tag = "resources",
    operation_id = "preview_resource_move", params(OfResource), request_body = MoveBody,
    responses((status = 200, description = "Who would gain what, and who would lose what.", body = OutlookBody)))]
pub(crate) async fn preview(
    State(web): State<Web>,
    Ids((account, resource)): Ids<(AccountId, ResourceId)>,
    Sent { caller, input, .. }: Sent<MoveBody, AnyCaller>,
) -> Result<Json<OutlookBody>, Problem> {
    let to = answer::id::<ResourceId>(input.parent);
    Ok(Json(relocate::look(&web.app, &caller, account, resource, to).await?.into()))
}
