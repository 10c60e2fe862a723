//! Making an API key. One of a member's own may what is written on it and what they may, whenever it is used; one of the account may what
//! is written on it, within what its maker held when it was made, and outlives their place.

use crate::{
    App, Caller, Done, Outcome,
    standing::Need,
    token::{KeyToken, hash_secret},
};
use jiff::Timestamp;
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, KeyId},
    permission::{PermissionIx, RosterPermission},
    refusal::{FieldProblem, Refusal},
    text::name_problem,
};
use roster_store::{api_keys, db::millis};
use serde::{Deserialize, Serialize};

/// Whose a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum KeyOwner {
    /// Its maker's: it may what they may, and dies with their place.
    #[default]
    Member,
    /// The account's: what it may is fixed, and it lives on without them.
    Account,
}

/// What a new key needs.
#[derive(Clone, Debug)]
pub struct CreateKey {
    /// What its maker calls it.
    pub label: String,
    /// Whose it is.
    pub owner: KeyOwner,
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

/// Makes a key for the member who asks, or with `roster.manage_keys` for the account. A key makes none: what it could do would outlive its
/// being revoked.
pub async fn create(app: &App, caller: &Caller, account: AccountId, input: CreateKey) -> Outcome<Done<CreatedKey>> {
    let mut fresh = app.fresh();
    check(&input, fresh.now)?;
    let (key, secret): (KeyId, [u8; 32]) = (fresh.id(), fresh.secret());
    let mut done = app
        .change(caller, account, Need::Member, move |scope| {
            if scope.standing.is_key() {
                return Err(Refusal::SessionRequired.into());
            }
            let member = scope.standing.as_member()?;
            let until = input.expires_at.map(millis);
            let bounds = bounds(&scope.standing, &input)?;
            let row = api_keys::KeyRow {
                key,
                label: input.label.trim().to_owned(),
                secret_hash: hash_secret(&secret).to_vec(),
                member,
                permissions: serde_json::Value::from(input.permissions.clone()).to_string(),
                bounds,
                created_at: scope.at(),
                expires_at: until,
                last_used_at: None,
                revoked_at: None,
            };
            api_keys::insert(scope.tx, account, &row)?;
            let whose =
                (input.owner == KeyOwner::Account).then(|| Change::new("key_of", None, Some("account".to_owned())));
            let written = Change::new("permissions", None, Some(input.permissions.join(", ")));
            let event = Event::new(EventKind::KeyCreated, Target::Key(key), &row.label).changes([written]);
            let event = event.changes(whose);
            Ok(scope.commit(CreatedKey { key, secret: String::new() }, event))
        })
        .await?;
    if !done.replayed {
        done.value.secret = KeyToken { account, key, secret }.encode();
    }
    Ok(done)
}

/// What is fixed of a key of the account; refused where its maker may not write on it what they want to.
fn bounds(standing: &crate::Standing, input: &CreateKey) -> Outcome<Option<String>> {
    let written = known_permissions(standing, input)?;
    match input.owner {
        KeyOwner::Member => {
            standing.may_write_key(&standing.model.closed(written))?;
            Ok(None)
        }
        KeyOwner::Account => {
            standing.in_own_name()?;
            standing.require(RosterPermission::ManageKeys)?;
            standing.fix_key(&written, input.expires_at).map(Some)
        }
    }
}

fn known_permissions(standing: &crate::Standing, input: &CreateKey) -> Outcome<Vec<PermissionIx>> {
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
    if problems.is_empty() { Ok(known) } else { Err(Refusal::Invalid(problems).into()) }
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
