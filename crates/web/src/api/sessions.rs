//! `/v1/sessions`: signing in and out.

use crate::{
    Web,
    api::answer::replayed,
    refusal::Problem,
    request::{Anyone, Person, Sent, session_cookie, signed_out_cookie},
};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use roster_app::people::{self, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInBody {
    /// The address.
    email: String,
    /// The password.
    password: String,
}

/// A session that has begun. Its secret is in the cookie and nowhere else.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionBody {
    /// The person who is signed in.
    person: Uuid,
    /// When the session ends if it isn't used.
    expires_at: Timestamp,
}

/// The answer to whatever signs someone in. Who sends a request again gets no secret for it.
pub(super) fn signed_in(web: &Web, status: StatusCode, signed_in: &SignedIn, body: impl Serialize) -> Response {
    let mut response = (status, replayed(signed_in.token.is_none()), Json(body)).into_response();
    response.headers_mut().extend(session_cookie(web, signed_in).map(|cookie| (SET_COOKIE, cookie)));
    response
}

impl SessionBody {
    pub(super) fn new(signed_in: &SignedIn) -> SessionBody {
        SessionBody { person: super::answer::uuid(signed_in.session.person), expires_at: signed_in.session.expires_at }
    }
}

/// Sign in
///
/// The answer's cookie is the session. A wrong address and a wrong password are refused alike. Sent again with an `Idempotency-Key`, it
/// is one session still: its secret was shown once and is kept nowhere, so the answer has a new one, and the one before is dead.
#[utoipa::path(post, path = "/sessions", tag = "sessions", operation_id = "sign_in", security(()),
    request_body = SignInBody,
    responses((status = 201, description = "Signed in; the cookie is the session.", body = SessionBody)))]
pub(crate) async fn create(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<SignInBody, Anyone>,
) -> Result<Response, Problem> {
    let new = people::sign_in(&web.app, &caller, &input.email, &input.password).await?;
    Ok(signed_in(&web, StatusCode::CREATED, &new, SessionBody::new(&new)))
}

/// Sign out
#[utoipa::path(delete, path = "/sessions/current", tag = "sessions", operation_id = "sign_out",
    security(("cookie" = [])),
    responses((status = 204, description = "The session has ended.")))]
pub(crate) async fn delete_current(State(web): State<Web>, Person(caller): Person) -> Result<Response, Problem> {
    people::sign_out(&web.app, &caller).await?;
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, signed_out_cookie(&web))]).into_response())
}

/// Sign out everywhere
#[utoipa::path(delete, path = "/sessions", tag = "sessions", operation_id = "sign_out_everywhere",
    security(("cookie" = [])),
    responses((status = 204, description = "All of the person's sessions have ended, this one among them.")))]
pub(crate) async fn delete_all(State(web): State<Web>, Person(caller): Person) -> Result<Response, Problem> {
    people::sign_out_everywhere(&web.app, &caller).await?;
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, signed_out_cookie(&web))]).into_response())
}
