//! The credits that an account shares: a ledger that is only ever added to.

pub mod add;
pub mod balance;
pub mod end_hold;
pub mod expire;
pub mod history;
pub mod hold;
pub(crate) mod ledger;
pub mod refund;
pub mod spend;
pub mod verify;

pub use ledger::{Posted, Said};
