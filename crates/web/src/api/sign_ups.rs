//! `/v1/sign-ups`: signing oneself up, where an account's model has it. The token stands in the body: bodies are not logged.

use crate::{
    Web,
    api::{
        answer,
        links::{AcceptBody, InvitationFaceBody, JoinedBody, face_body, newcomer},
        passwords::TokenBody,
        sessions::signed_in,
    },
    refusal::Problem,
    request::{Anyone, Sent, current_language},
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use roster_app::{Actor, sign_up};
use roster_domain::refusal::Refusal;
use serde::Deserialize;
use utoipa::ToSchema;

/// Somebody wants to sign up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignUpBody {
    /// The account's id, as in the address of its public page.
    account: String,
    /// Their address.
    email: String,
}

/// Ask to sign up
///
/// A link is mailed to the address; nothing is made before it is opened. The answer is the same whoever's address it is. Where an
/// account doesn't have it, there is no such account.
#[utoipa::path(post, path = "/sign-ups", tag = "sign-ups", operation_id = "ask_to_sign_up", security(()),
    request_body = SignUpBody,
    responses((status = 202, description = "A mail is on its way.")))]
pub(crate) async fn ask(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<SignUpBody, Anyone>,
) -> Result<Response, Problem> {
    // What is no id at all is no account.
    let account = input.account.parse().map_err(|_| Refusal::NotFound)?;
    let asked = sign_up::ask(&web.app, &caller, account, &input.email, current_language()).await?;
    Ok(answer::accepted(asked))
}

/// Look at a link to sign up
#[utoipa::path(post, path = "/sign-ups/look", tag = "sign-ups", operation_id = "look_at_sign_up", security(()),
    request_body = TokenBody,
    responses((status = 200, description = "The link is good.", body = InvitationFaceBody)))]
pub(crate) async fn look(
    State(web): State<Web>,
    Sent { input, .. }: Sent<TokenBody, Anyone>,
) -> Result<Json<InvitationFaceBody>, Problem> {
    Ok(Json(face_body(sign_up::look(&web.app, &input.token).await?)))
}

/// Sign up
///
/// Someone new is signed in by it: the answer's cookie is the session. Someone who has a sign-in already has to be signed in, with the
/// address the link was mailed to. They get the model's default role.
#[utoipa::path(post, path = "/sign-ups/complete", tag = "sign-ups", operation_id = "sign_up",
    security((), ("cookie" = [])), request_body = AcceptBody,
    responses((status = 201, description = "In.", body = JoinedBody)))]
pub(crate) async fn complete(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<AcceptBody, Anyone>,
) -> Result<Response, Problem> {
    let token = input.token.clone();
    if let Actor::Person { .. } = caller.actor {
        let done = sign_up::complete_signed_in(&web.app, &caller, &token).await?;
        let body = JoinedBody::of(done.value.account, done.value.member);
        return Ok((StatusCode::CREATED, answer::revised(&done), Json(body)).into_response());
    }
    let joined = sign_up::complete(&web.app, &caller, &token, newcomer(input)).await?;
    let body = JoinedBody::of(joined.account, joined.member);
    let answer = signed_in(&web, StatusCode::CREATED, &joined.signed_in, body);
    Ok((answer::come_to(joined.revision), answer).into_response())
}
