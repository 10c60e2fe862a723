//! `/v1/accounts/{account}/my-mails`: what the caller is mailed about others, for themself.

use crate::{
    Web,
    api::{answer, document::InAccount},
    refusal::Problem,
    request::{AnyCaller, Ids, Sent},
};
use axum::{Json, extract::State, response::Response};
use roster_app::members::mails;
use roster_domain::id::AccountId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What one is mailed about.
#[derive(Serialize, ToSchema)]
pub(crate) struct MyMailsBody {
    /// What can be chosen here: those of `accepted`, `expired`, `refused`, `requested`, `address_changed`, `merged`, `left` that the model mails.
    offered: Vec<&'static str>,
    /// What of it the caller is mailed about.
    mails: Vec<&'static str>,
}

/// Show what one is mailed about
#[utoipa::path(get, path = "/accounts/{account}/my-mails", tag = "members", operation_id = "show_my_mails",
    params(InAccount),
    responses((status = 200, description = "What can be chosen, and what is.", body = MyMailsBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Json<MyMailsBody>, Problem> {
    let choices = mails::mails(&web.app, &caller, account).await?;
    let offered = choices.iter().map(|choice| choice.change.key()).collect();
    let mails = choices.iter().filter(|choice| choice.mailed).map(|choice| choice.change.key()).collect();
    Ok(Json(MyMailsBody { offered, mails }))
}

/// What one wants to be mailed about.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedBody {
    /// All of it; what is not among it, is not mailed.
    mails: Vec<String>,
}

/// Choose what one is mailed about
#[utoipa::path(put, path = "/accounts/{account}/my-mails", tag = "members", operation_id = "set_my_mails",
    params(InAccount), request_body = WantedBody,
    responses((status = 204, description = "Chosen.")))]
pub(crate) async fn set(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<WantedBody, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&mails::set_mails(&web.app, &caller, account, input.mails).await?))
}
