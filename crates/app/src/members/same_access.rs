//! "Same access as…": what a colleague has, as far as the caller could give it (F15, F03).

use crate::{
    App, Caller, Failure, Outcome,
    invitations::create::{AccessWish, MAX_ACCESS},
    members::{given::Given, set_role::RoleWish, state},
    standing::{Need, grant_what, window},
};
use jiff::Timestamp;
use roster_domain::{
    grant::{GrantRecord, GrantWhat, LevelIx, Window},
    id::{AccountId, MemberId},
    model::Model,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{grants, members};

/// What can be taken over from a colleague.
#[derive(Clone, Debug, Default)]
pub struct SameAccess {
    /// What the colleague is called.
    pub name: String,
    /// Their role, with its end; `None`: the caller can't give it.
    pub role: Option<RoleWish>,
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
        let mut same =
            SameAccess { name: if row.name.is_empty() { row.email } else { row.name }, ..SameAccess::default() };

        // Who has one role has it also here; with several there is no one role to choose.
        let role = record.roles.iter().find(|role| !over(role.window, view.standing.now));
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
        let givable = view.standing.givable(view.tx, role.copied(), &given)?;
        if let Some(role) = role {
            let id = view.standing.model[role.what].id.to_string();
            match givable.role {
                true => same.role = Some(RoleWish { role: id, window: role.window }),
                false => same.left_out.push(LeftOut::Role(id)),
            }
        }
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
