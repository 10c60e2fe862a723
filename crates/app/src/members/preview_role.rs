//! What giving a member another role would do, before it is done (C02): what is dropped, gained and lost.

use crate::{
    App, Caller, Failure, Outcome,
    members::{belongings::Belonging, set_role::RoleWish, sole, state},
    standing::{Need, Standing},
};
use roster_domain::{
    access::{self, Verb},
    grant::Timed,
    id::{AccountId, Id, KeyId, MemberId},
    member::{MemberRecord, MemberStatus},
    permission::{PermissionSet, RosterPermission},
    refusal::Refusal,
};
use roster_store::{
    ReadTx,
    api_keys::{self, KeyRow},
    db::millis,
    members,
};

/// How many keys are looked at.
const NAMED: i64 = 200;

/// What would become of a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleOutlook {
    /// Ids of the permissions given beyond the former role that the new one does not offer.
    pub dropped: Vec<String>,
    /// What changes in the account, and on all resources of a kind.
    pub shifts: Vec<Shift>,
    /// Their own keys that could do less, for who manages keys. Those that they made for the account stay as they are.
    pub keys: Vec<KeyOutlook>,
    /// What only one can have, and they have, and what they would keep without all that it takes, as far as the caller sees it.
    pub unfit: Vec<Belonging>,
}

/// A key that could do less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOutlook {
    /// Its id.
    pub key: KeyId,
    /// What its maker calls it.
    pub label: String,
    /// Ids of permissions that are written on it and would be lost.
    pub loses: Vec<String>,
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

        let alone = sole::held_alone(view.tx, &view.standing, &[member])?.into_iter().map(|(_, thing)| thing).collect();
        let alone: Vec<Belonging> = sole::seen(view.tx, &view.standing, alone, |thing| thing)?;
        let chains = sole::chains(view.tx, &view.standing, alone.iter())?;
        let unfit = sole::unfit(&view.standing, &chains, &alone, &target, &after);
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
        let lost: Vec<&String> = shifts.iter().flat_map(|shift| &shift.loses).collect();
        let keys = keys(view.tx, &view.standing, member, &lost)?;
        Ok(RoleOutlook { dropped, shifts, keys, unfit })
    })
    .await
}

/// The member's own good keys on which something of this is written.
fn keys(tx: &mut ReadTx<'_>, standing: &Standing, member: MemberId, lost: &[&String]) -> Outcome<Vec<KeyOutlook>> {
    if lost.is_empty() || !standing.may(RosterPermission::ManageKeys) {
        return Ok(Vec::new());
    }
    let (model, now) = (&standing.model, millis(standing.now));
    let first = KeyId::from_uuid(uuid::Uuid::nil());
    let rows = api_keys::page(tx, standing.account.account, Some(member), first, NAMED)?;
    let good = |row: &KeyRow| row.revoked_at.is_none() && row.expires_at.is_none_or(|until| now < until);
    let mut found = Vec::new();
    for row in rows.into_iter().filter(good) {
        let ids: Vec<String> = serde_json::from_str(&row.permissions)
            .map_err(|e| Failure::broken(format!("an API key's permissions: {e}")))?;
        let written = model.closed(ids.iter().filter_map(|id| model.permission(id)));
        let written = written.iter().map(|ix| model[ix].id.to_string());
        let loses: Vec<String> = written.filter(|id| lost.contains(&id)).collect();
        if !loses.is_empty() {
            found.push(KeyOutlook { key: row.key, label: row.label, loses });
        }
    }
    Ok(found)
}
