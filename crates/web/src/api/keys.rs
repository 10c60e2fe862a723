//! `/v1/accounts/{account}/keys`: API keys.

use crate::{
    Web,
    api::{
        answer::{self, Page, time},
        document::{InAccount, OfKey},
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Query, Sent, page_size},
};
use axum::{Json, extract::State, response::Response};
use jiff::Timestamp;
use roster_app::keys::{
    create::{self, CreateKey, KeyOwner},
    list::{self, KeyRow},
    revoke, show,
};
use roster_domain::{
    id::{AccountId, KeyId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Whose a key is.
#[derive(Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Owner {
    /// The member's who made it: it never may more than they may, and dies with their place.
    #[default]
    Member,
    /// The account's: what it may was fixed when it was made, and it lives on whatever becomes of its maker.
    Account,
}

/// An API key, without its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeyBody {
    /// Its id.
    id: Uuid,
    /// What its maker calls it.
    label: String,
    /// Whose it is.
    owner: Owner,
    /// The member who made it.
    member: Uuid,
    /// What is written on it: ids of permissions.
    permissions: Vec<String>,
    /// When it was made.
    created_at: Timestamp,
    /// From then on it is dead; null: it lives until it is revoked.
    expires_at: Option<Timestamp>,
    /// When it was last used.
    last_used_at: Option<Timestamp>,
    /// When it was revoked.
    revoked_at: Option<Timestamp>,
}

impl KeyBody {
    fn new(row: KeyRow) -> KeyBody {
        KeyBody {
            id: answer::uuid(row.key),
            label: row.label,
            owner: if row.bounds.is_some() { Owner::Account } else { Owner::Member },
            member: answer::uuid(row.member),
            permissions: serde_json::from_str(&row.permissions).unwrap_or_default(),
            created_at: time(row.created_at),
            expires_at: row.expires_at.map(time),
            last_used_at: row.last_used_at.map(time),
            revoked_at: row.revoked_at.map(time),
        }
    }
}

/// Which keys.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct KeysQuery {
    /// How many on a page, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where to go on: the `next` of the page before.
    cursor: Option<String>,
}

/// List API keys
///
/// One's own; with `roster.manage_keys` all of the account.
#[utoipa::path(get, path = "/accounts/{account}/keys", tag = "keys", operation_id = "list_keys",
    params(InAccount, KeysQuery),
    responses((status = 200, description = "A page of keys, the oldest first.", body = Page<KeyBody>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
    Query(query): Query<KeysQuery>,
) -> Result<Json<Page<KeyBody>>, Problem> {
    let (after, size) = (query.cursor.as_deref().map(after).transpose()?, page_size(query.limit)?);
    let rows = list::list(&web.app, &caller, account, after, size).await?;
    let next = rows.last().filter(|_| rows.len() == size).map(|row| row.key.to_string());
    Ok(Json(Page { items: rows.into_iter().map(KeyBody::new).collect(), next }))
}

/// The cursor is the id of the last key.
fn after(cursor: &str) -> Result<KeyId, Refusal> {
    cursor.parse().map_err(|_| Refusal::field("/cursor", "bad_cursor"))
}

/// A new API key.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateKeyBody {
    /// What its maker calls it.
    label: String,
    /// Whose it shall be. One of the account needs `roster.manage_keys`.
    #[serde(default)]
    owner: Owner,
    /// Ids of permissions; there is no `*` here.
    #[schema(min_items = 1, max_items = 200)]
    permissions: Vec<String>,
    /// From then on it is dead; null: it lives until it is revoked.
    #[serde(default)]
    expires_at: Option<Timestamp>,
}

/// A new API key.
#[derive(Serialize, ToSchema)]
pub(crate) struct CreatedKeyBody {
    /// Its id.
    id: Uuid,
    /// The key itself, for `Authorization: Bearer`. Shown this once; null when the request was only repeated.
    secret: Option<String>,
}

/// Make an API key
///
/// A member's own key may what is written on it and what they may, whenever it is used. A key of the account may what is written on it,
/// within what its maker holds now in the account and on all resources of a kind; on members it acts like their roles. It is no member:
/// what only a member can do is refused to it with `needs_member`. A key makes none itself.
#[utoipa::path(post, path = "/accounts/{account}/keys", tag = "keys", operation_id = "create_key", security(("cookie" = [])),
    params(InAccount), request_body = CreateKeyBody,
    responses((status = 201, description = "Made.", body = CreatedKeyBody)))]
pub(crate) async fn create(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<CreateKeyBody, AnyCaller>,
) -> Result<Response, Problem> {
    let CreateKeyBody { label, owner, permissions, expires_at } = input;
    let owner = match owner {
        Owner::Member => KeyOwner::Member,
        Owner::Account => KeyOwner::Account,
    };
    let input = CreateKey { label, owner, permissions, expires_at };
    let mut done = create::create(&web.app, &caller, account, input).await?;
    let secret = Some(std::mem::take(&mut done.value.secret)).filter(|secret| !secret.is_empty());
    let location = format!("/v1/accounts/{account}/keys/{}", done.value.key);
    Ok(answer::created(&location, &done, CreatedKeyBody { id: answer::uuid(done.value.key), secret }))
}

/// Show an API key
///
/// One's own; with `roster.manage_keys` anyone's.
#[utoipa::path(get, path = "/accounts/{account}/keys/{key}", tag = "keys", operation_id = "show_key",
    params(OfKey),
    responses((status = 200, description = "The key, without its secret.", body = KeyBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, key)): Ids<(AccountId, KeyId)>,
) -> Result<Json<KeyBody>, Problem> {
    Ok(Json(KeyBody::new(show::show(&web.app, &caller, account, key).await?)))
}

/// Revoke an API key
///
/// One's own; with `roster.manage_keys` that of anyone whose rank one may edit, and the account's that stand no higher than oneself. On
/// the machine that answers it is dead from the next request on; on others questions by it may be answered for half a second more,
/// unless they demand this answer's `Roster-Revision` as `at_least`. Nothing can be changed by it from now on, anywhere.
#[utoipa::path(delete, path = "/accounts/{account}/keys/{key}", tag = "keys", operation_id = "revoke_key",
    params(OfKey),
    responses((status = 204, description = "Revoked.")))]
pub(crate) async fn revoke(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, key)): Ids<(AccountId, KeyId)>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&revoke::revoke(&web.app, &caller, account, key).await?))
}
