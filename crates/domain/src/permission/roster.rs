//! Roster's own permissions.

use super::PermissionIx;

macro_rules! roster_permissions {
    ($($(#[doc = $doc:literal])* $name:ident = $id:literal $(on $resource:ident)?,)+) => {
        /// The closed list of what Roster itself asks for. The product's permissions are declared in the model.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum RosterPermission { $($(#[doc = $doc])* $name,)+ }
        impl RosterPermission {
            /// Every one, in the order of their places.
            pub const ALL: &'static [RosterPermission] = &[$(RosterPermission::$name,)+];
            /// The stable id.
            pub fn id(self) -> &'static str { match self { $(RosterPermission::$name => $id,)+ } }
            /// What it allows, in a sentence or two.
            pub fn allows(self) -> &'static str { match self { $(RosterPermission::$name => concat!($($doc),*).trim(),)+ } }
            /// Whether it can also be held on a single resource and what lies under it, instead of in the whole account.
            pub fn on_resources(self) -> bool { match self { $(RosterPermission::$name => false $(|| stringify!($resource) == "resources")?,)+ } }
        }
    };
}

roster_permissions! {
    /// See the list of members, their profiles, and who is invited. On a resource: who has access to it.
    ReadMembers = "roster.read_members" on resources,
    /// Ask what others may, for a product that does as it is answered.
    Check = "roster.check",
    /// Invite people; send again, edit and withdraw invitations.
    Invite = "roster.invite",
    /// Change the roles of members, their permissions beyond the role, and what Custom lists.
    ChangeRoles = "roster.change_roles",
    /// Change the names, profile fields and notes of members; mail them a link to set a password.
    EditMembers = "roster.edit_members",
    /// Add, change and take away access to resources. On a resource: to it and to what lies under it.
    ChangeAccess = "roster.change_access" on resources,
    /// Disable, archive or delete members.
    RemoveMembers = "roster.remove_members",
    /// Enable or restore members.
    RestoreMembers = "roster.restore_members",
    /// Act as a member of lower rank.
    ActAs = "roster.act_as",
    /// Read the account's audit log.
    ReadAudit = "roster.read_audit",
    /// Export the list of members.
    Export = "roster.export",
    /// Create, change and delete resources of kinds for which the model names no permission of the product.
    ManageResources = "roster.manage_resources" on resources,
    /// Make and revoke API keys of the account, and other people's.
    ManageKeys = "roster.manage_keys",
    /// Change the account's name and settings.
    ManageAccount = "roster.manage_account",
    /// Apply another model to the account.
    ManageModel = "roster.manage_model",
    /// Spend the account's credits: at once, or by holding them first.
    SpendCredits = "roster.spend_credits",
    /// Add credits: record purchases, allocations and refunds.
    BuyCredits = "roster.buy_credits",
    /// See what became of the account's credits: every entry of the ledger.
    ReadTransactions = "roster.read_transactions",
    /// Change the compliance status of the account.
    SetCompliance = "roster.set_compliance",
    /// Offer quotations to the account, and withdraw them.
    IssueQuotations = "roster.issue_quotations",
    /// Accept or decline quotations for the account.
    AcceptQuotations = "roster.accept_quotations",
    /// Close the account.
    CloseAccount = "roster.close_account",
}

impl RosterPermission {
    /// What Roster's own ids begin with, and no other.
    pub const PREFIX: &'static str = "roster.";

    /// The place, the same in every model.
    pub fn ix(self) -> PermissionIx {
        PermissionIx::at(self as usize)
    }

    /// The permission with this id.
    pub fn from_id(id: &str) -> Option<RosterPermission> {
        RosterPermission::ALL.iter().copied().find(|permission| permission.id() == id)
    }

    /// The permission at this place, if it is one of Roster's own.
    pub fn at(ix: PermissionIx) -> Option<RosterPermission> {
        RosterPermission::ALL.get(ix.index()).copied()
    }
}

impl From<RosterPermission> for PermissionIx {
    fn from(permission: RosterPermission) -> PermissionIx {
        permission.ix()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_places_agree() {
        for (place, permission) in RosterPermission::ALL.iter().enumerate() {
            assert_eq!(permission.ix().index(), place);
            assert_eq!(RosterPermission::at(permission.ix()), Some(*permission));
            assert_eq!(RosterPermission::from_id(permission.id()), Some(*permission));
            assert!(permission.id().starts_with(RosterPermission::PREFIX));
        }
        assert!(RosterPermission::ChangeAccess.on_resources());
        assert!(!RosterPermission::Invite.on_resources());
    }
}
