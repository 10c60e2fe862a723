//! `/v1/accounts/{account}/members/{member}/invitation`: changing an invitation that waits, and handing its link on.

use crate::{
    Web,
    api::{
        access::WishBody,
        answer::{self, uuid},
        document::{IfMatch, InAccount, OfMember},
        invitations::Nothing,
        members::naming,
        permissions::ExtraWishBody,
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Sent, Versioned},
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use roster_app::{
    invitations::{
        asked,
        copy_link::{self, CopiedLink},
        edit::{self, EditInvitation},
    },
    members::set_permissions::{ExtraWish, PermissionsWish},
};
use roster_domain::{
    id::{AccountId, MemberId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What to change of an invitation that waits; what is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditInvitationBody {
    /// Another address. The old link dies, and a new one is mailed there.
    #[serde(default, deserialize_with = "answer::given")]
    email: Option<String>,
    /// What they are called; may be empty.
    #[serde(default, deserialize_with = "answer::given")]
    name: Option<String>,
    /// The first name instead, where it is known apart from the last name.
    #[serde(default, deserialize_with = "answer::given")]
    given_name: Option<String>,
    /// The last name.
    #[serde(default, deserialize_with = "answer::given")]
    family_name: Option<String>,
    /// The personal message; may be empty.
    #[serde(default, deserialize_with = "answer::given")]
    #[schema(max_length = 2000)]
    message: Option<String>,
    /// The ids of the roles instead of those that were offered; none: the default role holds.
    #[serde(default, deserialize_with = "answer::given")]
    roles: Option<Vec<String>>,
    /// All access instead of what was offered.
    #[serde(default, deserialize_with = "answer::given")]
    #[schema(max_items = 200)]
    access: Option<Vec<WishBody>>,
    /// What they may beyond the roles instead of what was offered, together with `custom`.
    #[serde(default, deserialize_with = "answer::given")]
    extras: Option<Vec<ExtraWishBody>>,
    /// Custom: the ids of the permissions of applications that they keep; null: all. Together with `extras`.
    #[serde(default, deserialize_with = "answer::said")]
    custom: Option<Option<Vec<String>>>,
    /// Whether a mail with a new link is sent. The old link dies then; otherwise it stays good, and opens what is offered now.
    #[serde(default)]
    mail: bool,
}

impl EditInvitationBody {
    fn edit(self) -> Result<EditInvitation, Refusal> {
        let access = self.access.map(|access| {
            access.into_iter().enumerate().map(|(index, wish)| wish.wish(index)).collect::<Result<Vec<_>, _>>()
        });
        let permissions = match (self.extras, self.custom) {
            (None, None) => None,
            (Some(extras), Some(custom)) => {
                Some(PermissionsWish { extras: extras.into_iter().map(ExtraWish::from).collect(), custom })
            }
            (None, Some(_)) => return Err(Refusal::field("/extras", "missing")),
            (Some(_), None) => return Err(Refusal::field("/custom", "missing")),
        };
        Ok(EditInvitation {
            email: self.email,
            name: naming(self.name, self.given_name, self.family_name)?,
            message: self.message,
            roles: self.roles,
            access: access.transpose()?,
            permissions,
            mail: self.mail,
        })
    }
}

/// Change an invitation that waits
///
/// Whoever changes what is offered must be able to give all of it, and vouches for it when it is accepted.
#[utoipa::path(patch, path = "/accounts/{account}/members/{member}/invitation", tag = "invitations",
    operation_id = "edit_invitation", params(OfMember, IfMatch), request_body = EditInvitationBody,
    extensions(("x-roster-permission" = json!("roster.invite"))),
    responses((status = 204, description = "Changed; the ETag is the member's new one.")))]
pub(crate) async fn edit(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, input, .. }: Sent<EditInvitationBody, Versioned>,
) -> Result<Response, Problem> {
    Ok(answer::changed_to(&edit::edit(&web.app, &caller, account, member, input.edit()?).await?))
}

/// A link to be handed on.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkBody {
    /// The link. Shown this once; null when the request was only repeated.
    link: Option<String>,
    /// When it dies.
    expires_at: Timestamp,
}

/// Copy the link of an invitation
///
/// It is a new one, to be handed on some other way than by mail; the one that was mailed is dead. Whoever joins with it is asked to
/// prove the address.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/invitation/link", tag = "invitations",
    operation_id = "copy_invitation_link", params(OfMember),
    extensions(("x-roster-permission" = json!("roster.invite"))),
    responses((status = 200, description = "The link.", body = LinkBody)))]
pub(crate) async fn copy_link(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, .. }: Sent<Nothing, AnyCaller>,
) -> Result<Response, Problem> {
    let mut done = copy_link::copy_link(&web.app, &caller, account, member).await?;
    let CopiedLink { link, expires_at, .. } = &mut done.value;
    let body = LinkBody { link: link.take(), expires_at: *expires_at };
    Ok((StatusCode::OK, answer::revised(&done), Json(body)).into_response())
}

/// Those who wait for a new link.
#[derive(Serialize, ToSchema)]
pub(crate) struct RequestsBody {
    /// The last who asked first; at most 200.
    items: Vec<RequestBody>,
}

/// Someone who waits for a new link.
#[derive(Serialize, ToSchema)]
pub(crate) struct RequestBody {
    /// Their place.
    member: Uuid,
    /// The address that was invited.
    email: String,
    /// When they asked.
    asked_at: Timestamp,
}

/// List requests for new invitations
///
/// Who holds a dead link and asks for a new one. Sending the invitation again grants it; withdrawing refuses it.
#[utoipa::path(get, path = "/accounts/{account}/invitations/requests", tag = "invitations",
    operation_id = "list_invitation_requests", params(InAccount),
    extensions(("x-roster-permission" = json!("roster.invite"))),
    responses((status = 200, description = "Those who wait.", body = RequestsBody)))]
pub(crate) async fn requests(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Json<RequestsBody>, Problem> {
    let asked = asked::asked(&web.app, &caller, account, 200).await?;
    let items =
        asked.into_iter().map(|one| RequestBody { member: uuid(one.member), email: one.email, asked_at: one.at });
    Ok(Json(RequestsBody { items: items.collect() }))
}
