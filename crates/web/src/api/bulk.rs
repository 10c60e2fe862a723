//! `/v1/accounts/{account}/members/bulk`: one thing done to many members.

use crate::{
    Web,
    api::{
        access::ChangeAccessBody,
        answer,
        document::InAccount,
        jobs::{self, JobBody},
        permissions::ExtraWishBody,
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Sent},
};
use axum::{extract::State, response::Response};
use jiff::Timestamp;
use roster_app::{
    jobs::{
        CustomEdit, Deed, PermissionsEdit,
        ask::{self, Which},
    },
    members::{list::MemberFilter, set_permissions::ExtraWish, set_role::RoleWish},
};
use roster_domain::{grant::Window, id::AccountId, refusal::Refusal};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What shall be done, and to whom: exactly one of `members` and `filter`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "action": { "change": { "role": "user" } }, "filter": { "status": "active", "role": "admin" } }))]
pub(crate) struct BulkBody {
    /// What.
    action: ActionBody,
    /// These, in this order.
    #[serde(default)]
    #[schema(max_items = 10_000)]
    members: Option<Vec<Uuid>>,
    /// All who match at this moment, at most 10,000; needs `roster.read_members`, too.
    #[serde(default)]
    filter: Option<FilterBody>,
}

/// Which members.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FilterBody {
    /// `active`, `invited`, `expired`, `disabled`, `archived` or `deleted`, or some of them with commas between; left out: all who
    /// are in or invited.
    #[serde(default)]
    status: Option<String>,
    /// Only those who hold this role.
    #[serde(default)]
    role: Option<String>,
    /// Only those whose name, address, company or role contains this; roles by what they are called.
    #[serde(default)]
    search: Option<String>,
    /// Only those who reach this resource.
    #[serde(default)]
    resource: Option<Uuid>,
}

impl FilterBody {
    pub(super) fn filter(self) -> MemberFilter {
        super::members::filter(self.status, self.role, self.search, self.resource)
    }
}

/// What is done to each.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ActionBody {
    /// Another role, other permissions beyond it, or both. Needs `roster.change_roles`.
    Change(ChangeBody),
    /// Access given, changed, taken away. Needs `roster.change_access`, in the account or on each of the resources.
    Access(ChangeAccessBody),
    /// The invitation is sent again; the link before is dead. Needs `roster.invite`.
    Resend,
    /// The invitation is withdrawn. Needs `roster.invite`.
    Withdraw,
    /// They are put out for a while. Needs `roster.remove_members`.
    Disable,
    /// They are let in again after that. Needs `roster.restore_members`.
    Enable,
    /// They are put out, into the list of former members. Needs `roster.remove_members`.
    Archive,
    /// They are deleted from the account. Needs `roster.remove_members`.
    Delete,
    /// They are brought back, at once or by an invitation, as the model says. Needs `roster.restore_members`.
    Restore,
}

/// What changes of roles and permissions.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeBody {
    /// The id of the role instead of those held now; left out: they stay.
    #[serde(default)]
    role: Option<String>,
    /// The role counts from then on; left out or null: at once.
    #[serde(default)]
    from: Option<Timestamp>,
    /// The role counts until then; left out or null: for ever.
    #[serde(default)]
    until: Option<Timestamp>,
    /// Permissions that come to those beyond the role.
    #[serde(default)]
    give: Vec<ExtraWishBody>,
    /// The ids of permissions beyond the role that are taken away.
    #[serde(default)]
    take: Vec<String>,
    /// Custom: the ids of the permissions of applications that are kept; null: all; left out: as it is.
    #[serde(default, deserialize_with = "answer::said")]
    #[schema(value_type = Option<Vec<String>>)]
    custom: Option<Option<Vec<String>>>,
}

impl ActionBody {
    fn deed(self) -> Result<Deed, Refusal> {
        Ok(match self {
            ActionBody::Change(change) => change.deed(),
            ActionBody::Access(access) => Deed::Access(access.edits()?),
            ActionBody::Resend => Deed::Resend,
            ActionBody::Withdraw => Deed::Withdraw,
            ActionBody::Disable => Deed::Disable,
            ActionBody::Enable => Deed::Enable,
            ActionBody::Archive => Deed::Archive,
            ActionBody::Delete => Deed::Delete,
            ActionBody::Restore => Deed::Restore,
        })
    }
}

impl ChangeBody {
    fn deed(self) -> Deed {
        let ChangeBody { role, from, until, give, take, custom } = self;
        let custom = match custom {
            None => CustomEdit::Leave,
            Some(None) => CustomEdit::All,
            Some(Some(kept)) => CustomEdit::Custom(kept),
        };
        Deed::Change {
            role: role.map(|role| RoleWish { role, window: Window { from, until } }),
            permissions: Some(PermissionsEdit { give: give.into_iter().map(ExtraWish::from).collect(), take, custom }),
        }
    }
}

/// Those who are named, or those who match: exactly one of the two.
pub(super) fn which(members: Option<Vec<Uuid>>, filter: Option<FilterBody>) -> Result<Which, Refusal> {
    match (members, filter) {
        (Some(members), None) => Ok(Which::Members(members.into_iter().map(answer::id).collect())),
        (None, Some(filter)) => Ok(Which::Matching(filter.filter())),
        (None, None) => Err(Refusal::field("/members", "missing")),
        (Some(_), Some(_)) => Err(Refusal::field("/filter", "members_or_filter")),
    }
}

/// Do something to many members
///
/// The answer is a job. It goes on by itself, and asks again, two hundred members at a time, whether the caller may; a small one is
/// done before the answer. For each member it is done in full or refused with the reason, and the others go on.
#[utoipa::path(post, path = "/accounts/{account}/members/bulk", tag = "jobs", operation_id = "change_many",
    params(InAccount), request_body = BulkBody,
    responses((status = 202, description = "The job.", body = JobBody)))]
pub(crate) async fn change_many(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<BulkBody, AnyCaller>,
) -> Result<Response, Problem> {
    let which = which(input.members, input.filter)?;
    let asked = ask::ask(&web.app, &caller, account, input.action.deed()?, which).await?;
    jobs::answer(&web, &caller, account, asked).await
}
