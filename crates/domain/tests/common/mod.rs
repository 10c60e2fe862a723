//! A small world to ask the judge about: names become ids, so that a case reads as a sentence.
#![allow(dead_code, reason = "each test file uses its own part")]

pub mod tables;

use jiff::Timestamp;
use roster_domain::{
    grant::{GrantRecord, GrantWhat, Timed, Window},
    id::{Id, MemberId, ResourceId},
    member::{MemberRecord, MemberStatus},
    model::Model,
    permission::{PermissionIx, PermissionSet},
    resource::{Chain, ChainLink},
};
use std::sync::Arc;
use uuid::Uuid;

/// What a fuzzer kept, by name: `fuzz/corpus/<target>`.
pub fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let files = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = files.map(|file| file.unwrap().path());
    let mut found: Vec<_> = paths.map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())).collect();
    found.sort();
    found
}

/// The moment at which everything is asked: second 1000.
pub const NOW: i64 = 1000;

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

pub fn now() -> Timestamp {
    at(NOW)
}

fn number(name: &str) -> u128 {
    name.bytes().fold(1, |number, byte| (number << 8) | u128::from(byte))
}

pub fn member_id(name: &str) -> MemberId {
    MemberId::from_uuid(Uuid::from_u128(number(name)))
}

pub fn resource_id(name: &str) -> ResourceId {
    ResourceId::from_uuid(Uuid::from_u128(number(name)))
}

/// A window in seconds.
pub fn window(from: Option<i64>, until: Option<i64>) -> Window {
    Window { from: from.map(at), until: until.map(at) }
}

pub struct World {
    pub model: Arc<Model>,
}

impl World {
    pub fn new(text: &str) -> World {
        let model = Model::compile(text).unwrap_or_else(|problems| {
            panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        });
        World { model: model.into() }
    }

    pub fn permission(&self, id: &str) -> PermissionIx {
        self.model.permission(id).unwrap_or_else(|| panic!("no permission {id}"))
    }

    pub fn set(&self, ids: &[&str]) -> PermissionSet {
        ids.iter().map(|id| self.permission(id)).collect()
    }

    pub fn ids(&self, set: &PermissionSet) -> Vec<String> {
        set.iter().map(|ix| self.model[ix].id.to_string()).collect()
    }

    /// A way up: `"site:s1 < project:p1"`, with `@owner` behind a resource that is owned.
    pub fn chain(&self, path: &str) -> Chain {
        let link = |part: &str| {
            let (part, owner) =
                part.trim().split_once('@').map_or((part.trim(), None), |(part, owner)| (part, Some(owner)));
            let (kind, name) = part.split_once(':').unwrap();
            ChainLink {
                resource: resource_id(name),
                kind: self.model.kind(kind).unwrap_or_else(|| panic!("no kind {kind}")),
                owner: owner.map(member_id),
            }
        };
        Chain { links: path.split('<').map(link).collect() }
    }

    /// An active member with these roles.
    pub fn member(&self, name: &str, roles: &[&str]) -> Builder<'_> {
        let mut record = MemberRecord::active(member_id(name));
        record.roles = roles.iter().map(|role| Timed::always(self.role(role))).collect();
        Builder { world: self, record }
    }

    pub fn role(&self, id: &str) -> roster_domain::role::RoleIx {
        self.model.role(id).unwrap_or_else(|| panic!("no role {id}"))
    }

    /// `"read_write"` (a level), `"project/owner"` (a project role), `"+site.edit"` (a single permission).
    pub fn what(&self, what: &str) -> GrantWhat {
        if let Some(permission) = what.strip_prefix('+') {
            GrantWhat::Permission(self.permission(permission))
        } else if let Some((kind, role)) = what.split_once('/') {
            GrantWhat::Role(self.model.project_role(self.model.kind(kind).unwrap(), role).unwrap())
        } else {
            GrantWhat::Level(self.model.level(what).unwrap_or_else(|| panic!("no level {what}")))
        }
    }
}

pub struct Builder<'w> {
    world: &'w World,
    record: MemberRecord,
}

impl Builder<'_> {
    pub fn status(mut self, status: MemberStatus) -> Self {
        self.record.status = status;
        self
    }

    pub fn role_within(mut self, role: &str, from: Option<i64>, until: Option<i64>) -> Self {
        self.record.roles.push(Timed { what: self.world.role(role), window: window(from, until) });
        self
    }

    pub fn extra(self, permission: &str) -> Self {
        self.extra_within(permission, None, None)
    }

    pub fn extra_within(mut self, permission: &str, from: Option<i64>, until: Option<i64>) -> Self {
        self.record.extras.push(Timed { what: self.world.permission(permission), window: window(from, until) });
        self
    }

    pub fn grant(self, resource: &str, what: &str) -> Self {
        self.grant_within(resource, what, None, None)
    }

    pub fn grant_within(mut self, resource: &str, what: &str, from: Option<i64>, until: Option<i64>) -> Self {
        let what = self.world.what(what);
        self.record.grants.add(GrantRecord { resource: resource_id(resource), what, window: window(from, until) });
        self
    }

    pub fn custom(mut self, listed: &[&str]) -> Self {
        self.record.mask = Some(self.world.model.mask(listed.iter().map(|id| self.world.permission(id))));
        self
    }

    pub fn build(self) -> MemberRecord {
        self.record
    }
}
