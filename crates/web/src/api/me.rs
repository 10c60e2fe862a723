//! `/v1/me`: the person behind a session.

use crate::{
    Web,
    refusal::{Problem, ProblemDocument},
    request::AnyCaller,
};
use axum::{Json, extract::State};
use roster_app::people;
use serde::Serialize;
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
    /// BCP 47.
    language: String,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    /// IANA time zone.
    time_zone: String,
    /// The open accounts in which they are active.
    accounts: Vec<MyAccount>,
}

/// One of a person's accounts.
#[derive(Serialize, ToSchema)]
pub(crate) struct MyAccount {
    /// Its id.
    id: Uuid,
    /// Its name.
    name: String,
    /// The person's place in it.
    member: Uuid,
    /// The ids of their roles.
    roles: Vec<String>,
}

/// The signed-in person and their accounts.
#[utoipa::path(get, path = "/me", tag = "me",
    responses((status = 200, body = MeBody), (status = 401, body = ProblemDocument)))]
pub(crate) async fn show(State(web): State<Web>, AnyCaller(caller): AnyCaller) -> Result<Json<MeBody>, Problem> {
    let me = people::me(&web.app, &caller).await?;
    Ok(Json(MeBody {
        id: uuid_of(me.person),
        name: me.name,
        email: me.email.as_written().to_owned(),
        language: me.language.tag().to_owned(),
        country: me.country.map(|country| country.code().to_owned()),
        time_zone: me.time_zone,
        accounts: me
            .accounts
            .into_iter()
            .map(|account| MyAccount {
                id: uuid_of(account.account),
                name: account.name,
                member: uuid_of(account.member),
                roles: account.roles,
            })
            .collect(),
    }))
}

fn uuid_of(id: impl roster_domain::id::Id) -> Uuid {
    id.uuid()
}
