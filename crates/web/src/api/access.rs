//! `/v1/accounts/{account}/members/{member}/access`: what a member was given on resources.

use crate::{
    Web,
    api::{
        answer::{self, time},
        document::{IfMatch, OfMember},
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Sent, Versioned},
};
use axum::{extract::State, response::Response};
use jiff::Timestamp;
use roster_app::members::{
    set_access::{AccessEdit, set_access},
    show::{self, GrantOnRow},
};
use roster_domain::{
    grant::Window,
    id::{AccountId, MemberId, ResourceId},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
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
        AccessBody {
            resource: answer::uuid(row.resource),
            kind: row.kind,
            name: row.name,
            level: (row.slot == "level").then_some(row.value),
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

/// Changes of a member's access.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeAccessBody {
    /// Each resource that changes; all others stay as they are.
    #[schema(max_items = 200)]
    access: Vec<AccessChangeBody>,
}

/// The level a member shall have on a resource.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccessChangeBody {
    /// On what.
    resource: Uuid,
    /// The level's id; null: what was given there is taken away.
    #[serde(deserialize_with = "answer::nullable")]
    #[schema(required)]
    level: Option<String>,
    /// From then on; left out or null: at once.
    #[serde(default)]
    from: Option<Timestamp>,
    /// Until then; left out or null: for ever.
    #[serde(default)]
    until: Option<Timestamp>,
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
    let edits = input.access.into_iter().map(AccessEdit::from).collect();
    Ok(answer::changed_to(&set_access(&web.app, &caller, account, member, edits).await?))
}

impl From<AccessChangeBody> for AccessEdit {
    fn from(body: AccessChangeBody) -> AccessEdit {
        AccessEdit {
            resource: answer::id::<ResourceId>(body.resource),
            level: body.level,
            window: Window { from: body.from, until: body.until },
        }
    }
}
