//! `/v1/sessions`: signing in and out.

use crate::{
    Web,
    api::answer::{All, replayed, time},
    refusal::Problem,
    request::{Anyone, Ids, Person, Sent, session_cookie, signed_out_cookie},
};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use roster_app::people::{self, SignedIn};
use roster_domain::id::SessionId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
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

/// A browser in which the person is signed in.
#[derive(Serialize, ToSchema)]
pub(crate) struct MySessionBody {
    /// What it is called by.
    id: String,
    /// It is the one that asks.
    current: bool,
    /// The browser's name for itself.
    user_agent: String,
    /// The IP address it began from.
    address: String,
    /// When the person signed in.
    signed_in_at: Timestamp,
    /// When it was last used, true to the minute.
    last_seen_at: Timestamp,
}

impl MySessionBody {
    fn new(session: people::MySession) -> MySessionBody {
        let people::MySession { row, current } = session;
        MySessionBody {
            id: row.session.to_string(),
            current,
            user_agent: row.user_agent,
            address: row.address,
            signed_in_at: time(row.created_at),
            last_seen_at: time(row.seen_at),
        }
    }
}

/// List where one is signed in
#[utoipa::path(get, path = "/sessions", tag = "sessions", operation_id = "list_sessions",
    security(("cookie" = [])),
    responses((status = 200, description = "The one that asks, then the last used first.", body = All<MySessionBody>)))]
pub(crate) async fn list(State(web): State<Web>, Person(caller): Person) -> Result<Json<All<MySessionBody>>, Problem> {
    let sessions = people::sessions(&web.app, &caller).await?;
    Ok(All::of(sessions, MySessionBody::new))
}

/// A session of one's own.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes a path")]
pub(crate) struct OfSession {
    /// What it is called by.
    session: String,
}

/// Sign out of one session
#[utoipa::path(delete, path = "/sessions/{session}", tag = "sessions", operation_id = "end_session",
    security(("cookie" = [])), params(OfSession),
    responses((status = 204, description = "The session has ended.")))]
pub(crate) async fn delete_one(
    State(web): State<Web>,
    Person(caller): Person,
    Ids(session): Ids<SessionId>,
) -> Result<Response, Problem> {
    people::end_session(&web.app, &caller, session).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Sign out everywhere else
#[utoipa::path(delete, path = "/sessions/others", tag = "sessions", operation_id = "end_other_sessions",
    security(("cookie" = [])),
    responses((status = 204, description = "All of the person's sessions have ended but this one.")))]
pub(crate) async fn delete_others(State(web): State<Web>, Person(caller): Person) -> Result<Response, Problem> {
    people::end_other_sessions(&web.app, &caller).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
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
