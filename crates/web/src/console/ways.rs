//! By what somebody reaches something, in words: a role, what was given and where, or that they own it; since when and until when.

use crate::console::visit::InAccount;
use jiff::Timestamp;
use maud::{Markup, html};
use roster_app::access::told::{Given, Since, Way};
use roster_domain::id::ResourceId;
use std::collections::HashMap;

/// What resources are called.
pub(crate) type Names = HashMap<ResourceId, String>;

impl InAccount {
    /// By what somebody reaches this resource, a line for each.
    pub(crate) fn ways(&self, resource: ResourceId, ways: &[Way], names: &Names) -> Markup {
        let given = ways.iter().any(|way| matches!(way, Way::Grant { .. }));
        let mut lines: Vec<(String, String)> = Vec::new();
        for way in ways {
            // Such a role opens nothing by itself: it says what the access is worth that was given.
            if given && matches!(way, Way::RoleOn { reach: "granted", .. }) {
                continue;
            }
            let line = (self.way(resource, way, names), self.way_times(way));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        html! {
            span.cell-lines {
                @for (text, times) in lines {
                    span { (text) @if !times.is_empty() { " " small { (times) } } }
                }
            }
        }
    }

    fn way(&self, resource: ResourceId, way: &Way, names: &Names) -> String {
        let t = self.visit.t;
        let name = |of: &ResourceId| names.get(of).map(String::as_str).unwrap_or_default();
        match way {
            Way::RoleOn { reach: "own", owned: Some(owned), .. } if *owned == resource => {
                t.get("way-owns").into_owned()
            }
            Way::RoleOn { reach: "own", owned: Some(owned), .. } => {
                t.with("way-owns-above", &[("name", name(owned).into())])
            }
            Way::Role { role, .. } | Way::RoleOn { role, .. } => {
                t.with("way-role", &[("role", self.role_label(role).into())])
            }
            Way::Extra { permission, .. } => {
                t.with("way-extra", &[("permission", self.permission_label(permission).into())])
            }
            Way::Grant { on, what, .. } => {
                let what = ("what", self.given_label(what).into());
                if *on == resource {
                    t.with("way-given-here", &[what])
                } else {
                    t.with("way-given-on", &[what, ("name", name(on).into())])
                }
            }
        }
    }

    fn way_times(&self, way: &Way) -> String {
        self.times_and_giver(way.given())
    }

    /// "since 21 Nov 2026, until 24 Dec 2026, given by Ann Lee".
    pub(crate) fn times_and_giver(&self, given: &Since) -> String {
        let times = self.since_until(given.since, given.until);
        match &given.by {
            Some((_, name)) => {
                let by = self.visit.t.with("way-by", &[("name", name.as_str().into())]);
                if times.is_empty() { by } else { format!("{times}, {by}") }
            }
            None => times,
        }
    }

    /// "since 21 Nov 2026, until 24 Dec 2026".
    pub(crate) fn since_until(&self, since: Option<i64>, until: Option<i64>) -> String {
        let t = self.visit.t;
        let since = since.and_then(|since| Timestamp::from_millisecond(since).ok());
        let since = since.map(|since| t.with("way-since", &[("day", t.date(since, &self.visit.zone()).into())]));
        let until = until.map(|until| self.until(until));
        since.into_iter().chain(until).collect::<Vec<_>>().join(", ")
    }

    /// What was given: a level, a role on the resource, or a single permission.
    fn given_label(&self, given: &Given) -> String {
        match given {
            Given { level: Some(level), .. } => self.level_label(level),
            Given { project_role: Some(role), .. } => self.role_there_label(role),
            Given { permission: Some(permission), .. } => self.permission_label(permission),
            Given { level: None, project_role: None, permission: None } => String::new(),
        }
    }

    /// What a role on resources is called, as the first kind that has it says.
    fn role_there_label(&self, id: &str) -> String {
        let model = &self.here.model;
        let mut declared = model.kinds().flat_map(|(_, kind)| &kind.project_roles).map(|role| &model[*role]);
        let found = declared.find(|role| *role.id.as_str() == *id);
        found.map_or_else(|| id.to_owned(), |role| role.label.get(self.tag()).to_owned())
    }
}
