//! "Same access as…": what a colleague has, as far as the caller could give it (F15, F03).

use crate::{
    App, Caller, Failure, Outcome,
    invitations::create::{AccessWish, MAX_ACCESS},
    members::{
        given::Given,
        set_permissions::{ExtraWish, PermissionsWish},
        set_role::RoleWish,
        state,
    },
    standing::{Gifts, Need, Standing, grant_what, window},
};
use jiff::Timestamp;
use roster_domain::{
    access,
    grant::{GrantRecord, GrantWhat, LevelIx, Window},
    id::{AccountId, MemberId},
    member::MemberRecord,
    model::Model,
    permission::{PermissionSet, RosterPermission},
    refusal::Refusal,
};
use roster_store::{grants, members};

/// What can be taken over from a colleague.
#[derive(Clone, Debug)]
pub struct SameAccess {
    /// Who the colleague is.
    pub member: MemberId,
    /// What the colleague is called.
    pub name: String,
    /// Their roles, with their ends, as far as the caller can give them.
    pub roles: Vec<RoleWish>,
    /// What they may beyond the roles, and what is left of the applications.
    pub permissions: PermissionsWish,
    /// Their access, with its ends.
    pub access: Vec<AccessWish>,
    /// What the caller can't give.
    pub left_out: Vec<LeftOut>,
    /// How much of it can't be shown to the caller, or is what only one can have.
    pub more_left_out: usize,
}

/// Something of a colleague's that the caller can't give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// A role, by its id.
    Role(String),
    /// A permission beyond the roles, or one of an application, by its id.
    Permission(String),
    /// Access to a resource.
    Access {
        /// What the resource is called.
        name: String,
        /// The id of the level, project role or permission.
        id: String,
    },
}

/// Reads what a colleague has. Needs `roster.read_members`. Nothing is given by it: giving asks again.
pub async fn same_access(app: &App, caller: &Caller, account: AccountId, colleague: MemberId) -> Outcome<SameAccess> {
    app.view(caller, account, Need::Permission(RosterPermission::ReadMembers), move |view| {
        let row = members::by_id(view.tx, account, colleague)?.ok_or(Refusal::NotFound)?;
        if !matches!(row.status.as_str(), "active" | "invited" | "disabled") {
            return Err(Refusal::WrongState { state: state(&row.status) }.into());
        }
        let record = view.standing.record_of(view.tx, &row)?;
        let mut same = SameAccess {
            member: colleague,
            name: if row.name.is_empty() { row.email } else { row.name },
            roles: Vec::new(),
            permissions: PermissionsWish::default(),
            access: Vec::new(),
            left_out: Vec::new(),
            more_left_out: 0,
        };

        let stands = |window: Window| !over(window, view.standing.now);
        let roles: Vec<_> = record.roles.iter().copied().filter(|role| stands(role.window)).collect();
        let extras: Vec<_> = record.extras.iter().copied().filter(|extra| stands(extra.window)).collect();
        let (mask, cut) = mask(&view.standing, &record);
        let listed = grants::listed(view.tx, account, colleague)?;
        let mut wishes = Vec::new();
        for grant in &listed {
            let window = window(grant.from_at, grant.until_at)?;
            let over = over(window, view.standing.now);
            let model = &view.standing.model;
            match takeable(model, grant) {
                Some(what) if !over && wishes.len() < MAX_ACCESS => {
                    wishes.push((grant, GrantRecord { resource: grant.resource, what, window }));
                }
                _ if over => {}
                _ => same.more_left_out += 1,
            }
        }
        let given: Vec<GrantRecord> = wishes.iter().map(|(_, record)| *record).collect();
        let gifts = Gifts { roles: &roles, extras: &extras, mask: mask.clone(), grants: &given };
        let givable = view.standing.givable(view.tx, &gifts)?;
        let model = view.standing.model.clone();
        for (role, able) in roles.iter().zip(givable.roles) {
            let id = model[role.what].id.to_string();
            match able {
                true => same.roles.push(RoleWish { role: id, window: role.window }),
                false => same.left_out.push(LeftOut::Role(id)),
            }
        }
        for (extra, able) in extras.iter().zip(givable.extras) {
            let permission = model[extra.what].id.to_string();
            match able {
                true => same.permissions.extras.push(ExtraWish { permission, window: extra.window }),
                false => same.left_out.push(LeftOut::Permission(permission)),
            }
        }
        let ids = |set: &PermissionSet| set.iter().map(|ix| model[ix].id.to_string()).collect::<Vec<_>>();
        same.permissions.custom = mask.map(|kept| ids(&kept.intersection(model.in_applications())));
        same.left_out.extend(ids(&cut).into_iter().map(LeftOut::Permission));
        for ((grant, record), able) in wishes.into_iter().zip(givable.grants) {
            let what = Given::stored(&grant.slot, &grant.value);
            match able {
                Some(true) => {
                    same.access.push(AccessWish { resource: grant.resource, what, window: record.window });
                }
                Some(false) => {
                    same.left_out.push(LeftOut::Access { name: grant.name.clone(), id: grant.value.clone() });
                }
                None => same.more_left_out += 1,
            }
        }
        Ok::<_, Failure>(same)
    })
    .await
}

/// What is left to them of the applications, as far as the caller holds it, too (who is on Custom can't give All); and what the caller
/// lacks of it.
fn mask(standing: &Standing, colleague: &MemberRecord) -> (Option<PermissionSet>, PermissionSet) {
    let (model, mine) = (&standing.model, standing.account_set());
    let all = model.in_applications();
    let theirs = match access::mask_of(model, colleague, standing.now) {
        Some(kept) => kept.intersection(all),
        None if all.is_subset(&mine) => return (None, PermissionSet::new()),
        None => all.clone(),
    };
    let (kept, cut) = (theirs.intersection(&mine), theirs.difference(&mine));
    (Some(model.mask(kept.iter())), cut)
}

/// What a colleague's access gives, unless the model doesn't know it any more, or only one can have it.
fn takeable(model: &Model, grant: &grants::GrantOnRow) -> Option<GrantWhat> {
    match grant_what(model, &grant.kind, &grant.slot, &grant.value)? {
        GrantWhat::Level(level) if level == LevelIx::GONE => None,
        GrantWhat::Role(role) if model[role].single => None,
        what => Some(what),
    }
}

fn over(window: Window, now: Timestamp) -> bool {
    window.until.is_some_and(|until| until <= now)
}
