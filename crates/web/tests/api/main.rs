//! The API under `/v1`, asked in process: each noun's routes in a file, and what holds for all of them.
#![allow(clippy::unwrap_used)]

mod access;
mod accounts;
mod bad_input;
mod document;
mod events;
mod invitations;
mod keys;
mod links;
mod me;
mod members;
mod once;
mod passwords;
mod permissions;
mod protocol;
mod resources;
mod sessions;
mod support;
mod tenancy;
