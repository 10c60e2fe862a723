//! Roles: their names, ranks, and how far they may act on others.

use crate::model::name::{names, places};

names! {
    /// The id of a role, as the model declares it.
    RoleId;
}

places! {
    /// A role of a compiled model.
    RoleIx;
}

impl RoleId {
    /// Stands where a key of the account has a role of its own; no model is asked for it.
    pub(crate) fn of_keys() -> RoleId {
        RoleId("key".into())
    }
}

/// How high a role stands. Only the order counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Rank(pub u16);

/// On whom a role may act (rule 11).
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ActsOn {
    /// On nobody, whatever permissions there are.
    None,
    /// On those whose rank is lower.
    #[default]
    Below,
    /// On those whose rank is lower or the same.
    NotAbove,
}

impl ActsOn {
    /// Whether someone of rank `own` reaches someone of rank `target`.
    pub fn reaches(self, own: Rank, target: Rank) -> bool {
        match self {
            ActsOn::None => false,
            ActsOn::Below => target < own,
            ActsOn::NotAbove => target <= own,
        }
    }
}

/// Where the permissions that a role holds on a kind of resource are in force (rule 5).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// On every resource of the kind.
    All,
    /// On those the member owns, and on what lies under them.
    Own,
    /// Where a grant exists on it or an ancestor, and the nearest level is not empty.
    Granted,
}
