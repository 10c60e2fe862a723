//! What AuthZEN's requests consist of. What else is sent along is for others, and passed over.

use crate::api::answer;
use roster_app::{Actor, Caller, access::check::Place};
use roster_domain::{
    id::{AccountId, Id, MemberId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

/// The type of a subject: somebody in the account.
pub(super) const MEMBER: &str = "member";
/// The type of the account as a resource.
const ACCOUNT: &str = "account";

/// A subject or a resource.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
pub(super) struct Entity {
    /// A subject's is `member`; a resource's its kind, or `account` for the account itself.
    #[serde(rename = "type")]
    pub(super) kind: String,
    /// The id; a resource's may be the product's own name for it.
    pub(super) id: String,
    /// Not looked at.
    #[serde(default, skip_serializing)]
    #[schema(value_type = Option<Object>)]
    #[allow(dead_code, reason = "only its form is checked")]
    properties: Option<Map<String, Value>>,
}

impl Entity {
    /// A member as a subject.
    pub(super) fn member(member: MemberId) -> Entity {
        Entity { kind: MEMBER.to_owned(), id: member.to_string(), properties: None }
    }

    /// A resource.
    pub(super) fn resource(kind: String, id: impl ToString) -> Entity {
        Entity { kind, id: id.to_string(), properties: None }
    }

    /// The member who is meant, if one can be.
    pub(super) fn as_member(&self) -> Option<MemberId> {
        let id = (self.kind == MEMBER).then(|| Uuid::try_parse(&self.id).ok())?;
        id.map(answer::id)
    }

    /// The place that is meant.
    pub(super) fn as_place(&self, account: AccountId) -> Place {
        if self.kind == ACCOUNT && Uuid::try_parse(&self.id) == Ok(account.uuid()) {
            return Place::Account;
        }
        Place::Named { kind: self.kind.clone(), name: self.id.clone() }
    }
}

/// What subjects or resources are looked for.
#[derive(Clone, Deserialize, ToSchema)]
pub(super) struct Sought {
    /// A subject's is `member`; a resource's its kind, or `account`.
    #[serde(rename = "type")]
    pub(super) kind: String,
    /// Not looked at.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    #[allow(dead_code, reason = "only its form is checked")]
    properties: Option<Map<String, Value>>,
}

impl Sought {
    /// Whether the account itself is looked for.
    pub(super) fn is_account(&self) -> bool {
        self.kind == ACCOUNT
    }
}

/// An action.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
pub(super) struct Action {
    /// A permission's id.
    pub(super) name: String,
    /// Not looked at.
    #[serde(default, skip_serializing)]
    #[schema(value_type = Option<Object>)]
    #[allow(dead_code, reason = "only its form is checked")]
    properties: Option<Map<String, Value>>,
}

impl Action {
    /// A permission as an action.
    pub(super) fn named(name: String) -> Action {
        Action { name, properties: None }
    }
}

/// The account a program asks in: its key's.
pub(super) fn account_of(caller: &Caller) -> Result<AccountId, Refusal> {
    match caller.actor {
        Actor::Key { account, .. } => Ok(account),
        _ => Err(Refusal::NotSignedIn),
    }
}
