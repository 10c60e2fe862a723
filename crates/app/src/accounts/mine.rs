//! Which accounts the caller is in.

use crate::{
    Actor, App, Caller, Outcome,
    accounts::enter::{Here, enter},
    people,
};

pub use roster_store::person_accounts::Membership;

/// Where the caller is.
#[derive(Debug)]
pub enum Mine {
    /// The accounts of a person.
    OfPerson(Vec<Membership>),
    /// The one that a key is good in.
    OfKey(Box<Here>),
}

/// The open accounts in which the signed-in person is active, by name; for a key, the one it is good in.
pub async fn mine(app: &App, caller: &Caller) -> Outcome<Mine> {
    Ok(match caller.actor {
        Actor::Key { account, .. } => Mine::OfKey(Box::new(enter(app, caller, account).await?)),
        _ => Mine::OfPerson(people::me(app, caller).await?.accounts),
    })
}
