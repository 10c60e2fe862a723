//! Making an API key: it may what is written on it and what its member may, whenever it is used.

use crate::{
    App, Caller, Done, Outcome,
    standing::Need,
    token::{KeyToken, hash_secret},
};
use jiff::Timestamp;
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, KeyId},
    permission::PermissionSet,
    refusal::{FieldProblem, Refusal},
    text::name_problem,
};
use roster_store::{api_keys, db::millis};
use serde::{Deserialize, Serialize};

/// What a new key needs.
#[derive(Clone, Debug)]
pub struct CreateKey {
    /// What its maker calls it.
    pub label: String,
    /// Ids of permissions.
    pub permissions: Vec<String>,
    /// From then on it is dead; `None`: it lives until it is revoked.
    pub expires_at: Option<Timestamp>,
}

/// A new key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreatedKey {
    /// Its id.
    pub key: KeyId,
    /// The key itself, shown this once; empty when the request was only repeated.
    #[serde(skip)]
    pub secret: String,
}

/// Makes a key for the member who asks. A key makes none: what it could do would outlive its being revoked.
pub async fn create(app: &App, caller: &Caller, account: AccountId, input: CreateKey) -> Outcome<Done<CreatedKey>> {
    let mut fresh = app.fresh();
    check(&input, fresh.now)?;
    let (key, secret): (KeyId, [u8; 32]) = (fresh.id(), fresh.secret());
    let mut done = app
        .change(caller, account, Need::Member, move |scope| {
            let member = scope.standing.member().ok_or(Refusal::NotFound)?;
            if scope.standing.is_key() {
                return Err(Refusal::NotSignedIn.into());
            }
            let until = input.expires_at.map(millis);
            scope.standing.may_write_key(&known_permissions(&scope.standing, &input)?)?;
            let row = api_keys::KeyRow {
                key,
                label: input.label.trim().to_owned(),
                secret_hash: hash_secret(&secret).to_vec(),
                member,
                permissions: serde_json::Value::from(input.permissions.clone()).to_string(),
                created_at: scope.at(),
                expires_at: until,
                last_used_at: None,
                revoked_at: None,
            };
            api_keys::insert(scope.tx, account, &row)?;
            let event = Event::new(EventKind::KeyCreated, Target::Key(key), &row.label).changes([Change::new(
                "permissions",
                None,
                Some(input.permissions.join(", ")),
            )]);
            Ok(scope.commit(CreatedKey { key, secret: String::new() }, event))
        })
        .await?;
    if !done.replayed {
        done.value.secret = KeyToken { account, key, secret }.encode();
    }
    Ok(done)
}

fn known_permissions(standing: &crate::Standing, input: &CreateKey) -> Outcome<PermissionSet> {
    let (mut problems, mut known) = (Vec::new(), Vec::new());
    for (index, id) in input.permissions.iter().enumerate() {
        match standing.model.permission(id) {
            Some(permission) => known.push(permission),
            None => {
                let pointer = format!("/permissions/{index}");
                problems.push(FieldProblem::new(pointer, "unknown_permission").with("value", id));
            }
        }
    }
    if problems.is_empty() { Ok(standing.model.closed(known)) } else { Err(Refusal::Invalid(problems).into()) }
}

fn check(input: &CreateKey, now: Timestamp) -> Outcome<()> {
    let mut problems = Vec::new();
    if let Some(code) = name_problem(&input.label) {
        problems.push(FieldProblem::new("/label", code));
    }
    if input.permissions.is_empty() {
        problems.push(FieldProblem::new("/permissions", "empty"));
    }
    if input.permissions.len() > 200 {
        problems.push(FieldProblem::new("/permissions", "too_many").with("limit", "200"));
    }
    if input.expires_at.is_some_and(|until| until <= now) {
        problems.push(FieldProblem::new("/expires_at", "in_the_past"));
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}
