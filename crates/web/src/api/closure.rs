//! `/v1/accounts/{account}/closure`: closing an account, and bringing it back.

use crate::{
    Web,
    api::{answer, document::InAccount},
    refusal::Problem,
    request::{AnyCaller, Ids, Sent},
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use roster_app::accounts::{
    close::{self, Closed},
    reopen,
};
use roster_domain::id::AccountId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A closed account.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClosureBody {
    /// What it is called.
    name: String,
    /// Until when it can be brought back; then all personal data in it is erased for good.
    purge_at: Timestamp,
}

/// Closing an account is meant, and it is them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CloseBody {
    /// The account's name, typed.
    name: String,
    /// The caller's password.
    current_password: String,
}

impl ClosureBody {
    fn new(closed: Closed) -> ClosureBody {
        ClosureBody { name: closed.name, purge_at: closed.purge_at }
    }
}

/// Show that an account is closed
///
/// To those who can bring it back; to everybody else, and while it is open, it is not there.
#[utoipa::path(get, path = "/accounts/{account}/closure", tag = "accounts", operation_id = "show_closure",
    security(("cookie" = [])), params(InAccount),
    responses((status = 200, description = "It is closed.", body = ClosureBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Json<ClosureBody>, Problem> {
    Ok(Json(ClosureBody::new(reopen::show(&web.app, &caller, account).await?)))
}

/// Close an account
///
/// From the next request on it is not there, for nobody and no key, but for those who can bring it back.
#[utoipa::path(post, path = "/accounts/{account}/closure", tag = "accounts", operation_id = "close_account",
    security(("cookie" = [])), params(InAccount), request_body = CloseBody,
    extensions(("x-roster-permission" = json!("roster.close_account"))),
    responses((status = 200, description = "It is closed.", body = ClosureBody)))]
pub(crate) async fn close(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<CloseBody, AnyCaller>,
) -> Result<Response, Problem> {
    let done = close::close(&web.app, &caller, account, &input.name, &input.current_password).await?;
    let headers = answer::revised(&done);
    Ok((headers, Json(ClosureBody::new(done.value))).into_response())
}

/// Bring a closed account back
///
/// As it was.
#[utoipa::path(delete, path = "/accounts/{account}/closure", tag = "accounts", operation_id = "reopen_account",
    security(("cookie" = [])), params(InAccount),
    responses((status = 204, description = "It is back.")))]
pub(crate) async fn reopen(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&reopen::reopen(&web.app, &caller, account).await?))
}
