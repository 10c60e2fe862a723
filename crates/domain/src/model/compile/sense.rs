//! Whether a model can work as a whole: someone can invite, someone keeps the account, nobody can raise themself.

use super::Problems;
use crate::{
    model::{Model, Role, name::one_of, raw::RawModel},
    permission::{PermissionSet, RosterPermission},
    resource::KindIx,
    role::{ActsOn, Reach},
};
use std::ops::Range;

/// Looks at a model whose parts are all right by themselves.
pub(super) fn check(model: &Model, raw: &RawModel, problems: &mut Problems<'_>) {
    let sense = Sense { model, raw };
    sense.someone_invites(problems);
    sense.someone_keeps_the_account(problems);
    sense.default_role_is_lowest(problems);
    sense.signing_up_gives_no_power(problems);
    sense.acting_as_gives_nothing(problems);
    sense.handing_over_gives_nothing(problems);
    sense.what_is_shared_is_served(problems);
    sense.every_kind_can_be_seen(problems);
    sense.granted_can_hold(problems);
}

/// Some of these, by name.
pub(super) fn ids(model: &Model, permissions: &PermissionSet) -> String {
    one_of(permissions.iter().take(5).map(|ix| model[ix].id.clone()))
}

struct Sense<'a> {
    model: &'a Model,
    raw: &'a RawModel,
}

impl Sense<'_> {
    fn roles(&self) -> impl Iterator<Item = (&Role, Range<usize>)> {
        self.model.roles.iter().zip(self.raw.role.iter().map(|role| role.id.span()))
    }

    fn ids(&self, permissions: &PermissionSet) -> String {
        ids(self.model, permissions)
    }

    fn someone_invites(&self, problems: &mut Problems<'_>) {
        if !self.model.roles.iter().any(|role| role.permissions.contains(RosterPermission::Invite)) {
            let instead = "add \"roster.invite\" to the permissions of a role";
            problems.add(self.raw.membership.default_role.span(), "no role can invite", instead);
        }
    }

    fn someone_keeps_the_account(&self, problems: &mut Problems<'_>) {
        if !self.model.roles.iter().any(|role| role.keeps_account) {
            let instead = "add keeps_account = true to the role that must always be held by someone";
            problems.add(self.raw.membership.default_role.span(), "nobody keeps the account", instead);
        }
        for (role, span) in self.roles().filter(|(role, _)| role.keeps_account) {
            if !role.permissions.contains(RosterPermission::ChangeRoles) {
                let wrong = format!("{:?} keeps the account and can't change roles", role.id);
                problems.add(span, wrong, "add \"roster.change_roles\" to its permissions, or leave keeps_account out");
            } else if role.edits == ActsOn::None {
                let wrong = format!("{:?} keeps the account and can edit nobody", role.id);
                problems.add(span, wrong, "write edits = \"below\" or \"not_above\"");
            }
        }
    }

    /// Otherwise one could raise oneself by losing a role, or be raised by its end (rule 3).
    fn default_role_is_lowest(&self, problems: &mut Problems<'_>) {
        let default = &self.model[self.model.membership.default_role];
        for (role, span) in self.roles() {
            if role.rank < default.rank {
                let wrong =
                    format!("{:?} ranks below the default role {:?}: losing it would raise", role.id, default.id);
                problems.add(span, wrong, format!("write rank = {} or more", default.rank.0));
            }
            let gained = default.permissions.difference(&role.permissions);
            let acts_on_itself =
                role.permissions.contains(RosterPermission::ChangeRoles) && role.edits == ActsOn::NotAbove;
            if acts_on_itself && !gained.is_empty() {
                let gained = self.ids(&gained);
                let wrong = format!(
                    "{:?} could raise itself by dropping to the default role {:?}, which has {gained}",
                    role.id, default.id
                );
                problems.add(
                    self.raw.membership.default_role.span(),
                    wrong,
                    format!("give {gained} to {:?} too", role.id),
                );
            }
        }
    }

    fn signing_up_gives_no_power(&self, problems: &mut Problems<'_>) {
        let membership = &self.model.membership;
        let default = &self.model[membership.default_role];
        let power: PermissionSet =
            default.permissions.iter().filter(|ix| RosterPermission::at(*ix).is_some()).collect();
        if membership.self_sign_up && (default.keeps_account || !power.is_empty()) {
            let wrong = format!("whoever signs up gets the role {:?}, which administers the account", default.id);
            let instead = "write self_sign_up = false, or name a default_role without permissions of Roster's own";
            problems.add(self.raw.membership.default_role.span(), wrong, instead);
        }
    }

    /// Who acts as somebody has what they have: it must not be more than one has oneself.
    fn acting_as_gives_nothing(&self, problems: &mut Problems<'_>) {
        let acts = |role: &Role| role.permissions.contains(RosterPermission::ActAs);
        let mut roles: Vec<_> = self.roles().collect();
        if !roles.iter().any(|(role, _)| acts(role)) {
            return;
        }
        // Any permission of the product can be granted to anyone on a single resource.
        let product = |set: &PermissionSet| set.iter().filter(|ix| RosterPermission::at(*ix).is_none()).collect();
        let on_kind: Vec<PermissionSet> = self.model.on_kind.iter().map(product).collect();
        // From the lowest rank up, with what those below can have.
        roles.sort_by_key(|(role, _)| role.rank);
        let mut below = PermissionSet::new();
        for same_rank in roles.chunk_by(|one, other| one.0.rank == other.0.rank) {
            for (role, span) in same_rank.iter().filter(|(role, _)| acts(role)) {
                let mut gained = below.difference(&role.permissions);
                for (place, all) in on_kind.iter().enumerate() {
                    gained.unite(&all.difference(role.on_all(KindIx::at(place))));
                }
                if !gained.is_empty() {
                    let gained = self.ids(&gained);
                    let wrong = format!("{:?} could raise itself by acting as others, who can have {gained}", role.id);
                    let instead =
                        "give it these too, on resources with reach = \"all\", or take \"roster.act_as\" from it";
                    problems.add(span.clone(), wrong, instead);
                }
            }
            for (role, _) in same_rank {
                below.unite(&role.permissions);
                below.unite(&self.model.closed(role.may_receive.iter()));
            }
        }
    }

    /// The former holder of a single project role must not gain by handing it over.
    fn handing_over_gives_nothing(&self, problems: &mut Problems<'_>) {
        for resource in &self.raw.resource {
            let Some(kind) = self.model.kind(resource.kind.get_ref()) else { continue };
            for (name, raw) in &resource.roles.0 {
                let role = self.model.project_role(kind, name.get_ref()).map(|ix| &self.model[ix]);
                let Some((role, next)) = role.and_then(|role| Some((role, role.successor_becomes?))) else { continue };
                let gained = self.model[next].permissions.difference(&role.permissions);
                if let (Some(becomes), false) = (&raw.successor_becomes, gained.is_empty()) {
                    let gained = self.ids(&gained);
                    let wrong = format!("{:?} could raise itself by handing over: it would gain {gained}", role.id);
                    problems.add(
                        becomes.span(),
                        wrong,
                        format!("give {gained} to {:?} too, or name another role", role.id),
                    );
                }
            }
        }
    }

    /// Where nobody could ever have anything, nobody sees anything (rule 10): not even whoever made it.
    fn every_kind_can_be_seen(&self, problems: &mut Problems<'_>) {
        for resource in &self.raw.resource {
            let Some(kind) = self.model.kind(resource.kind.get_ref()) else { continue };
            if !self.can_be_seen(kind) {
                let id = resource.kind.get_ref();
                let wrong = format!("nobody could ever see a {id:?}: there is nothing that one may on it");
                let instead = format!("declare a permission with on = {id:?}, such as \"{id}.view\", and give it");
                problems.add(resource.kind.span(), wrong, instead);
            }
        }
    }

    fn can_be_seen(&self, kind: KindIx) -> bool {
        let (model, there) = (self.model, self.model.on_kind(kind));
        if there.iter().any(|permission| RosterPermission::at(permission).is_none()) {
            return true;
        }
        let above = std::iter::successors(Some(kind), |kind| model[*kind].parent);
        let mut given: Vec<&PermissionSet> = model[kind].levels.iter().map(|level| &level.permissions).collect();
        given.extend(model.roles.iter().flat_map(|role| [role.on_all(kind), role.on_granted(kind)]));
        for kind in above {
            given.extend(model.roles.iter().map(|role| role.on_own(kind)));
            given.extend(model[kind].project_roles.iter().map(|role| &model[*role].permissions));
        }
        given.into_iter().any(|set| set.intersects(there))
    }

    /// What a role gives where something is granted needs something that can be granted there, and a level counts only if it has a
    /// permission of the kind (rule 5).
    fn granted_can_hold(&self, problems: &mut Problems<'_>) {
        let roles = self.model.roles.iter().zip(&self.raw.role);
        let granted = roles.flat_map(|(role, raw)| raw.on.iter().map(move |on| (role, on)));
        for (role, raw) in granted.filter(|(_, on)| on.reach == Reach::Granted) {
            let Some(kind) = self.model.kind(raw.kind.get_ref()) else { continue };
            if role.on_granted(kind).is_empty() || self.counts_as_granted(kind) {
                continue;
            }
            let id = raw.kind.get_ref();
            let wrong = format!(
                "this can never hold: no level has a permission of a {id:?}, and neither it nor what it lies under has roles"
            );
            let own = self.model.on_kind(kind).iter().find(|ix| RosterPermission::at(*ix).is_none());
            let own = own.map_or_else(|| format!("one with on = {id:?}"), |ix| format!("\"{}\"", self.model[ix].id));
            problems.add(raw.kind.span(), wrong, format!("add {own} to a level, or declare a role on the {id:?}"));
        }
    }

    /// Whether anything that can be chosen for a member on such a resource, or on what it lies under, makes the reach `granted` hold.
    fn counts_as_granted(&self, kind: KindIx) -> bool {
        let model = self.model;
        std::iter::successors(Some(kind), |kind| model[*kind].parent).any(|at| {
            let counts = model[at].levels.iter().any(|level| level.permissions.intersects(model.on_kind(kind)));
            counts || !model[at].project_roles.is_empty() || !model[at].offers.is_empty()
        })
    }

    /// What an account shares is worth nothing where nobody could fill or use it.
    fn what_is_shared_is_served(&self, problems: &mut Problems<'_>) {
        use RosterPermission::{AcceptQuotations, BuyCredits, IssueQuotations, SetCompliance, SpendCredits};
        let raw = self.raw;
        let needed = [
            (raw.credits.as_ref().map(|at| at.span()), BuyCredits, "add credits"),
            (raw.credits.as_ref().map(|at| at.span()), SpendCredits, "spend credits"),
            (raw.compliance.as_ref().map(|at| at.span()), SetCompliance, "change the compliance status"),
            (raw.quotations.as_ref().map(|at| at.span()), IssueQuotations, "offer quotations"),
            (raw.quotations.as_ref().map(|at| at.span()), AcceptQuotations, "accept quotations"),
        ];
        for (span, permission, what) in needed {
            let held = self.model.roles.iter().any(|role| role.permissions.contains(permission));
            if let (Some(span), false) = (span, held) {
                let instead = format!("add {:?} to the permissions of a role", permission.id());
                problems.add(span, format!("no role can {what}"), instead);
            }
        }
    }
}
