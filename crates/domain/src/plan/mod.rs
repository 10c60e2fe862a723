//! Changing the model of a live account: who gains and who loses what by it, and where those go who hold what it no longer has.
//!
//! Both models are compiled; what is compared are the judge's own answers under the one and under the other. A member's answers
//! are the same on all resources of a kind that lie under the same nearest one on which they have something of their own, so a
//! finite number of places stands for all resources there are.

mod choices;
mod given;
mod pair;
mod rules;

pub use choices::{Choices, Fate, Settled, Vanished, What};
pub use given::Giver;
pub use pair::{Moved, Pair, Shift, Sides};
pub use rules::{Demand, demands};
