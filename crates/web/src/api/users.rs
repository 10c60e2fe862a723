//! `/v1/accounts/{account}/members`: creating users instead of inviting them, where the model has that; and getting them in.

use crate::{
    Web,
    api::{
        access::WishBody,
        answer::{self, Made, uuid},
        document::{InAccount, OfMember},
        invitations::Nothing,
        members::naming,
        permissions::ExtraWishBody,
    },
    mail::{MailContext, Recipient, render},
    refusal::Problem,
    request::{AnyCaller, Ids, Sent, current_language},
};
use axum::{Json, extract::State, response::Response};
use jiff::tz::TimeZone;
use roster_app::{
    Failure,
    members::{
        create::{self, CreateUser, WelcomeMail},
        particulars::{Fields, Particulars},
        password_link::send_password_link,
        set_permissions::{ExtraWish, PermissionsWish},
    },
};
use roster_domain::{
    id::{AccountId, MemberId},
    mail::{MailKind, Welcome},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A new user.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateUserBody {
    /// The full name; this, or its parts.
    #[serde(default, deserialize_with = "answer::given")]
    #[schema(max_length = 200)]
    name: Option<String>,
    /// The first name.
    #[serde(default, deserialize_with = "answer::given")]
    given_name: Option<String>,
    /// The last name.
    #[serde(default, deserialize_with = "answer::given")]
    family_name: Option<String>,
    /// The company; may be empty.
    #[serde(default)]
    company: String,
    /// What stands in the model's profile fields, by their ids; those that it requires must be there.
    #[serde(default)]
    #[schema(value_type = Object)]
    fields: Fields,
    /// The address. Whoever has a sign-in with it already confirms first; nothing here tells that.
    email: String,
    /// The ids of the roles; none: the default role holds.
    #[serde(default)]
    roles: Vec<String>,
    /// The access that comes into force when they first sign in.
    #[serde(default)]
    #[schema(max_items = 200)]
    access: Vec<WishBody>,
    /// What they may beyond the roles.
    #[serde(default)]
    extras: Vec<ExtraWishBody>,
    /// Custom: the ids of the permissions of applications that they keep; left out or null: all.
    #[serde(default)]
    custom: Option<Vec<String>>,
    /// The mail that welcomes them, with a link to set a password; left out or null: they are not told yet.
    #[serde(default)]
    welcome: Option<WelcomeBody>,
}

/// The mail that welcomes a new user.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WelcomeBody {
    /// Its subject; empty: the usual one.
    #[serde(default)]
    #[schema(max_length = 150)]
    subject: String,
    /// A personal message; may be empty.
    #[serde(default)]
    #[schema(max_length = 2000)]
    message: String,
    /// Whether the caller gets a copy, without the link.
    #[serde(default)]
    copy: bool,
}

impl From<WelcomeBody> for WelcomeMail {
    fn from(body: WelcomeBody) -> WelcomeMail {
        WelcomeMail { subject: body.subject, message: body.message, copy: body.copy }
    }
}

/// Create a user
///
/// They are in the list at once, and get in with the link of the mail that welcomes them, now or when the invitation is sent again.
#[utoipa::path(post, path = "/accounts/{account}/members", tag = "members", operation_id = "create_user",
    params(InAccount), request_body = CreateUserBody,
    extensions(("x-roster-permission" = json!("roster.invite"))),
    responses((status = 201, description = "Created.", body = Made)))]
pub(crate) async fn create(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<CreateUserBody, AnyCaller>,
) -> Result<Response, Problem> {
    let access: Result<Vec<_>, _> =
        input.access.into_iter().enumerate().map(|(index, wish)| wish.wish(index)).collect();
    let user = CreateUser {
        about: Particulars {
            name: naming(input.name, input.given_name, input.family_name)?.unwrap_or_default(),
            company: input.company,
            fields: input.fields,
        },
        email: input.email,
        roles: input.roles,
        access: access?,
        permissions: PermissionsWish {
            extras: input.extras.into_iter().map(ExtraWish::from).collect(),
            custom: input.custom,
        },
        welcome: input.welcome.map(WelcomeMail::from),
    };
    let done = create::create(&web.app, &caller, account, user).await?;
    let location = format!("/v1/accounts/{account}/members/{}", done.value.member);
    Ok(answer::created(&location, &done, Made { id: uuid(done.value.member) }))
}

/// A mail as it would be sent.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailBody {
    /// The subject.
    subject: String,
    /// The plain part.
    text: String,
    /// The formatted part.
    html: String,
}

/// Look at a welcome mail before it is sent
///
/// In the language of the request (`Accept-Language`). The link in it is made up. Nothing is done.
#[utoipa::path(post, path = "/accounts/{account}/welcome-mail/preview", tag = "members",
    operation_id = "preview_welcome", params(InAccount), request_body = WelcomeBody,
    extensions(("x-roster-permission" = json!("roster.invite"))),
    responses((status = 200, description = "The mail.", body = MailBody)))]
pub(crate) async fn preview(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<WelcomeBody, AnyCaller>,
) -> Result<Json<MailBody>, Problem> {
    let welcome = create::preview(&web.app, &caller, account, input.into()).await?;
    let to = Recipient {
        name: String::new(),
        email: "new.user@example.com".to_owned(),
        language: current_language(),
        zone: TimeZone::UTC,
    };
    let mail = previewed(&web, welcome, &to)?;
    Ok(Json(MailBody { subject: mail.subject, text: mail.text, html: mail.html }))
}

/// The mail with a link that leads nowhere.
pub(crate) fn previewed(web: &Web, welcome: Welcome, to: &Recipient) -> Result<crate::mail::RenderedMail, Failure> {
    let link = format!("{}/invitations/preview", web.app.settings().public_url);
    let context = MailContext { product: &web.config.product, link: Some(&link) };
    render(&MailKind::Welcome(welcome), to, context).map_err(|problem| Failure::broken(problem.to_string()))
}

/// Mail a member a link to choose a new password
///
/// To the address they sign in with. It works once and for one hour; whoever sends it never sees it.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/password-link", tag = "members",
    operation_id = "send_password_link", params(OfMember),
    extensions(("x-roster-permission" = json!("roster.edit_members"))),
    responses((status = 204, description = "A mail is on its way.")))]
pub(crate) async fn password_link(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, .. }: Sent<Nothing, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&send_password_link(&web.app, &caller, account, member).await?))
}
