//! Members: a person's (or an invited address's) place in one account, as the judge sees it.

use crate::{
    grant::{Grants, Timed},
    id::MemberId,
    model::Role,
    permission::{PermissionIx, PermissionSet},
    role::RoleIx,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where a member stands in their account. That an invitation ran out is not a status: it follows from the time.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberStatus {
    /// Invited, and not here yet.
    Invited,
    /// In.
    Active,
    /// Out for a while; everything stays as it was.
    Disabled,
    /// Out, kept in the list of former members.
    Archived,
    /// Out, and gone from the lists.
    Deleted,
}

impl MemberStatus {
    /// Every status.
    pub const ALL: [MemberStatus; 5] = [
        MemberStatus::Invited,
        MemberStatus::Active,
        MemberStatus::Disabled,
        MemberStatus::Archived,
        MemberStatus::Deleted,
    ];

    /// The stable code: stored, shown by the API, and the end of the label's key (`status.invited`).
    pub fn code(self) -> &'static str {
        match self {
            MemberStatus::Invited => "invited",
            MemberStatus::Active => "active",
            MemberStatus::Disabled => "disabled",
            MemberStatus::Archived => "archived",
            MemberStatus::Deleted => "deleted",
        }
    }

    /// The status with this code.
    pub fn from_code(code: &str) -> Option<MemberStatus> {
        MemberStatus::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// All the judge needs to know of a member. Small, cached, and only meaningful with the model it was read by.
#[derive(Clone, PartialEq, Debug)]
pub struct MemberRecord {
    /// Who.
    pub member: MemberId,
    /// Only `Active` has anything (rule 1).
    pub status: MemberStatus,
    /// The roles, in force or not. With none in force, the model's default role holds (rule 3).
    pub roles: Vec<Timed<RoleIx>>,
    /// Permissions beyond the roles; each counts only while a role in force may receive it (rule 4).
    pub extras: Vec<Timed<PermissionIx>>,
    /// `None` is All; `Some` is Custom: what is listed (rule 9). Made by [`Model::mask`](crate::model::Model::mask).
    pub mask: Option<PermissionSet>,
    /// Access to resources.
    pub grants: Grants,
    /// What nobody in the account has, whatever their roles: permissions that ask for another compliance status than it has.
    pub withheld: PermissionSet,
    /// A key of the account is judged like a member who has this role, made for it alone, and no other. Members have none.
    pub own_role: Option<Arc<Role>>,
}

impl MemberRecord {
    /// An active member without anything, to be filled in.
    pub fn active(member: MemberId) -> MemberRecord {
        MemberRecord {
            member,
            status: MemberStatus::Active,
            roles: Vec::new(),
            extras: Vec::new(),
            mask: None,
            grants: Grants::default(),
            withheld: PermissionSet::new(),
            own_role: None,
        }
    }

    /// How many bytes this takes in memory, for a cache that is bounded in bytes.
    pub fn bytes(&self) -> usize {
        let lists = size_of_val(&*self.roles) + size_of_val(&*self.extras) + size_of_val(self.grants.all());
        size_of::<Self>() + lists + self.own_role.as_ref().map_or(0, |role| role.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_found_by_its_code() {
        for status in MemberStatus::ALL {
            assert_eq!(MemberStatus::from_code(status.code()), Some(status));
        }
        assert_eq!(MemberStatus::from_code("Active"), None);
    }
}
