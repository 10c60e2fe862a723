//! The rules of Roster. No clock, no I/O, no randomness: all are parameters.

pub mod country;
pub mod email;
pub mod event;
pub mod id;
pub mod language;
pub mod mail;
pub mod password;
pub mod refusal;
