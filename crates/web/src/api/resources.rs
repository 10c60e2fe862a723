//! `/v1/accounts/{account}/resources`: the projects, sites, … that the caller may see.

use crate::{
    Web,
    api::{
        answer::{self, Made, Page, time},
        document::{IfMatch, InAccount, OfResource},
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Query, Sent, Versioned, page_size},
};
use axum::{Json, extract::State, response::Response};
use jiff::Timestamp;
use roster_app::resources::{
    create::{self, CreateResource},
    delete, describe,
    list::{self, ResourceFilter, VisibleResource},
    rename, set_owner,
};
use roster_domain::{
    id::{AccountId, ResourceId},
    resource::Attributes,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A resource the caller may see.
#[derive(Serialize, ToSchema)]
pub(crate) struct ResourceBody {
    /// Its id.
    id: Uuid,
    /// Its kind.
    kind: String,
    /// Its name.
    name: String,
    /// The product's own name for it.
    external_id: Option<String>,
    /// What it lies under, if the caller may see that.
    parent: Option<Uuid>,
    /// The names of all it lies under, the nearest first.
    under: Vec<String>,
    /// What the caller may with it: ids of permissions.
    permissions: Vec<String>,
    /// Whose it is: that of the nearest that is anybody's, on the way up. Null where it is nobody's, and for those who may not see who is
    /// here.
    owner: Option<OwnerBody>,
    /// How many bytes it has.
    size: Option<i64>,
    /// What it is, in the product's words or as a media type.
    #[serde(rename = "type")]
    media_type: Option<String>,
    /// Where it is found.
    link: Option<String>,
    /// When it was created.
    created_at: Timestamp,
    /// Moves with every change; in quotes it is the ETag.
    version: i64,
}

/// Whose a resource is.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnerBody {
    /// The member.
    id: Uuid,
    /// What they are called.
    name: String,
    /// They are not in any more, and it was not handed over.
    former: bool,
}

impl ResourceBody {
    fn new(resource: VisibleResource) -> ResourceBody {
        let VisibleResource { row, parent, under, permissions, owner, attributes } = resource;
        let Attributes { size, media_type, link } = attributes;
        ResourceBody {
            id: answer::uuid(row.resource),
            kind: row.kind,
            name: row.name,
            external_id: row.external_id,
            parent: parent.map(answer::uuid),
            under,
            permissions,
            owner: owner.map(|owner| OwnerBody {
                id: answer::uuid(owner.member),
                name: owner.name,
                former: owner.former,
            }),
            size,
            media_type,
            link,
            created_at: time(row.created_at),
            version: row.version,
        }
    }
}

/// Which resources.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ResourcesQuery {
    /// The kind's id.
    kind: String,
    /// Only those with this in their name.
    search: Option<String>,
    /// Only the one that the product knows by this name.
    external_id: Option<String>,
    /// Only those that lie under this one, however deep.
    parent: Option<Uuid>,
    /// How many on a page, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where to go on: the `next` of the page before.
    cursor: Option<String>,
}

/// List resources of a kind
///
/// What the caller may not see isn't there.
#[utoipa::path(get, path = "/accounts/{account}/resources", tag = "resources", operation_id = "list_resources",
    params(InAccount, ResourcesQuery),
    responses((status = 200, description = "A page of resources, by name.", body = Page<ResourceBody>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
    Query(query): Query<ResourcesQuery>,
) -> Result<Json<Page<ResourceBody>>, Problem> {
    let ResourcesQuery { kind, search, external_id, parent, limit, cursor } = query;
    let under = parent.map(answer::id);
    let (filter, size) = (ResourceFilter { search, external_id, under }, page_size(limit)?);
    let page = list::list_some(&web.app, &caller, account, kind, filter, cursor.as_deref(), size).await?;
    Ok(Json(Page { items: page.resources.into_iter().map(ResourceBody::new).collect(), next: page.next }))
}

/// Show a resource
#[utoipa::path(get, path = "/accounts/{account}/resources/{resource}", tag = "resources",
    operation_id = "show_resource", params(OfResource),
    responses((status = 200, description = "The resource, with an ETag.", body = ResourceBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, resource)): Ids<(AccountId, ResourceId)>,
) -> Result<Response, Problem> {
    let resource = list::show(&web.app, &caller, account, resource).await?;
    Ok(answer::versioned(resource.row.version, ResourceBody::new(resource)))
}

/// A new resource.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateResourceBody {
    /// The kind's id.
    kind: String,
    /// Its name.
    name: String,
    /// What it lies under, where its kind lies under another.
    #[serde(default)]
    parent: Option<Uuid>,
    /// The product's own name for it.
    #[serde(default)]
    external_id: Option<String>,
}

/// Create a resource
///
/// Needs the permission that the model names for its kind. Whoever creates it gets on it what the model says.
#[utoipa::path(post, path = "/accounts/{account}/resources", tag = "resources", operation_id = "create_resource",
    params(InAccount), request_body = CreateResourceBody,
    responses((status = 201, description = "Created; `Location` says where.", body = Made)))]
pub(crate) async fn create(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<CreateResourceBody, AnyCaller>,
) -> Result<Response, Problem> {
    let CreateResourceBody { kind, name, parent, external_id } = input;
    let new = CreateResource { kind, parent: parent.map(answer::id), name, external_id };
    let done = create::create(&web.app, &caller, account, new).await?;
    let location = format!("/v1/accounts/{account}/resources/{}", done.value);
    Ok(answer::created(&location, &done, Made { id: answer::uuid(done.value) }))
}

/// What to change of a resource.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditResourceBody {
    /// Its name.
    name: String,
}

/// Rename a resource
///
/// Needs the permission that the model names for its kind.
#[utoipa::path(patch, path = "/accounts/{account}/resources/{resource}", tag = "resources",
    operation_id = "edit_resource", params(OfResource, IfMatch), request_body = EditResourceBody,
    responses((status = 204, description = "Renamed; the ETag is the new one.")))]
pub(crate) async fn rename(
    State(web): State<Web>,
    Ids((account, resource)): Ids<(AccountId, ResourceId)>,
    Sent { caller, input, .. }: Sent<EditResourceBody, Versioned>,
) -> Result<Response, Problem> {
    Ok(answer::changed_to(&rename::rename(&web.app, &caller, account, resource, input.name).await?))
}

/// What a product says of a resource beside its name.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttributesBody {
    /// How many bytes it has.
    #[serde(default)]
    #[schema(minimum = 0)]
    size: Option<i64>,
    /// What it is, in the product's words or as a media type.
    #[serde(default, rename = "type")]
    #[schema(max_length = 200, example = "image/tiff")]
    media_type: Option<String>,
    /// Where it is found: an address that begins with `https://`.
    #[serde(default)]
    #[schema(max_length = 2000, example = "https://files.example.com/harbour.tif")]
    link: Option<String>,
}

impl From<AttributesBody> for Attributes {
    fn from(body: AttributesBody) -> Attributes {
        let AttributesBody { size, media_type, link } = body;
        Attributes { size, media_type, link }
    }
}

/// Describe a resource
///
/// How large it is, what it is, where it is found: all of it, in place of what was said before. Needs the permission that the model
/// names for changing its kind.
#[utoipa::path(put, path = "/accounts/{account}/resources/{resource}/attributes", tag = "resources",
    operation_id = "describe_resource", params(OfResource, IfMatch), request_body = AttributesBody,
    responses((status = 204, description = "Said; the ETag is the new one.")))]
pub(crate) async fn attributes(
    State(web): State<Web>,
    Ids((account, resource)): Ids<(AccountId, ResourceId)>,
    Sent { caller, input, .. }: Sent<AttributesBody, Versioned>,
) -> Result<Response, Problem> {
    Ok(answer::changed_to(&describe::describe(&web.app, &caller, account, resource, input.into()).await?))
}

/// Who is to own a resource.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewOwnerBody {
    /// The member.
    to: Uuid,
}

/// Hand a resource over
///
/// To another member: a former one's workspace, for instance. Needs `roster.change_access`, in the account or on the resource.
#[utoipa::path(put, path = "/accounts/{account}/resources/{resource}/owner", tag = "resources",
    operation_id = "hand_over_resource", params(OfResource, IfMatch), request_body = NewOwnerBody,
    responses((status = 204, description = "Handed over; the ETag is the new one.")))]
pub(crate) async fn owner(
    State(web): State<Web>,
    Ids((account, resource)): Ids<(AccountId, ResourceId)>,
    Sent { caller, input, .. }: Sent<NewOwnerBody, Versioned>,
) -> Result<Response, Problem> {
    let to = answer::id(input.to);
    Ok(answer::changed_to(&set_owner::set_owner(&web.app, &caller, account, resource, to).await?))
}

/// Delete a resource
///
/// With all access to it. What has others under it is emptied first. Needs the permission that the model names for its kind.
#[utoipa::path(delete, path = "/accounts/{account}/resources/{resource}", tag = "resources",
    operation_id = "delete_resource", params(OfResource, IfMatch),
    responses((status = 204, description = "Deleted.")))]
pub(crate) async fn delete(
    State(web): State<Web>,
    Ids((account, resource)): Ids<(AccountId, ResourceId)>,
    caller: Versioned,
) -> Result<Response, Problem> {
    Ok(answer::changed(&delete::delete(&web.app, &caller.0, account, resource).await?))
}

/// How many lose with a resource what they were given on it.
#[derive(Serialize, ToSchema)]
pub(crate) struct LossBody {
    /// Whether it can be deleted now.
    possible: bool,
    /// How many resources lie right under it. With any, deleting it is refused with `wrong_state`.
    under: i64,
    /// Members who are in, or disabled.
    members: i64,
    /// Those who are invited and have not come yet. They are told when they come.
    invitations: i64,
}

/// Look at what deleting a resource takes away
///
/// Nothing is done. Needs what deleting it needs.
#[utoipa::path(get, path = "/accounts/{account}/resources/{resource}/deletion", tag = "resources",
    operation_id = "look_at_resource_deletion", params(OfResource),
    responses((status = 200, description = "Whether it can be deleted, and how many would lose what they were given on it.", body = LossBody)))]
pub(crate) async fn deletion(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, resource)): Ids<(AccountId, ResourceId)>,
) -> Result<Json<LossBody>, Problem> {
    let delete::Loss { under, members, invitations } = delete::look(&web.app, &caller, account, resource).await?;
    Ok(Json(LossBody { possible: under == 0, under, members, invitations }))
}
