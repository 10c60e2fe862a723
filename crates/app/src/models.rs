//! The model of a live account: what another one would change, applying it, and taking that back.
//!
//! A plan is worked out anew whenever it is asked for, member by member, from what is stored; it is not kept. Its id says from which
//! state it started and where it leads, so that what is applied is what was looked at, or nothing.

pub mod apply;
pub mod check;
pub mod history;
mod keys;
pub mod mails;
mod moved;
mod moves;
pub mod plan;
mod report;
mod rights;
mod tally;
mod target;
mod walk;
pub mod what_if;

pub use report::{
    Affected, Change, Disappears, Holder, Instead, KeyLoss, Line, Missing, NotRestored, Place, Plan, Standing as Whose,
    Unmet, VanishedHeld,
};
pub use roster_domain::plan::Choices;

use crate::{Caller, actor::Actor, standing::Need};
use roster_domain::permission::RosterPermission;
use serde::{Deserialize, Serialize};

/// What shall become of the account's model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aim {
    /// This text takes its place.
    Text(String),
    /// The one before comes back, and what was moved for its successor's sake.
    Back,
}

/// Another model, and where those go who hold what it doesn't have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Which model.
    pub aim: Aim,
    /// Who goes where.
    pub choices: Choices,
}

/// Whoever manages the model, or the operator.
fn need(caller: &Caller) -> Need {
    match caller.actor {
        Actor::Operator => Need::Operator,
        _ => Need::Permission(RosterPermission::ManageModel),
    }
}
