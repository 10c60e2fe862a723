//! Roles.

use super::{Builder, Name, lists::Where};
use crate::{
    model::{
        parts::{Reached, Role},
        raw::{RawModel, RawRole},
        text::Text,
    },
    permission::PermissionSet,
    resource::KindIx,
    role::{Rank, Reach, RoleId, RoleIx},
};
use std::collections::HashMap;

impl Builder<'_> {
    /// Gives every role its place, so that others can refer to it.
    pub(super) fn declare_roles(&mut self, raw: &RawModel) {
        let mut known = HashMap::new();
        for (place, role) in raw.role.iter().enumerate() {
            if self.problems.is_new("role", &role.id, &known) {
                known.insert(role.id.get_ref().clone(), RoleIx::at(place));
            }
        }
        self.role_ids = known;
    }

    /// What each role gives.
    pub(super) fn roles(&mut self, raw: &RawModel) {
        for role in &raw.role {
            let permissions = self.given(&role.permissions, Where::Account);
            let may_receive = self.listed(&role.may_receive, Where::Account);
            let on = self.reached(role);
            let Ok(id) = RoleId::new(role.id.get_ref()) else { continue };
            let mut built = Role {
                label: role.label.clone().unwrap_or_else(|| Text::plain(&id)),
                help: role.help.clone(),
                rank: Rank(role.rank),
                permissions,
                may_receive,
                edits: role.edits,
                changes_access: role.changes_access.unwrap_or(role.edits),
                removes: role.removes,
                assignable: role.assignable,
                assign: role.assign.clone(),
                maskable: role.maskable,
                keeps_account: role.keeps_account,
                on_all: vec![PermissionSet::new(); self.kinds.len()],
                on_granted: vec![PermissionSet::new(); self.kinds.len()],
                on_own: vec![PermissionSet::new(); self.kinds.len()],
                on: Vec::new(),
                id,
            };
            for reached in &on {
                let place = reached.kind.index();
                match reached.reach {
                    Reach::All => built.on_all[place].unite(&reached.permissions),
                    Reach::Granted => built.on_granted[place].unite(&reached.permissions),
                    Reach::Own => built.on_own[place].unite(&reached.permissions),
                }
            }
            built.on = on;
            self.roles.push(built);
        }
    }

    fn reached(&mut self, role: &RawRole) -> Vec<Reached> {
        let mut found: Vec<Reached> = Vec::new();
        for on in &role.on {
            let Some(kind) = self.kind_named(&on.kind) else { continue };
            if found.iter().any(|other| other.kind == kind && other.reach == on.reach) {
                let wrong = format!("{:?} stands twice with the same reach", on.kind.get_ref());
                self.problems.add(on.kind.span(), wrong, "put the permissions of both into one entry");
                continue;
            }
            let place = if on.reach == Reach::Own { Where::OnAndUnder(kind) } else { Where::On(kind) };
            let permissions = self.given(&on.permissions, place);
            found.push(Reached { kind, reach: on.reach, permissions });
        }
        found
    }

    /// Looks up one role.
    pub(super) fn role_named(&mut self, name: &Name) -> Option<RoleIx> {
        self.problems.find("role", name.get_ref(), name.span(), &self.role_ids)
    }

    /// Looks up one kind of resource.
    pub(super) fn kind_named(&mut self, name: &Name) -> Option<KindIx> {
        self.problems.find("kind of resource", name.get_ref(), name.span(), &self.kind_ids)
    }
}
