//! Permissions and applications.

use super::Builder;
use crate::{
    model::{
        parts::{Application, Permission, and_below},
        raw::{RawModel, RawPermission},
        shared::Compliance,
        text::Text,
    },
    permission::{ApplicationId, ApplicationIx, PermissionId, PermissionIx, PermissionSet, RosterPermission},
    resource::KindIx,
};
use std::{collections::HashMap, mem};

impl Builder<'_> {
    /// Declares Roster's own permissions and the model's, with what they include and where they can be held.
    pub(super) fn permissions(&mut self, raw: &RawModel, compliance: Option<&Compliance>) {
        self.declare_roster();
        let applications = self.applications(raw);
        let mut declared = Vec::new();
        for permission in &raw.permission {
            let name = &permission.id;
            if name.get_ref().starts_with(RosterPermission::PREFIX) {
                self.problems.add(
                    name.span(),
                    format!("{:?} would be one of Roster's own permissions", name.get_ref()),
                    "choose an id that doesn't begin with \"roster.\"; Roster's own need no declaration",
                );
                continue;
            }
            let new = self.problems.is_new("permission", name, &self.permission_ids);
            let Some(id) = PermissionId::new(name.get_ref()).ok().filter(|_| new) else { continue };
            let application = permission.application.as_ref();
            let application = application
                .and_then(|name| self.problems.find("application", name.get_ref(), name.span(), &applications));
            let ix = PermissionIx::at(self.permissions.len());
            let on = self.kinds_of(permission);
            let require_status = self.require_status(permission, compliance);
            self.permission_ids.insert(id.as_str().to_owned(), ix);
            if let Some(application) = application {
                self.applications[application.index()].permissions.push(ix);
                self.in_applications.insert(ix);
            }
            self.permissions.push(Permission {
                label: permission.label.clone().unwrap_or_else(|| Text::plain(&id)),
                help: permission.help.clone(),
                includes: PermissionSet::from_iter([ix]),
                on_account: permission.on.is_none(),
                on,
                application,
                require_status,
                id,
            });
            declared.push((ix, permission));
        }
        self.includes(&declared);
        self.on_account = self.all_where(|permission| permission.on_account);
        self.on_kind = (0..self.kinds.len())
            .map(|kind| self.all_where(|permission| permission.on.contains(&KindIx::at(kind))))
            .collect();
        for kind in 0..self.kinds.len() {
            let mut under = PermissionSet::new();
            let kinds = and_below(&self.kinds, KindIx::at(kind));
            kinds.iter().for_each(|kind| under.unite(&self.on_kind[kind.index()]));
            self.on_and_under.push(under);
        }
    }

    fn declare_roster(&mut self) {
        for permission in RosterPermission::ALL {
            let on = if permission.on_resources() { self.kinds.len() } else { 0 };
            self.permission_ids.insert(permission.id().to_owned(), permission.ix());
            self.permissions.push(Permission {
                id: PermissionId::new(permission.id()).expect("Roster's own ids are names"),
                label: Text::plain(permission.id()),
                help: Text::default(),
                includes: PermissionSet::from_iter([permission.ix()]),
                on_account: true,
                on: (0..on).map(KindIx::at).collect(),
                application: None,
                require_status: Vec::new(),
            });
        }
    }

    fn applications(&mut self, raw: &RawModel) -> HashMap<String, ApplicationIx> {
        let mut known = HashMap::new();
        for application in &raw.application {
            let new = self.problems.is_new("application", &application.id, &known);
            let Some(id) = ApplicationId::new(application.id.get_ref()).ok().filter(|_| new) else { continue };
            known.insert(id.as_str().to_owned(), ApplicationIx::at(self.applications.len()));
            let label = application.label.clone().unwrap_or_else(|| Text::plain(&id));
            self.applications.push(Application { id, label, permissions: Vec::new() });
        }
        known
    }

    fn kinds_of(&mut self, permission: &RawPermission) -> Vec<KindIx> {
        let Some(on) = &permission.on else { return Vec::new() };
        if on.get_ref().0.is_empty() {
            self.problems.add(on.span(), "the list is empty", "name a kind of resource, or leave \"on\" out");
        }
        let mut kinds = Vec::new();
        for name in &on.get_ref().0 {
            let Some(kind) = self.problems.find("kind of resource", name, on.span(), &self.kind_ids) else { continue };
            if kinds.contains(&kind) {
                let wrong = format!("{name:?} stands twice in the list");
                self.problems.add(on.span(), wrong, "leave one of them out");
            } else {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// Follows `include`, to whatever depth.
    fn includes(&mut self, declared: &[(PermissionIx, &RawPermission)]) {
        let mut direct: Vec<Vec<PermissionIx>> = vec![Vec::new(); self.permissions.len()];
        for (ix, permission) in declared {
            let within = self.within(*ix);
            for name in self.problems.once_each(&permission.include) {
                let Some(included) = self.permission_named(name) else { continue };
                if let Some((wrong, instead)) = self.cannot_include(*ix, included, &within)
                    && !self.problems.kinds_are_spoilt()
                {
                    self.problems.add(name.span(), wrong, instead);
                }
                direct[ix.index()].push(included);
            }
        }
        for ix in inner_first(&direct) {
            let mut set = PermissionSet::from_iter([ix]);
            direct[ix.index()].iter().for_each(|inner| set.unite(&self.permissions[inner.index()].includes));
            self.permissions[ix.index()].includes = set;
        }
        for (ix, permission) in declared {
            // Everything stands after what it includes, but for what goes round.
            let goes_round = |inner: &PermissionIx| self.permissions[inner.index()].includes.contains(*ix);
            if direct[ix.index()].iter().any(goes_round) {
                self.problems.add(
                    permission.id.span(),
                    format!("{:?} includes itself, directly or through others", permission.id.get_ref()),
                    "take one \"include\" out of the circle",
                );
            }
        }
    }

    /// Per kind: whether it is one that the permission is on, or lies under one.
    fn within(&self, ix: PermissionIx) -> Vec<bool> {
        let on = &self.permissions[ix.index()].on;
        let mut within = vec![false; self.kinds.len()];
        on.iter().flat_map(|kind| and_below(&self.kinds, *kind)).for_each(|kind| within[kind.index()] = true);
        within
    }

    fn cannot_include(&self, ix: PermissionIx, included: PermissionIx, within: &[bool]) -> Option<(String, String)> {
        let (outer, inner) = (&self.permissions[ix.index()], &self.permissions[included.index()]);
        let (id, other) = (&outer.id, &inner.id);
        if outer.application.is_some() && inner.application.is_none() {
            return Some((
                format!(
                    "{id:?} belongs to an application and {other:?} to none, so it couldn't be switched off with it"
                ),
                format!("give {other:?} to the roles themselves, or put it into an application"),
            ));
        }
        if outer.on_account {
            let instead = format!("include it in a permission that is on the same kind of resource as {other:?}");
            return (!inner.on_account)
                .then(|| (format!("{id:?} is held in the account and {other:?} is not"), instead));
        }
        (!inner.on.iter().any(|kind| within[kind.index()])).then(|| {
            let wrong =
                format!("{other:?} can't be held on the resources that {id:?} is on, nor on what lies under them");
            (wrong, format!("take it out, or let roles give {other:?} themselves"))
        })
    }

    fn all_where(&self, wanted: impl Fn(&Permission) -> bool) -> PermissionSet {
        let all = self.permissions.iter().enumerate();
        all.filter(|(_, permission)| wanted(permission)).map(|(place, _)| PermissionIx::at(place)).collect()
    }
}

/// All places in such an order that each stands after what it includes; in a circle something stands before.
fn inner_first(direct: &[Vec<PermissionIx>]) -> Vec<PermissionIx> {
    let (mut order, mut seen) = (Vec::with_capacity(direct.len()), vec![false; direct.len()]);
    for first in 0..direct.len() {
        // The way down from here, each with what is still to be looked at there. Written out instead of called again and again,
        // because a way may be as long as there are permissions.
        let mut way = Vec::new();
        if !mem::replace(&mut seen[first], true) {
            way.push((first, direct[first].iter()));
        }
        while let Some((at, rest)) = way.last_mut() {
            match rest.next().map(|next| next.index()) {
                Some(next) if mem::replace(&mut seen[next], true) => {}
                Some(next) => way.push((next, direct[next].iter())),
                None => {
                    order.push(PermissionIx::at(*at));
                    way.pop();
                }
            }
        }
    }
    order
}
