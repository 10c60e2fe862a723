//! What members were given on one resource: looked at by whoever gives access there, changes it, or takes it away (F23, C10–C12).

use crate::{
    App, Caller, Outcome,
    access::{check::Place, facts::Facts, permissions::set, reachers::open},
    standing::Need,
};
use roster_domain::{
    email::Email,
    id::{AccountId, MemberId, ResourceId},
    member::{MemberRecord, MemberStatus},
    permission::RosterPermission,
    refusal::Refusal,
    resource::Chain,
};
use roster_store::{grants, members};

pub use roster_store::grants::MembersGrantRow;

/// The most members one question can be about.
pub const MOST: usize = 200;

/// A member as one resource knows them.
#[derive(Clone, Debug)]
pub struct GivenThere {
    /// Who.
    pub member: MemberId,
    /// The name used in the account; may be empty.
    pub name: String,
    /// The contact address.
    pub email: String,
    /// Where they stand: `active`, `invited`, …
    pub status: String,
    /// When their invitation ends, of those who are invited.
    pub invited_until: Option<i64>,
    /// The version a change of their access can be bound to.
    pub version: i64,
    /// What was given on this very resource, also what has not begun yet or is over.
    pub given: Vec<MembersGrantRow>,
    /// Ids of what they may there without that.
    pub otherwise: Vec<String>,
    /// Whether the caller's rank lets them change it.
    pub changeable: bool,
}

impl GivenThere {
    /// The name, or as long as there is none the address.
    pub fn called(&self) -> &str {
        if self.name.trim().is_empty() { &self.email } else { &self.name }
    }
}

/// Looks at one member. It takes `needed`: in the account, or on the resource itself.
pub async fn given_there(
    app: &App,
    caller: &Caller,
    account: AccountId,
    resource: ResourceId,
    member: MemberId,
    needed: RosterPermission,
) -> Outcome<GivenThere> {
    let mut found = given_to(app, caller, account, resource, vec![member], needed).await?;
    Ok(found.pop().ok_or(Refusal::NotFound)?)
}

/// The same of several, by their names; those who are not there are left out.
pub async fn given_to(
    app: &App,
    caller: &Caller,
    account: AccountId,
    resource: ResourceId,
    mut asked: Vec<MemberId>,
    needed: RosterPermission,
) -> Outcome<Vec<GivenThere>> {
    asked.truncate(MOST);
    app.view(caller, account, Need::Member, move |view| {
        let mut facts = Facts::new(view.tx, &view.standing, view.parts);
        let chain = open(&mut facts, &Place::Resource(resource), needed)?.ok_or(Refusal::NotFound)?;
        found_of(&mut facts, &chain, resource, &asked)
    })
    .await
}

/// The same of whoever has this address here. Who may not see who there is learns nothing but that, and isn't told their name.
pub async fn given_to_address(
    app: &App,
    caller: &Caller,
    account: AccountId,
    resource: ResourceId,
    email: Email,
    needed: RosterPermission,
) -> Outcome<GivenThere> {
    app.view(caller, account, Need::Member, move |view| {
        let mut facts = Facts::new(view.tx, &view.standing, view.parts);
        let chain = open(&mut facts, &Place::Resource(resource), needed)?.ok_or(Refusal::NotFound)?;
        let row = members::by_email(facts.tx, account, email.normal())?;
        let row = row.filter(|row| matches!(&*row.status, "active" | "invited" | "disabled"));
        let row = row.ok_or_else(|| Refusal::field("/email", "unknown_member"))?;
        let mut found = found_of(&mut facts, &chain, resource, &[row.member])?.pop().ok_or(Refusal::NotFound)?;
        let reads = RosterPermission::ReadMembers;
        if !facts.standing.may(reads) && !facts.standing.set_on(&chain).contains(reads) {
            found.name.clear();
        }
        Ok(found)
    })
    .await
}

/// Those who were given something on a resource and have not come yet, by their names; up to [`MOST`] of them.
pub async fn awaited(
    app: &App,
    caller: &Caller,
    account: AccountId,
    resource: ResourceId,
    needed: RosterPermission,
) -> Outcome<Vec<GivenThere>> {
    app.view(caller, account, Need::Member, move |view| {
        let mut facts = Facts::new(view.tx, &view.standing, view.parts);
        let chain = open(&mut facts, &Place::Resource(resource), needed)?.ok_or(Refusal::NotFound)?;
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        let mut ids: Vec<MemberId> = grants::on_resource(facts.tx, account, resource, &["invited"], most)?
            .iter()
            .map(|row| row.member)
            .collect();
        ids.dedup();
        found_of(&mut facts, &chain, resource, &ids)
    })
    .await
}

fn found_of(
    facts: &mut Facts<'_, '_>,
    chain: &Chain,
    resource: ResourceId,
    ids: &[MemberId],
) -> Outcome<Vec<GivenThere>> {
    let account = facts.standing.account.account;
    let mut rows = members::by_ids(facts.tx, account, ids)?;
    rows.sort_by_cached_key(|row| (members::place(row), row.member));
    let mut given = grants::of_members_on(facts.tx, account, ids, &[resource])?;
    facts.read(ids, &[])?;
    let mut found = Vec::new();
    for row in rows {
        let Some(record) = facts.member_record(row.member)? else { continue };
        let grants = record.grants.all().iter().filter(|grant| grant.resource != resource).copied().collect();
        // As if they had come: what an invitation holds is what it will give.
        let without = MemberRecord { grants, status: MemberStatus::Active, ..(*record).clone() };
        let (standing, model) = (facts.standing, &facts.standing.model);
        let otherwise = set(standing, &without, Some(chain)).iter().map(|ix| model[ix].id.to_string()).collect();
        let (of_them, rest) = given.into_iter().partition(|grant| grant.member == row.member);
        given = rest;
        found.push(GivenThere {
            member: row.member,
            name: row.name,
            email: row.email,
            status: row.status,
            invited_until: row.invited_until,
            version: row.version,
            given: of_them,
            otherwise,
            changeable: standing.may_change_access_there(Some(chain), &record),
        });
    }
    Ok(found)
}
