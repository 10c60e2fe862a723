//! Which accounts the caller is in.

use crate::{Actor, App, Caller, Outcome, accounts::enter::enter, people};
use roster_domain::{id::AccountId, refusal::Refusal};

pub use roster_store::person_accounts::Membership;

/// The open accounts in which the signed-in person is active, by name; for a key, the one it is good in.
pub async fn mine(app: &App, caller: &Caller) -> Outcome<Vec<Membership>> {
    match caller.actor {
        Actor::Key { account, .. } => Ok(vec![of_key(app, caller, account).await?]),
        _ => Ok(people::me(app, caller).await?.accounts),
    }
}

async fn of_key(app: &App, caller: &Caller, account: AccountId) -> Outcome<Membership> {
    let here = enter(app, caller, account).await?;
    let member = here.member.ok_or(Refusal::NotFound)?;
    Ok(Membership { account, name: here.name, member, last_used_at: 0, roles: here.roles, suspended: false })
}
