//! Acting as another member: `/v1/accounts/{account}/members/{member}/act-as`, and its end.

use crate::{
    Web,
    api::{
        answer::{self, All, time},
        document::{InAccount, OfMember},
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Sent, acting_cookie, own_name_cookie},
};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use roster_app::acting::{
    end::end as stop,
    list::{self, ActedAs},
    start::start as begin,
};
use roster_domain::id::{AccountId, MemberId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActAsBody {
    /// Why it has to be. The member can read it, and it stands in the audit log.
    #[schema(
        min_length = 1,
        max_length = 500,
        example = "The catalogue does not open for you; I look at what you see."
    )]
    reason: String,
}

/// Acting as a member.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActingBody {
    /// Its id.
    id: Uuid,
    /// As whom.
    member: Uuid,
    /// When it ends by itself.
    expires_at: Timestamp,
}

/// A time in which somebody acted as a member.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActedAsBody {
    /// Its id.
    id: Uuid,
    /// The member who acted.
    actor: Uuid,
    /// What they are called.
    actor_name: String,
    /// Why, in their words.
    reason: String,
    /// When it began.
    started_at: Timestamp,
    /// When it ended; null: it goes on.
    ended_at: Option<Timestamp>,
}

impl ActedAsBody {
    fn new(acted: ActedAs) -> ActedAsBody {
        ActedAsBody {
            id: answer::uuid(acted.acting),
            actor: answer::uuid(acted.actor),
            actor_name: acted.actor_name,
            reason: acted.reason,
            started_at: time(acted.started_at),
            ended_at: acted.ended_at.map(time),
        }
    }
}

/// Act as a member
///
/// Needs `roster.act_as`, and a member of lower rank. From then on this session, and no other, asks in this account as that member: what
/// both may, and nothing that is a person's own (profile, credentials, sessions, keys, other accounts) or can't be undone. Every event
/// names both. It ends with a DELETE, after an hour, or when either loses what it takes; then requests are refused with `acting_over`
/// until that DELETE, so that nothing is done in another name than was meant.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/act-as", tag = "members", operation_id = "act_as",
    params(OfMember), request_body = ActAsBody, security(("cookie" = [])),
    extensions(("x-roster-permission" = json!("roster.act_as"))),
    responses((status = 201, description = "Begun; a second cookie says as whom.", body = ActingBody)))]
pub(crate) async fn start(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, input, .. }: Sent<ActAsBody, AnyCaller>,
) -> Result<Response, Problem> {
    let done = begin(&web.app, &caller, account, member, &input.reason).await?;
    let acting = &done.value;
    let body = ActingBody {
        id: answer::uuid(acting.acting),
        member: answer::uuid(acting.member),
        expires_at: acting.expires_at,
    };
    let location = format!("/v1/accounts/{account}/members/{member}/acted-as");
    let mut response = answer::created(&location, &done, body);
    response.headers_mut().append(SET_COOKIE, acting_cookie(&web, account, acting.acting));
    Ok(response)
}

/// Stop acting as a member
///
/// Also when it is over already. Afterwards the session asks in its own person's name again.
#[utoipa::path(delete, path = "/accounts/{account}/acting", tag = "members", operation_id = "stop_acting",
    params(InAccount), security(("cookie" = [])),
    responses((status = 204, description = "The session acts as nobody.")))]
pub(crate) async fn end(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Response, Problem> {
    let revision = answer::come_to(stop(&web.app, &caller, account).await?);
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, own_name_cookie(&web))], revision).into_response())
}

/// List who acted as a member
///
/// The newest twenty times: for the member themself, and with `roster.read_audit` for anyone.
#[utoipa::path(get, path = "/accounts/{account}/members/{member}/acted-as", tag = "members",
    operation_id = "list_acted_as", params(OfMember),
    extensions(("x-roster-permission" = json!("roster.read_audit"))),
    responses((status = 200, description = "The newest first.", body = All<ActedAsBody>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
) -> Result<Json<All<ActedAsBody>>, Problem> {
    let acted = list::list(&web.app, &caller, account, member).await?;
    Ok(All::of(acted, ActedAsBody::new))
}
