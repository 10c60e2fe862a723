//! The mail queue, as the loop that sends sees it.

mod claim;
pub mod deliver;
pub mod queue;
