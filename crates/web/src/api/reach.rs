//! What somebody may and reaches, and who reaches something, each with how: `…/members/{member}/permissions`,
//! `…/members/{member}/reach`, `…/resources/{resource}/members`.

use crate::{
    Web,
    api::{
        answer::{self, Page},
        document::{OfMember, OfResource},
        why::WayBody,
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Query, page_size},
};
use axum::{Json, extract::State};
use roster_app::access::{
    check::Place,
    permissions::{self, Held},
    reach::{self, Reach, Reached},
    reachers::{self, Reacher, Reachers},
};
use roster_domain::{
    id::{AccountId, MemberId, ResourceId},
    permission::RosterPermission,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A permission somebody holds.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeldBody {
    /// Its id.
    permission: String,
    /// Everything by which they hold it.
    because: Vec<WayBody>,
}

/// All of them.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeldListBody {
    /// In the model's order.
    items: Vec<HeldBody>,
}

/// Where.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PermissionsQuery {
    /// On this resource; left out: in the account.
    resource: Option<Uuid>,
}

/// Show what a member may
///
/// Each permission with why. Everybody may see their own. Nobody may anything on a resource that isn't there.
#[utoipa::path(get, path = "/accounts/{account}/members/{member}/permissions", tag = "checks",
    operation_id = "show_permissions", params(OfMember, PermissionsQuery),
    extensions(("x-roster-permission" = json!("roster.read_members"))),
    responses((status = 200, description = "What they may, in the account or on the resource.", body = HeldListBody)))]
pub(crate) async fn permissions(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Query(query): Query<PermissionsQuery>,
) -> Result<Json<HeldListBody>, Problem> {
    let place = query.resource.map_or(Place::Account, |resource| Place::Resource(answer::id(resource)));
    let needed = RosterPermission::ReadMembers;
    let held = permissions::permissions(&web.app, &caller, account, member, place, needed).await?;
    let item =
        |Held { permission, ways }| HeldBody { permission, because: ways.into_iter().map(WayBody::new).collect() };
    Ok(Json(HeldListBody { items: held.into_iter().map(item).collect() }))
}

/// A resource somebody reaches.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReachedBody {
    /// Its id.
    id: Uuid,
    /// Its kind.
    kind: String,
    /// Its name.
    name: String,
    /// The product's own name for it.
    external_id: Option<String>,
    /// What they may there: ids of permissions.
    permissions: Vec<String>,
    /// By what: they hold the permission that was asked for, or any.
    because: Vec<WayBody>,
}

/// Which resources.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReachQuery {
    /// The kind's id.
    kind: String,
    /// Only where they hold this permission.
    permission: Option<String>,
    /// How many on a page, at most. A page may have less and not be the last.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where to go on: the `next` of the page before.
    cursor: Option<String>,
}

/// List what a member reaches
///
/// Everybody may see their own. Of what others reach one is shown what one sees oneself; with `roster.check` all of it.
#[utoipa::path(get, path = "/accounts/{account}/members/{member}/reach", tag = "checks", operation_id = "list_reach",
    params(OfMember, ReachQuery), extensions(("x-roster-permission" = json!("roster.read_members"))),
    responses((status = 200, description = "A page of resources, by name.", body = Page<ReachedBody>)))]
pub(crate) async fn reach(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Query(query): Query<ReachQuery>,
) -> Result<Json<Page<ReachedBody>>, Problem> {
    let ReachQuery { kind, permission, limit, cursor } = query;
    let (asked, size) = (Reach { member, kind, permission }, page_size(limit)?);
    let needed = RosterPermission::ReadMembers;
    let page = reach::reach(&web.app, &caller, account, asked, needed, cursor.as_deref(), size).await?;
    let item = |Reached { row, permissions, ways }| ReachedBody {
        id: answer::uuid(row.resource),
        kind: row.kind,
        name: row.name,
        external_id: row.external_id,
        permissions,
        because: ways.into_iter().map(WayBody::new).collect(),
    };
    Ok(Json(Page { items: page.resources.into_iter().map(item).collect(), next: page.next }))
}

/// Somebody who reaches a resource.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReacherBody {
    /// The member's id.
    id: Uuid,
    /// The name used in this account; may be empty.
    name: String,
    /// The address.
    email: String,
    /// What they may there: ids of permissions.
    permissions: Vec<String>,
    /// By what: they hold the permission that was asked for, or any.
    because: Vec<WayBody>,
}

/// Which members.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReachersQuery {
    /// Only who holds this permission there.
    permission: Option<String>,
    /// How many on a page, at most. A page may have less and not be the last.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where to go on: the `next` of the page before.
    cursor: Option<String>,
}

/// List who reaches a resource
///
/// The active members who may something there. The permission counts on the resource, too.
#[utoipa::path(get, path = "/accounts/{account}/resources/{resource}/members", tag = "checks",
    operation_id = "list_reachers", params(OfResource, ReachersQuery),
    extensions(("x-roster-permission" = json!("roster.read_members"))),
    responses((status = 200, description = "A page of members, by name.", body = Page<ReacherBody>)))]
pub(crate) async fn reachers(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, resource)): Ids<(AccountId, ResourceId)>,
    Query(query): Query<ReachersQuery>,
) -> Result<Json<Page<ReacherBody>>, Problem> {
    let ReachersQuery { permission, limit, cursor } = query;
    let (asked, size) = (Reachers { place: Place::Resource(resource), permission }, page_size(limit)?);
    let needed = RosterPermission::ReadMembers;
    let page = reachers::reachers(&web.app, &caller, account, asked, needed, cursor.as_deref(), size).await?;
    let item = |Reacher { member, name, email, permissions, ways, .. }| ReacherBody {
        id: answer::uuid(member),
        name,
        email,
        permissions,
        because: ways.into_iter().map(WayBody::new).collect(),
    };
    Ok(Json(Page { items: page.members.into_iter().map(item).collect(), next: page.next }))
}
