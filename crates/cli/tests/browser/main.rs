//! What people do, in a real browser on the real binary, with real mail.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod bulk;
mod hand;
mod house;
mod mailbox;
mod sites_and_projects;
mod users_table;
