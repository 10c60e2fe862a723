//! People on both engines: signing in, sessions, forgotten passwords, addresses, profiles.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod address;
mod change_password;
mod once;
mod profile;
mod reset;
mod sessions;
mod sign_in;
mod world;
