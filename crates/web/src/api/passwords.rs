//! `/v1/password-resets`: a forgotten password.

use crate::{
    Web,
    api::{
        answer,
        sessions::{SessionBody, signed_in},
    },
    refusal::Problem,
    request::{Anyone, Sent},
};
use axum::{Json, extract::State, http::StatusCode, response::Response};
use jiff::Timestamp;
use roster_app::people;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whose password is forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForgottenBody {
    /// The address they sign in with.
    email: String,
}

/// The last part of a mailed link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenBody {
    /// The token.
    pub(super) token: String,
}

/// What a living link to choose a password is for.
#[derive(Serialize, ToSchema)]
pub(crate) struct ResetBody {
    /// Whose password it is.
    email: String,
    /// When the link dies.
    expires_at: Timestamp,
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPasswordBody {
    /// The last part of the mailed link.
    token: String,
    /// The password: at least 12 characters, and hard to guess.
    password: String,
}

/// Ask for a link to choose a new password
///
/// The answer is the same whether or not anybody signs in with that address.
#[utoipa::path(post, path = "/password-resets", tag = "passwords", operation_id = "ask_for_password_reset", security(()),
    request_body = ForgottenBody,
    responses((status = 202, description = "If somebody signs in with that address, a mail is on its way.")))]
pub(crate) async fn ask(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<ForgottenBody, Anyone>,
) -> Result<Response, Problem> {
    Ok(answer::accepted(people::forgot_password(&web.app, &caller, &input.email).await?))
}

/// Look at a link to choose a new password
#[utoipa::path(post, path = "/password-resets/look", tag = "passwords", operation_id = "look_at_password_reset",
    security(()), request_body = TokenBody,
    responses((status = 200, description = "The link is good.", body = ResetBody)))]
pub(crate) async fn look(
    State(web): State<Web>,
    Sent { input, .. }: Sent<TokenBody, Anyone>,
) -> Result<Json<ResetBody>, Problem> {
    let reset = people::look_at_reset(&web.app, &input.token).await?;
    Ok(Json(ResetBody { email: reset.email, expires_at: reset.expires_at }))
}

/// Choose a new password with a mailed link
///
/// The link is used up, all sessions end, and a new one begins here. Sent again with an `Idempotency-Key`, the answer is the same but for
/// the cookie: a session's secret is shown once. Sign in with the new password then.
#[utoipa::path(post, path = "/password-resets/complete", tag = "passwords", operation_id = "reset_password", security(()),
    request_body = NewPasswordBody,
    responses((status = 201, description = "Signed in with the new password; the cookie is the session.", body = SessionBody)))]
pub(crate) async fn complete(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<NewPasswordBody, Anyone>,
) -> Result<Response, Problem> {
    let new = people::reset_password(&web.app, &caller, &input.token, &input.password).await?.value;
    Ok(signed_in(&web, StatusCode::CREATED, &new, SessionBody::new(&new)))
}
