//! OpenID AuthZEN, Authorization API 1.0: the same questions as under `/v1`, in words that other systems share.
//!
//! The account is that of the API key. A subject is of type `member`, its id the member's; a resource's type is its kind, its id
//! the resource's or the product's own name for it; the account itself is of type `account`; an action's name is a permission.

mod bodies;
mod evaluation;
mod search;

use crate::{
    Web,
    refusal::{ProblemDocument, dressed},
};
use axum::{
    Json,
    body::to_bytes,
    extract::State,
    http::{
        StatusCode,
        header::{CONTENT_LENGTH, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{
        Content, RefOr, ResponseBuilder,
        path::Operation,
        schema::{ObjectBuilder, Type},
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

const WELL_KNOWN: &str = "/.well-known/authzen-configuration";

/// Every route.
pub(crate) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(configuration))
        .routes(routes!(evaluation::evaluation))
        .routes(routes!(evaluation::evaluations))
        .routes(routes!(search::subject))
        .routes(routes!(search::resource))
        .routes(routes!(search::action))
}

/// Whether a path is one of these.
pub(crate) fn is_authzen(path: &str) -> bool {
    path == WELL_KNOWN || path.starts_with("/access/v1/")
}

/// Where to ask.
#[derive(Serialize, ToSchema)]
struct ConfigurationBody {
    /// This installation.
    policy_decision_point: String,
    /// For one question.
    access_evaluation_endpoint: String,
    /// For many.
    access_evaluations_endpoint: String,
    /// Who may.
    search_subject_endpoint: String,
    /// On what.
    search_resource_endpoint: String,
    /// What.
    search_action_endpoint: String,
}

/// Tell where to ask (AuthZEN)
#[utoipa::path(get, path = "/.well-known/authzen-configuration", tag = "authzen", operation_id = "authzen_configuration",
    security(()),
    responses((status = 200, description = "The endpoints.", body = ConfigurationBody)))]
async fn configuration(State(web): State<Web>) -> Json<ConfigurationBody> {
    let here = web.app.settings().public_url.clone();
    let at = |path: &str| format!("{here}/access/v1/{path}");
    Json(ConfigurationBody {
        access_evaluation_endpoint: at("evaluation"),
        access_evaluations_endpoint: at("evaluations"),
        search_subject_endpoint: at("search/subject"),
        search_resource_endpoint: at("search/resource"),
        search_action_endpoint: at("search/action"),
        policy_decision_point: here,
    })
}

/// A problem document is no larger.
const LARGEST_PROBLEM: usize = 1024 * 1024;

/// After all of these routes: an error is a sentence, and what is wrong with a request is 400.
pub(crate) async fn in_its_words(response: Response) -> Response {
    in_a_sentence(dressed(response)).await
}

async fn in_a_sentence(response: Response) -> Response {
    if response.status().is_success() {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, LARGEST_PROBLEM).await.unwrap_or_default();
    let sentence = match serde_json::from_slice::<ProblemDocument>(&body) {
        Ok(problem) => sentence(&problem),
        Err(_) => parts.status.canonical_reason().unwrap_or_default().to_owned(),
    };
    parts.status = match parts.status {
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE => StatusCode::BAD_REQUEST,
        status => status,
    };
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.remove(CONTENT_TYPE);
    (parts.status, parts.headers, sentence).into_response()
}

fn sentence(problem: &ProblemDocument) -> String {
    let mut sentence = problem.title.clone();
    for error in &problem.errors {
        let place = if error.pointer.is_empty() { "/" } else { &error.pointer };
        sentence.push_str(&format!(" {place}: {}", error.detail));
    }
    sentence
}

/// How each of these operations is refused.
pub(crate) fn refusals(operation: &mut Operation) {
    let mut refuse = |status: &str, what: &str| {
        let text = ObjectBuilder::new().schema_type(Type::String);
        let response = ResponseBuilder::new().description(what).content("text/plain", Content::new(Some(text))).build();
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(response));
    };
    if operation.request_body.is_some() {
        for (status, what) in [
            ("400", "Something is wrong with what was sent."),
            ("401", "There is no API key, or none that is valid."),
            ("403", "The key may not ask this."),
            ("409", "An answer was demanded that is newer than anything known here."),
            ("413", "The body is too large."),
        ] {
            refuse(status, what);
        }
    }
    refuse("500", "A fault.");
}
