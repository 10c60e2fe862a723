//! What leads a member out of an account and back: `disable`, `enable`, `archive`, `restore`. Deleting stands with the member.

use crate::{
    Web,
    api::{
        answer,
        document::{IfMatch, InAccount, OfMember},
        invitations::Nothing,
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Sent, Versioned},
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use roster_app::members::{
    belongings::{self, AccountKey, Belonging, Belongings},
    enable, hand_over, leave, remove, restore,
};
use roster_domain::{
    id::{AccountId, Id, KeyId, MemberId},
    model::Leaving,
    refusal::{FieldProblem, Refusal},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What becomes of what they own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandOver {
    /// The id of the member who gets what they own; left out: it stays theirs, and can be handed over later.
    #[serde(default)]
    pub(super) hand_over_to: Option<String>,
}

impl HandOver {
    /// What can't be an id is the id of nobody.
    pub(super) fn to(&self) -> Option<MemberId> {
        let id = |text: &String| MemberId::from_uuid(Uuid::try_parse(text).unwrap_or_default());
        self.hand_over_to.as_ref().map(id)
    }
}

/// What becomes of what they own, and of keys of the account that they made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Estate {
    /// The id of the member who gets what they own; left out: it stays theirs, and can be handed over later.
    #[serde(default)]
    hand_over_to: Option<String>,
    /// Ids of keys of the account that they made and that are revoked with this; all others live on.
    #[serde(default)]
    #[schema(max_items = 50)]
    revoke_keys: Vec<String>,
}

/// The same as parameters.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct EstateQuery {
    /// The id of the member who gets what they own; left out: it stays theirs, and can be handed over later.
    hand_over_to: Option<String>,
    /// Ids of keys of the account that they made and that are revoked with this, up to 50, separated by commas; all others live on.
    revoke_keys: Option<String>,
}

impl EstateQuery {
    pub(super) fn read(self) -> Result<remove::Estate, Refusal> {
        let ids = self.revoke_keys.iter().flat_map(|ids| ids.split(','));
        let revoke_keys = ids.map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
        Estate { hand_over_to: self.hand_over_to, revoke_keys }.read()
    }
}

impl Estate {
    fn read(self) -> Result<remove::Estate, Refusal> {
        if self.revoke_keys.len() > belongings::NAMED {
            let problem = FieldProblem::new("/revoke_keys", "too_many").with("limit", belongings::NAMED.to_string());
            return Err(Refusal::Invalid(vec![problem]));
        }
        // What can't be an id is the id of nothing.
        let key = |text: &String| KeyId::from_uuid(Uuid::try_parse(text).unwrap_or_default());
        let revoke_keys = self.revoke_keys.iter().map(key).collect();
        Ok(remove::Estate { hand_over_to: HandOver { hand_over_to: self.hand_over_to }.to(), revoke_keys })
    }
}

/// Disable a member
///
/// From the next request on they have nothing in this account, and API keys of their own are revoked for ever. Everything entered
/// stays as it was; their other accounts are not touched. Refused where the account's model does not offer it.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/disable", tag = "members",
    operation_id = "disable_member", params(OfMember, IfMatch), request_body = Estate,
    extensions(("x-roster-permission" = json!("roster.remove_members"))),
    responses((status = 204, description = "Disabled.")))]
pub(crate) async fn disable(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, input, .. }: Sent<Estate, Versioned>,
) -> Result<Response, Problem> {
    let done = remove::remove(&web.app, &caller, account, member, Leaving::Disable, input.read()?).await?;
    Ok(answer::changed(&done))
}

/// Enable a disabled member
///
/// They have again what they had, at once; nothing needs to be entered anew. Keys that were revoked stay revoked. The caller must be
/// able to give all that comes back.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/enable", tag = "members",
    operation_id = "enable_member", params(OfMember, IfMatch),
    extensions(("x-roster-permission" = json!("roster.restore_members"))),
    responses((status = 204, description = "Enabled.")))]
pub(crate) async fn enable(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, .. }: Sent<Nothing, Versioned>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&enable::enable(&web.app, &caller, account, member).await?))
}

/// Archive a member
///
/// From the next request on they have nothing in this account, and API keys of their own are revoked for ever. They stay in the
/// list of former members and can be restored as they were. Refused where the account's model does not offer it.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/archive", tag = "members",
    operation_id = "archive_member", params(OfMember, IfMatch), request_body = Estate,
    extensions(("x-roster-permission" = json!("roster.remove_members"))),
    responses((status = 204, description = "Archived.")))]
pub(crate) async fn archive(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, input, .. }: Sent<Estate, Versioned>,
) -> Result<Response, Problem> {
    let done = remove::remove(&web.app, &caller, account, member, Leaving::Archive, input.read()?).await?;
    Ok(answer::changed(&done))
}

/// How somebody who was brought back stands now.
#[derive(Serialize, ToSchema)]
pub(crate) struct RestoredBody {
    /// `active`: in again; `invited`: a mail with a link is on its way, and what they had comes back when they accept.
    #[schema(example = "invited")]
    status: String,
}

/// Restore an archived or deleted member
///
/// Roles, permissions, access, fields and note come back as they were: at once, or when they accept an invitation, as the account's
/// model says. The caller must be able to give all that comes back.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/restore", tag = "members",
    operation_id = "restore_member", params(OfMember, IfMatch),
    extensions(("x-roster-permission" = json!("roster.restore_members"))),
    responses((status = 200, description = "Restored, or asked to come back.", body = RestoredBody)))]
pub(crate) async fn restore(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, .. }: Sent<Nothing, Versioned>,
) -> Result<Response, Problem> {
    let done = restore::restore(&web.app, &caller, account, member).await?;
    let body = RestoredBody { status: done.value.clone() };
    Ok((answer::revised(&done), Json(body)).into_response())
}

/// What somebody owns.
#[derive(Serialize, ToSchema)]
pub(crate) struct BelongingsBody {
    /// Resources of theirs, as far as the caller sees them: at most 50.
    owned: Vec<BelongingBody>,
    /// How many there are, seen or not.
    owned_count: i64,
    /// Project roles that only one has on a resource, and they have.
    sole: Vec<BelongingBody>,
    /// How many of these there are, seen or not. They aren't archived or deleted, and don't leave, before somebody follows them in each.
    sole_count: i64,
    /// Whether the caller may hand all of it over.
    may_hand_over: bool,
    /// How many of their API keys are good. They are revoked when they go, and handed to nobody.
    keys: i64,
    /// Keys of the account that they made, for who manages keys: at most 50. They live on, unless they are revoked.
    account_keys: Vec<AccountKeyBody>,
    /// How many invitations they sent that wait or ran out. They lapse when they go, unless they are handed over.
    invitations: i64,
}

/// A key of the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountKeyBody {
    /// Its id.
    id: Uuid,
    /// What its maker called it.
    label: String,
}

/// A thing of theirs.
#[derive(Serialize, ToSchema)]
pub(crate) struct BelongingBody {
    /// The resource.
    resource: Uuid,
    /// Its kind.
    kind: String,
    /// Its name.
    name: String,
    /// The id of the project role; null where they own it outright.
    role: Option<String>,
}

impl BelongingBody {
    pub(super) fn new(thing: Belonging) -> BelongingBody {
        let Belonging { resource, kind, name, role } = thing;
        BelongingBody { resource: answer::uuid(resource), kind, name, role }
    }
}

/// Show what a member owns
///
/// Before they go. Everybody may ask for themself.
#[utoipa::path(get, path = "/accounts/{account}/members/{member}/belongings", tag = "members",
    operation_id = "show_belongings", params(OfMember),
    extensions(("x-roster-permission" = json!("roster.remove_members"))),
    responses((status = 200, description = "What they own.", body = BelongingsBody)))]
pub(crate) async fn belongings(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
) -> Result<Json<BelongingsBody>, Problem> {
    let found = belongings::belongings(&web.app, &caller, account, member).await?;
    let Belongings { owned, owned_count, sole, sole_count, may_hand_over, keys, account_keys, invitations } = found;
    let each = |things: Vec<Belonging>| things.into_iter().map(BelongingBody::new).collect();
    let key = |key: AccountKey| AccountKeyBody { id: answer::uuid(key.key), label: key.label };
    let account_keys = account_keys.into_iter().map(key).collect();
    let (owned, sole) = (each(owned), each(sole));
    Ok(Json(BelongingsBody { owned, owned_count, sole, sole_count, may_hand_over, keys, account_keys, invitations }))
}

/// Who gets it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Receiver {
    /// The member.
    to: Uuid,
}

/// Hand over what a member owns
///
/// Resources, project roles that only one has, and invitations that wait; of a former member, too. API keys are handed to nobody. The
/// caller must hold what the receiver gains.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/hand-over", tag = "members",
    operation_id = "hand_over", params(OfMember, IfMatch), request_body = Receiver,
    extensions(("x-roster-permission" = json!("roster.change_access"))),
    responses((status = 204, description = "Handed over, or there was nothing.")))]
pub(crate) async fn hand_over(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, input, .. }: Sent<Receiver, Versioned>,
) -> Result<Response, Problem> {
    let to = answer::id(input.to);
    Ok(answer::changed(&hand_over::hand_over(&web.app, &caller, account, member, to).await?))
}

/// Leave an account
///
/// For the signed-in person alone: to a key there is no such thing. Refused while nobody else could keep the account, or while they have what only one can have on a resource and hand it over to nobody.
/// Only an admin brings them back.
#[utoipa::path(post, path = "/accounts/{account}/leave", tag = "members", operation_id = "leave_account",
    params(InAccount), request_body = HandOver,
    responses((status = 204, description = "Left.")))]
pub(crate) async fn leave(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<HandOver, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&leave::leave(&web.app, &caller, account, input.to()).await?))
}
