//! Acting as another member of an account (B12): who lower stands, for an hour, with a reason that they can read.

pub mod end;
pub mod expire;
pub mod list;
pub mod start;
