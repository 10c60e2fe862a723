//! `/v1/accounts/{account}/members/{member}/same-access`: what a colleague has, to be given to others, too (F15).

use crate::{
    Web,
    api::{answer, document::OfMember},
    refusal::Problem,
    request::{AnyCaller, Ids},
};
use axum::{Json, extract::State};
use jiff::Timestamp;
use roster_app::members::{
    given::{AccessWish, Given},
    same_access::{LeftOut, same_access},
    set_permissions::ExtraWish,
    set_role::RoleWish,
};
use roster_domain::id::{AccountId, MemberId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What a colleague has, as far as the caller could give it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SameAccessBody {
    /// What the colleague is called.
    name: String,
    /// Their roles, as far as the caller can give them.
    roles: Vec<SameRoleBody>,
    /// What they may beyond the roles, as far as the caller can give it.
    extras: Vec<SameExtraBody>,
    /// What is left of the applications, as far as the caller holds it; null: all.
    custom: Option<Vec<String>>,
    /// Their access, in the form in which an invitation and a change of access take it.
    access: Vec<SameGrantBody>,
    /// What the caller can't give.
    left_out: Vec<LeftOutBody>,
    /// How much more the caller can't see, or is what only one member can have.
    more_left_out: usize,
}

/// A role with its times.
#[derive(Serialize, ToSchema)]
pub(crate) struct SameRoleBody {
    /// Its id.
    role: String,
    /// From then on; null: always.
    from: Option<Timestamp>,
    /// Until then; null: for ever.
    until: Option<Timestamp>,
}

/// A permission beyond the roles, with its times.
#[derive(Serialize, ToSchema)]
pub(crate) struct SameExtraBody {
    /// Its id.
    permission: String,
    /// From then on; null: always.
    from: Option<Timestamp>,
    /// Until then; null: for ever.
    until: Option<Timestamp>,
}

/// Access to a resource: one of `level`, `role` and `permission`.
#[derive(Serialize, ToSchema)]
pub(crate) struct SameGrantBody {
    /// On what.
    resource: Uuid,
    /// The level's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<String>,
    /// The project role's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// The id of a single permission.
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<String>,
    /// From then on; null: always.
    from: Option<Timestamp>,
    /// Until then; null: for ever.
    until: Option<Timestamp>,
}

/// Something of a colleague's that the caller can't give.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeftOutBody {
    /// The name of the resource; null: it is in the account.
    resource: Option<String>,
    /// The id of the role, permission, level or project role.
    id: String,
}

impl From<AccessWish> for SameGrantBody {
    fn from(wish: AccessWish) -> SameGrantBody {
        let id = |is: bool| is.then(|| wish.what.id().to_owned());
        SameGrantBody {
            resource: answer::uuid(wish.resource),
            level: id(matches!(wish.what, Given::Level(_))),
            role: id(matches!(wish.what, Given::Role(_))),
            permission: id(matches!(wish.what, Given::Permission(_))),
            from: wish.window.from,
            until: wish.window.until,
        }
    }
}

/// Look at what a colleague has, to give the same
///
/// Roles, permissions and access as far as the caller could give them; the rest is named. Nothing is given by it.
#[utoipa::path(get, path = "/accounts/{account}/members/{member}/same-access", tag = "access",
    operation_id = "show_same_access", params(OfMember), extensions(("x-roster-permission" = json!("roster.read_members"))),
    responses((status = 200, description = "What can be given, and what is left out.", body = SameAccessBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
) -> Result<Json<SameAccessBody>, Problem> {
    let same = same_access(&web.app, &caller, account, member).await?;
    let left_out = |left| match left {
        LeftOut::Role(id) | LeftOut::Permission(id) => LeftOutBody { resource: None, id },
        LeftOut::Access { name, id } => LeftOutBody { resource: Some(name), id },
    };
    let role = |wish: RoleWish| SameRoleBody { role: wish.role, from: wish.window.from, until: wish.window.until };
    let extra = |ExtraWish { permission, window }| SameExtraBody { permission, from: window.from, until: window.until };
    Ok(Json(SameAccessBody {
        name: same.name,
        roles: same.roles.into_iter().map(role).collect(),
        extras: same.permissions.extras.into_iter().map(extra).collect(),
        custom: same.permissions.custom,
        access: same.access.into_iter().map(SameGrantBody::from).collect(),
        left_out: same.left_out.into_iter().map(left_out).collect(),
        more_left_out: same.more_left_out,
    }))
}
