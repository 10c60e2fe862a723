//! `/v1/accounts/{account}/members/{member}/permissions`: what a member may beyond their roles, and what Custom leaves of the
//! applications. What it all comes to is shown in `reach.rs`.

use crate::{
    Web,
    api::{
        answer::{self, time},
        document::{IfMatch, OfMember},
    },
    refusal::Problem,
    request::{Ids, Sent, Versioned},
};
use axum::{extract::State, response::Response};
use jiff::Timestamp;
use roster_app::members::{
    set_permissions::{ExtraWish, PermissionsWish, set_permissions},
    show::TimedRow,
};
use roster_domain::{
    grant::Window,
    id::{AccountId, MemberId},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A permission beyond the roles.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExtraBody {
    /// Its id.
    permission: String,
    /// From then on; null: always.
    from: Option<Timestamp>,
    /// Until then; null: for ever.
    until: Option<Timestamp>,
}

impl ExtraBody {
    pub(super) fn new(row: TimedRow) -> ExtraBody {
        ExtraBody { permission: row.id, from: row.from_at.map(time), until: row.until_at.map(time) }
    }
}

/// A permission that somebody shall have beyond their roles.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExtraWishBody {
    /// Its id: one that the role may receive.
    permission: String,
    /// From then on; left out or null: at once.
    #[serde(default)]
    from: Option<Timestamp>,
    /// Until then; left out or null: for ever.
    #[serde(default)]
    until: Option<Timestamp>,
}

impl From<ExtraWishBody> for ExtraWish {
    fn from(body: ExtraWishBody) -> ExtraWish {
        ExtraWish { permission: body.permission, window: Window { from: body.from, until: body.until } }
    }
}

/// What a member shall may beyond their roles, and keep of the applications: all of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PermissionsBody {
    /// All permissions beyond the roles; those that are not among them any more are taken away.
    extras: Vec<ExtraWishBody>,
    /// Custom: the ids of the permissions of applications that are kept, with what these include. Null: all, also what is added
    /// later.
    #[serde(deserialize_with = "answer::nullable")]
    #[schema(required)]
    custom: Option<Vec<String>>,
}

/// Set a member's permissions
///
/// What goes beyond the roles, and what Custom leaves of what they give in applications. Nobody gives what they don't hold, and
/// who is on Custom can't give all.
#[utoipa::path(put, path = "/accounts/{account}/members/{member}/permissions", tag = "members",
    operation_id = "set_permissions", params(OfMember, IfMatch), request_body = PermissionsBody,
    extensions(("x-roster-permission" = json!("roster.change_roles"))),
    responses((status = 204, description = "Set, all or nothing; the ETag is the new one.")))]
pub(crate) async fn set(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, input, .. }: Sent<PermissionsBody, Versioned>,
) -> Result<Response, Problem> {
    let PermissionsBody { extras, custom } = input;
    let wish = PermissionsWish { extras: extras.into_iter().map(ExtraWish::from).collect(), custom };
    Ok(answer::changed_to(&set_permissions(&web.app, &caller, account, member, wish).await?))
}
