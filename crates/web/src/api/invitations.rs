//! `/v1/accounts/{account}/invitations`: inviting, and who is invited.

use crate::{
    Web,
    api::{
        access::WishBody,
        answer::{self, Page},
        document::{IfMatch, InAccount, OfMember},
        members::{MemberBody, naming},
        permissions::ExtraWishBody,
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Query, Sent, Versioned, page_size},
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
        create::{self, Invite, Invited},
        preview::{self, Foreseen},
        send_again, withdraw,
    },
    members::{
        list::{self, MemberFilter},
        particulars::{Fields, Particulars},
        set_permissions::{ExtraWish, PermissionsWish},
    },
};
use roster_domain::{
    id::{AccountId, MemberId},
    refusal::Refusal,
};
use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Whom to invite, and to what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InviteBody {
    /// The addresses: a list, or one text with an address per line. At most 10,000.
    #[schema(value_type = AddressesBody)]
    addresses: Addresses,
    /// The role's id; left out: the default role holds.
    #[serde(default, deserialize_with = "answer::given")]
    role: Option<String>,
    /// The ids of several instead, where the account's model lets somebody have several.
    #[serde(default, deserialize_with = "answer::given")]
    roles: Option<Vec<String>>,
    /// The access that comes into force with the acceptance.
    #[serde(default)]
    #[schema(max_items = 200)]
    access: Vec<WishBody>,
    /// What they may beyond the role.
    #[serde(default)]
    extras: Vec<ExtraWishBody>,
    /// Custom: the ids of the permissions of applications that they keep; left out or null: all.
    #[serde(default)]
    custom: Option<Vec<String>>,
    /// A personal message; may be empty.
    #[serde(default)]
    #[schema(max_length = 2000)]
    message: String,
    /// What they are called, where one is invited and that is known; may be empty.
    #[serde(default)]
    #[schema(max_length = 200)]
    name: String,
    /// The first name instead, where it is known apart from the last name.
    #[serde(default, deserialize_with = "answer::given")]
    given_name: Option<String>,
    /// The last name.
    #[serde(default, deserialize_with = "answer::given")]
    family_name: Option<String>,
    /// The company of all of them; may be empty.
    #[serde(default)]
    company: String,
    /// What stands in the model's profile fields of all of them, by their ids. If anything, then all that it requires.
    #[serde(default)]
    #[schema(value_type = Object)]
    fields: Fields,
}

/// Addresses: a list, or one text with an address per line.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes what `Addresses` reads")]
pub(crate) enum AddressesBody {
    /// A list.
    List(Vec<String>),
    /// One text, as it is pasted.
    Text(String),
}

/// Addresses as lines of text. An entry of a list stays on one line, so that the line's number is its place.
struct Addresses(String);

impl<'de> Deserialize<'de> for Addresses {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Addresses, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Addresses;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of addresses, or a text with one per line")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Addresses, E> {
                Ok(Addresses(text.to_owned()))
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Addresses, A::Error> {
                let mut text = String::new();
                while let Some(entry) = list.next_element::<String>()? {
                    text.extend(entry.chars().map(|c| if BREAKS.contains(&c) { ' ' } else { c }));
                    text.push('\n');
                }
                // The last line's end doesn't begin another.
                text.pop();
                Ok(Addresses(text))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// What ends a line.
const BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// What became of an invitation's addresses.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitedBody {
    /// One for each address, in the order they were sent in.
    results: Vec<InviteResultBody>,
}

/// What became of one address.
#[derive(Serialize, ToSchema)]
pub(crate) struct InviteResultBody {
    /// The line it stands on, or its place in the list, from 1.
    line: usize,
    /// `invited`, `already_member`, `already_invited`, `former`, `duplicate`, `too_often` or `bad`.
    outcome: &'static str,
    /// The member, if there is one: whom the address belongs to here.
    member: Option<Uuid>,
    /// The member's status, where the address was known here: `active`, `disabled`, `invited`, `expired`, `archived`, `deleted`.
    status: Option<String>,
    /// The line on which a duplicate stands first.
    duplicate_of: Option<usize>,
    /// When an address that was written to too often may be invited again.
    again_at: Option<Timestamp>,
    /// What is wrong with a bad address, as a stable code.
    code: Option<String>,
}

impl InviteResultBody {
    fn new(line: usize, outcome: Invited) -> InviteResultBody {
        let mut body = InviteResultBody {
            line,
            outcome: "invited",
            member: None,
            status: None,
            duplicate_of: None,
            again_at: None,
            code: None,
        };
        match outcome {
            Invited::Invited { member, .. } => body.member = Some(answer::uuid(member)),
            Invited::AlreadyMember { member, status } => body.known("already_member", member, status),
            Invited::AlreadyInvited { member, expired } => {
                body.known("already_invited", member, if expired { "expired" } else { "invited" });
            }
            Invited::Former { member, status } => body.known("former", member, status),
            Invited::Duplicate { of } => {
                body.outcome = "duplicate";
                body.duplicate_of = Some(of);
            }
            Invited::TooOften { again_at } => {
                body.outcome = "too_often";
                body.again_at = Some(answer::time(again_at));
            }
            Invited::Bad { code } => {
                body.outcome = "bad";
                body.code = Some(code);
            }
        }
        body
    }

    fn known(&mut self, outcome: &'static str, member: MemberId, status: impl Into<String>) {
        self.outcome = outcome;
        self.member = Some(answer::uuid(member));
        self.status = Some(status.into());
    }
}

/// Invite people
///
/// Each address gets one mail with a link. The answer names every address; bad ones don't keep good ones from being invited.
#[utoipa::path(post, path = "/accounts/{account}/invitations", tag = "invitations", operation_id = "invite",
    params(InAccount), request_body = InviteBody, extensions(("x-roster-permission" = json!("roster.invite"))),
    responses((status = 200, description = "What became of each address.", body = InvitedBody)))]
pub(crate) async fn create(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<InviteBody, AnyCaller>,
) -> Result<Response, Problem> {
    let access: Result<Vec<_>, _> =
        input.access.into_iter().enumerate().map(|(index, wish)| wish.wish(index)).collect();
    let roles = match (input.role, input.roles) {
        (Some(_), Some(_)) => return Err(Refusal::field("/role", "duplicate").into()),
        (Some(role), None) => vec![role],
        (None, roles) => roles.unwrap_or_default(),
    };
    let invite = Invite {
        addresses: input.addresses.0,
        roles,
        access: access?,
        permissions: PermissionsWish {
            extras: input.extras.into_iter().map(ExtraWish::from).collect(),
            custom: input.custom,
        },
        message: input.message,
        about: Particulars {
            name: naming(Some(input.name).filter(|name| !name.is_empty()), input.given_name, input.family_name)?
                .unwrap_or_default(),
            company: input.company,
            fields: input.fields,
        },
    };
    let mut done = create::create(&web.app, &caller, account, invite).await?;
    let results = std::mem::take(&mut done.value)
        .into_iter()
        .map(|told| InviteResultBody::new(told.line, told.outcome))
        .collect();
    Ok((StatusCode::OK, answer::revised(&done), Json(InvitedBody { results })).into_response())
}

/// Addresses to look at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PreviewBody {
    /// The addresses: a list, or one text with an address per line.
    #[schema(value_type = AddressesBody)]
    addresses: Addresses,
}

/// What would become of an invitation's addresses.
#[derive(Serialize, ToSchema)]
pub(crate) struct PreviewedBody {
    /// One for each address, in the order they were sent in.
    results: Vec<ForeseenBody>,
}

/// What would become of one address.
#[derive(Serialize, ToSchema)]
pub(crate) struct ForeseenBody {
    /// The line it stands on, or its place in the list, from 1.
    line: usize,
    /// As it was written, for showing.
    text: String,
    /// Why it would not be invited; null: it would.
    not: Option<InviteResultBody>,
    /// The address that was probably meant. Only a hint.
    meant: Option<String>,
    /// The address's domain, where nobody here has an address of it yet. Only a hint.
    new_domain: Option<String>,
}

/// Look at addresses before inviting
///
/// Nothing is done.
#[utoipa::path(post, path = "/accounts/{account}/invitations/preview", tag = "invitations",
    operation_id = "preview_invitations", params(InAccount), request_body = PreviewBody,
    extensions(("x-roster-permission" = json!("roster.invite"))),
    responses((status = 200, description = "What would become of each address.", body = PreviewedBody)))]
pub(crate) async fn preview(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<PreviewBody, AnyCaller>,
) -> Result<Json<PreviewedBody>, Problem> {
    let foreseen = preview::preview(&web.app, &caller, account, &input.addresses.0).await?;
    Ok(Json(PreviewedBody { results: foreseen.into_iter().map(ForeseenBody::new).collect() }))
}

impl ForeseenBody {
    fn new(foreseen: Foreseen) -> ForeseenBody {
        let Foreseen { line, text, not, meant, new_domain } = foreseen;
        ForeseenBody { line, text, not: not.map(|outcome| InviteResultBody::new(line, outcome)), meant, new_domain }
    }
}

/// Which invitations.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct InvitationsQuery {
    /// `invited`, or `expired`; left out: `invited`.
    #[serde(default)]
    status: Waiting,
    /// How many on a page, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where to go on: the `next` of the page before.
    cursor: Option<String>,
}

/// The state of an invitation that was not accepted.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Waiting {
    /// The link is good.
    #[default]
    Invited,
    /// The link ran out.
    Expired,
}

/// List invitations
///
/// The members who were invited and have not accepted, with the delivery of their mail.
#[utoipa::path(get, path = "/accounts/{account}/invitations", tag = "invitations", operation_id = "list_invitations",
    params(InAccount, InvitationsQuery), extensions(("x-roster-permission" = json!("roster.read_members"))),
    responses((status = 200, description = "A page of invited members, by address.", body = Page<MemberBody>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
    Query(query): Query<InvitationsQuery>,
) -> Result<Json<Page<MemberBody>>, Problem> {
    let status = match query.status {
        Waiting::Invited => "invited",
        Waiting::Expired => "expired",
    };
    let filter = MemberFilter::of_status(status);
    let size = page_size(query.limit)?;
    let page = list::list(&web.app, &caller, account, filter, query.cursor.as_deref(), size).await?;
    Ok(Json(Page { items: page.members.into_iter().map(MemberBody::new).collect(), next: page.next }))
}

/// An empty body.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// Send an invitation again
///
/// Before or after it ran out, or after the member was deleted: with the same role and access, and a new link. The old link is
/// dead.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/invitation", tag = "invitations",
    operation_id = "send_invitation_again", params(OfMember),
    extensions(("x-roster-permission" = json!("roster.invite"))),
    responses((status = 204, description = "A mail is on its way.")))]
pub(crate) async fn send_again(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, .. }: Sent<Nothing, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&send_again::send_again(&web.app, &caller, account, member).await?))
}

/// Withdraw an invitation
///
/// Its link dies at once. The address can be invited anew.
#[utoipa::path(delete, path = "/accounts/{account}/members/{member}/invitation", tag = "invitations",
    operation_id = "withdraw_invitation", params(OfMember, IfMatch),
    extensions(("x-roster-permission" = json!("roster.invite"))),
    responses((status = 204, description = "Withdrawn.")))]
pub(crate) async fn withdraw(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    caller: Versioned,
) -> Result<Response, Problem> {
    Ok(answer::changed(&withdraw::withdraw(&web.app, &caller.0, account, member).await?))
}
