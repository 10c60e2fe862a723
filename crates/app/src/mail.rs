//! The mail queue, as the loop that sends sees it.

pub mod deliver;
pub mod queue;
