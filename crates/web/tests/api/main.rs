//! The API under `/v1`, asked in process: each noun's routes in a file, and what holds for all of them.
#![allow(clippy::unwrap_used)]

mod access;
mod access_requests;
mod accounts;
mod acting;
mod authzen;
mod bad_input;
mod check;
mod credits;
mod document;
mod events;
mod invitations;
mod jobs;
mod keys;
mod life;
mod links;
mod me;
mod members;
mod merging;
mod once;
mod passwords;
mod pending;
mod permissions;
mod protocol;
mod reach;
mod resources;
mod same_access;
mod sessions;
mod sign_ups;
mod support;
mod tenancy;
mod users;
