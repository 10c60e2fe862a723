//! The program as its operator runs it: processes, files, signals, and a real mail server.
#![allow(clippy::unwrap_used, reason = "a test that fails should fail where it stands")]

mod account;
mod configuration;
mod crawl;
mod demo;
mod doctor;
mod end;
mod guide;
mod html;
mod json_schema;
mod mail;
mod model;
mod model_live;
mod process;
mod readme;
