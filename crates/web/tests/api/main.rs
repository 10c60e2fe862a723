//! The API under `/v1`, asked in process: each noun's routes in a file, and what holds for all of them.
#![allow(clippy::unwrap_used)]

mod accounts;
mod document;
mod members;
mod sessions;
mod support;
