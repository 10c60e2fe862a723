//! The console's pages as a browser without script sees them: requests in, HTML out, cookies kept.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod account;
mod account_looks;
mod account_pages;
mod arranged;
mod asking;
mod credits;
mod merging;
mod people_accept;
mod people_error;
mod people_mailbox;
mod people_me;
mod people_password;
mod people_sign_in;
mod people_sign_up;
mod spaces;
mod team;
mod users_access;
mod users_acting;
mod users_change;
mod users_invite;
mod users_life;
mod users_list;
mod users_new;
mod users_pending;
mod users_permissions;
mod users_teams;
mod who_has_access;
mod world;
