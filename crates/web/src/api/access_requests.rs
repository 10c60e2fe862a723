//! `/v1/accounts/{account}/access-requests`: asking an admin, and answering (F21).

use crate::{
    Web,
    api::{
        answer::{self, Page, time},
        document::{InAccount, OfAccessRequest},
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Query, Sent, page_size},
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use roster_app::{
    access_requests::{
        AccessRequest, Wanted,
        answer::{self as answering, Gift},
        ask::{self, Ask},
        list,
    },
    members::given::Given,
};
use roster_domain::{
    id::{AccessRequestId, AccountId, Id, ResourceId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What somebody asks for: exactly one of `resource`, `permission` (beside `resource`: what was missing there) and `page`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskBody {
    /// A resource, by its id.
    #[serde(default)]
    resource: Option<Uuid>,
    /// A permission, by its id.
    #[serde(default)]
    permission: Option<String>,
    /// A page of the account: the path after the account's, such as `/users`.
    #[serde(default)]
    #[schema(max_length = 300)]
    page: Option<String>,
    /// What it is needed for.
    #[serde(default)]
    #[schema(max_length = 500)]
    word: String,
}

impl AskBody {
    fn read(self) -> Result<Ask, Refusal> {
        let AskBody { resource, permission, page, word } = self;
        let wanted = match (resource, permission.as_deref(), page.as_deref()) {
            (Some(resource), _, None) => Wanted::Resource(ResourceId::from_uuid(resource)),
            (None, Some(permission), None) => Wanted::Permission(permission.to_owned()),
            (None, None, Some(page)) => Wanted::page(page).ok_or_else(|| Refusal::field("/page", "not_a_page"))?,
            (None, None, None) => return Err(Refusal::field("/resource", "empty")),
            _ => return Err(Refusal::field("/page", "one_or_the_other")),
        };
        let permission = permission.filter(|_| matches!(wanted, Wanted::Resource(_)));
        Ok(Ask { wanted, permission, word })
    }
}

/// Ask for access
///
/// In the name of the member who asks. Those who may give it are told, at most once an hour for the same. The answer is the same
/// whether there is such a thing or not.
#[utoipa::path(post, path = "/accounts/{account}/access-requests", tag = "access_requests",
    operation_id = "ask_for_access", params(InAccount), request_body = AskBody,
    responses((status = 202, description = "It was asked for.")))]
pub(crate) async fn ask(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<AskBody, AnyCaller>,
) -> Result<Response, Problem> {
    ask::ask(&web.app, &caller, account, input.read()?).await?;
    // How far the account has come tells whether it was asked before; nobody needs to know.
    Ok(StatusCode::ACCEPTED.into_response())
}

/// Something a member asks for.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccessRequestBody {
    /// Its id.
    id: Uuid,
    /// The member who asks.
    member: Uuid,
    /// What they are called.
    name: String,
    /// The resource they ask for, by its id; null where there is no such resource.
    resource: Option<Uuid>,
    /// Its kind; null where there is no such resource.
    resource_kind: Option<String>,
    /// Its name; null where there is no such resource.
    resource_name: Option<String>,
    /// The permission they ask for, or that was missing on the resource.
    permission: Option<String>,
    /// The page they ask for.
    page: Option<String>,
    /// What it is needed for.
    word: String,
    /// `open`, `given` or `declined`.
    state: String,
    /// When it was asked, or asked again.
    asked_at: Timestamp,
    /// When it was answered.
    answered_at: Option<Timestamp>,
    /// The member who answered.
    answered_by: Option<Uuid>,
    /// The word with which it was declined.
    answer: Option<String>,
}

impl AccessRequestBody {
    fn new(request: AccessRequest) -> AccessRequestBody {
        let AccessRequest { row, wanted, name, resource, .. } = request;
        let (mut of, mut permission, mut page) = (None, row.permission, None);
        match wanted {
            // Of what is not there the id says nothing to anyone.
            Wanted::Resource(id) => of = resource.as_ref().map(|_| answer::uuid(id)),
            Wanted::Permission(id) => permission = Some(id),
            Wanted::Page(path) => page = Some(path),
        }
        let (resource_kind, resource_name) = resource.unzip();
        AccessRequestBody {
            id: answer::uuid(row.request),
            member: answer::uuid(row.member),
            name,
            resource: of,
            resource_kind,
            resource_name,
            permission,
            page,
            word: row.word,
            state: row.state,
            asked_at: time(row.asked_at),
            answered_at: row.decided_at.map(time),
            answered_by: row.decided_by.map(answer::uuid),
            answer: Some(row.answer).filter(|answer| !answer.is_empty()),
        }
    }
}

/// Which requests.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AccessRequestsQuery {
    /// Those that are `open` (unless something else is said), `given` or `declined`.
    state: Option<String>,
    /// How many on a page, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where to go on: the `next` of the page before.
    cursor: Option<String>,
}

/// List what members ask for
///
/// Only what the caller may answer: with `roster.change_access` in the account or on the resource, or, about the account, with
/// `roster.change_roles`.
#[utoipa::path(get, path = "/accounts/{account}/access-requests", tag = "access_requests",
    operation_id = "list_access_requests", params(InAccount, AccessRequestsQuery),
    responses((status = 200, description = "A page of requests, the newest first.", body = Page<AccessRequestBody>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
    Query(query): Query<AccessRequestsQuery>,
) -> Result<Json<Page<AccessRequestBody>>, Problem> {
    let bad = |_| Refusal::field("/cursor", "bad_cursor");
    let before = query.cursor.as_deref().map(|cursor| cursor.parse::<AccessRequestId>().map_err(bad)).transpose()?;
    let (state, size) = (query.state.as_deref().unwrap_or("open"), page_size(query.limit)?);
    let page = list::list(&web.app, &caller, account, state, before, size).await?;
    let items = page.items.into_iter().map(AccessRequestBody::new).collect();
    Ok(Json(Page { items, next: page.next.map(|next| next.to_string()) }))
}

/// What is given to whoever asked: on a resource a `level`, a `project_role` or a `permission`; in the account the `permission`
/// they asked for, or a `role`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GiveBody {
    /// A level on the resource.
    #[serde(default)]
    level: Option<String>,
    /// A project role on the resource.
    #[serde(default)]
    project_role: Option<String>,
    /// A single permission on the resource, or the one in the account that was asked for.
    #[serde(default)]
    permission: Option<String>,
    /// Another role in the account.
    #[serde(default)]
    role: Option<String>,
    /// When it ends by itself; null: never.
    #[serde(default)]
    until: Option<Timestamp>,
}

/// Give what was asked for
///
/// Under the same rules as giving it otherwise: nobody gives what they don't hold. Whoever asked is written to.
#[utoipa::path(post, path = "/accounts/{account}/access-requests/{request}/give", tag = "access_requests",
    operation_id = "give_access_request", params(OfAccessRequest), request_body = GiveBody,
    responses((status = 204, description = "Given.")))]
pub(crate) async fn give(
    State(web): State<Web>,
    Ids((account, request)): Ids<(AccountId, AccessRequestId)>,
    Sent { caller, input, .. }: Sent<GiveBody, AnyCaller>,
) -> Result<Response, Problem> {
    let GiveBody { level, project_role, permission, role, until } = input;
    let gift = match (level, project_role, permission, role) {
        (Some(id), None, None, None) => Some(Gift::There(Given::Level(id))),
        (None, Some(id), None, None) => Some(Gift::There(Given::Role(id))),
        (None, None, Some(id), None) => Some(Gift::Permission(id)),
        (None, None, None, Some(id)) => Some(Gift::Role(id)),
        (None, None, None, None) => None,
        _ => return Err(Refusal::field("/level", "one_or_the_other").into()),
    };
    Ok(answer::changed(&answering::give(&web.app, &caller, account, request, gift, until).await?))
}

/// A word to whoever asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeclineBody {
    /// It is in the mail to them.
    #[serde(default)]
    #[schema(max_length = 500)]
    word: String,
}

/// Decline what was asked for
///
/// Whoever asked is written to; the mail doesn't say whether there is such a thing.
#[utoipa::path(post, path = "/accounts/{account}/access-requests/{request}/decline", tag = "access_requests",
    operation_id = "decline_access_request", params(OfAccessRequest), request_body = DeclineBody,
    responses((status = 204, description = "Declined.")))]
pub(crate) async fn decline(
    State(web): State<Web>,
    Ids((account, request)): Ids<(AccountId, AccessRequestId)>,
    Sent { caller, input, .. }: Sent<DeclineBody, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&answering::decline(&web.app, &caller, account, request, input.word).await?))
}
