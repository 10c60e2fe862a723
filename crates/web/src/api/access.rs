//! `/v1/accounts/{account}/members/{member}/access`: what a member was given on resources; and by which address whoever is to be given
//! something is found.

use crate::{
    Web,
    api::{
        answer::{self, time},
        document::{IfMatch, OfMember, OfResource},
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Query, Sent, Versioned},
};
use axum::{extract::State, response::Response};
use jiff::Timestamp;
use roster_app::{
    access::given_there::given_to_address,
    members::{
        given::{AccessWish, Given},
        set_access::{AccessEdit, Wanted, set_access},
        show::{self, GrantOnRow},
    },
};
use roster_domain::{
    email::Email,
    grant::Window,
    id::{AccountId, MemberId, ResourceId},
    permission::RosterPermission,
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Something a member was given on a resource.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccessBody {
    /// On what.
    resource: Uuid,
    /// Its kind.
    kind: String,
    /// Its name.
    name: String,
    /// The level's id; null: it is no level.
    level: Option<String>,
    /// The project role's id; null: it is no project role.
    role: Option<String>,
    /// The id of a single permission; null: it is none.
    permission: Option<String>,
    /// From then on; null: always.
    from: Option<Timestamp>,
    /// Until then; null: for ever.
    until: Option<Timestamp>,
}

/// A member's access.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccessListBody {
    /// By the resources' names.
    items: Vec<AccessBody>,
}

impl AccessBody {
    pub(super) fn new(row: GrantOnRow) -> AccessBody {
        let what = Given::stored(&row.slot, &row.value);
        let id = |is: bool| is.then(|| what.id().to_owned());
        AccessBody {
            resource: answer::uuid(row.resource),
            kind: row.kind,
            name: row.name,
            level: id(matches!(what, Given::Level(_))),
            role: id(matches!(what, Given::Role(_))),
            permission: id(matches!(what, Given::Permission(_))),
            from: row.from_at.map(time),
            until: row.until_at.map(time),
        }
    }
}

/// Show a member's access
///
/// What was given, also what sleeps while a role reaches everything anyway. Everybody may see their own.
#[utoipa::path(get, path = "/accounts/{account}/members/{member}/access", tag = "access", operation_id = "show_access",
    params(OfMember), extensions(("x-roster-permission" = json!("roster.read_members"))),
    responses((status = 200, description = "The access, with the member's ETag.", body = AccessListBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
) -> Result<Response, Problem> {
    let profile = show::show(&web.app, &caller, account, member).await?;
    let items = profile.access.into_iter().map(AccessBody::new).collect();
    Ok(answer::versioned(profile.line.row.version, AccessListBody { items }))
}

/// By which address.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AddressQuery {
    /// The address.
    email: String,
}

/// Who has an address.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundMemberBody {
    /// The member's id.
    id: Uuid,
    /// Their name; null for those who may not see who there is.
    name: Option<String>,
    /// `active`, `invited` or `disabled`.
    status: String,
}

/// Find a member by address, to give them access
///
/// For whoever changes access on the resource, also where they may not see who is in the account: then they are told nothing but
/// whose id it is.
#[utoipa::path(get, path = "/accounts/{account}/resources/{resource}/members/find", tag = "access",
    operation_id = "find_member_for_access", params(OfResource, AddressQuery),
    extensions(("x-roster-permission" = json!("roster.change_access"))),
    responses((status = 200, description = "The member, with their ETag.", body = FoundMemberBody)))]
pub(crate) async fn find(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, resource)): Ids<(AccountId, ResourceId)>,
    Query(AddressQuery { email }): Query<AddressQuery>,
) -> Result<Response, Problem> {
    let email = Email::parse(&email).map_err(|problem| Refusal::field("/email", problem.code()))?;
    let needed = RosterPermission::ChangeAccess;
    let found = given_to_address(&web.app, &caller, account, resource, email, needed).await?;
    let name = Some(found.name).filter(|name| !name.is_empty());
    let body = FoundMemberBody { id: answer::uuid(found.member), name, status: found.status };
    Ok(answer::versioned(found.version, body))
}

/// Changes of a member's access.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeAccessBody {
    /// Each resource that changes; all others stay as they are.
    #[schema(max_items = 200)]
    access: Vec<AccessChangeBody>,
}

/// What a member shall have on a resource: exactly one of `level`, `role` and `permission`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccessChangeBody {
    /// On what.
    resource: Uuid,
    /// The level's id; null: the level that was given there is taken away.
    #[serde(default, deserialize_with = "answer::said")]
    #[schema(value_type = Option<String>)]
    level: Option<Option<String>>,
    /// The project role's id, which takes the place of another; null: the project role that was given there is taken away.
    #[serde(default, deserialize_with = "answer::said")]
    #[schema(value_type = Option<String>)]
    role: Option<Option<String>>,
    /// The id of a single permission, which comes to those that are there; null: all that were given there are taken away.
    #[serde(default, deserialize_with = "answer::said")]
    #[schema(value_type = Option<String>)]
    permission: Option<Option<String>>,
    /// False: what is named is taken away.
    #[serde(default = "yes")]
    #[schema(default = true)]
    given: bool,
    /// From then on; left out or null: at once.
    #[serde(default)]
    from: Option<Timestamp>,
    /// Until then; left out or null: for ever.
    #[serde(default)]
    until: Option<Timestamp>,
}

fn yes() -> bool {
    true
}

/// Change a member's access
#[utoipa::path(patch, path = "/accounts/{account}/members/{member}/access", tag = "access",
    operation_id = "change_access", params(OfMember, IfMatch), request_body = ChangeAccessBody,
    extensions(("x-roster-permission" = json!("roster.change_access"))),
    responses((status = 204, description = "Changed, all or nothing; the ETag is the new one.")))]
pub(crate) async fn change(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, input, .. }: Sent<ChangeAccessBody, Versioned>,
) -> Result<Response, Problem> {
    Ok(answer::changed_to(&set_access(&web.app, &caller, account, member, input.edits()?).await?))
}

impl ChangeAccessBody {
    /// As the use-case wants it.
    pub(super) fn edits(self) -> Result<Vec<AccessEdit>, Refusal> {
        self.access.into_iter().enumerate().map(|(index, body)| body.edit(index)).collect()
    }
}

impl AccessChangeBody {
    fn edit(self, index: usize) -> Result<AccessEdit, Refusal> {
        let (given, window) = (self.given, Window { from: self.from, until: self.until });
        let named = |id: Option<String>| id.filter(|_| given);
        let what = match (self.level, self.role, self.permission) {
            (Some(id), None, None) => named(id).map_or(Wanted::NoLevel, |id| Wanted::Give(Given::Level(id))),
            (None, Some(id), None) => named(id).map_or(Wanted::NoRole, |id| Wanted::Give(Given::Role(id))),
            (None, None, Some(None)) => Wanted::NoPermissions,
            (None, None, Some(Some(id))) if given => Wanted::Give(Given::Permission(id)),
            (None, None, Some(Some(id))) => Wanted::Not(id),
            (None, None, None) => return Err(Refusal::field(format!("/access/{index}/level"), "missing")),
            _ => return Err(Refusal::field(format!("/access/{index}"), "one_of_them")),
        };
        Ok(AccessEdit { resource: answer::id::<ResourceId>(self.resource), what, window })
    }
}

/// What an invitation gives on a resource: exactly one of `level`, `role` and `permission`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WishBody {
    /// On what.
    resource: Uuid,
    /// The level's id.
    #[serde(default)]
    level: Option<String>,
    /// The project role's id.
    #[serde(default)]
    role: Option<String>,
    /// The id of a single permission.
    #[serde(default)]
    permission: Option<String>,
    /// From then on; left out or null: as soon as they are in.
    #[serde(default)]
    from: Option<Timestamp>,
    /// Until then; left out or null: for ever.
    #[serde(default)]
    until: Option<Timestamp>,
}

impl WishBody {
    /// As the use-case wants it; `index` is its place in the list.
    pub(super) fn wish(self, index: usize) -> Result<AccessWish, Refusal> {
        let what = match (self.level, self.role, self.permission) {
            (Some(id), None, None) => Given::Level(id),
            (None, Some(id), None) => Given::Role(id),
            (None, None, Some(id)) => Given::Permission(id),
            (None, None, None) => return Err(Refusal::field(format!("/access/{index}/level"), "missing")),
            _ => return Err(Refusal::field(format!("/access/{index}"), "one_of_them")),
        };
        let window = Window { from: self.from, until: self.until };
        Ok(AccessWish { resource: answer::id::<ResourceId>(self.resource), what, window })
    }
}
