//! GET of `/v1/accounts/{account}/members/{member}/restore`: what would come back.

use crate::{
    Web,
    api::{
        answer::{self, time},
        document::{InAccount, OfMember},
    },
    refusal::{Problem, ProblemDocument, told},
    request::{AnyCaller, Ids, Sent},
};
use axum::{Json, extract::State};
use jiff::Timestamp;
use roster_app::{
    jobs::ask::Which,
    members::{
        given::Given,
        restore_preview::{self, Thing, ThingOn},
    },
};
use roster_domain::id::{AccountId, MemberId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What would come back with somebody who is out.
#[derive(Serialize, ToSchema)]
pub(crate) struct ComingBackBody {
    /// What they would be: `active`, or `invited` where they have to accept first.
    #[schema(example = "invited")]
    status: &'static str,
    /// Their roles.
    roles: Vec<ThingBody>,
    /// Their permissions beyond the roles.
    extras: Vec<ThingBody>,
    /// What Custom keeps of the applications; null: all of it.
    custom: Option<Vec<String>>,
    /// Their access.
    access: Vec<ThingOnBody>,
    /// What can't come back: it was deleted while they were out.
    lost: Vec<LostBody>,
    /// Why the caller may not bring them back; null: they may.
    refusal: Option<ProblemDocument>,
}

/// A role or a permission.
#[derive(Serialize, ToSchema)]
pub(crate) struct ThingBody {
    /// Its id.
    id: String,
    /// When it ends by itself.
    until: Option<Timestamp>,
    /// What becomes of it: `back`; `over`: its time is; `gone`: the model has no such thing any more; `not_yours`: the caller may not
    /// give it.
    #[schema(example = "back")]
    fate: &'static str,
}

/// Something on a resource.
#[derive(Serialize, ToSchema)]
pub(crate) struct ThingOnBody {
    /// The resource; null where the caller doesn't see it.
    resource: Option<Uuid>,
    /// Its name.
    name: String,
    /// Its kind.
    kind: String,
    /// What is given: `level`, `role` or `permission`.
    #[schema(example = "level")]
    what: &'static str,
    /// Its id.
    id: String,
    /// When it ends by itself.
    until: Option<Timestamp>,
    /// What becomes of it, as with a role.
    #[schema(example = "back")]
    fate: &'static str,
}

/// A resource that is gone.
#[derive(Serialize, ToSchema)]
pub(crate) struct LostBody {
    /// Its kind.
    kind: String,
    /// What it was called.
    name: String,
}

impl ThingBody {
    fn new(thing: Thing) -> ThingBody {
        ThingBody { id: thing.id, until: thing.until_at.map(time), fate: thing.fate.code() }
    }
}

impl ThingOnBody {
    fn new(thing: ThingOn) -> ThingOnBody {
        let what = match thing.given {
            Given::Level(_) => "level",
            Given::Role(_) => "role",
            Given::Permission(_) => "permission",
        };
        ThingOnBody {
            resource: thing.resource.map(answer::uuid),
            name: thing.name,
            kind: thing.kind,
            what,
            id: thing.given.id().to_owned(),
            until: thing.until_at.map(time),
            fate: thing.fate.code(),
        }
    }
}

/// Show what would come back with a member
///
/// Of whoever is disabled, archived or deleted: what comes back when they are enabled or restored, what can't, and what the caller may
/// not give.
#[utoipa::path(get, path = "/accounts/{account}/members/{member}/restore", tag = "members",
    operation_id = "preview_restore", params(OfMember),
    extensions(("x-roster-permission" = json!("roster.restore_members"))),
    responses((status = 200, description = "What would come back.", body = ComingBackBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
) -> Result<Json<ComingBackBody>, Problem> {
    let back = restore_preview::preview(&web.app, &caller, account, member).await?;
    Ok(Json(ComingBackBody {
        status: back.status,
        roles: back.roles.into_iter().map(ThingBody::new).collect(),
        extras: back.extras.into_iter().map(ThingBody::new).collect(),
        custom: back.custom,
        access: back.access.into_iter().map(ThingOnBody::new).collect(),
        lost: back.lost.into_iter().map(|(kind, name)| LostBody { kind, name }).collect(),
        refusal: back.refusal.map(told),
    }))
}

/// Who of many is looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ManyBody {
    /// Their ids.
    #[schema(max_items = 10_000)]
    members: Vec<Uuid>,
}

/// What would become of many, as far as it is not simply all of them.
#[derive(Serialize, ToSchema)]
pub(crate) struct ManyComingBackBody {
    /// How many were looked at: at most 200.
    looked_at: usize,
    /// Who would not come back.
    refused: Vec<RefusedBody>,
    /// Who would come back without what was deleted meanwhile.
    lost: Vec<LosingBody>,
}

/// Who would not come back.
#[derive(Serialize, ToSchema)]
pub(crate) struct RefusedBody {
    /// The member.
    member: Uuid,
    /// Why.
    refusal: ProblemDocument,
}

/// Who would come back with less.
#[derive(Serialize, ToSchema)]
pub(crate) struct LosingBody {
    /// The member.
    member: Uuid,
    /// The names of resources that were deleted.
    names: Vec<String>,
}

/// Show what would come back with many members
///
/// Of the first two hundred: who would not come back, and what some can't get back. Each by itself is shown in full by
/// `preview_restore`.
#[utoipa::path(post, path = "/accounts/{account}/members/bulk/restore-preview", tag = "jobs",
    operation_id = "preview_restore_many", params(InAccount), request_body = ManyBody,
    extensions(("x-roster-permission" = json!("roster.restore_members"))),
    responses((status = 200, description = "What would not simply come back.", body = ManyComingBackBody)))]
pub(crate) async fn show_many(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<ManyBody, AnyCaller>,
) -> Result<Json<ManyComingBackBody>, Problem> {
    let which = Which::Members(input.members.into_iter().map(answer::id).collect());
    let back = restore_preview::preview_many(&web.app, &caller, account, which).await?;
    let refused = back.refused.into_iter();
    let lost = back.lost.into_iter();
    Ok(Json(ManyComingBackBody {
        looked_at: back.looked_at,
        refused: refused
            .map(|(member, _, why)| RefusedBody { member: answer::uuid(member), refusal: told(why) })
            .collect(),
        lost: lost.map(|(member, _, names)| LosingBody { member: answer::uuid(member), names }).collect(),
    }))
}
