//! `/v1/accounts/{account}/presence`: which colleagues are online, and hiding from them.

use crate::{
    Web,
    api::{answer, document::InAccount},
    refusal::Problem,
    request::{AnyCaller, Ids, Sent},
};
use axum::{Json, extract::State, response::Response};
use roster_app::presence;
use roster_domain::id::AccountId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Who is online.
#[derive(Serialize, ToSchema)]
pub(crate) struct PresenceBody {
    /// Those who were there last come first; at most 30.
    items: Vec<ColleagueBody>,
    /// Whether the caller hides from the others.
    hidden: bool,
}

/// A colleague who is online.
#[derive(Serialize, ToSchema)]
pub(crate) struct ColleagueBody {
    /// The member.
    member: Uuid,
    /// What they are called.
    name: String,
    /// The path of the console's page they are on, below the account's; null where it isn't open to the caller.
    page: Option<String>,
}

/// Show which colleagues are online
///
/// Nothing is told of people or pages beyond the caller's rights. Where the model doesn't show colleagues to each other, there are none.
#[utoipa::path(get, path = "/accounts/{account}/presence", tag = "members", operation_id = "show_presence",
    security(("cookie" = [])), params(InAccount),
    responses((status = 200, description = "Who is online.", body = PresenceBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Json<PresenceBody>, Problem> {
    let online = presence::online(&web.app, &caller, account).await?;
    let items = online.colleagues.into_iter().map(|colleague| ColleagueBody {
        member: answer::uuid(colleague.member),
        name: colleague.name,
        page: colleague.page,
    });
    Ok(Json(PresenceBody { items: items.collect(), hidden: online.hides }))
}

/// Whether one is seen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HiddenBody {
    /// True: nobody sees that the caller is there.
    hidden: bool,
}

/// Hide from colleagues
///
/// Or be shown to them again. It is the caller's own choice in this account, and good from now on.
#[utoipa::path(put, path = "/accounts/{account}/presence", tag = "members", operation_id = "set_presence",
    security(("cookie" = [])), params(InAccount), request_body = HiddenBody,
    responses((status = 204, description = "Done.")))]
pub(crate) async fn set(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<HiddenBody, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&presence::hide(&web.app, &caller, account, input.hidden).await?))
}
