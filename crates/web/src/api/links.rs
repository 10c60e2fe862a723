//! `/v1/invitations`: what the holder of an invitation's link does. The token stands in the body: bodies are not logged.

use crate::{
    Web,
    api::{
        answer::{self, Words},
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
use jiff::Timestamp;
use roster_app::{
    Actor,
    invitations::{
        accept,
        look::{self, InvitationFace},
        request,
    },
};
use roster_domain::{
    id::{AccountId, MemberId},
    model::AskFor,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What the holder of a living link is shown.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationFaceBody {
    /// The account's name.
    account: String,
    /// Who invited; empty for the operator.
    inviter: String,
    /// The invited address.
    email: String,
    /// What the role is called, by language; the first of several.
    role: Words,
    /// What each of the roles is called, by language.
    roles: Vec<Words>,
    /// A personal message; may be empty.
    message: String,
    /// When the link dies.
    expires_at: Timestamp,
    /// What is asked for, in this order: `name`, `password`, `email`, `country`, `language`.
    asks_for: Vec<&'static str>,
    /// The address has a sign-in already: sign in first, then accept with nothing but the token. Only told to who got the link by
    /// mail; of a link that was copied nobody learns it before they sign in, or accept and are refused with `not_signed_in`.
    known_person: bool,
    /// What they are called here already; may be empty. Whoever has a name need not send another.
    name: String,
    /// They were created as a user, and are welcomed.
    welcome: bool,
}

/// An acceptance. Someone who is signed in sends nothing but the token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptBody {
    /// The last part of the link.
    pub(super) token: String,
    /// Someone new: their name.
    #[serde(default)]
    name: String,
    /// Someone new: the password they choose.
    #[serde(default)]
    password: String,
    /// Someone new: another address to sign in with. It has to be proven first.
    #[serde(default)]
    email: Option<String>,
    /// Someone new: ISO 3166-1 alpha-2.
    #[serde(default)]
    country: Option<String>,
    /// Someone new: BCP 47; left out: what `Accept-Language` says.
    #[serde(default)]
    language: Option<String>,
    /// Someone new: IANA time zone; left out: UTC.
    #[serde(default)]
    time_zone: Option<String>,
}

/// Someone joined.
#[derive(Serialize, ToSchema)]
pub(crate) struct JoinedBody {
    /// The account.
    account: Uuid,
    /// Their place in it.
    member: Uuid,
    /// What was offered and deleted before they came: names of resources.
    lost: Vec<String>,
    /// A link was mailed to this other address; it becomes the sign-in when the link is opened.
    to_be_proven: Option<String>,
}

fn asks_for(what: &AskFor) -> &'static str {
    match what {
        AskFor::Name => "name",
        AskFor::Password => "password",
        AskFor::Email => "email",
        AskFor::Country => "country",
        AskFor::Language => "language",
    }
}

/// Look at an invitation's link
#[utoipa::path(post, path = "/invitations/look", tag = "invitations", operation_id = "look_at_invitation", security(()),
    request_body = TokenBody,
    responses((status = 200, description = "The link is good.", body = InvitationFaceBody)))]
pub(crate) async fn look(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<TokenBody, Anyone>,
) -> Result<Json<InvitationFaceBody>, Problem> {
    Ok(Json(face_body(look::look(&web.app, &caller, &input.token).await?)))
}

/// What the holder of a link is shown.
pub(super) fn face_body(face: InvitationFace) -> InvitationFaceBody {
    InvitationFaceBody {
        account: face.account,
        inviter: face.inviter,
        email: face.email,
        role: face.roles.first().map(Words::from).unwrap_or_default(),
        roles: face.roles.iter().map(Words::from).collect(),
        message: face.message,
        expires_at: face.expires_at,
        asks_for: face.asks_for.iter().map(asks_for).collect(),
        known_person: face.known_person,
        name: face.name,
        welcome: face.welcome,
    }
}

impl JoinedBody {
    /// Somebody is in, with all that they were offered.
    pub(super) fn of(account: AccountId, member: MemberId) -> JoinedBody {
        let (account, member) = (answer::uuid(account), answer::uuid(member));
        JoinedBody { account, member, lost: Vec::new(), to_be_proven: None }
    }
}

/// What someone new says of themself.
pub(super) fn newcomer(input: AcceptBody) -> accept::Newcomer {
    accept::Newcomer {
        name: input.name,
        password: input.password,
        email: input.email,
        country: input.country,
        language: input.language.unwrap_or_else(|| current_language().tag().to_owned()),
        time_zone: input.time_zone.unwrap_or_else(|| "UTC".to_owned()),
    }
}

/// Accept an invitation
///
/// Someone new is signed in by it: the answer's cookie is the session. Someone who has a sign-in already is refused with
/// `not_signed_in`: they sign in with the invited address (`POST /sessions`), and send the token alone. Sent again with an `Idempotency-Key`, the answer is the same but for the cookie: a session's secret is shown
/// once. Sign in then.
#[utoipa::path(post, path = "/invitations/accept", tag = "invitations", operation_id = "accept_invitation",
    security((), ("cookie" = [])), request_body = AcceptBody,
    responses((status = 201, description = "Joined.", body = JoinedBody)))]
pub(crate) async fn accept(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<AcceptBody, Anyone>,
) -> Result<Response, Problem> {
    if let Actor::Person { .. } = caller.actor {
        let done = accept::accept_signed_in(&web.app, &caller, &input.token).await?;
        let (account, member) = (answer::uuid(done.value.account), answer::uuid(done.value.member));
        let body = JoinedBody { account, member, lost: done.value.lost, to_be_proven: None };
        return Ok((StatusCode::CREATED, answer::replayed(done.replayed), Json(body)).into_response());
    }
    let token = input.token.clone();
    let joined = accept::accept(&web.app, &caller, &token, newcomer(input)).await?;
    let body = JoinedBody {
        account: answer::uuid(joined.account),
        member: answer::uuid(joined.member),
        lost: joined.lost,
        to_be_proven: joined.to_be_proven,
    };
    Ok(signed_in(&web, StatusCode::CREATED, &joined.signed_in, body))
}

/// Ask for a new link instead of a dead one
///
/// The account's admins hear of it, at most once an hour. The answer tells nothing about the link.
#[utoipa::path(post, path = "/invitations/request", tag = "invitations", operation_id = "request_invitation", security(()),
    request_body = TokenBody,
    responses((status = 202, description = "If the link was one of ours, the account's admins are told.")))]
pub(crate) async fn request(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<TokenBody, Anyone>,
) -> Result<Response, Problem> {
    Ok(answer::accepted(request::request(&web.app, &caller, &input.token).await?))
}
