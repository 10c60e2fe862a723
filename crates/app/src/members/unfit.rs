//! Who would keep what only one can have without what it takes, before their role or permissions are changed (C10): a project's
//! owner who could not become its owner any more.

use crate::{
    App, Caller, Outcome,
    held::state_of,
    jobs::{
        PermissionsEdit,
        ask::{Which, ids},
    },
    members::{
        belongings::Belonging,
        called,
        set_permissions::{ExtraWish, PermissionsWish, Stored},
        set_role::RoleEdit,
        sole::{chains, held_alone, seen, unfit},
    },
    standing::{Need, Standing},
};
use roster_domain::{
    access::not_offered,
    grant::{Timed, Window},
    id::{AccountId, MemberId},
    member::MemberRecord,
    permission::RosterPermission,
};
use roster_store::{
    db::millis,
    members::{self, TimedRow},
};

/// What somebody's role and permissions are about to be.
#[derive(Clone, Debug, Default)]
pub struct Meant {
    /// The roles instead of those held now.
    pub roles: Option<Vec<RoleEdit>>,
    /// What they may beyond them.
    pub permissions: Option<Permissions>,
}

/// Permissions beyond the roles, and Custom.
#[derive(Clone, Debug)]
pub enum Permissions {
    /// All of it, as it shall be.
    All(PermissionsWish),
    /// What changes.
    Edit(PermissionsEdit),
}

/// Looks: who they are, and what they have alone and would keep. What makes no sense is for the change itself to refuse.
pub async fn unfit_after(
    app: &App,
    caller: &Caller,
    account: AccountId,
    which: Which,
    meant: Meant,
) -> Outcome<Vec<(String, Belonging)>> {
    app.view(caller, account, Need::Permission(RosterPermission::ReadMembers), move |view| {
        let at = view.at();
        let ids = ids(view.tx, &view.standing, at, &which)?;
        let alone = held_alone(view.tx, &view.standing, &ids)?;
        let alone = seen(view.tx, &view.standing, alone, |(_, thing)| thing)?;
        let mut holders: Vec<MemberId> = alone.iter().map(|(member, _)| *member).collect();
        holders.sort_unstable();
        holders.dedup();
        if holders.is_empty() {
            return Ok(Vec::new());
        }
        let rows = members::by_ids(view.tx, account, &holders)?;
        let states: Vec<_> = rows.iter().map(state_of).collect();
        let held = view.standing.held_of_many(view.tx, &states)?;
        let chains = chains(view.tx, &view.standing, alone.iter().map(|(_, thing)| thing))?;
        let mut found = Vec::new();
        for row in &rows {
            let Some(held) = held.get(&row.member) else { continue };
            let before = view.standing.as_judged(held, row.member, &row.status)?;
            let stored = Stored { extras: held.extras.clone(), custom: held.custom.clone() };
            let after = after(&view.standing, &before, &stored, &meant)?;
            let theirs: Vec<Belonging> =
                alone.iter().filter(|(member, _)| *member == row.member).map(|(_, thing)| thing.clone()).collect();
            let lost = unfit(&view.standing, &chains, &theirs, &before, &after);
            found.extend(lost.into_iter().map(|thing| (called(row).to_owned(), thing)));
        }
        Ok(found)
    })
    .await
}

/// What they would have.
fn after(standing: &Standing, before: &MemberRecord, stored: &Stored, meant: &Meant) -> Outcome<MemberRecord> {
    let (model, mut after) = (&standing.model, before.clone());
    let mut kept = stored.clone();
    if let Some(wishes) = &meant.roles {
        let known = |edit: &RoleEdit| {
            let what = model.role(&edit.role)?;
            let kept = || before.roles.iter().find(|role| role.what == what).map_or(Window::ALWAYS, |role| role.window);
            Some(Timed { what, window: edit.window.unwrap_or_else(kept) })
        };
        after.roles = wishes.iter().filter_map(known).collect();
        // With no role it is the default role that offers.
        let default = [Timed::always(model.membership().default_role)];
        let roles: &[_] = if after.roles.is_empty() { &default } else { &after.roles };
        kept.extras.retain(|extra| {
            let permission = model.permission(&extra.id);
            permission.is_some_and(|ix| roles.iter().any(|role| not_offered(model, *role, [ix]).is_empty()))
        });
    }
    let wish = match &meant.permissions {
        None => None,
        Some(Permissions::All(wish)) => Some(wish.clone()),
        Some(Permissions::Edit(edit)) => Some(edit.wish(&kept)),
    };
    if let Some(wish) = wish {
        let row = |extra: &ExtraWish| TimedRow {
            from_at: extra.window.from.map(millis),
            until_at: extra.window.until.map(millis),
            ..TimedRow::always(&extra.permission, None, 0)
        };
        kept = Stored { extras: wish.extras.iter().map(row).collect(), custom: wish.custom };
    }
    kept.put_into(model, &mut after)?;
    Ok(after)
}
