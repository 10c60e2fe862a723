//! What a member sees first of an account: its name, its model, and what they may in it.

use crate::{App, Caller, Outcome, standing::Need};
use roster_domain::{
    id::{AccountId, MemberId},
    model::Model,
    permission::{PermissionSet, RosterPermission},
};
use std::sync::Arc;

/// An account, as one of its members sees it.
#[derive(Clone, Debug)]
pub struct Here {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// Its model: words, roles, kinds of resource.
    pub model: Arc<Model>,
    /// The member who looks.
    pub member: Option<MemberId>,
    /// The ids of their roles in force.
    pub roles: Vec<String>,
    /// What they may in the whole account.
    pub permissions: PermissionSet,
}

impl Here {
    /// Whether the member who looks holds one of Roster's own permissions in the whole account.
    pub fn may(&self, permission: RosterPermission) -> bool {
        self.permissions.contains(permission.ix())
    }
}

/// Enters an account; refused as not found to whoever has no place in it.
pub async fn enter(app: &App, caller: &Caller, account: AccountId) -> Outcome<Here> {
    app.view(caller, account, Need::Member, move |view| {
        Ok(Here {
            account,
            name: view.standing.account.name.clone(),
            model: Arc::clone(&view.standing.model),
            member: view.standing.member(),
            roles: view.standing.role_ids(),
            permissions: view.standing.account_set(),
        })
    })
    .await
}
