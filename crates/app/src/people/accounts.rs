//! Where a person is, and as what: the page on which they choose.

use super::signed_in;
use crate::{App, Caller, Failure, Outcome};
use roster_domain::{
    id::{AccountId, MemberId},
    model::{Model, Text},
    text::sort_key,
};
use roster_store::{
    db::millis,
    person_accounts::{self, Membership},
};
use std::{collections::HashMap, sync::Arc};

/// An account, open or suspended, in which the caller is active.
#[derive(Clone, Debug)]
pub struct MyAccount {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// The caller's place in it.
    pub member: MemberId,
    /// When they last chose it, in milliseconds since 1970.
    pub last_used_at: i64,
    /// What the roles in force are called, the highest first.
    pub roles: Vec<Text>,
    /// The operator has suspended it.
    pub suspended: bool,
}

/// The caller's accounts, by name.
pub async fn accounts(app: &App, caller: &Caller) -> Outcome<Vec<MyAccount>> {
    let ((person, _), now, parts) = (signed_in(caller)?, millis(app.now()), app.parts.clone());
    app.parts
        .db
        .read_fast(move |tx| {
            let mut models: HashMap<AccountId, Arc<Model>> = HashMap::new();
            for (account, hash) in person_accounts::models_of_person(tx, person)? {
                models.insert(account, parts.models.get(tx, &hash)?);
            }
            let mut mine = Vec::new();
            for membership in person_accounts::of_person(tx, person, now)? {
                let model = models.get(&membership.account);
                mine.push(described(membership, model.ok_or_else(|| Failure::broken("an account without a model"))?));
            }
            mine.sort_by_cached_key(|account| (sort_key(&account.name), account.account));
            Ok(mine)
        })
        .await
}

fn described(membership: Membership, model: &Model) -> MyAccount {
    let mut held: Vec<_> = membership.roles.iter().filter_map(|id| model.role(id)).collect();
    if held.is_empty() {
        held.push(model.membership().default_role);
    }
    held.sort_by_key(|role| std::cmp::Reverse(model[*role].rank));
    let Membership { account, name, member, last_used_at, suspended, .. } = membership;
    MyAccount {
        account,
        name,
        member,
        last_used_at,
        suspended,
        roles: held.iter().map(|role| model[*role].label.clone()).collect(),
    }
}
