//! Showing what is known of the account: each field to those who may read it, its history to those who may change it.

use crate::{
    App, Caller, Outcome,
    audit::list::{Told, told},
    standing::Need,
};
use roster_domain::{
    event::EventKind,
    id::AccountId,
    model::{AccountField, ReadBy},
    permission::RosterPermission,
};
use roster_store::{
    account_details,
    events::{self, EventFilter},
};
use std::collections::HashMap;

/// How many changes are shown; the audit log has all of them.
const NEWEST: i64 = 20;

/// What is known of the account.
#[derive(Clone, Debug)]
pub struct Details {
    /// Its name.
    pub name: String,
    /// The model's fields that the caller may read, each with its value; empty: none.
    pub fields: Vec<(AccountField, String)>,
    /// Moves with every change.
    pub version: i64,
    /// Whether the caller may change it.
    pub changeable: bool,
    /// The newest changes first; nothing to whoever may not change it.
    pub history: Vec<Told>,
}

/// Shows it to a member.
pub async fn show(app: &App, caller: &Caller, account: AccountId) -> Outcome<Details> {
    app.view(caller, account, Need::Member, move |view| {
        let changeable = view.may(RosterPermission::ManageAccount);
        let mut stored: HashMap<String, String> = account_details::of(view.tx, account)?.into_iter().collect();
        let declared = view.standing.model.account_fields().iter();
        let readable = declared.filter(|declared| changeable || declared.read_by == ReadBy::Members);
        let fields = readable
            .map(|declared| (declared.clone(), stored.remove(declared.field.id.as_str()).unwrap_or_default()))
            .collect();
        let history = match changeable {
            true => {
                let of_kind =
                    EventFilter { kind: Some(EventKind::AccountEdited.code().to_owned()), ..Default::default() };
                let rows = events::page(view.tx, account, i64::MAX, &of_kind, NEWEST)?;
                told(view, rows)?
            }
            false => Vec::new(),
        };
        let row = &view.standing.account;
        Ok(Details { name: row.name.clone(), fields, version: row.version, changeable, history })
    })
    .await
}
