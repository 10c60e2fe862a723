//! Permissions: Roster's own, which it enforces itself, and the product's, which the model declares. One concept, one judge.

mod roster;
mod set;

pub use roster::RosterPermission;
pub use set::PermissionSet;

use crate::model::name::{names, places};

names! {
    /// The id of a permission: `roster.invite`, `site.edit`.
    PermissionId;
}

places! {
    /// A permission of a compiled model. Roster's own come first, at the same place in every model.
    PermissionIx;
}

names! {
    /// The id of an application: a group of permissions that are switched together (rule 9).
    ApplicationId;
}

places! {
    /// An application of a compiled model.
    ApplicationIx;
}
