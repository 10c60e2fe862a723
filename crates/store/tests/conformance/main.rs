//! Two engines, one behaviour: every function of the store, on SQLite and on PostgreSQL. One file for each file of the store;
//! `members_page.rs` and `reach.rs` stand beside `members.rs` and `grants.rs`.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

#[path = "../support/mod.rs"]
mod support;

mod neighbours;
mod rows;
mod setting;

mod access_requests;
mod account_details;
mod accounts;
mod acting;
mod address_proposals;
mod api_keys;
mod compliance;
mod credits;
mod due;
mod events;
mod grants;
mod idempotency;
mod invitations;
mod jobs;
mod judged;
mod list_columns;
mod lost_access;
mod members;
mod members_page;
mod merges;
mod models;
mod outbox;
mod overview;
mod person_accounts;
mod person_links;
mod persons;
mod presence;
mod purge;
mod quotations;
mod reach;
mod resource_attributes;
mod resources;
mod sessions;
mod sign_ins;
mod sign_ups;
mod silences;
mod support_accesses;
mod throttles;
mod transfers;
