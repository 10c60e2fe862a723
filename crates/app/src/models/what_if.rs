//! What another model would mean for one member.

use super::{
    Proposal, need,
    plan::{find, name_resources, told},
    report::Affected,
    rights::Rights,
    walk::Walk,
};
use crate::{App, Caller, Outcome, members::narrowed::checked, view::View};
use roster_domain::{
    id::{AccountId, MemberId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{
    member_list::{self, MemberFilter, MemberSort},
    members::{self, MemberRow},
};

/// A member, and what they would gain and lose.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// Who.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
    /// What they would gain and lose; `None`: nothing.
    pub affected: Option<Affected>,
}

/// What they would gain and lose; `None`: nothing. Needs `roster.manage_model` and `roster.read_members`.
pub async fn what_if(
    app: &App,
    caller: &Caller,
    account: AccountId,
    proposal: Proposal,
    member: MemberId,
) -> Outcome<Option<Affected>> {
    app.view(caller, account, need(caller), move |view| {
        sees_members(view)?;
        let row = members::by_id(view.tx, account, member)?.ok_or(Refusal::NotFound)?;
        Ok(of(view, &proposal, vec![row])?.pop().and_then(|found| found.affected))
    })
    .await
}

/// The same of whoever is found by a name or an address, up to `most` of them. Needs the same.
pub async fn what_if_found(
    app: &App,
    caller: &Caller,
    account: AccountId,
    proposal: Proposal,
    search: String,
    most: i64,
) -> Outcome<Vec<WhatIf>> {
    app.view(caller, account, need(caller), move |view| {
        sees_members(view)?;
        let now = view.at();
        let filter =
            checked(view.tx, &view.standing, MemberFilter { search: Some(search), ..MemberFilter::default() })?;
        let filter = MemberFilter { search_roles: Vec::new(), ..filter };
        let rows = member_list::page(view.tx, account, &filter, MemberSort::default(), None, now, most)?;
        of(view, &proposal, rows.into_iter().map(|(row, _)| row).collect())
    })
    .await
}

fn sees_members(view: &View<'_, '_>) -> Outcome<()> {
    match view.standing.record() {
        Some(_) => view.standing.require(RosterPermission::ReadMembers),
        None => Ok(()),
    }
}

fn of(view: &mut View<'_, '_>, proposal: &Proposal, rows: Vec<MemberRow>) -> Outcome<Vec<WhatIf>> {
    let account = view.account();
    let target = find(view, proposal)?;
    let mut walk = Walk::new(&target, &view.standing);
    let ones = walk.these(view.tx, rows)?;
    let rights = Rights::new(&target, &view.standing);
    let mut found = Vec::with_capacity(ones.len());
    for one in &ones {
        let mut affected: Vec<Affected> = told(&target, &walk, &rights, &view.standing, one).into_iter().collect();
        name_resources(view.tx, account, &mut affected)?;
        let name = if one.row.name.is_empty() { one.row.email.clone() } else { one.row.name.clone() };
        found.push(WhatIf { member: one.row.member, name, affected: affected.pop() });
    }
    Ok(found)
}
