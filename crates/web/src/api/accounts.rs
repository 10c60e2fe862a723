//! `/v1/accounts`: the caller's accounts, and what a client needs to know of one.

use crate::{
    Web,
    api::{
        answer::{self, Words},
        me::MyAccount,
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Person, Sent},
};
use axum::{Json, extract::State, response::Response};
use roster_app::accounts::{
    enter::{Here, enter},
    found,
    mine::{Mine, mine},
};
use roster_domain::{
    id::{AccountId, Id},
    model::{HowManyRoles, InviteForm, Kind, Leaving, Model, Permission, Role},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The caller's accounts.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountsBody {
    /// By name.
    items: Vec<MyAccount>,
}

/// An account, as one of its members sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountBody {
    /// Its id.
    id: Uuid,
    /// Its name.
    name: String,
    /// The caller's place in it.
    member: Option<Uuid>,
    /// What the caller may in the whole account: ids of permissions.
    permissions: Vec<String>,
    /// The caller is the only member who keeps the account from being lost: a second should be added.
    only_keeper: bool,
    /// How many members ask for something that the caller may give: see `access-requests`.
    requests: usize,
    /// The rules and the words of the account.
    model: ModelBody,
}

/// The rules and the words of an account.
#[derive(Serialize, ToSchema)]
pub(crate) struct ModelBody {
    /// What the model is called.
    name: Words,
    /// The words it chose for places in the console, by language and key.
    labels: BTreeMap<String, BTreeMap<String, String>>,
    /// The roles.
    roles: Vec<RoleBody>,
    /// The kinds of resource.
    kinds: Vec<KindBody>,
    /// The permissions.
    permissions: Vec<PermissionBody>,
    /// A member has exactly one role (`one`), or any number (`many`).
    roles_per_member: &'static str,
    /// The role that holds where no other is in force.
    default_role: String,
    /// The ways out that are on offer, the recommended one first: `disable`, `archive`, `delete`.
    leaving: Vec<&'static str>,
    /// How long an invitation is good, in seconds.
    invitation_valid_for: i64,
    /// How people are invited: `lines`, `list` or `person`.
    invitation_form: &'static str,
}

/// A role.
#[derive(Serialize, ToSchema)]
pub(crate) struct RoleBody {
    /// Its id.
    id: String,
    /// What people call it.
    label: Words,
    /// What it is for.
    help: Words,
    /// How high it stands.
    rank: u16,
    /// Whether it can be given at all.
    assignable: bool,
    /// What it gives in the whole account: ids of permissions.
    permissions: Vec<String>,
}

/// A kind of resource.
#[derive(Serialize, ToSchema)]
pub(crate) struct KindBody {
    /// Its id.
    id: String,
    /// What people call one.
    label: Words,
    /// What people call many.
    plural: Words,
    /// The kind it lies under.
    parent: Option<String>,
    /// The levels of access that can be given on it.
    levels: Vec<LevelBody>,
}

/// A level of access.
#[derive(Serialize, ToSchema)]
pub(crate) struct LevelBody {
    /// Its id.
    id: String,
    /// What people call it.
    label: Words,
    /// What it gives.
    help: Words,
    /// The same as ids of permissions.
    permissions: Vec<String>,
}

/// A permission: one of Roster's own (`roster.…`), or the product's.
#[derive(Serialize, ToSchema)]
pub(crate) struct PermissionBody {
    /// Its id.
    id: String,
    /// What people call it.
    label: Words,
    /// What it does.
    help: Words,
}

/// A new account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAccountBody {
    /// What it is called.
    name: String,
    /// The installation's key, where the operator asks for one.
    #[serde(default, deserialize_with = "answer::given")]
    installation_key: Option<String>,
}

/// An account that was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundedBody {
    /// Its id.
    id: Uuid,
    /// The caller's place in it.
    member: Uuid,
}

/// Create an account
///
/// Where the operator lets people do so; elsewhere this is not there. The caller is its first admin.
#[utoipa::path(post, path = "/accounts", tag = "accounts", operation_id = "create_account", security(("cookie" = [])),
    request_body = NewAccountBody,
    responses((status = 201, description = "The account.", body = FoundedBody)))]
pub(crate) async fn create(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<NewAccountBody, Person>,
) -> Result<Response, Problem> {
    let done = found::found(&web.app, &caller, &input.name, input.installation_key.as_deref()).await?;
    let body = FoundedBody { id: answer::uuid(done.value.account), member: answer::uuid(done.value.member) };
    Ok(answer::created(&format!("/v1/accounts/{}", done.value.account), &done, body))
}

/// The caller's accounts
///
/// Those of the signed-in person; a key has one.
#[utoipa::path(get, path = "/accounts", tag = "accounts", operation_id = "list_accounts",
    responses((status = 200, description = "The open and the suspended accounts in which the caller is active.", body = AccountsBody)))]
pub(crate) async fn list(State(web): State<Web>, AnyCaller(caller): AnyCaller) -> Result<Json<AccountsBody>, Problem> {
    let items = match mine(&web.app, &caller).await? {
        Mine::OfPerson(accounts) => accounts.into_iter().map(MyAccount::new).collect(),
        Mine::OfKey(here) => vec![MyAccount::of_key(&here)],
    };
    Ok(Json(AccountsBody { items }))
}

/// An account
///
/// With its model: the roles, kinds of resource, levels, permissions and words that a client needs.
#[utoipa::path(get, path = "/accounts/{account}", tag = "accounts", operation_id = "show_account",
    params(("account" = Uuid, Path, description = "The account.")),
    responses((status = 200, description = "The account.", body = AccountBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Json<AccountBody>, Problem> {
    Ok(Json(AccountBody::new(&enter(&web.app, &caller, account).await?)))
}

impl AccountBody {
    fn new(here: &Here) -> AccountBody {
        AccountBody {
            id: answer::uuid(here.account),
            name: here.name.clone(),
            member: here.member.map(|member| member.uuid()),
            permissions: ids(&here.model, &here.permissions),
            only_keeper: here.alone,
            requests: here.requests,
            model: model(&here.model),
        }
    }
}

fn ids(model: &Model, set: &roster_domain::permission::PermissionSet) -> Vec<String> {
    set.iter().map(|permission| model[permission].id.to_string()).collect()
}

fn model(model: &Model) -> ModelBody {
    let membership = model.membership();
    ModelBody {
        name: Words::from(model.name()),
        labels: model.labels().clone(),
        roles: model.roles().map(|(_, role)| self::role(model, role)).collect(),
        kinds: model.kinds().map(|(_, kind)| self::kind(model, kind)).collect(),
        permissions: model.permissions().map(|(_, permission)| self::permission(permission)).collect(),
        roles_per_member: match membership.roles {
            HowManyRoles::One => "one",
            HowManyRoles::Many => "many",
        },
        default_role: model[membership.default_role].id.to_string(),
        leaving: membership.leaving.iter().map(leaving).collect(),
        invitation_valid_for: model.invitation().valid_for.as_secs(),
        invitation_form: match model.invitation().form {
            InviteForm::Lines => "lines",
            InviteForm::List => "list",
            InviteForm::Person => "person",
        },
    }
}

fn leaving(way: &Leaving) -> &'static str {
    match way {
        Leaving::Disable => "disable",
        Leaving::Archive => "archive",
        Leaving::Delete => "delete",
    }
}

fn role(model: &Model, role: &Role) -> RoleBody {
    RoleBody {
        id: role.id.to_string(),
        label: Words::from(&role.label),
        help: Words::from(&role.help),
        rank: role.rank.0,
        assignable: role.assignable,
        permissions: ids(model, &role.permissions),
    }
}

fn kind(model: &Model, kind: &Kind) -> KindBody {
    let levels = kind.levels.iter().map(|level| LevelBody {
        id: model[level.level].to_string(),
        label: Words::from(&level.label),
        help: Words::from(&level.help),
        permissions: ids(model, &level.permissions),
    });
    KindBody {
        id: kind.id.to_string(),
        label: Words::from(&kind.label),
        plural: Words::from(&kind.plural),
        parent: kind.parent.map(|parent| model[parent].id.to_string()),
        levels: levels.collect(),
    }
}

fn permission(permission: &Permission) -> PermissionBody {
    PermissionBody {
        id: permission.id.to_string(),
        label: Words::from(&permission.label),
        help: Words::from(&permission.help),
    }
}
