//! What a change took the place of: for each thing that was changed, what was and what is. The other way round it undoes the change.

use roster_domain::id::{MemberId, ResourceId};
use roster_store::members::{MemberRow, TimedRow};
use serde::{Deserialize, Serialize};

/// One thing of one member that a change replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Image {
    /// Whose.
    pub(crate) member: MemberId,
    /// What.
    #[serde(flatten)]
    pub(crate) delta: Delta,
}

/// What was, and what took its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub(crate) enum Delta {
    /// Their roles.
    Roles(Swap<Vec<TimedRow>>),
    /// Their permissions beyond the roles.
    Extras(Swap<Vec<TimedRow>>),
    /// What Custom keeps; `None`: All.
    Custom(Swap<Option<Vec<String>>>),
    /// What they have in one slot on a resource.
    Access {
        /// On which.
        resource: ResourceId,
        /// What it was called.
        name: String,
        /// `level`, `role:<id>` or `permission:<id>`.
        slot: String,
        /// What was and is there.
        #[serde(flatten)]
        swap: Swap<Option<Access>>,
    },
    /// Whether they are in.
    Place(Swap<Place>),
}

/// Two values, of which one took the place of the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Swap<T> {
    pub(crate) before: T,
    pub(crate) after: T,
}

/// What stands in a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Access {
    /// The id of the level, project role or permission.
    pub(crate) value: String,
    /// From then on.
    pub(crate) from_at: Option<i64>,
    /// Until then.
    pub(crate) until_at: Option<i64>,
}

/// Whether somebody is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    /// The status.
    pub(crate) status: String,
    /// Since when they are out.
    pub(crate) left_at: Option<i64>,
}

impl Place {
    /// As it is stored now.
    pub(crate) fn of(row: &MemberRow) -> Place {
        Place { status: row.status.clone(), left_at: row.left_at }
    }
}
