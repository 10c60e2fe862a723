//! `PUT /v1/accounts/{account}/resources`: a product registers its resources, many at once and as often as it likes.

use crate::{
    Web,
    api::{answer, document::InAccount},
    refusal::Problem,
    request::{Ids, InBulk, Sent},
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use roster_app::resources::upsert::{self, Entry, Upserted};
use roster_domain::{id::AccountId, resource::Attributes};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Resources to be registered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpsertBody {
    /// In any order: what something lies under may stand behind it.
    #[schema(max_items = 10000)]
    resources: Vec<EntryBody>,
}

/// A resource as the product knows it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EntryBody {
    /// The kind's id.
    kind: String,
    /// The product's own name for it, by which it is found again: unique among those of its kind.
    external_id: String,
    /// What people call it.
    name: String,
    /// The product's own name for what it lies under, in this request or registered before. Left out or null: at the root, and
    /// for one that is there already, wherever it is.
    #[serde(default)]
    parent: Option<String>,
    /// How many bytes it has. Where `size`, `type` and `link` are all left out, what was said before stays.
    #[serde(default)]
    #[schema(minimum = 0)]
    size: Option<i64>,
    /// What it is, in the product's words or as a media type.
    #[serde(default, rename = "type")]
    #[schema(max_length = 200)]
    media_type: Option<String>,
    /// Where it is found: an address that begins with `https://`.
    #[serde(default)]
    #[schema(max_length = 2000)]
    link: Option<String>,
}

/// What became of the resources.
#[derive(Default, Serialize, ToSchema)]
pub(crate) struct UpsertedBody {
    /// How many are new.
    created: usize,
    /// How many have another name now, or something else is said of them.
    updated: usize,
    /// How many were so already.
    unchanged: usize,
    /// How many were refused.
    refused: usize,
    /// One for each, in the order they were sent in.
    results: Vec<VerdictBody>,
}

/// What became of one resource.
#[derive(Serialize, ToSchema)]
pub(crate) struct VerdictBody {
    /// `created`, `updated`, `unchanged` or `refused`.
    outcome: &'static str,
    /// Its id; null: it was refused.
    id: Option<Uuid>,
    /// Why it was refused: a JSON pointer into the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    /// What is wrong there, as a stable code; `is_to_be_moved`: it lies under something else, and moving is a request of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

/// Register resources
///
/// Up to 10,000 at once, in at most 8 MiB, by the product's own names. Those that are new are created, those with another name are renamed, and the
/// same again changes nothing. Each is judged for itself, but who lacks the permission for one is refused for all. Nobody is
/// given access by it.
#[utoipa::path(put, path = "/accounts/{account}/resources", tag = "resources", operation_id = "upsert_resources",
    params(InAccount), request_body = UpsertBody,
    responses((status = 200, description = "What became of each.", body = UpsertedBody)))]
pub(crate) async fn upsert(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<UpsertBody, InBulk>,
) -> Result<Response, Problem> {
    let entry = |EntryBody { kind, external_id, name, parent, size, media_type, link }| {
        let attributes = Some(Attributes { size, media_type, link }).filter(|said| !said.is_empty());
        Entry { kind, external_id, name, parent, attributes }
    };
    let entries: Vec<Entry> = input.resources.into_iter().map(entry).collect();
    let mut done = upsert::upsert(&web.app, &caller, account, entries).await?;
    let body = UpsertedBody::new(std::mem::take(&mut done.value));
    Ok((StatusCode::OK, answer::revised(&done), Json(body)).into_response())
}

impl UpsertedBody {
    fn new(outcomes: Vec<Upserted>) -> UpsertedBody {
        let mut body = UpsertedBody::default();
        for (index, outcome) in outcomes.into_iter().enumerate() {
            let done = |outcome, id| VerdictBody { outcome, id: Some(answer::uuid(id)), pointer: None, code: None };
            body.results.push(match outcome {
                Upserted::Created { resource } => {
                    body.created += 1;
                    done("created", resource)
                }
                Upserted::Updated { resource } => {
                    body.updated += 1;
                    done("updated", resource)
                }
                Upserted::Unchanged { resource } => {
                    body.unchanged += 1;
                    done("unchanged", resource)
                }
                Upserted::Refused { field, code } => {
                    body.refused += 1;
                    let pointer = Some(format!("/resources/{index}/{field}"));
                    VerdictBody { outcome: "refused", id: None, pointer, code: Some(code) }
                }
            });
        }
        body
    }
}
