//! `/v1/me`: the person behind a session.

use crate::{
    Web,
    api::{answer, document::IfMatch, passwords::TokenBody},
    my_data_file,
    refusal::Problem,
    request::{Anyone, Person, Sent, Versioned, signed_out_cookie},
};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use roster_app::{
    accounts::{enter::Here, mine::Membership},
    people::{self, EditMe, Me},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A person, as they see themself.
#[derive(Serialize, ToSchema)]
pub(crate) struct MeBody {
    /// Their id.
    id: Uuid,
    /// What they are called.
    name: String,
    /// The address they sign in with.
    email: String,
    /// Whether it is known that they read its mail.
    email_proven: bool,
    /// BCP 47.
    language: String,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    /// IANA time zone.
    time_zone: String,
    /// The open and the suspended accounts in which they are active.
    accounts: Vec<MyAccount>,
}

/// One of a person's accounts.
#[derive(Serialize, ToSchema)]
pub(crate) struct MyAccount {
    /// Its id.
    pub(super) id: Uuid,
    /// Its name.
    pub(super) name: String,
    /// The person's place in it; null for a key of the account.
    pub(super) member: Option<Uuid>,
    /// The ids of their roles.
    pub(super) roles: Vec<String>,
    /// The operator has suspended the account: nobody has anything in it for now.
    pub(super) suspended: bool,
}

/// What to change of oneself; what is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditMeBody {
    /// What they are called.
    #[serde(default, deserialize_with = "answer::given")]
    name: Option<String>,
    /// BCP 47: one that the console speaks.
    #[serde(default, deserialize_with = "answer::given")]
    language: Option<String>,
    /// ISO 3166-1 alpha-2; null: none.
    #[serde(default, deserialize_with = "answer::given")]
    country: Option<Option<String>>,
    /// IANA time zone, such as `Europe/Berlin`.
    #[serde(default, deserialize_with = "answer::given")]
    time_zone: Option<String>,
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangePasswordBody {
    /// The one that is valid now.
    current_password: String,
    /// The new one: at least 12 characters, and hard to guess.
    new_password: String,
}

/// It is them who want to be erased.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EraseBody {
    /// The password.
    current_password: String,
}

/// Another address to sign in with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAddressBody {
    /// The address.
    email: String,
    /// The password.
    current_password: String,
}

/// An address that waits to be proven.
#[derive(Serialize, ToSchema)]
pub(crate) struct AddressBody {
    /// The address.
    email: String,
    /// When the link dies.
    expires_at: Timestamp,
    /// An admin proposed the address; whoever confirms it gives their password.
    asks_password: bool,
}

/// The token from the mail, and the password where it is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProveBody {
    /// The last part of the link.
    token: String,
    /// Needed where an admin proposed the address.
    #[serde(default)]
    current_password: Option<String>,
}

/// An address that was proven.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProvenBody {
    /// The address the person signs in with now.
    email: String,
}

impl MyAccount {
    pub(super) fn of_key(here: &Here) -> MyAccount {
        MyAccount {
            id: answer::uuid(here.account),
            name: here.name.clone(),
            member: here.member.map(answer::uuid),
            roles: here.roles.clone(),
            suspended: false,
        }
    }

    pub(super) fn new(membership: Membership) -> MyAccount {
        MyAccount {
            id: answer::uuid(membership.account),
            name: membership.name,
            member: Some(answer::uuid(membership.member)),
            roles: membership.roles,
            suspended: membership.suspended,
        }
    }
}

fn answer_me(me: Me) -> Response {
    let accounts = me.accounts.into_iter().map(MyAccount::new).collect();
    let body = MeBody {
        id: answer::uuid(me.person),
        name: me.name,
        email: me.email.as_written().to_owned(),
        email_proven: me.proven,
        language: me.language.tag().to_owned(),
        country: me.country.map(|country| country.code().to_owned()),
        time_zone: me.time_zone,
        accounts,
    };
    answer::versioned(me.version, body)
}

/// The signed-in person and their accounts
#[utoipa::path(get, path = "/me", tag = "me", operation_id = "me", security(("cookie" = [])),
    responses((status = 200, description = "The person, with an ETag.", body = MeBody)))]
pub(crate) async fn show(State(web): State<Web>, Person(caller): Person) -> Result<Response, Problem> {
    Ok(answer_me(people::me(&web.app, &caller).await?))
}

/// Download what is kept of oneself
///
/// Who one is, one's sign-ins and mails, and of each account one is in: one's place, roles, access and keys, and what one did there. It
/// is the account's own what it keeps of those who left it, and what those who manage users noted.
#[utoipa::path(get, path = "/me/data", tag = "me", operation_id = "my_data", security(("cookie" = [])),
    responses((status = 200, description = "A file.", content_type = "application/json", body = Object)))]
pub(crate) async fn data(State(web): State<Web>, Person(caller): Person) -> Result<Response, Problem> {
    Ok(my_data_file::answer(&web.app, &caller).await?)
}

/// Change what one says about oneself
#[utoipa::path(patch, path = "/me", tag = "me", operation_id = "edit_me", security(("cookie" = [])), params(IfMatch),
    request_body = EditMeBody,
    responses((status = 200, description = "The person as they are now, with an ETag.", body = MeBody)))]
pub(crate) async fn edit(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<EditMeBody, Versioned<Person>>,
) -> Result<Response, Problem> {
    let EditMeBody { name, language, country, time_zone } = input;
    let country = country.map(Option::unwrap_or_default);
    Ok(answer_me(people::edit_me(&web.app, &caller, EditMe { name, language, country, time_zone }).await?))
}

/// Choose another password
///
/// All other sessions end.
#[utoipa::path(post, path = "/me/password", tag = "me", operation_id = "change_password", security(("cookie" = [])),
    request_body = ChangePasswordBody,
    responses((status = 204, description = "The password is changed.")))]
pub(crate) async fn change_password(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<ChangePasswordBody, Person>,
) -> Result<Response, Problem> {
    let done = people::change_password(&web.app, &caller, &input.current_password, &input.new_password).await?;
    Ok((StatusCode::NO_CONTENT, answer::replayed(done.replayed)).into_response())
}

/// Erase oneself
///
/// The sign-in, the name, the addresses and all sessions, for good. Only for whoever is in no account any more; what accounts know of
/// their former members is the accounts' own.
#[utoipa::path(post, path = "/me/erasure", tag = "me", operation_id = "erase_me", security(("cookie" = [])),
    request_body = EraseBody,
    responses((status = 204, description = "Nothing is left.")))]
pub(crate) async fn erase(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<EraseBody, Person>,
) -> Result<Response, Problem> {
    people::erase_me(&web.app, &caller, &input.current_password).await?;
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, signed_out_cookie(&web))]).into_response())
}

/// Ask for another address to sign in with
///
/// A link is mailed to it; until it is opened, everything stays as it is. The answer is the same when somebody else signs in
/// with that address.
#[utoipa::path(post, path = "/me/email", tag = "me", operation_id = "ask_for_address", security(("cookie" = [])),
    request_body = NewAddressBody,
    responses((status = 202, description = "A mail is on its way.")))]
pub(crate) async fn ask_for_address(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<NewAddressBody, Person>,
) -> Result<Response, Problem> {
    Ok(answer::accepted(people::ask_for_address(&web.app, &caller, &input.email, &input.current_password).await?))
}

/// Look at a link that proves an address
#[utoipa::path(post, path = "/email-proofs/look", tag = "me", operation_id = "look_at_address", security(()),
    request_body = TokenBody,
    responses((status = 200, description = "The link is good.", body = AddressBody)))]
pub(crate) async fn look_at_address(
    State(web): State<Web>,
    Sent { input, .. }: Sent<TokenBody, Anyone>,
) -> Result<Json<AddressBody>, Problem> {
    let address = people::look_at_address(&web.app, &input.token).await?;
    let people::AddressToProve { email, expires_at, asks_password } = address;
    Ok(Json(AddressBody { email, expires_at, asks_password }))
}

/// Prove an address with a mailed link
///
/// From then on the person signs in with it, and with no other.
#[utoipa::path(post, path = "/email-proofs/complete", tag = "me", operation_id = "prove_address", security(()),
    request_body = ProveBody,
    responses((status = 200, description = "The address is proven.", body = ProvenBody)))]
pub(crate) async fn prove_address(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<ProveBody, Anyone>,
) -> Result<Response, Problem> {
    let proven = people::prove_address(&web.app, &caller, &input.token, input.current_password.as_deref()).await?;
    let body = ProvenBody { email: proven.email.as_written().to_owned() };
    Ok((answer::replayed(proven.replayed), Json(body)).into_response())
}
