//! The rules of Roster. No clock, no I/O, no randomness: all are parameters.

pub mod access;
pub mod country;
pub mod credits;
pub mod email;
pub mod event;
pub mod grant;
pub mod id;
pub mod language;
pub mod lifecycle;
pub mod mail;
pub mod member;
pub mod model;
pub mod password;
pub mod permission;
pub mod plan;
pub mod profile;
pub mod quotation;
pub mod refusal;
pub mod resource;
pub mod role;
pub mod text;
