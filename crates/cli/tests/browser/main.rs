//! What people do, in a real browser on the real binary, with real mail.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod accounts;
mod apps_and_permissions;
mod audit;
mod bulk;
mod colleagues;
mod company_and_projects;
mod customers_and_vendors;
mod first_hour;
mod hand;
mod house;
mod invitations;
mod keyboard;
mod life;
mod look;
mod mailbox;
mod mails;
mod model_editor;
mod requests;
mod shared_workspaces;
mod signing_in;
mod sites_and_projects;
mod together;
mod transfers;
mod users_table;
mod walk;
mod without_script;
