//! Asking an admin for what one may not, and answering (F21).

pub(crate) mod answer;
pub(crate) mod ask;
pub(crate) mod list;

use crate::console::visit::InAccount;
use roster_app::access_requests::{AccessRequest, Wanted};
use roster_domain::permission::PermissionIx;

/// Something that can be given to whoever asks: what the form sends, and what it is called.
pub(super) struct Offer {
    pub(super) value: String,
    pub(super) label: String,
}

impl InAccount {
    /// What can be given to whoever asks, what would do first.
    pub(super) fn offers(&self, request: &AccessRequest) -> Vec<Offer> {
        match (&request.wanted, &request.resource) {
            (Wanted::Resource(_), Some((kind, _))) => self.offers_there(kind, request.row.permission.as_deref()),
            (Wanted::Permission(id), _) => self.offers_in_account(id, &request.roles),
            _ => Vec::new(),
        }
    }

    fn offers_there(&self, kind: &str, missing: Option<&str>) -> Vec<Offer> {
        let model = &self.here.model;
        let Some(kind) = model.kind(kind) else { return Vec::new() };
        let kind = &model[kind];
        let missing = missing.and_then(|id| model.permission(id));
        let mut offers: Vec<(bool, usize, Offer)> = Vec::new();
        for level in kind.levels.iter().filter(|level| !level.permissions.is_empty()) {
            let id = model[level.level].to_string();
            let label = level.label.get(self.tag()).to_owned();
            let does = missing.is_some_and(|missing| level.permissions.contains(missing));
            offers.push((does, level.permissions.len(), Offer { value: format!("level:{id}"), label }));
        }
        for role in kind.project_roles.iter().map(|role| &model[*role]).filter(|role| !role.single) {
            let id = role.id.to_string();
            let label = role.label.get(self.tag()).to_owned();
            let does = missing.is_some_and(|missing| role.permissions.contains(missing));
            offers.push((does, role.permissions.len(), Offer { value: format!("role:{id}"), label }));
        }
        for ix in kind.offers.iter() {
            let id = model[ix].id.to_string();
            let does = missing.is_some_and(|missing| model[ix].includes.contains(missing));
            let label = self.permission_label(&id);
            offers.push((does, model[ix].includes.len(), Offer { value: format!("permission:{id}"), label }));
        }
        // What would do stands first, and of that what gives the least.
        offers.sort_by_key(|(does, much, _)| (!does, *much));
        offers.into_iter().map(|(.., offer)| offer).collect()
    }

    fn offers_in_account(&self, id: &str, roles: &[String]) -> Vec<Offer> {
        let model = &self.here.model;
        let Some(wanted) = model.permission(id) else { return Vec::new() };
        let mut offers = Vec::new();
        if self.may_receive(roles, wanted) {
            let label = self.permission_label(id);
            offers.push(Offer { value: format!("permission:{id}"), label });
        }
        for (_, role) in model.roles().filter(|(_, role)| role.assignable && role.permissions.contains(wanted)) {
            let label = self.visit.t.with("requests-role", &[("role", role.label.get(self.tag()).into())]);
            let id = role.id.to_string();
            offers.push(Offer { value: format!("account_role:{id}"), label });
        }
        offers
    }

    fn may_receive(&self, roles: &[String], wanted: PermissionIx) -> bool {
        let model = &self.here.model;
        let default = [model.membership().default_role];
        let held: Vec<_> = roles.iter().filter_map(|id| model.role(id)).collect();
        let held = if held.is_empty() { &default[..] } else { &held[..] };
        held.iter().any(|role| model[*role].may_receive.contains(wanted))
    }
}
