//! What giving a member another role would do, before it is done (C02): what is dropped, gained and lost.

use crate::{
    App, Caller, Outcome,
    members::{set_role::RoleWish, state},
    standing::Need,
};
use roster_domain::{
    access::{self, Verb},
    grant::Timed,
    id::{AccountId, MemberId},
    member::{MemberRecord, MemberStatus},
    permission::{PermissionSet, RosterPermission},
    refusal::Refusal,
};
use roster_store::members;

/// What would become of a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleOutlook {
    /// Ids of the permissions given beyond the former role that the new one does not offer.
    pub dropped: Vec<String>,
    /// What changes in the account, and on all resources of a kind.
    pub shifts: Vec<Shift>,
}

/// What somebody would gain and lose somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// On every resource of this kind; `None`: in the account.
    pub kind: Option<String>,
    /// Ids of permissions.
    pub gains: Vec<String>,
    /// Ids of permissions.
    pub loses: Vec<String>,
}

/// Looks. Needs what giving it needs, and is refused as that would be.
pub async fn preview_role(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    wish: RoleWish,
) -> Outcome<RoleOutlook> {
    app.view(caller, account, Need::Permission(RosterPermission::ChangeRoles), move |view| {
        let row = members::by_id(view.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let what = view.standing.role("/role", &wish.role)?;
        if let Some((field, code)) = wish.window.problem(view.standing.now) {
            return Err(Refusal::field(format!("/{field}"), code).into());
        }
        let target = view.standing.record_of(view.tx, &row)?;
        view.standing.may_act_on(Verb::ChangeRoles, &target)?;
        if !matches!(row.status.as_str(), "active" | "invited" | "disabled") {
            return Err(Refusal::WrongState { state: state(&row.status) }.into());
        }
        let new = Timed { what, window: wish.window };
        let held = target.extras.iter().map(|extra| extra.what);
        let dropped = access::not_offered(&view.standing.model, new, held);
        let mut after = target.clone();
        after.roles = vec![new];
        after.extras.retain(|extra| !dropped.contains(&extra.what));
        view.standing.may_give(view.tx, Some(&target), &after)?;

        let (model, now) = (&view.standing.model, view.standing.now);
        let ids = |set: &PermissionSet| set.iter().map(|ix| model[ix].id.to_string()).collect::<Vec<_>>();
        let shift = |kind: Option<String>, of: &dyn Fn(&MemberRecord) -> PermissionSet| {
            // As if they were in: what waits for an invited one is looked at, too.
            let active = |record: &MemberRecord| MemberRecord { status: MemberStatus::Active, ..record.clone() };
            let (before, after) = (of(&active(&target)), of(&active(&after)));
            Shift { kind, gains: ids(&after.difference(&before)), loses: ids(&before.difference(&after)) }
        };
        let mut shifts = vec![shift(None, &|record| access::account_set(model, record, true, now))];
        for (kind, declared) in model.kinds() {
            let everywhere = |record: &MemberRecord| access::everywhere(model, record, kind, now);
            shifts.push(shift(Some(declared.id.to_string()), &everywhere));
        }
        shifts.retain(|shift| !shift.gains.is_empty() || !shift.loses.is_empty());
        let dropped = dropped.into_iter().map(|ix| model[ix].id.to_string()).collect();
        Ok(RoleOutlook { dropped, shifts })
    })
    .await
}
