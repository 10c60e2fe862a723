//! `/v1/accounts/{account}/details`: what is known of the account.

use crate::{
    Web,
    api::{
        answer,
        document::{IfMatch, InAccount},
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Sent, Versioned},
};
use axum::{extract::State, response::Response};
use jiff::Timestamp;
use roster_app::details::{
    self,
    edit::{self, EditDetails},
    show,
};
use roster_domain::{event::Change, id::AccountId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// What is known of the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountDetailsBody {
    /// Its name.
    name: String,
    /// The model's account fields that the caller may read, by their ids; null: nothing is known.
    fields: BTreeMap<String, Option<String>>,
    /// Whether the caller may change them.
    changeable: bool,
    /// The newest changes; empty to whoever may not change anything here.
    history: Vec<DetailsChangeBody>,
}

/// One change of what is known of the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct DetailsChangeBody {
    /// When.
    at: Timestamp,
    /// The member who changed it, or whose key did.
    by: Option<Uuid>,
    /// What they are called now.
    by_name: Option<String>,
    /// What changed.
    changes: Vec<DetailBody>,
}

/// One field before and after.
#[derive(Serialize, ToSchema)]
pub(crate) struct DetailBody {
    /// Which: `name`, or the id of one of the model's.
    field: String,
    /// The value before; null: there was none.
    before: Option<String>,
    /// The value after; null: there is none any more.
    after: Option<String>,
}

impl DetailBody {
    fn new(change: Change) -> DetailBody {
        DetailBody { field: details::field_of(&change.field).to_owned(), before: change.before, after: change.after }
    }
}

/// Show the account's details
///
/// To every member: those that the model lets all members read, or all to whoever may change them.
#[utoipa::path(get, path = "/accounts/{account}/details", tag = "accounts", operation_id = "show_details", params(InAccount),
    responses((status = 200, description = "The details, with an ETag.", body = AccountDetailsBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Response, Problem> {
    let shown = show::show(&web.app, &caller, account).await?;
    let fields = shown
        .fields
        .into_iter()
        .map(|(declared, value)| (declared.field.id.to_string(), Some(value).filter(|value| !value.is_empty())));
    let history = shown.history.into_iter().map(|event| DetailsChangeBody {
        at: event.at,
        by: event.on_behalf_of.map(answer::uuid).or(event.actor),
        by_name: event.on_behalf_of_name.or(event.actor_name),
        changes: event.details.into_iter().flat_map(|details| details.changes).map(DetailBody::new).collect(),
    });
    let body = AccountDetailsBody {
        name: shown.name,
        fields: fields.collect(),
        changeable: shown.changeable,
        history: history.collect(),
    };
    Ok(answer::versioned(shown.version, body))
}

/// What to change of the account; what is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditDetailsBody {
    /// Its name.
    #[serde(default, deserialize_with = "answer::given")]
    name: Option<String>,
    /// Values of the model's account fields, by their ids; null: none any more.
    #[serde(default)]
    fields: BTreeMap<String, Option<String>>,
}

/// Change the account's details
#[utoipa::path(patch, path = "/accounts/{account}/details", tag = "accounts", operation_id = "edit_details",
    params(InAccount, IfMatch), request_body = EditDetailsBody,
    extensions(("x-roster-permission" = json!("roster.manage_account"))),
    responses((status = 204, description = "Changed; the ETag is the new one.")))]
pub(crate) async fn edit(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<EditDetailsBody, Versioned>,
) -> Result<Response, Problem> {
    let fields = input.fields.into_iter().map(|(id, value)| (id, value.unwrap_or_default())).collect();
    let input = EditDetails { name: input.name, fields };
    Ok(answer::changed_to(&edit::edit(&web.app, &caller, account, input).await?))
}
