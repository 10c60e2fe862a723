//! What a job does to each of its members: the same as the use-case for one, inside the chunk's transaction.

use crate::{
    Failure, Outcome,
    invitations::{send_again::send_again_one, withdraw::withdraw_one},
    members::{
        archive::archive_one,
        delete::delete_one,
        disable::disable_one,
        enable::enable_one,
        restore::restore_one,
        set_access::{self, AccessEdit, set_access_one},
        set_permissions::{ExtraWish, PermissionsWish, Stored, set_permissions_one},
        set_role::{self, RoleWish, set_role_one},
    },
    scope::Scope,
    standing::{Need, window},
    undo::undo_one,
};
use roster_domain::{
    event::Event,
    id::{JobId, ResourceId},
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};
use roster_store::members::{self, MemberRow};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What is done to each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Another role, other permissions beyond it, or both (C01, C02).
    Change {
        /// The role instead of those held now.
        role: Option<RoleWish>,
        /// What is given and taken beyond it.
        permissions: Option<PermissionsEdit>,
    },
    /// Access to resources given, changed, taken away.
    Access(Vec<AccessEdit>),
    /// The invitation is sent again.
    Resend,
    /// The invitation is withdrawn.
    Withdraw,
    /// They are put out for a while.
    Disable,
    /// They are let in again after that.
    Enable,
    /// They are put out, into the list of former members.
    Archive,
    /// They are deleted from the account.
    Delete,
    /// They are brought back.
    Restore,
    /// What a job did is undone.
    Undo(JobId),
}

/// Changes of what somebody may beyond their roles; what is not named stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionsEdit {
    /// What they may besides, also where they have it with other times.
    pub give: Vec<ExtraWish>,
    /// What they may no more, by its id.
    pub take: Vec<String>,
    /// What is left of the applications.
    pub custom: CustomEdit,
}

/// What shall be left of the applications.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomEdit {
    /// What is left now.
    #[default]
    Leave,
    /// All.
    All,
    /// These.
    Custom(Vec<String>),
}

impl PermissionsEdit {
    fn is_empty(&self) -> bool {
        self.give.is_empty() && self.take.is_empty() && self.custom == CustomEdit::Leave
    }

    /// The whole of it, as it shall be for someone who has this.
    pub(crate) fn wish(&self, stored: &Stored) -> PermissionsWish {
        let given = |id: &str| self.give.iter().any(|extra| extra.permission == id);
        let stays = stored.extras.iter().filter(|row| !self.take.contains(&row.id) && !given(&row.id));
        let stays = stays.map(|row| ExtraWish {
            permission: row.id.clone(),
            window: window(row.from_at, row.until_at).unwrap_or_default(),
        });
        let custom = match &self.custom {
            CustomEdit::Leave => stored.custom.clone(),
            CustomEdit::All => None,
            CustomEdit::Custom(kept) => Some(kept.clone()),
        };
        PermissionsWish { extras: stays.chain(self.give.iter().cloned()).collect(), custom }
    }
}

impl Deed {
    /// Its stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Deed::Change { .. } => "change",
            Deed::Access(_) => "access",
            Deed::Resend => "resend",
            Deed::Withdraw => "withdraw",
            Deed::Disable => "disable",
            Deed::Enable => "enable",
            Deed::Archive => "archive",
            Deed::Delete => "delete",
            Deed::Restore => "restore",
            Deed::Undo(_) => "undo",
        }
    }

    /// What it needs of whoever asks; what is needed of each member is asked besides.
    pub(crate) fn need(&self) -> Need {
        match self {
            Deed::Change { .. } => Need::Permission(RosterPermission::ChangeRoles),
            Deed::Resend | Deed::Withdraw => Need::Permission(RosterPermission::Invite),
            Deed::Disable | Deed::Archive | Deed::Delete => Need::Permission(RosterPermission::RemoveMembers),
            Deed::Enable | Deed::Restore => Need::Permission(RosterPermission::RestoreMembers),
            Deed::Access(_) | Deed::Undo(_) => Need::Member,
        }
    }

    /// Refuses what makes no sense for anybody, and who may do it on none of the resources.
    pub(crate) fn check(&self, scope: &mut Scope<'_, '_>) -> Outcome<()> {
        match self {
            Deed::Change { role, permissions } => {
                let nothing = permissions.as_ref().is_none_or(PermissionsEdit::is_empty);
                if role.is_none() && nothing {
                    return Err(Refusal::field("/action/change", "empty").into());
                }
                if let Some(role) = role {
                    under("/action/change", set_role::wanted(scope, role))?;
                }
                permissions.as_ref().map_or(Ok(()), |edit| check_permissions(scope, edit))
            }
            Deed::Access(edits) => {
                if edits.is_empty() {
                    return Err(Refusal::field("/action/access", "empty").into());
                }
                under("/action/access", set_access::check(edits))?;
                may_change(scope, edits)
            }
            Deed::Resend
            | Deed::Withdraw
            | Deed::Disable
            | Deed::Enable
            | Deed::Archive
            | Deed::Delete
            | Deed::Restore
            | Deed::Undo(_) => Ok(()),
        }
    }

    /// Does it to one; no event where there was nothing to do. `undoes`: the first event of what is undone.
    pub(crate) fn one(&self, scope: &mut Scope<'_, '_>, row: MemberRow, undoes: Option<i64>) -> Outcome<Vec<Event>> {
        Ok(match self {
            Deed::Change { role, permissions } => change(scope, &row, role.as_ref(), permissions.as_ref())?,
            Deed::Access(edits) => {
                may_change(scope, edits)?;
                set_access_one(scope, &row, edits)?
            }
            Deed::Resend => vec![send_again_one(scope, row)?.1],
            Deed::Withdraw => vec![withdraw_one(scope, row)?],
            Deed::Disable => vec![disable_one(scope, row)?],
            Deed::Enable => vec![enable_one(scope, row)?],
            Deed::Archive => vec![archive_one(scope, row)?],
            Deed::Delete => vec![delete_one(scope, row)?],
            Deed::Restore => vec![restore_one(scope, row)?.1],
            Deed::Undo(_) => undo_one(scope, undoes.ok_or(Refusal::NotUndoable)?)?,
        })
    }
}

/// Where the fields of something that is wrong stand in the whole request.
pub(crate) fn under<T>(place: &str, outcome: Outcome<T>) -> Outcome<T> {
    outcome.map_err(|failure| match failure {
        Failure::Refused(Refusal::Invalid(mut problems)) => {
            problems.iter_mut().for_each(|problem| problem.pointer.insert_str(0, place));
            Refusal::Invalid(problems).into()
        }
        other => other,
    })
}

fn may_change(scope: &mut Scope<'_, '_>, edits: &[AccessEdit]) -> Outcome<()> {
    let on: Vec<ResourceId> = edits.iter().map(|edit| edit.resource).collect();
    set_access::may_change(scope, &on)
}

fn check_permissions(scope: &Scope<'_, '_>, edit: &PermissionsEdit) -> Outcome<()> {
    let mut problems = Vec::new();
    let mut seen = HashSet::new();
    let ids = edit.give.iter().map(|extra| ("give", &extra.permission)).chain(edit.take.iter().map(|id| ("take", id)));
    for (field, id) in ids {
        let at = format!("/action/change/permissions/{field}");
        if scope.standing.model.permission(id).is_none() {
            problems.push(FieldProblem::new(at, "unknown_permission").with("value", id.as_str()));
        } else if !seen.insert(id) {
            problems.push(FieldProblem::new(at, "duplicate").with("value", id.as_str()));
        }
    }
    for extra in &edit.give {
        if let Some((field, code)) = extra.window.problem(scope.now()) {
            problems.push(FieldProblem::new(format!("/action/change/permissions/give/{field}"), code));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}

/// First the role, then what is given beyond it: which permissions are on offer depends on the role.
fn change(
    scope: &mut Scope<'_, '_>,
    row: &MemberRow,
    role: Option<&RoleWish>,
    permissions: Option<&PermissionsEdit>,
) -> Outcome<Vec<Event>> {
    let mut events = Vec::new();
    if let Some(role) = role {
        let new = set_role::wanted(scope, role)?;
        events.extend(set_role_one(scope, row, new)?);
    }
    if let Some(edit) = permissions.filter(|edit| !edit.is_empty()) {
        let account = scope.account();
        let row = match events.is_empty() {
            true => row.clone(),
            false => members::by_id(scope.tx, account, row.member)?.ok_or(Refusal::NotFound)?,
        };
        events.extend(set_permissions_one(scope, &row, |stored| edit.wish(stored))?);
    }
    Ok(events)
}
