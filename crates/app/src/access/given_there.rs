//! What one member was given on one resource: looked at by whoever gives access there, or takes it away (F23).

use crate::{
    App, Caller, Outcome,
    access::{check::Place, facts::Facts, reachers::open},
    standing::Need,
};
use roster_domain::{
    id::{AccountId, MemberId, ResourceId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{grants, members};

pub use roster_store::grants::GrantOnRow;

/// A member as one resource knows them.
#[derive(Clone, Debug)]
pub struct GivenThere {
    /// Who.
    pub member: MemberId,
    /// The name used in the account; may be empty.
    pub name: String,
    /// The contact address.
    pub email: String,
    /// The version a change of their access can be bound to.
    pub version: i64,
    /// What was given on this very resource, also what has not begun yet or is over.
    pub given: Vec<GrantOnRow>,
}

impl GivenThere {
    /// The name, or as long as there is none the address.
    pub fn called(&self) -> &str {
        if self.name.trim().is_empty() { &self.email } else { &self.name }
    }
}

/// Looks. It takes `needed`: in the account, or on the resource itself.
pub async fn given_there(
    app: &App,
    caller: &Caller,
    account: AccountId,
    resource: ResourceId,
    member: MemberId,
    needed: RosterPermission,
) -> Outcome<GivenThere> {
    app.view(caller, account, Need::Member, move |view| {
        let mut facts = Facts::new(view.tx, &view.standing, view.parts);
        open(&mut facts, &Place::Resource(resource), needed)?;
        let row = members::by_id(facts.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let mut given = grants::listed(facts.tx, account, member)?;
        given.retain(|grant| grant.resource == resource);
        Ok(GivenThere { member, name: row.name, email: row.email, version: row.version, given })
    })
    .await
}
