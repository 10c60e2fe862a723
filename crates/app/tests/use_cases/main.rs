//! The use-cases on both engines, row by row of what is required. A test's name begins with its row.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

#[path = "../support/mod.rs"]
mod support;

mod accept;
mod access;
mod access_requests;
mod account_keys;
mod acting;
mod address;
mod audit;
mod closing;
mod compliance;
mod created;
mod credits;
mod credits_at_once;
mod credits_walk;
mod details;
mod ending;
mod expiry;
mod giving;
mod handing_over;
mod invite;
mod jobs;
mod keepers;
mod keys;
mod life;
mod mail;
mod members;
mod memory;
mod merging;
mod models;
mod not_open;
mod pending;
mod permissions;
mod plan;
mod plan_applied;
mod plan_choices;
mod plan_mails;
mod plan_moves_mailed;
mod presence;
mod quotations;
mod races;
mod reach;
mod resources;
mod restore_preview;
mod same_access;
mod sign_in_state;
mod sign_up;
mod spaces;
mod strange;
mod support_access;
mod teams;
mod transfers;
mod twice;
mod undo;
