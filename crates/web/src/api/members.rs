//! `/v1/accounts/{account}/members`: the people of an account, those invited among them.

use crate::{
    Web,
    api::{
        access::AccessBody,
        answer::{self, Page, time},
        document::{IfMatch, InAccount, OfMember},
        life::{BelongingBody, EstateQuery},
        permissions::ExtraBody,
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Query, Sent, Versioned, page_size},
};
use axum::{Json, extract::State, response::Response};
use jiff::Timestamp;
use roster_app::members::{
    count,
    edit::{self, EditMember},
    list::{self, MemberFilter, MemberLine, MemberSort},
    particulars::Fields,
    preview_role::{self, KeyOutlook, RoleOutlook, Shift},
    remove,
    set_role::{self, RoleWish},
    show::{self, MemberProfile},
};
use roster_domain::{
    grant::Window,
    id::{AccountId, MemberId},
    model::Leaving,
    profile::{self, Naming},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A member of an account.
#[derive(Serialize, ToSchema)]
pub(crate) struct MemberBody {
    /// Its id.
    id: Uuid,
    /// `invited`, `expired` (invited, and the invitation ran out), `active`, `disabled`, `archived` or `deleted`.
    status: &'static str,
    /// The name used in this account; empty until an invitation is accepted.
    name: String,
    /// The first name, where it was given apart; may be empty.
    given_name: String,
    /// The last name, where it was given apart; may be empty.
    family_name: String,
    /// The address.
    email: String,
    /// The company; may be empty.
    company: String,
    /// What stands in the model's profile fields, by their ids: texts, and numbers.
    #[schema(value_type = Object)]
    fields: Fields,
    /// The ids of the roles in force.
    roles: Vec<String>,
    /// When those of them end that end by themselves, by their ids.
    role_ends: BTreeMap<String, Timestamp>,
    /// How much they reach, per kind of resource.
    reach: Vec<ReachBody>,
    /// The invitation that waits, or ran out.
    invitation: Option<InvitationBody>,
    /// BCP 47.
    language: Option<String>,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    /// Moves with every change of the member, their roles or their access; in quotes it is the ETag.
    version: i64,
    /// When they were invited.
    created_at: Timestamp,
    /// When they joined.
    joined_at: Option<Timestamp>,
    /// When they left or were removed.
    left_at: Option<Timestamp>,
    /// When they were last active in this account.
    last_active_at: Option<Timestamp>,
}

/// How many resources of a kind a member reaches.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReachBody {
    /// The kind.
    kind: String,
    /// How many there are at the moment.
    count: i64,
    /// Every one, also those to come.
    all: bool,
}

/// An invitation and the delivery of its newest mail.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationBody {
    /// Its id.
    id: Uuid,
    /// The member who invited; null: the operator.
    invited_by: Option<Uuid>,
    /// What that member is called.
    inviter: Option<String>,
    /// How the newest link reaches them: `mail`, or `link`, where it was copied to be handed on; null: they are not told yet.
    told: Option<String>,
    /// When the newest link was sent; null: they are not told yet.
    sent_at: Option<Timestamp>,
    /// When it dies; null: they are not told yet.
    expires_at: Option<Timestamp>,
    /// The newest mail: `queued`, `sending`, `sent`, `refused` or `dropped`.
    mail: Option<String>,
    /// When the mail server took it.
    delivered_at: Option<Timestamp>,
    /// What the mail server said.
    mail_answer: Option<String>,
    /// When a new link was asked for with one that is dead.
    asked_at: Option<Timestamp>,
}

/// One member in full.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProfileBody {
    /// As lists show them.
    #[serde(flatten)]
    member: MemberBody,
    /// The note of those who manage users; null for everybody else.
    note: Option<String>,
    /// Their access, by the resources' names; also what sleeps while a role reaches everything anyway.
    access: Vec<AccessBody>,
    /// Their permissions beyond the roles, by their ids.
    extras: Vec<ExtraBody>,
    /// Custom: the ids of the permissions of applications that they keep; null: all.
    custom: Option<Vec<String>>,
    /// The caller may change them.
    editable: bool,
    /// Why not: the code that the attempt would be refused with.
    not_editable: Option<&'static str>,
    /// The caller may remove them.
    removable: bool,
    /// Why not: the code that the attempt would be refused with.
    not_removable: Option<&'static str>,
    /// The caller may enable them or bring them back.
    restorable: bool,
    /// Why not: the code that the attempt would be refused with.
    not_restorable: Option<&'static str>,
    /// It is the caller.
    myself: bool,
    /// They sign in with the address, and nobody knows yet whether they read its mail: they joined by a link that was handed on.
    email_unproven: bool,
}

impl MemberBody {
    pub(super) fn new(line: MemberLine) -> MemberBody {
        let MemberLine { row, status, roles, role_ends, reach, invitation } = line;
        MemberBody {
            id: answer::uuid(row.member),
            status,
            name: row.name,
            given_name: row.given_name,
            family_name: row.family_name,
            fields: profile::read(&row.fields),
            email: row.email,
            company: row.company,
            roles,
            role_ends: role_ends.into_iter().map(|(role, until)| (role, time(until))).collect(),
            reach: reach
                .into_iter()
                .map(|reach| ReachBody { kind: reach.kind, count: reach.count, all: reach.all })
                .collect(),
            invitation: invitation.map(|invitation| InvitationBody {
                id: answer::uuid(invitation.invitation),
                invited_by: invitation.invited_by.map(answer::uuid),
                inviter: invitation.inviter_name,
                sent_at: (!invitation.told.is_empty()).then(|| time(invitation.sent_at)),
                expires_at: (!invitation.told.is_empty()).then(|| time(invitation.expires_at)),
                mail: invitation.mail_state,
                delivered_at: invitation.delivered_at.map(time),
                mail_answer: invitation.mail_answer,
                asked_at: invitation.asked_at.map(time),
                told: Some(invitation.told).filter(|told| !told.is_empty()),
            }),
            language: row.language,
            country: row.country,
            version: row.version,
            created_at: time(row.created_at),
            joined_at: row.joined_at.map(time),
            left_at: row.left_at.map(time),
            last_active_at: row.last_active_at.map(time),
        }
    }
}

impl ProfileBody {
    fn new(profile: MemberProfile) -> ProfileBody {
        let MemberProfile {
            line,
            access,
            extras,
            custom,
            editable,
            removable,
            not_editable,
            not_removable,
            restorable,
            not_restorable,
            myself,
            unproven,
            permissions_fixed: _,
            keys: _,
            merge_offered_at: _,
        } = profile;
        ProfileBody {
            note: editable.then(|| line.row.note.clone()),
            member: MemberBody::new(line),
            access: access.into_iter().map(AccessBody::new).collect(),
            extras: extras.into_iter().map(ExtraBody::new).collect(),
            custom,
            editable,
            not_editable: not_editable.as_ref().map(Refusal::code),
            removable,
            not_removable: not_removable.as_ref().map(Refusal::code),
            restorable,
            not_restorable: not_restorable.as_ref().map(Refusal::code),
            myself,
            email_unproven: unproven,
        }
    }
}

/// Which members.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MembersQuery {
    /// `active`, `invited`, `expired`, `disabled`, `archived` or `deleted`, or some of them with commas between; left out: all who
    /// are in or invited.
    status: Option<String>,
    /// Only those who hold this role.
    role: Option<String>,
    /// Only those whose name, address, company or role contains this; roles by what they are called.
    search: Option<String>,
    /// Only those who reach this resource: by a role, by access to it or to what it lies under, or because it is theirs; of those
    /// who are not in, by what they would.
    resource: Option<Uuid>,
    /// `name` (also left out), `email`, `company`, `roles`, `status` or `last_active`; with `-` before it from the end.
    sort: Option<String>,
    /// How many on a page, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where to go on: the `next` of the page before.
    cursor: Option<String>,
}

/// List members
#[utoipa::path(get, path = "/accounts/{account}/members", tag = "members", operation_id = "list_members",
    params(InAccount, MembersQuery), extensions(("x-roster-permission" = json!("roster.read_members"))),
    responses((status = 200, description = "A page of members, by name or as asked.", body = Page<MemberBody>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
    Query(query): Query<MembersQuery>,
) -> Result<Json<Page<MemberBody>>, Problem> {
    let MembersQuery { status, role, search, resource, sort, limit, cursor } = query;
    let (filter, sort) = (filter(status, role, search, resource), order(sort.as_deref())?);
    let page = list::sorted(&web.app, &caller, account, filter, sort, cursor.as_deref(), page_size(limit)?).await?;
    Ok(Json(Page { items: page.members.into_iter().map(MemberBody::new).collect(), next: page.next }))
}

/// A filter as it stands in an address or a body.
pub(super) fn filter(
    status: Option<String>,
    role: Option<String>,
    search: Option<String>,
    resource: Option<Uuid>,
) -> MemberFilter {
    let statuses = status.iter().flat_map(|some| some.split(',')).map(|one| one.trim().to_owned()).collect();
    MemberFilter { statuses, role, search, resource: resource.map(answer::id), ..MemberFilter::default() }
}

/// An order as it stands in an address.
fn order(sort: Option<&str>) -> Result<MemberSort, Refusal> {
    sort.map_or(Ok(MemberSort::default()), |sort| {
        MemberSort::from_code(sort).ok_or_else(|| Refusal::field("/sort", "unknown_sort"))
    })
}

/// Count members by status
#[utoipa::path(get, path = "/accounts/{account}/member-counts", tag = "members", operation_id = "count_members",
    params(InAccount), extensions(("x-roster-permission" = json!("roster.read_members"))),
    responses((status = 200, description = "How many there are by status; a status nobody has is left out.",
        body = HashMap<String, i64>)))]
pub(crate) async fn counts(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Json<HashMap<String, i64>>, Problem> {
    Ok(Json(count::count(&web.app, &caller, account).await?))
}

/// Show a member
///
/// Everybody may see themself.
#[utoipa::path(get, path = "/accounts/{account}/members/{member}", tag = "members", operation_id = "show_member",
    params(OfMember), extensions(("x-roster-permission" = json!("roster.read_members"))),
    responses((status = 200, description = "The member, with an ETag.", body = ProfileBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
) -> Result<Response, Problem> {
    let profile = show::show(&web.app, &caller, account, member).await?;
    Ok(answer::versioned(profile.line.row.version, ProfileBody::new(profile)))
}

/// A name as one, or its parts.
pub(super) fn naming(
    name: Option<String>,
    given: Option<String>,
    family: Option<String>,
) -> Result<Option<Naming>, Refusal> {
    match (name, given, family) {
        (name, None, None) => Ok(name.map(Naming::Whole)),
        (None, given, family) => Ok(Some(Naming::Parts { given, family })),
        (Some(_), _, _) => Err(Refusal::field("/name", "not_with_parts")),
    }
}

/// What to change of a member; what is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditMemberBody {
    /// The name used in this account.
    #[serde(default, deserialize_with = "answer::given")]
    name: Option<String>,
    /// The first name. With the last name, it becomes the name.
    #[serde(default, deserialize_with = "answer::given")]
    given_name: Option<String>,
    /// The last name.
    #[serde(default, deserialize_with = "answer::given")]
    family_name: Option<String>,
    /// The company; may be empty.
    #[serde(default, deserialize_with = "answer::given")]
    company: Option<String>,
    /// What is to stand in the model's profile fields, by their ids; those that are left out stay, null empties one. Texts, choices
    /// (by their ids) and dates (`2026-11-30`) are texts.
    #[serde(default)]
    #[schema(value_type = Object)]
    fields: Fields,
    /// The note of those who manage users; may be empty.
    #[serde(default, deserialize_with = "answer::given")]
    note: Option<String>,
    /// The id of the role instead of those held now. Needs `roster.change_roles`, too.
    #[serde(default, deserialize_with = "answer::given")]
    role: Option<String>,
    /// The same with several, where the account's model lets somebody have several; with none the default role holds.
    #[serde(default, deserialize_with = "answer::given")]
    roles: Option<Vec<String>>,
}

/// Change a member
#[utoipa::path(patch, path = "/accounts/{account}/members/{member}", tag = "members", operation_id = "edit_member",
    params(OfMember, IfMatch), request_body = EditMemberBody,
    extensions(("x-roster-permission" = json!("roster.edit_members"))),
    responses((status = 204, description = "Changed; the ETag is the new one.")))]
pub(crate) async fn edit(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, input, .. }: Sent<EditMemberBody, Versioned>,
) -> Result<Response, Problem> {
    let EditMemberBody { name, given_name, family_name, company, fields, note, role, roles } = input;
    if role.is_some() && roles.is_some() {
        return Err(Refusal::field("/role", "duplicate").into());
    }
    let name = naming(name, given_name, family_name)?;
    let roles = roles.or(role.map(|role| vec![role]));
    let roles = roles.map(|roles| roles.into_iter().map(RoleWish::from).collect());
    let input = EditMember { name, company, fields, note, roles, permissions: None };
    let done = edit::edit(&web.app, &caller, account, member, input).await?;
    Ok(answer::changed_to(&done))
}

/// Delete a member from the account
///
/// From the next request on the person has nothing in it. What they were given stays noted, so that they can be restored as they
/// were. What they own is handed over, and keys that they made for the account are revoked, where that is asked for. Refused where the
/// account's model does not offer it.
#[utoipa::path(delete, path = "/accounts/{account}/members/{member}", tag = "members", operation_id = "delete_member",
    params(OfMember, IfMatch, EstateQuery), extensions(("x-roster-permission" = json!("roster.remove_members"))),
    responses((status = 204, description = "Deleted.")))]
pub(crate) async fn delete(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    caller: Versioned,
    Query(input): Query<EstateQuery>,
) -> Result<Response, Problem> {
    let done = remove::remove(&web.app, &caller.0, account, member, Leaving::Delete, input.read()?).await?;
    Ok(answer::changed(&done))
}

/// A role.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleChoice {
    /// The role's id.
    role: String,
    /// From then on; left out or null: at once.
    #[serde(default)]
    from: Option<Timestamp>,
    /// Until then; left out or null: for ever. Outside of its times the model's default role holds.
    #[serde(default)]
    until: Option<Timestamp>,
}

/// Give a member another role
///
/// It replaces the roles held before. Access that was given sleeps under a role that reaches everything, and revives with
/// another. Permissions that were given beyond the former role and that this one does not offer are dropped.
#[utoipa::path(put, path = "/accounts/{account}/members/{member}/role", tag = "members", operation_id = "set_role",
    params(OfMember, IfMatch), request_body = RoleChoice,
    extensions(("x-roster-permission" = json!("roster.change_roles"))),
    responses((status = 204, description = "Changed; the ETag is the new one.")))]
pub(crate) async fn set_role(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, input, .. }: Sent<RoleChoice, Versioned>,
) -> Result<Response, Problem> {
    let wish = RoleWish { role: input.role, window: Window { from: input.from, until: input.until } };
    Ok(answer::changed_to(&set_role::set_role(&web.app, &caller, account, member, wish).await?))
}

/// What giving a member another role would do.
#[derive(Serialize, ToSchema)]
pub(crate) struct RoleOutlookBody {
    /// Ids of the permissions given beyond the former role that the new one does not offer: they are dropped.
    dropped: Vec<String>,
    /// What changes in the account, and on all resources of a kind. Access to single resources stays as it was given.
    shifts: Vec<ShiftBody>,
    /// Keys of their own that could do less, for who manages keys. Those that they made for the account stay as they are.
    keys: Vec<KeyOutlookBody>,
    /// What only one can have on a resource, and they have, and what they would keep without all that it takes: assign another.
    unfit: Vec<BelongingBody>,
}

/// A key that could do less.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeyOutlookBody {
    /// Its id.
    id: Uuid,
    /// What its maker calls it.
    label: String,
    /// Ids of permissions that are written on it and would be lost.
    loses: Vec<String>,
}

/// What somebody would gain and lose somewhere.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShiftBody {
    /// On every resource of this kind; null: in the account.
    kind: Option<String>,
    /// Ids of permissions.
    gains: Vec<String>,
    /// Ids of permissions.
    loses: Vec<String>,
}

/// Look at what giving a member another role would do
///
/// Nothing is done. It needs what giving it needs, and is refused as that would be.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/role/preview", tag = "members",
    operation_id = "preview_role", params(OfMember), request_body = RoleChoice,
    extensions(("x-roster-permission" = json!("roster.change_roles"))),
    responses((status = 200, description = "What would be dropped, gained and lost.", body = RoleOutlookBody)))]
pub(crate) async fn preview_role(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, input, .. }: Sent<RoleChoice, AnyCaller>,
) -> Result<Json<RoleOutlookBody>, Problem> {
    let wish = RoleWish { role: input.role, window: Window { from: input.from, until: input.until } };
    let outlook = preview_role::preview_role(&web.app, &caller, account, member, wish).await?;
    let RoleOutlook { dropped, shifts, keys, unfit } = outlook;
    let shift = |Shift { kind, gains, loses }| ShiftBody { kind, gains, loses };
    let key = |KeyOutlook { key, label, loses }| KeyOutlookBody { id: answer::uuid(key), label, loses };
    let (shifts, keys) = (shifts.into_iter().map(shift).collect(), keys.into_iter().map(key).collect());
    let unfit = unfit.into_iter().map(BelongingBody::new).collect();
    Ok(Json(RoleOutlookBody { dropped, shifts, keys, unfit }))
}
